//! A line that is typed into: its text, what was there before, and what was typed earlier.

mod finding;
mod pieces;
#[cfg(test)]
mod tests;

use tui_input::{Input, InputRequest};

use crate::config::keymap::{Chord, Key};

use finding::Finding;
pub(super) use pieces::{Piece, pieces};

/// How many earlier texts are remembered.
const REMEMBERED: usize = 200;

/// The longest text that is taken, in bytes: a pasted file is no filter.
const LONGEST: usize = 16 * 1024;

/// What stands before the text of the filter line.
pub(super) const FILTER_PROMPT: &str = " filter › ";

/// What stands before the text of the search line.
pub(super) const SEARCH_PROMPT: &str = " search › ";

/// What stands before what is looked for among the values of a facet.
pub(super) const FIND_PROMPT: &str = " find › ";

/// The filter or the search line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    input: Input,
    /// The text when the editing began.
    before: String,
    /// Texts that were kept, oldest first.
    history: Vec<String>,
    /// How far back in the history the line is, and the text that was left for it.
    back: usize,
    draft: String,
    /// The search through the history, while that goes on.
    finding: Option<Finding>,
}

impl Line {
    /// A line with a text that was not typed.
    pub(super) fn with(text: &str) -> Self {
        let mut line = Self::default();
        line.set(text);
        line
    }

    /// The same line, remembering texts of an earlier run, oldest first.
    #[must_use]
    pub(super) fn with_history(mut self, history: Vec<String>) -> Self {
        self.history = history;
        self.history.retain(|text| !text.trim().is_empty() && text.len() <= LONGEST);
        self.forget();
        self
    }

    /// The texts that were kept, oldest first.
    pub(super) fn history(&self) -> &[String] {
        &self.history
    }

    pub(super) fn text(&self) -> &str {
        self.input.value()
    }

    /// The columns before the cursor, and how many of them are scrolled away to show it within
    /// `width`.
    pub(super) fn cursor(&self, width: usize) -> (usize, usize) {
        let at = self.place();
        let before = pieces(self.text()).into_iter().take_while(|piece| piece.end <= at);
        let column = before.map(|piece| piece.width).sum();
        (column, usize::saturating_sub(column, width))
    }

    /// Where the cursor is in the text, in bytes.
    pub(super) fn place(&self) -> usize {
        let mut chars = self.text().char_indices();
        chars.nth(self.input.cursor()).map_or(self.text().len(), |(at, _)| at)
    }

    /// Replaces the text, and puts the cursor at this byte of it.
    pub(super) fn put(&mut self, text: &str, place: usize) {
        let before = text.get(..place).unwrap_or(text);
        self.input = Input::new(text.to_owned()).with_cursor(before.chars().count());
    }

    pub(super) fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    /// Editing begins; the text stays.
    pub(super) fn begin(&mut self) {
        self.finding = None;
        self.before = self.text().to_owned();
        self.back = 0;
    }

    /// Editing ends, and the text stays.
    pub(super) fn keep(&mut self) {
        self.finding = None;
        let text = self.text().trim_end().to_owned();
        self.set(&text);
        self.history.retain(|known| *known != text);
        if !text.is_empty() {
            self.history.push(text);
        }
        self.forget();
    }

    fn forget(&mut self) {
        let surplus = self.history.len().saturating_sub(REMEMBERED);
        self.history.drain(..surplus);
    }

    /// Editing ends, and the text becomes what it was.
    pub(super) fn restore(&mut self) {
        self.finding = None;
        let before = std::mem::take(&mut self.before);
        self.set(&before);
    }

    /// The text kept before this one.
    pub(super) fn older(&mut self) {
        if self.finding.is_some() {
            return self.find_on(true);
        }
        if self.back == self.history.len() {
            return;
        }
        if self.back == 0 {
            self.draft = self.text().to_owned();
        }
        self.go_back(self.back + 1);
    }

    /// The text kept after this one, and at last what was being typed.
    pub(super) fn newer(&mut self) {
        if self.finding.is_some() {
            return self.find_on(false);
        }
        if self.back > 0 {
            self.go_back(self.back - 1);
        }
    }

    fn go_back(&mut self, back: usize) {
        self.back = back;
        let at = self.history.len().checked_sub(back).filter(|_| back > 0);
        let text = at.and_then(|at| self.history.get(at)).unwrap_or(&self.draft).clone();
        self.set(&text);
    }

    /// Inserts what was pasted. A line has no line ends: they become blanks.
    pub(super) fn paste(&mut self, text: &str) {
        for c in text.trim_end_matches(['\r', '\n']).chars() {
            let c = if c.is_control() { ' ' } else { c };
            self.edit(Chord::plain(Key::Char(c)));
        }
    }

    /// Puts the cursor before the character in this column.
    pub(super) fn point(&mut self, column: usize) {
        self.finding = None;
        let mut used = 0;
        let pieces = pieces(self.text());
        let piece = pieces.iter().find(|piece| {
            used += piece.width;
            used > column
        });
        self.go_to(piece.map_or(self.text().len(), |piece| piece.at));
    }

    fn go_to(&mut self, place: usize) {
        let at = self.text().get(..place).unwrap_or_default().chars().count();
        self.input.handle(InputRequest::SetCursor(at));
    }

    /// Goes over what a person sees as one character.
    fn step(&mut self, right: bool) {
        let at = self.place();
        let mut ends = pieces(self.text()).into_iter().map(|piece| piece.end);
        let place = if right {
            ends.find(|end| *end > at).unwrap_or(at)
        } else {
            ends.take_while(|end| *end < at).last().unwrap_or(0)
        };
        self.go_to(place);
    }

    /// Does what a key does in a line of text.
    pub(super) fn edit(&mut self, chord: Chord) {
        if self.edit_finding(chord) {
            return;
        }
        let request = match (chord.key, chord.ctrl, chord.alt) {
            (Key::Char(c), false, false) if self.text().len() < LONGEST => {
                InputRequest::InsertChar(c)
            }
            (Key::Backspace | Key::Char('h'), true, _) | (Key::Char('w'), true, false) => {
                InputRequest::DeletePrevWord
            }
            (Key::Backspace, false, true) => InputRequest::DeletePrevWord,
            (Key::Backspace, ..) => InputRequest::DeletePrevChar,
            (Key::Delete, true, _) => InputRequest::DeleteNextWord,
            (Key::Delete, ..) | (Key::Char('d'), true, false) => InputRequest::DeleteNextChar,
            (Key::Left, true, _) | (Key::Char('b'), false, true) => InputRequest::GoToPrevWord,
            (Key::Right, true, _) | (Key::Char('f'), false, true) => InputRequest::GoToNextWord,
            (Key::Left, ..) | (Key::Char('b'), true, false) => return self.step(false),
            (Key::Right, ..) | (Key::Char('f'), true, false) => return self.step(true),
            (Key::Home, ..) | (Key::Char('a'), true, false) => InputRequest::GoToStart,
            (Key::End, ..) | (Key::Char('e'), true, false) => InputRequest::GoToEnd,
            (Key::Char('u'), true, false) => InputRequest::DeleteFromStart,
            (Key::Char('k'), true, false) => InputRequest::DeleteTillEnd,
            _ => return,
        };
        self.input.handle(request);
    }
}
