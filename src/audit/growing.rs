//! An audit of a log: what was found in all of it, the newest first, growing with the log.

use std::collections::HashSet;
use std::sync::Arc;

use crate::event::{EventId, SourceId};
use crate::query::{Predicate, Truth};
use crate::store::{EventLog, LogId, Pending, Whole, Work, places, share, threads};

use super::auditor::{Auditor, News};
use super::conclusion::{Conclusions, LogSeen};
use super::desk::{Desk, Desks};
use super::finding::{Finding, Findings};
use super::grouping::{concluded, group};
use super::observed::Observed;
use super::tally::Tally;

/// Fewer new events are looked up one by one where their text lies.
const FEW: usize = 4096;

/// What was found in a log, as far as it was looked at.
#[derive(Debug)]
pub struct Audit {
    auditor: Arc<Auditor>,
    /// Which events are looked at, where not all are.
    only: Option<Predicate>,
    log: Option<LogId>,
    /// Of the events that stay as they are.
    settled: Tally,
    /// The newest event of each source, which may still be amended, and what it came to.
    newest: Vec<Option<(EventId, Tally)>>,
    taken: usize,
    amendments: usize,
    retimed: u32,
    /// How often settings had changed what events are judged by.
    permitted: u32,
    pending: Pending,
    /// Events that were the newest of their source, among those that are pending.
    looked_at: HashSet<EventId>,
    revision: u64,
}

/// What a look at some events came to, to be added to the audit that asked.
#[derive(Debug)]
pub struct Looked {
    works: Vec<Work>,
    found: Tally,
}

impl Audit {
    /// An audit that has looked at nothing yet.
    pub fn new(auditor: Arc<Auditor>) -> Self {
        Self {
            permitted: auditor.context().permissions.changes(),
            auditor,
            only: None,
            log: None,
            settled: Tally::default(),
            newest: Vec::new(),
            taken: 0,
            amendments: 0,
            retimed: 0,
            pending: Pending::default(),
            looked_at: HashSet::new(),
            revision: 0,
        }
    }

    /// An audit of the events that pass a filter: of a log that has no others.
    pub fn only(auditor: Arc<Auditor>, filter: Predicate) -> Self {
        Self { only: Some(filter).filter(|filter| !filter.is_all()), ..Self::new(auditor) }
    }

    /// What judges.
    pub fn auditor(&self) -> &Arc<Auditor> {
        &self.auditor
    }

    /// What was found so far, to be kept as long as [`Self::revision`] stays. Nothing, where it was
    /// another log that was looked at.
    pub fn findings(&self, log: &EventLog) -> Findings {
        if self.log != Some(log.id()) {
            return Findings::default();
        }
        let context = self.auditor.context();
        let conclusions = self.auditor.concluded();
        let (mut list, left_out) = group(log, context, &self.whole(log), &conclusions.weights);
        list.extend(conclusions.list.iter().filter_map(|it| concluded(context, it)));
        list.sort_by(Finding::by_gravity);
        Findings { list, left_out: left_out + conclusions.left_out }
    }

    /// What was observed so far, whatever is thought of it.
    pub fn observed(&self, log: &EventLog) -> Observed {
        if self.log == Some(log.id()) { self.whole(log).observed } else { Observed::default() }
    }

    /// How far it is: so many events were looked at, of so many.
    pub fn progress(&self) -> (usize, usize) {
        (self.taken - self.pending.events().min(self.taken), self.taken)
    }

    /// A number that is another one whenever anything in it may be.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All of a log at once.
    pub fn advance(&mut self, log: &EventLog, budget: usize, desks: &mut Desks) -> bool {
        self.take_in(log);
        let looked = self.search(log, budget, desks);
        self.add(log, looked)
    }

