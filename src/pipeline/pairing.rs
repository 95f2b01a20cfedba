//! Which events belong together, found as they come: twins and pairs.
//!
//! Owns the windows of events that still wait for another. They are bounded; what falls out of
//! one stays alone. The links themselves are the log's.

mod pairs;
mod twins;

use crate::event::{EventId, Kind};
use crate::store::EventLog;

use pairs::Pairs;
use twins::Twins;

/// Looks at events as they become readable and links those that belong together.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    twins: Twins,
    pairs: Pairs,
}

impl Pairing {
    /// Looks at events that are complete, or good enough to be shown. One may come again when it
    /// has grown.
    pub(super) fn see_all(&mut self, log: &mut EventLog, ids: &[EventId]) {
        self.pairs.keep_time(log);
        for id in ids {
            self.see(log, *id);
        }
    }

    /// What was there at the start is read.
    pub(super) fn settle(&mut self, log: &mut EventLog) {
        self.pairs.settle(log);
    }

    fn see(&mut self, log: &mut EventLog, id: EventId) {
        let Some(row) = log.row(id).filter(|row| row.kind() == Kind::Event) else { return };
        let Some(time) = row.time() else { return };
        self.twins.see(log, id, time);
        self.pairs.see(log, id, time);
    }
}
