//! Which log it is: one that shows the end of what is read may give way to one that has all of it.
//!
//! The events of the first are the last of the second, under ids that are higher by how many come
//! before them. Names and classes have the same ids in both.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::event::EventId;

use super::columns::Columns;
use super::links::Links;
use super::log::EventLog;
use super::marks::Marks;
use super::oddities::Oddities;
use super::order::Order;
use super::segments::Segments;
use super::sources::Source;

/// A log, among all of this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LogId {
    number: u64,
    /// The log whose events it has under the same ids, as far as it has them.
    of: Option<u64>,
}

#[derive(Debug)]
pub(super) struct Identity {
    id: LogId,
    /// The log that it took the place of, and how many events come before those of that.
    before: Option<(LogId, u32)>,
}

impl Identity {
    pub(super) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = LogId { number: NEXT.fetch_add(1, Ordering::Relaxed), of: None };
        Self { id, before: None }
    }

    /// That of a log which has some of the first events of this one, under the same ids.
    pub(super) fn of_excerpt(&self) -> Self {
        let LogId { number, .. } = Self::new().id;
        Self { id: LogId { number, of: Some(self.id.number) }, before: None }
    }
}

impl EventLog {
    /// Which log it is.
    pub fn id(&self) -> LogId {
        self.identity.id
    }

    /// By how much the ids of that log's events are higher here; `None` where they are not here.
    pub fn shift_from(&self, log: LogId) -> Option<u32> {
        let is_sibling = log.of.is_some() && log.of == self.identity.id.of;
        if log == self.identity.id || is_sibling {
            return Some(0);
        }
        self.identity.before.filter(|(id, _)| *id == log).map(|(_, shift)| shift)
    }

    /// The same event here, given its id in that log; the newest event where it is not here.
    pub fn same(&self, log: LogId, id: EventId) -> EventId {
        let last = EventId((self.len() as u32).saturating_sub(1));
        let here = |shift: u32| EventId(id.0.saturating_add(shift)).min(last);
        self.shift_from(log).map_or(last, here)
    }

    /// A log with the same sources, names and classes, and no events.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let emptied = |source: &Source| Source {
            state: source.state.clone(),
            zone: source.zone.clone(),
            ..Source::new(source.facts.clone(), source.part)
        };
        Self {
            setup: self.setup.clone(),
            columns: Columns::default(),
            segments: Segments::default(),
            sources: self.sources.iter().map(emptied).collect(),
            parts: self.parts.clone(),
            classes: self.classes.clone(),
            order: Order::default(),
            amended: Vec::new(),
            links: Links::default(),
            marks: Marks::default(),
            retimed: 0,
            memory_limit: self.memory_limit,
            identity: Identity::new(),
            oddities: Oddities::default(),
        }
    }

    /// Says that this log takes the place of one that has the last events of it.
    pub fn succeed(&mut self, before: &Self) {
        let shift = (self.len() as u32).checked_sub(before.len() as u32);
        let begins = |log: &Self, at: u32| {
            let row = log.row(EventId(at))?;
            Some((row.source_id(), row.size(), row.text().whole().place().offset))
        };
        let shift = shift.filter(|shift| begins(self, *shift) == begins(before, 0));
        if let Some(shift) = shift {
            self.marks.take_over(&before.marks, shift);
        }
        self.identity.before = shift.map(|shift| (before.identity.id, shift));
    }
}
