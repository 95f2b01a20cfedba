//! Twins: one thing that happened, which its producer sent to two destinations at once.
//!
//! Source: Copilot Chat sends some events both to GitHub and to Microsoft, and of an exception a
//! stand-in to GitHub's standard telemetry while the whole goes to the enhanced one. The lines
//! stand in one log within milliseconds, with one event name and different destinations.

use std::collections::VecDeque;

use crate::event::{Destination, EventId, Instant};
use crate::store::{EventLog, Row, Tie};

/// How far apart twins are logged, in milliseconds.
const APART: u64 = 20;

/// How many events of a source are remembered: more lines do not come within [`APART`] but in
/// bursts, and twins stand close together.
const REMEMBERED: usize = 64;

/// An event that may have a twin yet.
#[derive(Clone, Copy, Debug)]
struct Recent {
    id: EventId,
    destination: Destination,
}

/// The newest events of each source, by its number.
#[derive(Debug, Default)]
pub(super) struct Twins {
    recent: Vec<VecDeque<Recent>>,
}

impl Twins {
    pub(super) fn see(&mut self, log: &mut EventLog, id: EventId, time: Instant) {
        let Some(row) = log.row(id) else { return };
        let known = row.destination().filter(|it| *it != Destination::UNKNOWN);
        let Some(destination) = known else { return };
        let source = row.source_id().index();
        if self.recent.len() <= source {
            self.recent.resize_with(source + 1, VecDeque::new);
        }
        let recent = &mut self.recent[source];
        // Its time may be another now than when it was seen, as its zone may be.
        let is_near = |id| log.row(id).and_then(|it| it.time()).is_some_and(|it| near(it, time));
        while recent.front().is_some_and(|it| !is_near(it.id)) || recent.len() > REMEMBERED {
            recent.pop_front();
        }
        if recent.iter().any(|it| it.id == id) {
            return;
        }
        let mut twins: Vec<Recent> = Vec::new();
        for other in recent.iter().filter(|it| it.destination != destination) {
            let fits = is_near(other.id)
                && twins.iter().all(|it| it.destination != other.destination)
                && log.row(other.id).is_some_and(|it| is_same(row, it))
                && !has_twin_at(log, other.id, destination);
            if fits {
                twins.push(*other);
            }
        }
        recent.push_back(Recent { id, destination });
        for twin in twins {
            log.link(twin.id, id, Tie::Twin);
        }
    }
}

fn near(a: Instant, b: Instant) -> bool {
    a.0.abs_diff(b.0) <= APART
}

/// Whether two events of one source say the same of one producer.
fn is_same(a: Row<'_>, b: Row<'_>) -> bool {
    a.event() == b.event() && a.producer() == b.producer()
}

/// Whether an event has a twin that goes to `destination`.
fn has_twin_at(log: &EventLog, id: EventId, destination: Destination) -> bool {
    let goes_there = |id| log.row(id).and_then(|row| row.destination()) == Some(destination);
    log.links(id).iter().any(|link| link.tie == Tie::Twin && goes_there(link.id))
}

#[cfg(test)]
mod tests;
