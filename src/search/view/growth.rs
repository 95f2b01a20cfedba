//! Events that are new in a log: counted by class, and listed where that says that they pass.

use crate::event::{EventId, SourceId};
use crate::search::census::Of;
use crate::search::chart::Share;
use crate::store::{ClassId, EventLog};

use super::View;

impl View {
    /// Counts in what was appended, and lists what passes by its class.
    pub(super) fn take_new(&mut self, log: &EventLog) {
        let (from, to) = (self.taken, log.len());
        if from == to {
            return;
        }
        self.taken = to;
        self.census.open(&self.judged);
        let in_place = log.is_in_order_of_arrival();
        let many = to - from >= self.thresholds.many;
        let list_anew = many && !in_place && log.is_settled() && self.question.since.is_none();
        if many {
            self.chart.make_stale();
        }
        let listed = self.ids().len();
        let mut fresh = Vec::new();
        let mut at = from;
        while at < to {
            let (classes, sources) = log.run(EventId(at as u32));
            if self.question.since.is_none() {
                self.census.add_run(&self.judged, classes, sources);
            }
            let end = at + classes.len();
            if self.question.since.is_some() {
                self.take_run(log, at, (classes, sources), &mut fresh);
            } else if in_place {
                self.list_run(at, classes, sources);
            } else if !list_anew {
                let run = (at as u32..).map(EventId).zip(classes.iter().zip(sources));
                let shown =
                    run.filter(|(_, (class, source))| self.judged.shows_all(**class, **source));
                fresh.extend(shown.map(|(id, _)| id));
            }
            at = end;
        }
        self.census.close(log, &self.judged, Of::New, &mut self.counts);
        if list_anew {
            self.list_anew(log);
        } else {
            if !self.chart.is_stale() {
                let shown = self.ids.as_slice()[listed..].iter().chain(&fresh);
                shown.filter_map(|id| log.row(*id)).for_each(|row| self.chart.add(&Share::of(row)));
            }
            self.merge(log, fresh);
        }
        if self.judged.asks_events() {
            self.pending.add(log, from as u32..to as u32, self.thresholds.few);
        }
    }

    /// Takes in a run of which some events may be left out.
    fn take_run(
        &mut self,
        log: &EventLog,
        at: usize,
        (classes, sources): (&[ClassId], &[SourceId]),
        fresh: &mut Vec<EventId>,
    ) {
        for (id, (class, source)) in (at as u32..).map(EventId).zip(classes.iter().zip(sources)) {
            if self.is_left_out(log, id) {
                continue;
            }
            self.census.add(&self.judged, *class, *source, Of::New);
            if self.judged.shows_all(*class, *source) {
                fresh.push(id);
            }
        }
    }

    /// Lists a run whose events come behind all that are listed.
    fn list_run(&mut self, at: usize, classes: &[ClassId], sources: &[SourceId]) {
        let judged = &self.judged;
        self.ids.extend(classes.len(), |ids| {
            let mut listed = 0;
            for (id, (class, source)) in (at as u32..).zip(classes.iter().zip(sources)) {
                ids[listed] = EventId(id);
                listed += usize::from(judged.shows_all(*class, *source));
            }
            listed
        });
    }
}
