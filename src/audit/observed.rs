//! What was observed in a log, whatever is thought of it: how often each class of events was seen,
//! which keys it had, and how much of it came when. Rules about the whole log, score cards and
//! baselines are made of it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::event::{EventId, NameId, Scope, SourceId};
use crate::store::{ClassId, EventLog, Row};

use super::seen::Json;
use super::tally::Seen;

/// A minute, in milliseconds.
const MINUTE: i64 = 60_000;

/// So many minutes of producers are told apart: a hostile log could have one an event.
const MOST_MINUTES: usize = 200_000;

/// What was observed in a log.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// Telemetry events by class.
    pub classes: HashMap<ClassId, ObservedClass>,
    /// How many events of a producer came within a minute since 1970.
    pub minutes: HashMap<(NameId, i64), u64>,
    /// How many bytes of a producer stand in a source.
    pub bytes: HashMap<(NameId, SourceId), u64>,
}

/// Events of a class.
#[derive(Clone, Debug)]
pub struct ObservedClass {
    /// How often, first and last.
    pub seen: Seen,
    /// Their keys.
    pub keys: HashMap<(Scope, Arc<str>), ObservedKey>,
}

/// A key of a class of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObservedKey {
    /// How often with a value of each kind, in the order of [`Json::ALL`].
    pub kinds: [u64; Json::ALL.len()],
    /// The first event that had it, in order of arrival.
    pub first: EventId,
    /// The last.
    pub last: EventId,
}

impl ObservedKey {
    /// A key of one event.
    pub(super) fn one(json: Json, id: EventId) -> Self {
        let mut kinds = [0; Json::ALL.len()];
        kinds[json as usize] = 1;
        Self { kinds, first: id, last: id }
    }

    /// How often it was there.
    pub fn count(&self) -> u64 {
        self.kinds.iter().sum()
    }

    /// A key of other events.
    pub(super) fn join(&mut self, other: &Self) {
        for (own, other) in self.kinds.iter_mut().zip(other.kinds) {
            *own += other;
        }
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }
}

impl Observed {
    /// Counts when an event came, and how much it is.
    pub(super) fn weigh(&mut self, row: Row<'_>) {
        let producer = row.class().producer_id();
        *self.bytes.entry((producer, row.source_id())).or_default() += row.size();
        if let Some(time) = row.time() {
            add_minute(&mut self.minutes, (producer, time.0.div_euclid(MINUTE)), 1);
        }
    }

    /// Adds what was observed elsewhere.
    pub(super) fn join(&mut self, log: &EventLog, other: Self) {
        for (class, there) in other.classes {
            match self.classes.get_mut(&class) {
                Some(here) => here.join(log, there),
                None => {
                    self.classes.insert(class, there);
                }
            }
        }
        for (at, count) in other.minutes {
            add_minute(&mut self.minutes, at, count);
        }
        for (of, bytes) in other.bytes {
            *self.bytes.entry(of).or_default() += bytes;
        }
    }
}

impl ObservedClass {
    fn join(&mut self, log: &EventLog, other: Self) {
        self.seen.join(log, &other.seen);
        for (key, there) in other.keys {
            self.keys.entry(key).and_modify(|here| here.join(&there)).or_insert(there);
        }
    }
}

fn add_minute(minutes: &mut HashMap<(NameId, i64), u64>, at: (NameId, i64), count: u64) {
    if minutes.len() < MOST_MINUTES || minutes.contains_key(&at) {
        *minutes.entry(at).or_default() += count;
    }
}
