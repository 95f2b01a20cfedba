//! What stands out in a whole log, whatever is shown of it: what was odd about records, and what
//! nobody declared. It is looked for in all of the text, the newest first, and grows with the log.

mod looking;
mod remarks;

use std::collections::HashSet;

use crate::event::{EventId, SourceId};
use crate::store::{EventLog, LogId, Pending, Work};

use super::revision::Revision;
use super::scan::Desks;
use super::thresholds::Thresholds;
use looking::{look, look_at_one};
use remarks::Found;

pub use remarks::{Remark, Remarked};

/// What stands out in a log, as far as it was looked at.
#[derive(Debug, Default)]
pub struct Survey {
    thresholds: Thresholds,
    log: Option<LogId>,
    /// Of the events that stay as they are.
    settled: Found,
    /// The newest event of each source, which may still be amended, and what stands out of it.
    newest: Vec<Option<(EventId, Found)>>,
    taken: usize,
    amendments: usize,
    retimed: u32,
    pending: Pending,
    /// Events that were the newest of their source, among those that are pending.
    looked_at: HashSet<EventId>,
    revision: Revision,
}

/// What a look at some events came to, to be added to the survey that asked.
#[derive(Debug)]
pub struct Looked {
    works: Vec<Work>,
    found: Found,
}

impl Survey {
    /// What stands out, in no order; to be kept as long as [`Self::revision`] stays. Nothing,
    /// where it was another log that was looked at.
    pub fn remarks(&self, log: &EventLog) -> Vec<Remarked> {
        let mine = self.log == Some(log.id());
        let open = self.newest.iter().flatten().map(|(_, found)| found);
        if mine { self.settled.with(log, open) } else { Vec::new() }
    }

    /// How often something stood out that is in no group, because there are too many (10,000).
    pub fn left_out(&self) -> u64 {
        let open = self.newest.iter().flatten().map(|(_, found)| found);
        self.settled.left_out + open.map(|found| self.settled.lacks_room_for(found)).sum::<u64>()
    }

    /// How far it is: so many events were looked at, of so many.
    pub fn progress(&self) -> (usize, usize) {
        (self.taken - self.pending.events().min(self.taken), self.taken)
    }

    /// A number that is another one whenever anything in it may be.
    pub fn revision(&self) -> u64 {
        self.revision.number()
    }

    /// Takes in that the log has grown or was amended. Reads the text of the newest event of each
    /// source alone.
    pub fn take_in(&mut self, log: &EventLog) {
        if self.log != Some(log.id()) || self.retimed != log.retimed() {
            let (thresholds, retimed) = (self.thresholds, log.retimed());
            *self = Self { log: Some(log.id()), thresholds, retimed, ..Self::default() };
        }
        let (from, to) = (self.taken, log.len());
        if from < to {
            self.revision.change();
            self.taken = to;
            self.pending.add(log, from as u32..to as u32, self.thresholds.few);
        }
        let amended = log.amended();
        let again = amended.get(self.amendments..).unwrap_or_default();
        let again: HashSet<EventId> = again.iter().copied().collect();
        self.amendments = amended.len();
        self.newest.resize_with(log.source_count(), || None);
        for (source, _, _) in log.sources() {
            self.take_newest(log, source, &again);
        }
    }

    /// Looks at the newest event of a source, if it is another or was amended.
    fn take_newest(&mut self, log: &EventLog, source: SourceId, again: &HashSet<EventId>) {
        let Some(id) = log.newest(source) else { return };
        let known = &mut self.newest[source.index()];
        let before = known.as_ref().map(|(id, _)| *id);
        if before == Some(id) && !again.contains(&id) {
            return;
        }
        self.revision.change();
        self.looked_at.insert(id);
        let before = known.replace((id, look_at_one(log, id))).filter(|(before, _)| *before != id);
        if let Some((before, found)) = before {
            // It may have been amended before the next one came.
            let found = if again.contains(&before) { look_at_one(log, before) } else { found };
            self.settled.join(log, found);
        }
    }

    /// Looks at the next so many events, and changes nothing: who shows the survey need not wait.
    pub fn search(&self, log: &EventLog, budget: usize, desks: &mut Desks) -> Looked {
        let works = self.pending.next(log, budget);
        let found = look(log, &works, &self.looked_at, desks);
        Looked { works, found }
    }

    /// Adds what that came to; tells whether it was all.
    pub fn add(&mut self, log: &EventLog, looked: Looked) -> bool {
        if !looked.works.is_empty() {
            self.revision.change();
        }
        self.pending.take(&looked.works);
        if self.pending.events() == 0 {
            self.looked_at.clear();
        }
        self.settled.join(log, looked.found);
        self.pending.events() == 0
    }
}
