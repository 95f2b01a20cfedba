//! Events of a view that have changed since they were taken in: amended ones, and those that became
//! one of a pair.

use std::collections::HashSet;

use crate::event::{EventId, SourceId};
use crate::query::Truth;
use crate::search::chart::Share;
use crate::search::matching::matches;
use crate::search::question::Verdict;
use crate::store::{ClassId, EventLog};

use super::View;

impl View {
    /// Evaluates anew what was amended since the last time and was already taken in.
    pub(super) fn take_amendments(&mut self, log: &EventLog) {
        let amended = log.amended();
        let mut again: Vec<EventId> = amended[self.amendments.min(amended.len())..].to_vec();
        self.amendments = amended.len();
        again.sort_unstable();
        again.dedup();
        again.retain(|id| id.index() < self.taken);
        let mut shown = Vec::new();
        for id in again {
            let before = self.forget(log, id);
            let passes = self.take_one(log, id);
            let now = log.row(id).filter(|_| passes).map(Share::of);
            self.chart.replace(before.as_ref(), now.as_ref());
            shown.extend(now.filter(|share| self.question.spans(share.time())).map(|_| id));
        }
        self.merge(log, shown);
    }

    /// Evaluates one event and counts it in; tells whether it is shown, if it lies in the span.
    fn take_one(&mut self, log: &EventLog, id: EventId) -> bool {
        let Some(row) = log.row(id).filter(|_| !self.is_left_out(log, id)) else { return false };
        let (class, source) = (row.class_id(), row.source_id());
        let passes = match self.judged.of(class).truth {
            Truth::Unknown => {
                let passes = matches(log, row, &self.question.predicate);
                self.passing.set(id, passes);
                passes
            }
            known => known == Truth::True,
        };
        self.weigh(log, (class, source), 1, i64::from(passes && self.spans(row)));
        passes && self.judged.shows(class, source)
    }

    /// Takes an event out again; what it added to the sums, if it did. Only the newest of a
    /// source is ever amended, and amendments are taken before newer events are, so what it
    /// contributed is known.
    fn forget(&mut self, log: &EventLog, id: EventId) -> Option<Share> {
        let source = log.row(id)?.source_id();
        let known = self.newest.get(source.index()).copied().flatten();
        let (_, share) = known.filter(|known| known.0 == id)?;
        let class = share.class();
        let passed = self.passes(id, class);
        self.passing.set(id, false);
        let within = self.question.spans(share.time());
        self.weigh(log, (class, source), -1, -i64::from(passed && within));
        let was_charted = passed && self.judged.shows(class, source);
        if was_charted && within {
            // It may have moved in the order, so it is looked for by its id.
            self.ids.remove(id);
        }
        was_charted.then_some(share)
    }

    /// Counts so many events in (out): how many there are at all, and how many pass.
    fn weigh(&mut self, log: &EventLog, of: (ClassId, SourceId), seen: i64, passing: i64) {
        let (class, source) = of;
        let Some((_, known)) = log.classes_from(class.index()).next() else { return };
        let (values, verdict) = (known.facets(source), self.judged.of(class).verdict);
        let taken = self.judged.takes(source);
        self.counts.see(&values, seen);
        self.counts.count(&values, verdict, if taken { passing } else { 0 });
        let counts = verdict == Verdict::Passes;
        self.counts.count_source(source, seen, if counts { passing } else { 0 });
    }

    /// Judges anew what became one of a pair since the last time and was already taken in.
    /// Nothing else of such an event has changed, not even its place in the order.
    pub(super) fn take_pairs(&mut self, log: &EventLog) {
        let (mut gone, mut shown) = (HashSet::new(), Vec::new());
        let (paired, taken) = (self.pairs.take(log), self.taken);
        for id in paired.iter().filter(|id| id.index() < taken) {
            let Some(row) = log.row(*id).filter(|_| !self.is_left_out(log, *id)) else { continue };
            let (class, source) = (row.class_id(), row.source_id());
            let did = self.passes(*id, class);
            let does = matches(log, row, &self.question.predicate);
            if did == does {
                continue;
            }
            self.passing.set(*id, does);
            let within = self.spans(row);
            if within {
                self.weigh(log, (class, source), 0, if does { 1 } else { -1 });
            }
            let share = Share::of(row);
            match (self.judged.shows(class, source), does) {
                (true, true) => {
                    shown.extend(within.then_some(*id));
                    self.chart.add(&share);
                }
                (true, false) => {
                    gone.insert(*id);
                    self.chart.replace(Some(&share), None);
                }
                (false, _) => {}
            }
        }
        if !gone.is_empty() {
            self.ids.retain(|id| !gone.contains(id));
        }
        self.merge(log, shown);
    }

    /// Whether anything is new in the log, or other than it was.
    pub(super) fn is_behind(&self, log: &EventLog) -> bool {
        self.taken < log.len()
            || self.amendments < log.amended().len()
            || self.retimed != log.retimed()
            || self.pairs.is_behind(log)
    }

    pub(super) fn remember_newest(&mut self, log: &EventLog) {
        self.newest.clear();
        for (source, _, _) in log.sources() {
            let newest = log.newest(source).filter(|id| !self.is_left_out(log, *id));
            let row = newest.and_then(|id| log.row(id));
            self.newest.push(row.map(|row| (row.id(), Share::of(row))));
        }
    }
}
