//! What a part of a log came to: hits, and what was observed. Parts are added up.

use std::collections::HashMap;
use std::sync::Arc;

use crate::event::{EventId, Scope};
use crate::store::{ClassId, EventLog};

use super::hits::Hit;
use super::observed::Observed;

/// So many places of a group of hits are told.
pub(super) const PLACES: usize = 20;

/// So many groups at most: a hostile log could have one an event.
const MOST_GROUPS: usize = 20_000;

/// How often something was seen, where first and where last in merged order, and the first places
/// in order of arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// So often.
    pub count: u64,
    /// The first event.
    pub first: EventId,
    /// The last event.
    pub last: EventId,
    /// The oldest events by id; more than [`PLACES`] until [`Self::oldest`] is asked.
    places: Vec<EventId>,
}

/// What hits are counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct HitKey {
    pub(super) hit: Hit,
    pub(super) class: ClassId,
    pub(super) at: At,
}

/// Where in an event a hit is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum At {
    /// It is about the event.
    Event,
    /// It is about how the record was written.
    Record,
    /// It is about the event's name.
    Name,
    /// It is about a key.
    Key(Scope, Arc<str>),
    /// It is about a value under a key.
    Value(Scope, Arc<str>),
}

/// What a part of a log came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) hits: HashMap<HitKey, Seen>,
    pub(super) observed: Observed,
    /// Hits in no group, because there are too many groups.
    pub(super) left_out: u64,
}

impl Seen {
    /// One event.
    pub fn one(id: EventId) -> Self {
        Self { count: 1, first: id, last: id, places: vec![id] }
    }

    /// Some events; `None` where there is none.
    pub(super) fn of(log: &EventLog, ids: impl IntoIterator<Item = EventId>) -> Option<Self> {
        let mut ids = ids.into_iter();
        let mut seen = Self::one(ids.next()?);
        ids.for_each(|id| seen.add(log, id));
        Some(seen)
    }

    /// So many events, the first and the last of which are known.
    pub(super) fn between(count: u64, first: EventId, last: EventId) -> Self {
        Self { count, first, last, places: vec![first, last] }
    }

    /// One event more.
    pub(super) fn add(&mut self, log: &EventLog, id: EventId) {
        self.count += 1;
        let key = |id: EventId| log.merge_key(id);
        if key(id) < key(self.first) {
            self.first = id;
        }
        if key(id) > key(self.last) {
            self.last = id;
        }
        self.places.push(id);
        self.forget();
    }

    /// What was seen elsewhere, too.
    pub(super) fn join(&mut self, log: &EventLog, other: &Self) {
        let key = |id: EventId| log.merge_key(id);
        self.count += other.count;
        self.first = std::cmp::min_by_key(self.first, other.first, |id| key(*id));
        self.last = std::cmp::max_by_key(self.last, other.last, |id| key(*id));
        self.places.extend(&other.places);
        self.forget();
    }

    /// The oldest events, in order of arrival, each once.
    pub fn oldest(&self) -> Vec<EventId> {
        let mut places = self.places.clone();
        places.sort_unstable();
        places.dedup();
        places.truncate(PLACES);
        places
    }

    /// Keeps no more places than are worth it.
    fn forget(&mut self) {
        if self.places.len() >= 4 * PLACES {
            self.places = self.oldest();
        }
    }
}

impl Tally {
    /// Adds a group of hits.
    pub(super) fn add(&mut self, log: &EventLog, key: HitKey, seen: &Seen) {
        if let Some(known) = self.hits.get_mut(&key) {
            known.join(log, seen);
        } else if self.hits.len() < MOST_GROUPS {
            self.hits.insert(key, seen.clone());
        } else {
            self.left_out += seen.count;
        }
    }

    /// Adds what was found and observed elsewhere.
    pub(super) fn join(&mut self, log: &EventLog, other: Self) {
        self.left_out += other.left_out;
        for (key, seen) in other.hits {
            self.add(log, key, &seen);
        }
        self.observed.join(log, other.observed);
    }
}
