//! What stood out, in groups: how often, where first and where last.

use std::collections::HashMap;

use crate::event::{EventId, SourceId};
use crate::store::EventLog;

/// So many groups at most: a hostile log could have one an event.
const MOST_GROUPS: usize = if cfg!(test) { 12 } else { 10_000 };

/// What stands out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Remark {
    /// Records of a source are odd.
    Note {
        /// What is odd, numbers in it being `#`.
        text: String,
        /// The source.
        source: SourceId,
    },
    /// An event that its producer's catalog does not list.
    Event {
        /// Who emitted it.
        producer: String,
        /// Its name without prefix.
        event: String,
    },
    /// A key that no catalog lists, of an event that one does.
    Property {
        /// Who emitted the event.
        producer: String,
        /// Its name without prefix.
        event: String,
        /// The key, cut where it is very long.
        key: String,
    },
}

/// How much there is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarked {
    /// What stands out.
    pub what: Remark,
    /// Of how many events.
    pub count: u64,
    /// The first of them in merged order.
    pub first: EventId,
    /// The last of them.
    pub last: EventId,
}

/// How often something stood out in a part of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) count: u64,
    pub(super) first: EventId,
    pub(super) last: EventId,
}

/// What stood out in a part of a log.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) seen: HashMap<Remark, Seen>,
    pub(super) left_out: u64,
}

impl Seen {
    pub(super) fn one(id: EventId) -> Self {
        Self { count: 1, first: id, last: id }
    }

    pub(super) fn join(&mut self, log: &EventLog, other: Self) {
        let key = |id: EventId| log.merge_key(id);
        self.count += other.count;
        self.first = std::cmp::min_by_key(self.first, other.first, |id| key(*id));
        self.last = std::cmp::max_by_key(self.last, other.last, |id| key(*id));
    }
}

impl Found {
    /// Adds what was found elsewhere, as long as there is room for more groups.
    pub(super) fn join(&mut self, log: &EventLog, other: Self) {
        self.left_out += other.left_out;
        for (what, seen) in other.seen {
            self.add(log, what, seen);
        }
    }

    fn add(&mut self, log: &EventLog, what: Remark, seen: Seen) {
        if let Some(known) = self.seen.get_mut(&what) {
            known.join(log, seen);
        } else if self.seen.len() < MOST_GROUPS {
            self.seen.insert(what, seen);
        } else {
            self.left_out += seen.count;
        }
    }

    /// How much of `open`, which is of one event, is in no group for want of room.
    pub(super) fn lacks_room_for(&self, open: &Self) -> u64 {
        let new = open.seen.keys().filter(|what| !self.seen.contains_key(what)).count();
        open.left_out + new.saturating_sub(MOST_GROUPS.saturating_sub(self.seen.len())) as u64
    }

    /// All groups, those of `open` added.
    pub(super) fn with<'f>(
        &self,
        log: &EventLog,
        open: impl Iterator<Item = &'f Self>,
    ) -> Vec<Remarked> {
        let mut all = Self { seen: self.seen.clone(), left_out: 0 };
        for found in open {
            for (what, seen) in &found.seen {
                all.add(log, what.clone(), *seen);
            }
        }
        let group = |(what, Seen { count, first, last })| Remarked { what, count, first, last };
        all.seen.into_iter().map(group).collect()
    }
}
