//! A line that is typed into: its text, what was there before, and what was typed earlier.

use tui_input::{Input, InputRequest};

use crate::config::keymap::{Chord, Key};

/// How many earlier texts are remembered.
const REMEMBERED: usize = 100;

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
}

impl Line {
    /// A line with a text that was not typed.
    pub(super) fn with(text: &str) -> Self {
        let mut line = Self::default();
        line.set(text);
        line
    }

    pub(super) fn text(&self) -> &str {
        self.input.value()
    }

    /// The columns before the cursor, and how many of them are scrolled away to show it within
    /// `width`.
    pub(super) fn cursor(&self, width: usize) -> (usize, usize) {
        (self.input.visual_cursor(), self.input.visual_scroll(width))
    }

    pub(super) fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    /// Editing begins; the text stays.
    pub(super) fn begin(&mut self) {
        self.before = self.text().to_owned();
        self.back = 0;
    }

    /// Editing ends, and the text stays.
    pub(super) fn keep(&mut self) {
        let text = self.text().trim_end().to_owned();
        self.set(&text);
        self.history.retain(|known| *known != text);
        if !text.is_empty() {
            self.history.push(text);
        }
        let surplus = self.history.len().saturating_sub(REMEMBERED);
        self.history.drain(..surplus);
    }

    /// Editing ends, and the text becomes what it was.
    pub(super) fn restore(&mut self) {
        let before = std::mem::take(&mut self.before);
        self.set(&before);
    }

    /// The text kept before this one.
    pub(super) fn older(&mut self) {
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
            if self.text().len() >= LONGEST {
                return;
            }
            let c = if c.is_control() { ' ' } else { c };
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// Puts the cursor before the character in this column.
    pub(super) fn point(&mut self, column: usize) {
        let mut used = 0;
        let chars = self.text().chars().take_while(|c| {
            used += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            used <= column
        });
        let at = chars.count();
        self.input.handle(InputRequest::SetCursor(at));
    }

    /// Does what a key does in a line of text.
    pub(super) fn edit(&mut self, chord: Chord) {
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
            (Key::Left, ..) | (Key::Char('b'), true, false) => InputRequest::GoToPrevChar,
            (Key::Right, ..) | (Key::Char('f'), true, false) => InputRequest::GoToNextChar,
            (Key::Home, ..) | (Key::Char('a'), true, false) => InputRequest::GoToStart,
            (Key::End, ..) | (Key::Char('e'), true, false) => InputRequest::GoToEnd,
            (Key::Char('u'), true, false) => InputRequest::DeleteFromStart,
            (Key::Char('k'), true, false) => InputRequest::DeleteTillEnd,
            _ => return,
        };
        self.input.handle(request);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &mut Line, text: &str) {
        text.chars().for_each(|c| line.edit(Chord::plain(Key::Char(c))));
    }

    #[test]
    fn what_was_kept_comes_back_and_the_draft_is_not_lost() {
        let mut line = Line::default();
        for text in ["one", "two", "one"] {
            line.begin();
            line.set(text);
            line.keep();
        }
        line.begin();
        line.set("");
        typed(&mut line, "dra");
        let mut seen = Vec::new();
        for step in [Line::older, Line::older, Line::older, Line::newer, Line::newer, Line::newer] {
            step(&mut line);
            seen.push(line.text().to_owned());
        }
        assert_eq!(seen, ["one", "two", "two", "one", "dra", "dra"]);
    }

    #[test]
    fn escape_gives_back_what_was_there() {
        let mut line = Line::with("level:error");
        line.begin();
        typed(&mut line, " x");
        line.restore();
        assert_eq!(line.text(), "level:error");
    }

    #[test]
    fn a_pasted_file_becomes_one_line_of_bounded_length() {
        let mut line = Line::default();
        line.paste("a\nb\tc\u{1b}\n");
        assert_eq!(line.text(), "a b c ");
        line.paste(&"x".repeat(1 << 20));
        assert!(line.text().len() <= LONGEST);
    }
}
