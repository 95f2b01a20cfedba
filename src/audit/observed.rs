//! What was observed in a log, whatever is thought of it: how often each class of events was seen,
//! which keys it had, and how much of it came when. Rules about the whole log, score cards and
//! baselines are made of it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::Arc;

use crate::event::{EventId, NameId, Scope, SourceId};
use crate::query::{Field, Fields, Value};
use crate::store::{ClassId, EventLog, Row, Whole};

use super::ids::Ids;
use super::seen::Json;
use super::tally::Seen;

/// A minute, in milliseconds.
const MINUTE: i64 = 60_000;

/// So many minutes of producers are told apart: a hostile log could have one an event.
const MOST_MINUTES: usize = 200_000;

/// So many minutes of classes are told apart; of a log with more, none is known.
pub(super) const MOST_TIMES: usize = 500_000;

/// So many versions of a producer are told apart.
const MOST_VERSIONS: usize = 1000;

/// So many keys of classes are told apart in all: a hostile log could have many an event. Of more it
/// is known only that their events were there.
const MOST_KEYS: usize = 200_000;

/// What was observed in a log.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// Telemetry events by class.
    pub classes: HashMap<ClassId, ObservedClass>,
    /// What was logged of a producer within a minute since 1970.
    pub minutes: HashMap<(NameId, i64), Volume>,
    /// What was logged of a producer in a source.
    pub volumes: HashMap<(NameId, SourceId), Volume>,
    /// How often each class came within a minute since 1970, on the log or on the wire. Counted
    /// where sums are wanted.
    pub times: HashMap<(ClassId, i64), u64>,
    /// How many events each version of a producer logged; none where sums are not wanted.
    pub versions: Option<HashMap<NameId, HashMap<Box<str>, u64>>>,
    /// So many keys all classes have together.
    keys: usize,
}

/// How much was logged. What was seen on the wire is not in it: it was mostly logged, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// So many events.
    pub count: u64,
    /// So many bytes of log.
    pub bytes: u64,
    /// The first of them in order of arrival.
    pub first: EventId,
    /// The last.
    pub last: EventId,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservedKey {
    /// How often with a value of each kind, as `Json` lists them.
    pub kinds: [u64; Json::ALL.len()],
    /// Which of its values may be the id of somebody or something.
    pub(super) ids: Ids,
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
        Self { kinds, ids: Ids::default(), first: id, last: id }
    }

    /// A key of an event that is counted elsewhere.
    pub(super) fn none(id: EventId) -> Self {
        Self { kinds: Default::default(), ids: Ids::default(), first: id, last: id }
    }

    /// So many events more.
    pub(super) fn add_many(&mut self, json: Json, (count, first, last): (u64, EventId, EventId)) {
        self.kinds[json as usize] += count;
        self.first = self.first.min(first);
        self.last = self.last.max(last);
    }

    /// How often it was there.
    pub fn count(&self) -> u64 {
        self.kinds.iter().sum()
    }

    /// One event more.
    pub(super) fn add(&mut self, json: Json, id: EventId) {
        self.kinds[json as usize] += 1;
        self.first = self.first.min(id);
        self.last = self.last.max(id);
    }

    /// A key of other events.
    pub(super) fn join(&mut self, log: &EventLog, other: &Self) {
        for (own, other) in self.kinds.iter_mut().zip(other.kinds) {
            *own += other;
        }
        self.ids.join(log, &other.ids);
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }
}

impl Volume {
    /// Together with another.
    pub fn join(&mut self, other: Self) {
        self.count += other.count;
        self.bytes += other.bytes;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }
}

impl Observed {
    /// Counts when an event came, and how much it is; `sums`: and what comparisons are made of.
    pub(super) fn weigh(&mut self, whole: &Whole<'_>, sums: bool) {
        let row = whole.row();
        if sums {
            self.sum(row, whole);
        }
        if row.is_wire() {
            return;
        }
        let producer = row.class().producer_id();
        let one = Volume { count: 1, bytes: row.size(), first: row.id(), last: row.id() };
        add(&mut self.volumes, (producer, row.source_id()), one, usize::MAX);
        if let Some(time) = row.time() {
            add(&mut self.minutes, (producer, time.0.div_euclid(MINUTE)), one, MOST_MINUTES);
        }
    }

    /// Counts when classes came, and which versions logged.
    fn sum(&mut self, row: Row<'_>, whole: &Whole<'_>) {
        if let Some(time) = row.time() {
            let at = (row.class_id(), time.0.div_euclid(MINUTE));
            add_count(&mut self.times, at, 1, MOST_TIMES);
        }
        let producer = row.class().producer_id();
        let versions = self.versions.get_or_insert_default().entry(producer).or_default();
        whole.probe(&Field::Version, &mut |value| {
            if let Value::Text(version) = value {
                match versions.get_mut(version) {
                    Some(count) => *count += 1,
                    None => add_count(versions, version.into(), 1, MOST_VERSIONS),
                }
            }
            true
        });
    }

    /// Adds events of a class.
    pub(super) fn observe(&mut self, log: &EventLog, class: ClassId, there: ObservedClass) {
        let ObservedClass { seen, keys } = there;
        let here = match self.classes.entry(class) {
            Entry::Occupied(known) => {
                let here = known.into_mut();
                here.seen.join(log, &seen);
                here
            }
            Entry::Vacant(free) => free.insert(ObservedClass { seen, keys: HashMap::new() }),
        };
        for (key, there) in keys {
            match here.keys.entry(key) {
                Entry::Occupied(mut known) => known.get_mut().join(log, &there),
                Entry::Vacant(free) if self.keys < MOST_KEYS => {
                    free.insert(there);
                    self.keys += 1;
                }
                Entry::Vacant(_) => {}
            }
        }
    }

    /// Adds what was observed elsewhere.
    pub(super) fn join(&mut self, log: &EventLog, other: Self) {
        for (class, there) in other.classes {
            self.observe(log, class, there);
        }
        for (at, volume) in other.minutes {
            add(&mut self.minutes, at, volume, MOST_MINUTES);
        }
        for (of, volume) in other.volumes {
            add(&mut self.volumes, of, volume, usize::MAX);
        }
        for (at, count) in other.times {
            add_count(&mut self.times, at, count, MOST_TIMES);
        }
        for (producer, there) in other.versions.into_iter().flatten() {
            let here = self.versions.get_or_insert_default().entry(producer).or_default();
            for (version, count) in there {
                add_count(here, version, count, MOST_VERSIONS);
            }
        }
    }
}

/// Adds a count to its like; where there are `most` already, to none.
fn add_count<K: Eq + Hash>(counts: &mut HashMap<K, u64>, of: K, count: u64, most: usize) {
    let full = counts.len() >= most;
    match counts.entry(of) {
        Entry::Occupied(known) => *known.into_mut() += count,
        Entry::Vacant(free) if !full => {
            free.insert(count);
        }
        Entry::Vacant(_) => {}
    }
}

/// Adds a volume to its like; where there are `most` already, to none.
fn add<K: Eq + Hash>(volumes: &mut HashMap<K, Volume>, of: K, volume: Volume, most: usize) {
    let full = volumes.len() >= most;
    match volumes.entry(of) {
        Entry::Occupied(mut known) => known.get_mut().join(volume),
        Entry::Vacant(free) if !full => {
            free.insert(volume);
        }
        Entry::Vacant(_) => {}
    }
}
