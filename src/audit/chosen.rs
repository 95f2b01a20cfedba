//! An audit of some events of a log, whichever somebody has chosen: what is handed on of it.
//!
//! Nothing is concluded of the log as a whole, and nobody judges otherwise because of it.

use std::sync::Arc;

use crate::event::EventId;
use crate::store::{EventLog, share, threads};

use super::auditor::Auditor;
use super::desk::{Desk, Desks};
use super::finding::{Finding, Findings};
use super::grouping::{concluded, group};
use super::tally::Tally;

/// So many events are one thread's at a time.
const STRETCH: usize = 2048;

/// What was found in the events that were looked at.
#[derive(Debug)]
pub struct AuditOf {
    auditor: Arc<Auditor>,
    found: Tally,
    desks: Desks,
}

impl AuditOf {
    /// An audit that has looked at nothing yet.
    pub fn new(auditor: Arc<Auditor>) -> Self {
        Self { auditor, found: Tally::default(), desks: Desks::default() }
    }

    /// Looks at some events, each of which is given once.
    pub fn look(&mut self, log: &EventLog, ids: &[EventId]) {
        let context = self.auditor.context();
        let stretches: Vec<&[EventId]> = ids.chunks(STRETCH).collect();
        let each = |ids: &&[EventId], desk: &mut Desk, (): &mut ()| {
            let mut reader = std::mem::take(&mut desk.reader);
            reader.read(log, ids, |_, text| {
                desk.count(context, log, &text.whole());
                false
            });
            desk.reader = reader;
        };
        share(&stretches, threads(), &mut self.desks.0, each);
        self.desks.0.iter_mut().for_each(|desk| desk.tell(log, &mut self.found));
    }

    /// What was found so far; with `whole` also what rules have concluded of the log.
    pub fn findings(&self, log: &EventLog, whole: bool) -> Findings {
        let context = self.auditor.context();
        let conclusions = self.auditor.concluded();
        let (mut list, mut left_out) = group(log, context, &self.found, &conclusions.weights);
        if whole {
            list.extend(conclusions.list.iter().filter_map(|it| concluded(context, it)));
            left_out += conclusions.left_out;
        }
        list.sort_by(Finding::by_gravity);
        Findings { list, left_out }
    }
}
