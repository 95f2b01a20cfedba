//! All strings that are looked for, in one automaton: a text is gone through once for them all.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::finds::Finds;
use super::hint::Hint;
use super::needles::{self, Needle};
use super::secrets::{self, SHAPES};
use super::{armour, assigned, command, entra, jwt};

/// What a string of the automaton leads to.
#[derive(Clone, Copy, Debug)]
enum Lead {
    Needle(usize),
    Shape(usize),
    Jwt,
    Armour,
    Entra,
    Assigned,
    Command,
}

/// The strings of one scanner.
#[derive(Debug)]
pub(super) struct Literals {
    automaton: Option<AhoCorasick>,
    leads: Vec<Lead>,
    needles: Vec<Needle>,
}

impl Literals {
    pub(super) fn new(needles: Vec<Needle>) -> Self {
        let mut strings: Vec<&str> = Vec::new();
        let mut leads = Vec::new();
        let mut add = |string, lead| {
            strings.push(string);
            leads.push(lead);
        };
        needles.iter().enumerate().for_each(|(at, it)| add(&it.text, Lead::Needle(at)));
        SHAPES.iter().enumerate().for_each(|(at, it)| add(it.lead, Lead::Shape(at)));
        for word in assigned::WORDS {
            add(word, Lead::Assigned);
        }
        for word in command::WORDS {
            add(word, Lead::Command);
        }
        add(jwt::LEAD, Lead::Jwt);
        add(armour::LEAD, Lead::Armour);
        add(entra::MIDDLE, Lead::Entra);
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&strings)
            .or_else(|_| AhoCorasick::builder().ascii_case_insensitive(true).build(&strings));
        Self { automaton: automaton.ok(), leads, needles }
    }

    /// Whether any of the strings is in `bytes`.
    pub(super) fn are_in(&self, bytes: &[u8]) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.is_match(bytes))
    }

    /// Adds what the strings in `text` lead to.
    pub(super) fn find(&self, text: &str, hint: Hint, finds: &mut Finds<'_>) {
        let bytes = text.as_bytes();
        let Some(automaton) = &self.automaton else { return };
        // Up to here a find goes already, in which nothing more is looked for.
        let (mut armoured, mut home) = (0, 0);
        for found in automaton.find_overlapping_iter(bytes) {
            let (at, end) = (found.start(), found.end());
            match self.leads[found.pattern().as_usize()] {
                Lead::Needle(_) if at < home => {}
                Lead::Needle(index) => {
                    home = needles::find(text, at..end, &self.needles[index], hint, finds);
                }
                Lead::Shape(index) => secrets::find(bytes, at, &SHAPES[index], finds),
                Lead::Jwt => jwt::find(bytes, at, finds),
                Lead::Armour if at >= armoured => armoured = armour::find(bytes, at, finds),
                Lead::Armour => {}
                Lead::Entra => entra::find(bytes, at, finds),
                Lead::Assigned => assigned::find(text, at, end, finds),
                Lead::Command => command::find(text, at, finds),
            }
        }
    }
}