    /// Takes in that the log has grown or was amended. Reads the text of the newest event of each
    /// source alone.
    pub fn take_in(&mut self, log: &EventLog) {
        let permitted = self.auditor.context().permissions.changes();
        let judged_anew = self.retimed != log.retimed() || self.permitted != permitted;
        if self.log != Some(log.id()) || judged_anew {
            let revision = self.revision + 1;
            let (log, retimed) = (Some(log.id()), log.retimed());
            let (auditor, only) = (Arc::clone(&self.auditor), self.only.take());
            *self = Self { only, log, retimed, revision, ..Self::new(auditor) };
        }
        let (from, to) = (self.taken, log.len());
        if from < to {
            self.revision += 1;
            self.taken = to;
            self.pending.add(log, from as u32..to as u32, FEW);
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
        self.revision += 1;
        self.looked_at.insert(id);
        let one = |id| look_at_one(&self.auditor, self.only.as_ref(), log, id);
        let before = known.replace((id, one(id))).filter(|(before, _)| *before != id);
        if let Some((before, found)) = before {
            // It may have been amended before the next one came.
            let found = if again.contains(&before) { one(before) } else { found };
            self.settled.join(log, found);
        }
    }

    /// Looks at the next so many events, and changes nothing: who shows the audit need not wait.
    pub fn search(&self, log: &EventLog, budget: usize, desks: &mut Desks) -> Looked {
        let works = self.pending.next(log, budget);
        let context = self.auditor.context();
        let each = |work: &Work, desk: &mut Desk, (): &mut ()| {
            let Some(segment) = log.segment(work.segment) else { return };
            let rows = segment.rows();
            let ids = places(&rows, &work.ids).filter_map(|at| rows.get(at));
            let ids: Vec<EventId> = ids.filter(|id| !self.looked_at.contains(id)).collect();
            let mut reader = std::mem::take(&mut desk.reader);
            reader.read(log, &ids, |_, text| {
                let whole = text.whole();
                if passes(self.only.as_ref(), &whole) {
                    desk.count(context, log, &whole);
                }
                false
            });
            desk.reader = reader;
        };
        share(&works, threads(), &mut desks.0, each);
        let mut found = Tally::default();
        desks.0.iter_mut().for_each(|desk| desk.tell(log, &mut found));
        Looked { works, found }
    }

    /// Adds what that came to; tells whether it was all. Then rules conclude.
    pub fn add(&mut self, log: &EventLog, looked: Looked) -> bool {
        if !looked.works.is_empty() {
            self.revision += 1;
        }
        self.pending.take(&looked.works);
        self.settled.join(log, looked.found);
        let whole = self.pending.events() == 0;
        if whole {
            self.looked_at.clear();
        }
        whole
    }

    /// Lets rules conclude of the log as far as it was looked at; tells whether events are judged
    /// otherwise than before.
    pub fn conclude(&mut self, log: &EventLog) -> bool {
        let news = self.consider(log);
        self.take_news(news);
        news == News::Judgement
    }

    /// The same without a change of the audit, so that who shows it need not wait; what it came to
    /// is to be [taken](Self::take_news).
    pub fn consider(&self, log: &EventLog) -> News {
        let (tally, context) = (self.whole(log), self.auditor.context());
        let (findings, _) = group(log, context, &tally, &[]);
        let seen = LogSeen { log, observed: &tally.observed, findings: &findings, context };
        self.auditor.conclude(Conclusions::of(&seen))
    }

    /// Takes in that rules have concluded.
    pub fn take_news(&mut self, news: News) {
        self.revision += u64::from(news != News::None);
    }

    /// What all events came to, those that may still grow among them.
    fn whole(&self, log: &EventLog) -> Tally {
        let mut all = self.settled.clone();
        for (_, tally) in self.newest.iter().flatten() {
            all.join(log, tally.clone());
        }
        all
    }
}

/// Whether an event is to be looked at.
fn passes(only: Option<&Predicate>, whole: &Whole<'_>) -> bool {
    only.is_none_or(|only| only.eval(whole) == Truth::True)
}

/// Looks at one event.
fn look_at_one(auditor: &Auditor, only: Option<&Predicate>, log: &EventLog, id: EventId) -> Tally {
    let (mut desk, mut tally) = (Desk::default(), Tally::default());
    if let Some(row) = log.row(id) {
        let text = log.text(row);
        let whole = text.whole();
        if passes(only, &whole) {
            desk.count(auditor.context(), log, &whole);
        }
    }
    desk.tell(log, &mut tally);
    tally
}
