//! The popup: what is offered, what of it is chosen, and where it stands.

use ratatui::layout::Rect;

use crate::event::visible;
use crate::query::{Candidate, Completion, Wants};

use super::super::text::{counted, thousands, width};

/// So many candidates are offered.
const MOST: usize = 500;

/// So many rows are shown at once.
const ROWS: usize = 10;

/// The widest name that is shown whole, in columns.
const NAME: usize = 48;

/// What is offered for the word at the cursor.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Popup {
    pub(in crate::tui) completion: Completion,
    pub(in crate::tui) candidates: Vec<Candidate>,
    /// The one that was moved to.
    pub(in crate::tui) at: Option<usize>,
    /// Whether that stands in the line already.
    pub(in crate::tui) is_put: bool,
    /// The line as it was typed, and the cursor in it.
    text: String,
    place: usize,
    /// How many events were looked at, where that is a part of them.
    of: usize,
    /// How wide names, counts and help are.
    columns: [usize; 3],
}

impl Popup {
    /// Offers `candidates`, if there are any.
    pub(super) fn new(
        (text, place): (&str, usize),
        completion: Completion,
        mut candidates: Vec<Candidate>,
        of: usize,
    ) -> Option<Self> {
        candidates.truncate(MOST);
        let (text, columns) = (text.to_owned(), columns(&candidates));
        let popup =
            Self { completion, candidates, at: None, is_put: false, text, place, of, columns };
        (!popup.candidates.is_empty()).then_some(popup)
    }

    /// Goes to the next candidate or the one before, in a circle.
    pub(in crate::tui) fn turn(&mut self, on: bool) {
        let count = self.candidates.len();
        self.at = Some(match (self.at, on) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        });
    }

    /// The line with the chosen candidate in it, and the cursor behind that.
    pub(in crate::tui) fn put(&self) -> Option<(String, usize)> {
        let candidate = self.candidates.get(self.at?)?;
        Some(self.completion.accept(&self.text, candidate))
    }

    /// The line as it was typed, and the cursor in it.
    pub(in crate::tui) fn typed(&self) -> (&str, usize) {
        (&self.text, self.place)
    }

    /// What is offered, in a few words.
    pub(in crate::tui) fn title(&self) -> String {
        match &self.completion.wants {
            Wants::Nothing => String::new(),
            Wants::Fields { .. } => "fields".to_owned(),
            Wants::Keys { scope, .. } => format!("{scope}.…{}", self.seen_in()),
            Wants::Values { field, .. } => format!("{field}{}", self.seen_in()),
        }
    }

    fn seen_in(&self) -> String {
        if self.of == 0 {
            return String::new();
        }
        format!(" · in the newest {}", counted(self.of as u64, "event"))
    }

    /// Which candidates stand in so many rows.
    pub(in crate::tui) fn shown(&self, rows: usize) -> std::ops::Range<usize> {
        let last = self.candidates.len().saturating_sub(rows);
        let top = self.at.unwrap_or(0).saturating_sub(rows / 2).min(last);
        top..(top + rows).min(self.candidates.len())
    }

    /// How wide names, counts and help are.
    pub(in crate::tui) const fn columns(&self) -> [usize; 3] {
        self.columns
    }
}

fn columns(candidates: &[Candidate]) -> [usize; 3] {
    let widest = |of: &dyn Fn(&Candidate) -> usize| candidates.iter().map(of).max().unwrap_or(0);
    let name = widest(&|it| width(&visible(&it.name))).clamp(1, NAME);
    let count = widest(&|it| it.count.map_or(0, |count| thousands(count).len()));
    [name, count, widest(&|it| width(it.help))]
}

/// Where the popup stands, frame included: right above `line`, within `body` and what lies between
/// them, its names below each other where the word begins in column `x`. `None` without room.
pub(in crate::tui) fn popup_place(popup: &Popup, body: Rect, line: Rect, x: u16) -> Option<Rect> {
    let room = line.y.saturating_sub(body.y);
    let rows = popup.candidates.len().min(ROWS) as u16;
    let high = (rows + 2).min(room);
    if high < 3 || line.width < 8 {
        return None;
    }
    let [name, count, help] = popup.columns();
    // The frame, the cursor's cell, and blanks between the columns.
    let gap = |wide: usize| if wide > 0 { wide + 2 } else { 0 };
    let inner = (1 + name + gap(count) + gap(help) + 1).max(width(&popup.title()) + 2);
    let wide = (inner as u16).saturating_add(2).min(line.width);
    let left = x.saturating_sub(2).min(line.right().saturating_sub(wide)).max(line.x);
    Some(Rect { x: left, y: line.y - high, width: wide, height: high })
}
