//! Pairs as a view sees them: an event that is already judged becomes one of a pair, and a filter
//! that asks where events were seen has to judge it anew.

use crate::event::EventId;
use crate::query::{Field, Predicate};
use crate::store::EventLog;

/// What a view remembers so that an event which becomes one of a pair is judged anew: only where
/// its filter asks for that.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    asked: bool,
    /// How many of the log's paired events were looked at.
    taken: usize,
    /// Which of the scanned events pass the filter, one bit each.
    passed: Vec<u64>,
}

impl Pairs {
    pub(super) fn new(predicate: &Predicate) -> Self {
        let asked = predicate.fields().any(|(field, _)| *field == Field::On);
        Self { asked, ..Self::default() }
    }

    /// The events that became one of a pair since the last time; none where nothing asks.
    pub(super) fn take<'l>(&mut self, log: &'l EventLog) -> &'l [EventId] {
        let paired = log.paired();
        let from = self.taken.min(paired.len());
        self.taken = paired.len();
        if self.asked { &paired[from..] } else { &[] }
    }

    pub(super) fn set(&mut self, id: EventId, passes: bool) {
        let (word, bit) = (id.index() / 64, 1 << (id.index() % 64));
        if !self.asked {
            return;
        }
        if self.passed.len() <= word {
            self.passed.resize(word + 1, 0);
        }
        if passes {
            self.passed[word] |= bit;
        } else {
            self.passed[word] &= !bit;
        }
    }

    pub(super) fn passes(&self, id: EventId) -> bool {
        self.passed.get(id.index() / 64).is_some_and(|word| word & 1 << (id.index() % 64) != 0)
    }
}
