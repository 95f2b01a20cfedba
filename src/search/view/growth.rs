//! Events that are new in a log: counted by class, and listed where that says that they pass.

use crate::event::{EventId, SourceId};
use crate::search::census::Of;
use crate::search::chart::Share;
use crate::store::{ClassId, EventLog};

use super::View;

impl View {
    /// Takes in what was appended: counts it, and lists what passes by its class.
    pub(super) fn take_new(&mut self, log: &EventLog) {
        let (from, to) = (self.taken, log.len());
        if from == to {
            return;
        }
        self.take_up_to(log, to);
        if self.judged.asks_events() {
            self.pending.add(log, from as u32..to as u32, self.thresholds.few);
        }
    }

    /// Counts the next events in, those before the one at `to`, and lists what passes by its
    /// class.
    pub(super) fn take_up_to(&mut self, log: &EventLog, to: usize) {
        let from = self.taken;
        self.taken = to;
        self.census.open(&self.judged);
        let in_place = log.is_in_order_of_arrival();
        let many = to - from >= self.thresholds.many;
        let each = self.question.leaves_out() || self.question.narrowed_to().is_some();
        let list_anew = many && !in_place && log.is_settled() && !self.question.leaves_out();
        if many {
            self.chart.make_stale();
        }
        let listed = self.ids().len();
        let mut fresh = Vec::new();
        let mut at = from;
        while at < to {
            let (classes, sources) = log.run(EventId(at as u32));
            let count = classes.len().min(to - at);
            let (classes, sources) = (&classes[..count], &sources[..count]);
            if each {
                self.take_run(log, at, (classes, sources), (!list_anew).then_some(&mut fresh));
            } else {
                self.census.add_run(&self.judged, classes, sources);
                if in_place {
                    self.list_run(at, classes, sources);
                } else if !list_anew {
                    let run = (at as u32..).map(EventId).zip(classes.iter().zip(sources));
                    let shown =
                        run.filter(|(_, (class, source))| self.judged.shows_all(**class, **source));
                    fresh.extend(shown.map(|(id, _)| id));
                }
            }
            at += count;
        }
        self.census.close(log, &self.judged, Of::New, &mut self.counts);
        if list_anew {
            self.list_anew(log);
        } else {
            if !each && !self.chart.is_stale() {
                let shown = self.ids.as_slice()[listed..].iter().chain(&fresh);
                shown.filter_map(|id| log.row(*id)).for_each(|row| self.chart.add(&Share::of(row)));
            }
            self.merge(log, fresh);
        }
    }

    /// Takes in a run of which some events may be left out, or lie outside of the span of time.
    fn take_run(
        &mut self,
        log: &EventLog,
        at: usize,
        (classes, sources): (&[ClassId], &[SourceId]),
        mut fresh: Option<&mut Vec<EventId>>,
    ) {
        let span = self.question.narrowed_to();
        let charts = !self.chart.is_stale();
        for (id, (class, source)) in (at as u32..).map(EventId).zip(classes.iter().zip(sources)) {
            if self.is_left_out(log, id) {
                continue;
            }
            let row = log.row(id);
            let within = span.is_none_or(|span| span.contains(row.and_then(|row| row.time())));
            self.census.add(&self.judged, (*class, *source), Of::New, within);
            if !self.judged.shows_all(*class, *source) {
                continue;
            }
            if let Some(fresh) = fresh.as_deref_mut().filter(|_| within) {
                fresh.push(id);
            }
            if let Some(row) = row.filter(|_| charts) {
                self.chart.add(&Share::of(row));
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
