//! Summaries that go over several lines of the list.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::event::EventId;
use crate::store::EventLog;

use super::super::model::Column;
use super::super::text::width;
use super::super::veil::Veils;
use super::columns::Columns;
use super::row::summary_lines;

/// So many lines an event takes at most.
pub(in crate::tui) const MOST: usize = 8;

/// Narrower summaries go below the event's line, where there is more room.
const LEAST: usize = 30;

/// Where a summary below its event's line begins.
const INDENT: usize = 2;

/// Where the lines of a summary stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Wrap {
    /// The first cell.
    pub(in crate::tui) start: usize,
    pub(in crate::tui) width: usize,
    /// Whether they stand below the event's line and not beside its other columns.
    pub(in crate::tui) below: bool,
    /// How wide the summary's column is, where they stand below: what fits there stays there.
    column: usize,
}

/// The lines of the summaries that were asked for, made once each.
pub(in crate::tui) struct Wraps<'a> {
    log: &'a EventLog,
    veils: Veils<'a>,
    /// Where they stand; `None` where every event takes a line.
    pub(in crate::tui) place: Option<Wrap>,
    known: RefCell<HashMap<EventId, Rc<[String]>>>,
}

impl<'a> Wraps<'a> {
    /// In a list of these columns, which is `width` wide.
    pub(in crate::tui) fn new(
        (log, veils): (&'a EventLog, Veils<'a>),
        wrap: bool,
        columns: &Columns,
        width: usize,
    ) -> Self {
        let summary =
            columns.iter().find(|(column, _, wide)| **column == Column::Summary && *wide >= LEAST);
        let place = match summary {
            Some((_, start, width)) => Wrap { start, width, below: false, column: 0 },
            None => Wrap {
                start: INDENT,
                width: width.saturating_sub(INDENT),
                below: true,
                column: columns.width_of(&Column::Summary).unwrap_or(0),
            },
        };
        let place = Some(place).filter(|place| wrap && place.width > 0);
        Self { log, veils, place, known: RefCell::default() }
    }

    /// The lines of an event's summary.
    pub(in crate::tui) fn of(&self, id: EventId) -> Rc<[String]> {
        if let Some(known) = self.known.borrow().get(&id) {
            return Rc::clone(known);
        }
        let lines = self.place.zip(self.log.row(id)).map_or_else(Vec::new, |(place, row)| {
            let most = MOST - usize::from(place.below);
            let lines = summary_lines((self.log, self.veils.of(id)), row, place.width, most);
            let fits = matches!(lines.as_slice(), [only] if width(only) <= place.column);
            if fits { Vec::new() } else { lines }
        });
        let lines: Rc<[String]> = lines.into();
        self.known.borrow_mut().insert(id, Rc::clone(&lines));
        lines
    }

    /// Whether an event's summary is drawn by its lines and not by its column.
    pub(in crate::tui) fn has(&self, id: EventId) -> bool {
        self.place.is_some_and(|place| !place.below || !self.of(id).is_empty())
    }

    /// How many lines an event takes.
    pub(in crate::tui) fn height(&self, id: EventId) -> usize {
        match self.place {
            None => 1,
            Some(place) => (self.of(id).len() + usize::from(place.below)).max(1),
        }
    }
}
