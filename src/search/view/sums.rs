//! The sums over the events of a view, where they are counted anew.

use std::ops::Range;

use crate::event::EventId;
use crate::search::chart::{Chart, Share};
use crate::search::scan::Desks;
use crate::store::{EventLog, share, threads};

use super::View;

/// So many events are one thread's at a time.
const STRETCH: usize = 16_384;

impl View {
    /// The sums over its events, counted anew where too much has changed to make up for; `None`
    /// where they are right as they are, and while it is not whole.
    pub fn count_anew(&self, log: &EventLog, desks: &mut Desks) -> Option<Chart> {
        let due = self.chart.is_stale() && self.pending.events() == 0;
        due.then(|| match self.question.narrowed_to() {
            None => self.sum_shown(log, desks),
            Some(_) => self.sum_all(log, desks),
        })
    }

    /// Takes sums that were [counted anew](Self::count_anew) of it as it is.
    pub fn set_chart(&mut self, chart: Chart) {
        self.chart = chart;
        self.revision.change();
    }

    /// The sums over its events; `None` while they are to be counted anew.
    pub fn chart(&self) -> Option<&Chart> {
        (!self.chart.is_stale()).then_some(&self.chart)
    }

    fn sum_shown(&self, log: &EventLog, desks: &mut Desks) -> Chart {
        let stretches: Vec<&[EventId]> = self.ids().chunks(STRETCH).collect();
        self.sum(&stretches, desks, |ids, chart| {
            for row in ids.iter().filter_map(|id| log.row(*id)) {
                chart.add(&Share::of(row));
            }
        })
    }

    /// Also of the events that pass and lie outside of the span of time.
    fn sum_all(&self, log: &EventLog, desks: &mut Desks) -> Chart {
        let starts = (0..self.taken).step_by(STRETCH);
        let stretches: Vec<Range<usize>> =
            starts.map(|at| at..self.taken.min(at + STRETCH)).collect();
        self.sum(&stretches, desks, |ids, chart| {
            for row in ids.clone().filter_map(|at| log.row(EventId(at as u32))) {
                let (id, class) = (row.id(), row.class_id());
                let counts = self.judged.shows(class, row.source_id()) && self.passes(id, class);
                if counts && !self.is_left_out(log, id) {
                    chart.add(&Share::of(row));
                }
            }
        })
    }

    fn sum<W: Sync>(
        &self,
        stretches: &[W],
        desks: &mut Desks,
        add: impl Fn(&W, &mut Chart) + Sync,
    ) -> Chart {
        let span = self.question.narrowed_to().unwrap_or_default();
        let charts =
            share(stretches, threads(), &mut desks.0, |stretch, _, chart: &mut Option<Chart>| {
                add(stretch, chart.get_or_insert_with(|| Chart::new(span)));
            });
        let mut all = Chart::new(span);
        for chart in charts.into_iter().flatten() {
            all.join(&chart);
        }
        all
    }
}
