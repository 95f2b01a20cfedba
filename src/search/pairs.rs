//! Pairs as a view sees them: an event that is already judged becomes one of a pair, and a filter
//! that asks where events were seen has to judge it anew.

use crate::event::EventId;
use crate::query::{Field, Predicate};
use crate::store::EventLog;

/// What a view remembers so that an event which becomes one of a pair is judged anew: only where
/// its filter asks for that.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    asked: bool,
    /// How many of the log's paired events were looked at.
    taken: usize,
}

impl Pairs {
    pub(super) fn new(predicate: &Predicate) -> Self {
        let asked = predicate.fields().any(|(field, _)| *field == Field::On);
        Self { asked, taken: 0 }
    }

    /// Whether [`Self::take`] would have some.
    pub(super) fn is_behind(&self, log: &EventLog) -> bool {
        self.asked && self.taken < log.paired().len()
    }

    /// The events that became one of a pair since the last time; none where nothing asks.
    pub(super) fn take<'l>(&mut self, log: &'l EventLog) -> &'l [EventId] {
        let paired = log.paired();
        let from = self.taken.min(paired.len());
        self.taken = paired.len();
        if self.asked { &paired[from..] } else { &[] }
    }
}
