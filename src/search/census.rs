//! Events counted by class and by source, from which facet counts follow for all of them at once.

use crate::event::SourceId;
use crate::query::Truth;
use crate::store::{ClassId, EventLog};

use super::counts::Counts;
use super::judged::Judged;
use super::question::Verdict;

/// How many events of each class and of each source a slice held. Empty between slices.
#[derive(Debug, Default)]
pub(super) struct Census {
    /// Of those that are left out by their source or time, and of the others.
    classes: Vec<[u32; 2]>,
    /// Of classes that do not count for their source, and of those that do.
    sources: Vec<[u32; 2]>,
}

/// What a census was taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// All events, of which those count that pass by their class.
    New,
    /// Events counted as new before, which have turned out to pass.
    Passing,
}

impl Census {
    /// Makes room for every class and source that is known.
    pub(super) fn open(&mut self, judged: &Judged) {
        self.classes.resize(judged.classes().len(), [0; 2]);
        self.sources.resize(judged.source_count(), [0; 2]);
    }

    /// Counts one event, which lies in the question's span of time or not.
    pub(super) fn add(
        &mut self,
        judged: &Judged,
        (class, source): (ClassId, SourceId),
        of: Of,
        within: bool,
    ) {
        let judgement = judged.of(class);
        let passes = of == Of::Passing || judgement.truth == Truth::True;
        let counts = passes && judgement.verdict == Verdict::Passes && within;
        let taken = judged.takes(source) && within;
        self.classes[class.index()][usize::from(taken)] += 1;
        self.sources[source.index()][usize::from(counts)] += 1;
    }

    /// Counts new events, of which classes and sources are given.
    pub(super) fn add_run(&mut self, judged: &Judged, classes: &[ClassId], sources: &[SourceId]) {
        let Some(source) = sources.first().copied() else { return };
        if sources.iter().any(|other| *other != source) {
            for (class, source) in classes.iter().zip(sources) {
                self.add(judged, (*class, *source), Of::New, true);
            }
            return;
        }
        let taken = usize::from(judged.takes(source));
        let mut counting = 0;
        for class in classes {
            self.classes[class.index()][taken] += 1;
            counting += u32::from(judged.of(*class).passes());
        }
        let [rest, counted] = &mut self.sources[source.index()];
        *counted += counting;
        *rest += classes.len() as u32 - counting;
    }

    /// Adds what was counted to `counts`, and begins anew.
    pub(super) fn close(&mut self, log: &EventLog, judged: &Judged, of: Of, counts: &mut Counts) {
        for (id, class) in log.classes_from(0).take(self.classes.len()) {
            let [left, taken] = std::mem::take(&mut self.classes[id.index()]).map(i64::from);
            if left + taken == 0 {
                continue;
            }
            let (judgement, values) = (judged.of(id), class.facets(SourceId(0)));
            if of == Of::New {
                counts.see(&values, left + taken);
            }
            if of == Of::Passing || judgement.truth == Truth::True {
                counts.count(&values, judgement.verdict, taken);
            }
        }
        for (at, events) in self.sources.iter_mut().enumerate() {
            let [rest, counted] = std::mem::take(events).map(i64::from);
            let seen = if of == Of::New { rest + counted } else { 0 };
            counts.count_source(SourceId(at as u16), seen, counted);
        }
    }
}
