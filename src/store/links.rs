//! Which events belong together: sparse, as most stand alone.

use std::collections::HashMap;
use std::ops::Range;

use crate::event::EventId;

/// How two events belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tie {
    /// One thing that happened, sent to two destinations.
    Twin,
    /// One event, seen in a log and on the wire.
    Pair,
}

/// An event that another belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link {
    /// How.
    pub tie: Tie,
    /// Which event.
    pub id: EventId,
}

/// The links of a log, each at both of its ends.
#[derive(Debug, Default)]
pub(super) struct Links {
    of: HashMap<EventId, Vec<Link>>,
    /// The events that became one of a pair, in order.
    paired: Vec<EventId>,
}

impl Links {
    pub(super) fn join(&mut self, a: EventId, b: EventId, tie: Tie) {
        for (from, id) in [(a, b), (b, a)] {
            self.of.entry(from).or_default().push(Link { tie, id });
            if tie == Tie::Pair {
                self.paired.push(from);
            }
        }
    }

    pub(super) fn of(&self, id: EventId) -> &[Link] {
        self.of.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The events of these that belong to others, in order.
    pub(super) fn among(&self, ids: Range<u32>) -> Vec<EventId> {
        let mut linked: Vec<EventId> = if self.of.len() < ids.len() {
            self.of.keys().copied().filter(|id| ids.contains(&id.0)).collect()
        } else {
            ids.map(EventId).filter(|id| self.of.contains_key(id)).collect()
        };
        linked.sort_unstable();
        linked
    }

    pub(super) fn paired(&self) -> &[EventId] {
        &self.paired
    }
}
