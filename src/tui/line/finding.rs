//! Searching what was typed earlier, letter by letter, as shells do.

use crate::config::keymap::{Chord, Key};

use super::Line;

/// A search through the history.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// What is searched for.
    typed: String,
    /// The text that is shown, as an index into the history.
    at: Option<usize>,
    /// Whether what is shown holds what is searched for.
    found: bool,
    /// What was in the line, and where the cursor was.
    before: (String, usize),
}

impl Line {
    /// Begins to search the history, or goes on to an older text.
    pub(in crate::tui) fn find(&mut self) {
        if self.finding.is_some() {
            return self.find_on(true);
        }
        let before = (self.text().to_owned(), self.place());
        self.finding = Some(Finding { typed: String::new(), at: None, found: true, before });
    }

    /// What is searched for in the history, and whether it was found; `None` while nothing is.
    pub(in crate::tui) fn finding(&self) -> Option<(&str, bool)> {
        self.finding.as_ref().map(|finding| (finding.typed.as_str(), finding.found))
    }

    /// Stops the search, and gives back what was there; tells whether there was one.
    pub(in crate::tui) fn stop_finding(&mut self) -> bool {
        let Some(Finding { before: (text, place), .. }) = self.finding.take() else { return false };
        self.put(&text, place);
        true
    }

    /// The next older or newer text that holds what is searched for.
    pub(super) fn find_on(&mut self, older: bool) {
        let at = self.finding.as_ref().and_then(|finding| finding.at);
        match (older, at) {
            (true, None) => self.look(self.history.len().checked_sub(1), true),
            (true, Some(at)) => self.look(at.checked_sub(1), true),
            (false, Some(at)) => self.look(Some(at + 1), false),
            (false, None) => {}
        }
    }

    /// Looks from `from` on; where nothing is found, what is shown stays.
    fn look(&mut self, from: Option<usize>, older: bool) {
        let Some(finding) = &mut self.finding else { return };
        let typed = finding.typed.to_lowercase();
        let fits = |at: &usize| {
            self.history.get(*at).is_some_and(|text| text.to_lowercase().contains(&typed))
        };
        let found = match from {
            None => None,
            Some(from) if older => (0..=from).rev().find(fits),
            Some(from) => (from..self.history.len()).find(fits),
        };
        let shown = finding.at.is_some_and(|at| fits(&at));
        finding.found = found.is_some() || shown || typed.is_empty();
        if let Some(text) = found.and_then(|at| self.history.get(at)).cloned() {
            finding.at = found;
            self.set(&text);
        }
    }

    /// Does what a key does while the history is searched; tells whether that was all. A key that
    /// moves takes what was found.
    pub(super) fn edit_finding(&mut self, chord: Chord) -> bool {
        let Some(finding) = &mut self.finding else { return false };
        match (chord.key, chord.ctrl, chord.alt) {
            (Key::Char(c), false, false) if finding.typed.len() < super::LONGEST => {
                finding.typed.push(c);
                let from = finding.at;
                self.look(from.or(self.history.len().checked_sub(1)), true);
            }
            (Key::Backspace, ..) => {
                finding.typed.pop();
                finding.at = None;
                self.look(self.history.len().checked_sub(1), true);
            }
            _ => {
                self.finding = None;
                return false;
            }
        }
        true
    }
}
