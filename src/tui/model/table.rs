//! The pages that are tables: their rows, which of them is looked at, how they are sorted, and
//! how old they are.
//!
//! Rows are made when what they show changes, not for each frame, and while events stream in not
//! more than about once a second: a table whose rows change places faster than an eye can find
//! them again is not read by anybody, and the work is bounded however much comes.

use std::collections::BTreeSet;

use crate::event::Instant;
use crate::search::Volume;
use crate::store::{Facet, LogId};

use super::super::shape::{CatalogRow, CatalogSum, FindingRow, ScoreRow, StatsRow};

/// Rows of what streams in are made anew when they are this old, in milliseconds.
const AGE: i64 = 1000;

/// Of a table with many rows they grow a millisecond older for each so many.
const ROWS_A_MILLISECOND: usize = 50;

/// A row of a table.
pub(in crate::tui) trait Record {
    /// Whether `other` is about the same thing, whatever its numbers are by now.
    fn is_same(&self, other: &Self) -> bool;
}

/// By which column a table is sorted. Not reversed, names go up and numbers down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Sort {
    pub(in crate::tui) column: usize,
    pub(in crate::tui) reversed: bool,
}

/// Where one is in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Cursor {
    /// The row under the cursor, and the first row shown.
    pub(in crate::tui) at: usize,
    pub(in crate::tui) top: usize,
    /// The column under the cursor.
    pub(in crate::tui) column: usize,
    /// Whether somebody went to the row: then it stays under the cursor wherever it comes to
    /// stand. Else the first row is, whichever that is.
    pub(in crate::tui) held: bool,
}

/// What a person wants of a table: once that changes, its rows are made anew at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Wish {
    pub(in crate::tui) sort: Sort,
    /// Which tab.
    pub(in crate::tui) tab: usize,
    /// How often something was folded or unfolded, or the version of what was found.
    pub(in crate::tui) folds: u64,
    /// The newest answer to the filter.
    pub(in crate::tui) answer: u64,
}

/// What rows are made of: once that changes, they are out of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Revision {
    pub(in crate::tui) log: LogId,
    /// How often the log has changed, as far as it tells, and what the view shows.
    pub(in crate::tui) changes: [u64; 4],
}

/// What the rows were made of, and when.
#[derive(Clone, Copy, Debug)]
struct Made {
    wish: Wish,
    of: Revision,
    at: Instant,
}

/// A page that is a table.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Table<R> {
    /// In the order in which they are shown.
    pub(in crate::tui) rows: Vec<R>,
    pub(in crate::tui) cursor: Cursor,
    pub(in crate::tui) sort: Sort,
    pub(in crate::tui) tab: usize,
    made: Option<Made>,
    /// Whether the rows are out of date.
    late: bool,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            cursor: Cursor::default(),
            sort: Sort::default(),
            tab: 0,
            made: None,
            late: false,
        }
    }
}

impl<R: Record> Table<R> {
    /// A table that is sorted by this column at first.
    pub(in crate::tui) fn sorted_by(column: usize) -> Self {
        let sort = Sort { column, reversed: false };
        Self { sort, cursor: Cursor { column, ..Cursor::default() }, ..Self::default() }
    }

    /// Whether the rows are to be made anew now, of `of`.
    pub(in crate::tui) fn is_due(&mut self, wish: Wish, of: Revision, now: Instant) -> bool {
        let limit = AGE.max((self.rows.len() / ROWS_A_MILLISECOND) as i64);
        let due = match &self.made {
            Some(made) if made.wish == wish && made.of == of => {
                self.late = false;
                return false;
            }
            Some(made) => {
                let age = now.0.saturating_sub(made.at.0);
                made.wish != wish || made.of.log != of.log || !(0..limit).contains(&age)
            }
            None => true,
        };
        self.late = !due;
        due
    }

    /// Takes new rows. The row under the cursor stays there, and in its line of the screen.
    pub(in crate::tui) fn take(&mut self, rows: Vec<R>, (wish, of): (Wish, Revision), at: Instant) {
        let cursor = &mut self.cursor;
        let old = self.rows.get(cursor.at).filter(|_| cursor.held);
        let found = old.and_then(|old| rows.iter().position(|row| row.is_same(old)));
        let line = cursor.at.saturating_sub(cursor.top);
        let last = rows.len().saturating_sub(1);
        cursor.at = match found {
            Some(at) => at,
            // What was there is gone: what has come to its place is looked at.
            None if cursor.held => cursor.at.min(last),
            None => 0,
        };
        cursor.top = cursor.at.saturating_sub(line);
        self.rows = rows;
        self.made = Some(Made { wish, of, at });
        self.late = false;
    }

    /// The row under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<&R> {
        self.rows.get(self.cursor.at)
    }

    /// The rows cannot be made yet.
    pub(in crate::tui) fn put_off(&mut self) {
        self.late = true;
    }

    /// Whether the rows are out of date.
    pub(in crate::tui) fn is_late(&self) -> bool {
        self.late
    }

    /// Turns to another tab, which has other rows.
    pub(in crate::tui) fn turn(&mut self, tabs: usize) {
        self.tab = (self.tab + 1) % tabs.max(1);
        self.cursor = Cursor { column: self.cursor.column, ..Cursor::default() };
    }
}

/// The page of stats: what events are counted by, and how much there is of all.
#[derive(Clone, Debug)]
pub(in crate::tui) struct StatsState {
    pub(in crate::tui) table: Table<StatsRow>,
    pub(in crate::tui) total: Volume,
}

impl StatsState {
    /// What is counted by, tab by tab.
    pub(in crate::tui) const TABS: [Facet; 5] =
        [Facet::Event, Facet::Producer, Facet::Destination, Facet::Purpose, Facet::Level];

    /// What is counted by now.
    pub(in crate::tui) fn facet(&self) -> Facet {
        Self::TABS.get(self.table.tab).copied().unwrap_or(Facet::Event)
    }
}

impl Default for StatsState {
    fn default() -> Self {
        // By count.
        Self { table: Table::sorted_by(1), total: Volume::default() }
    }
}

/// The page of findings.
#[derive(Clone, Debug)]
pub(in crate::tui) struct FindingsState {
    pub(in crate::tui) table: Table<FindingRow>,
    /// From when to when something was found.
    pub(in crate::tui) range: Option<(Instant, Instant)>,
    /// Whether score cards are shown in the place of findings.
    pub(in crate::tui) card: bool,
    pub(in crate::tui) scores: Table<ScoreRow>,
}

impl Default for FindingsState {
    fn default() -> Self {
        Self { table: Table::sorted_by(0), range: None, card: false, scores: Table::sorted_by(1) }
    }
}

/// The page of the catalog: what is declared, and what of it is unfolded.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct CatalogState {
    pub(in crate::tui) table: Table<CatalogRow>,
    pub(in crate::tui) sum: CatalogSum,
    /// Producers whose events are folded, and events whose properties are shown.
    pub(in crate::tui) closed: BTreeSet<String>,
    pub(in crate::tui) open: BTreeSet<(String, String)>,
    /// How often something was folded or unfolded.
    pub(in crate::tui) folds: u64,
}

#[cfg(test)]
mod tests;
