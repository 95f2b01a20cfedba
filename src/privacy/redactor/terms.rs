//! Names that were learned, found again wherever they stand as a word of their own.
//!
//! They are kept by their first word, so that a text is gone through once however many there are.

use std::collections::HashMap;
use std::ops::Range;

use super::replaced::Replaceable;
use crate::privacy::run::is_word;

/// More names are not learned: a hostile log must not fill the memory.
const MOST: usize = 1 << 16;

/// Names with the same first word; more of them are not kept.
const MOST_ALIKE: usize = 64;

/// The longest name.
pub(super) const LONGEST: usize = 256;

/// One name, in lower case.
#[derive(Debug)]
struct Term {
    text: Box<str>,
    kind: Replaceable,
}

/// All that were learned.
#[derive(Debug, Default)]
pub(super) struct Terms {
    by_word: HashMap<Box<str>, Vec<Term>>,
    /// How long first words are: one bit a length.
    lengths: u64,
    count: usize,
}

impl Terms {
    /// Learns `name`, which starts with a word; tells whether it was new.
    pub(super) fn learn(&mut self, kind: Replaceable, name: &str) -> bool {
        let text = name.to_ascii_lowercase();
        let word = first_word(&text);
        if word.is_empty() || text.len() > LONGEST || self.count >= MOST {
            return false;
        }
        let alike = self.by_word.entry(word.into()).or_default();
        if alike.len() >= MOST_ALIKE || alike.iter().any(|term| *term.text == *text) {
            return false;
        }
        self.lengths |= bit(word.len());
        alike.push(Term { text: text.clone().into(), kind });
        // The longest first: it says most.
        alike.sort_by_key(|term| std::cmp::Reverse(term.text.len()));
        self.count += 1;
        true
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The name that starts with the word at `word` of `text`.
    pub(super) fn at(&self, text: &str, word: Range<usize>) -> Option<(Replaceable, Range<usize>)> {
        if self.lengths & bit(word.len()) == 0 {
            return None;
        }
        let mut lower = [0; LONGEST];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(&text.as_bytes()[word.clone()]);
        lower.make_ascii_lowercase();
        let alike = self.by_word.get(std::str::from_utf8(lower).ok()?)?;
        let rest = &text.as_bytes()[word.start..];
        let fits = |term: &&Term| {
            rest.get(..term.text.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(term.text.as_bytes()))
                && !rest.get(term.text.len()).is_some_and(|byte| is_word(*byte))
        };
        let term = alike.iter().find(fits)?;
        Some((term.kind, word.start..word.start + term.text.len()))
    }
}

fn first_word(text: &str) -> &str {
    let end = text.bytes().position(|byte| !is_word(byte)).unwrap_or(text.len());
    &text[..end]
}

const fn bit(length: usize) -> u64 {
    1 << if length < 63 { length } else { 63 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(terms: &Terms, text: &str, word: Range<usize>) -> Option<String> {
        terms.at(text, word).map(|(_, span)| text[span].to_owned())
    }

    #[test]
    fn a_name_is_found_as_a_word_in_any_case_and_the_longest_of_them() {
        let mut terms = Terms::default();
        assert!(terms.learn(Replaceable::User, "Marta"));
        assert!(terms.learn(Replaceable::Host, "marta-thinkpad"));
        assert!(!terms.learn(Replaceable::User, "MARTA"));
        assert_eq!(at(&terms, "x MARTA.y", 2..7), Some("MARTA".to_owned()));
        assert_eq!(at(&terms, "Marta-Thinkpad!", 0..5), Some("Marta-Thinkpad".to_owned()));
        assert_eq!(at(&terms, "marta-thinkpads", 0..5), Some("marta".to_owned()));
        assert_eq!(at(&terms, "marco", 0..5), None);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut terms = Terms::default();
        assert!(!terms.learn(Replaceable::User, ""));
        assert!(!terms.learn(Replaceable::User, "-x"));
        assert!(!terms.learn(Replaceable::User, &"x".repeat(LONGEST + 1)));
        let learned =
            (0..1000).filter(|n| terms.learn(Replaceable::Host, &format!("a-{n}"))).count();
        assert_eq!(learned, MOST_ALIKE);
    }
}
