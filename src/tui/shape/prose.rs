//! Sentences as lines of a width: what is said on panels and pages.

use crate::config::theme::Role;
use crate::pipeline::health::{Case, Verdict};
use crate::store::EventLog;

use super::super::text::{Ink, Inked, wrap_words};

/// Whether all that is read is logs: saved posts say what was sent.
pub(super) fn only_logs(log: &EventLog) -> bool {
    log.sources().all(|(_, facts, _)| facts.format.as_ref().is_none_or(|it| !it.format.is_wire()))
}

/// How far logs reach. Who finds nothing in them must not take that for more than it is.
pub(super) const COVERAGE: &str = "Logged is not received, and what is sent around VS Code's \
    logger is in no log: neither can be seen here.";

/// Lines being written.
pub(super) struct Prose {
    pub(super) width: usize,
    pub(super) lines: Vec<Inked>,
}

impl Prose {
    /// An empty page.
    pub(super) fn new(width: usize) -> Self {
        Self { width: width.max(8), lines: Vec::new() }
    }

    /// An empty line, but not two in a row and none at the start.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Inked::new());
        }
    }

    pub(super) fn say(&mut self, role: Role, text: &str) {
        let lines = wrap_words(text, self.width);
        self.lines.extend(lines.into_iter().map(|text| vec![Ink { role, text }]));
    }

    /// What logs do not tell, where nothing but logs is read.
    pub(super) fn say_coverage(&mut self, log: &EventLog) {
        if only_logs(log) {
            self.gap();
            self.say(Role::Muted, COVERAGE);
        }
    }

    /// A line that hangs on a mark.
    pub(super) fn item(&mut self, mark: &str, text: &str) {
        let indent = mark.chars().count() + 2;
        for (at, text) in self.hanging(text, indent).into_iter().enumerate() {
            let mark = if at == 0 { format!("{mark}  ") } else { " ".repeat(indent) };
            let mark = Ink { role: Role::KeyHint, text: mark };
            self.lines.push(vec![mark, Ink { role: Role::Text, text }]);
        }
    }

    /// Lines under an item.
    pub(super) fn below(&mut self, role: Role, text: &str) {
        for text in self.hanging(text, 3) {
            self.lines.push(vec![Ink { role, text: format!("   {text}") }]);
        }
    }

    /// What is the matter, why, and what to do.
    pub(super) fn verdict(&mut self, verdict: &Verdict) {
        let role = match verdict.case {
            Case::Seen | Case::NothingYet => Role::Ok,
            Case::NoLogs => Role::Text,
            _ => Role::Warning,
        };
        self.say(role, &verdict.text);
        match verdict.offers.as_slice() {
            [] => {}
            [one] => self.item("→", one),
            many => {
                for (at, offer) in many.iter().enumerate() {
                    self.item(&(at + 1).to_string(), offer);
                }
            }
        }
        let sure = if verdict.certain { "" } else { " (not certain)" };
        let why = if verdict.why.is_empty() { "no reason is known" } else { verdict.why.as_str() };
        self.say(Role::Muted, &format!("Why: {why}{sure}"));
    }

    fn hanging(&self, text: &str, indent: usize) -> Vec<String> {
        wrap_words(text, self.width.saturating_sub(indent).max(8))
    }
}
