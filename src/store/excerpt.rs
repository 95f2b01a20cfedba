//! A part of a log that was read whole: the first of its events in merged order, as if no more had
//! come yet. Text and what columns are full are the same memory; nothing of it is copied.
//!
//! A log of which excerpts are taken is [numbered through](EventLog::numbered) first, so that an
//! event has the same id in it and in all of its excerpts, however far they go.

use std::ops::Range;

use crate::event::{EventId, Instant};

use super::log::{EventLog, MergeKey};
use super::marks::Marks;
use super::oddities::Oddity;
use super::tally::Counted;

/// Fewer events are taken on one by one.
const FEW: usize = if cfg!(test) { 8 } else { 4096 };

impl EventLog {
    /// What the events from the one at `place` of the merged order on are merged by, at the least:
    /// a moment, after which none of them comes before it. `None` behind the last.
    pub fn clock_at(&self, place: usize) -> Option<Instant> {
        let id = self.order.get(place)?;
        Some(self.columns.clock(id.index()))
    }

    /// How many events were logged before `time` by that clock.
    pub fn places_before(&self, time: Instant) -> usize {
        let clock = |place: usize| self.clock_at(place);
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if clock(middle).is_some_and(|clock| clock < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// A log that is read whole, without the events whose places in the merged order are not in
    /// `places`, and with ids that are those places, counted from the first.
    #[must_use]
    pub fn numbered(mut self, places: Range<usize>) -> Self {
        self.settle();
        self.segments.seal();
        if self.order.is_arrival() && places == (0..self.len()) {
            return self;
        }
        let ids: Vec<EventId> = places.filter_map(|place| self.order.get(place)).collect();
        let mut numbered = self.excerpt();
        let mut here = vec![None; self.len()];
        for (at, id) in (0..).map(EventId).zip(&ids) {
            here[id.index()] = Some(at);
            let row = self.columns.row(id.index());
            numbered.columns.push(&row);
            numbered.segments.take_on(&self.segments, row.span, at);
            if let Some(Oddity { odd, said, .. }) = self.oddities.of(*id) {
                numbered.oddities.note(at, Counted { odd, said, ..Counted::default() });
            }
        }
        let here = |id: EventId| here.get(id.index()).copied().flatten();
        for id in self.links.among(0..self.len() as u32) {
            let links = self.links.of(id).iter().filter_map(|link| {
                let (this, other) = (here(id)?, here(link.id)?);
                (other < this).then_some((other, this, link.tie))
            });
            links.for_each(|(other, this, tie)| numbered.links.join(other, this, tie));
        }
        numbered.marks = Marks::default();
        for (id, note) in
            self.marks.ids().into_iter().filter_map(|id| Some((here(id)?, self.marks.note(id)?)))
        {
            numbered.marks.set(id, note);
        }
        numbered.count_in(0, ids.len());
        numbered
    }

    /// A log with the same sources, names, classes and marks, and no events: of a log that is
    /// [numbered through](Self::numbered), to [take on](Self::take_on) its events.
    #[must_use]
    pub fn excerpt(&self) -> Self {
        Self {
            segments: self.segments.emptied(),
            columns: self.columns.emptied(),
            // The text is the whole's: nothing is won by dropping it here.
            memory_limit: None,
            identity: self.identity.of_excerpt(),
            marks: self.marks.clone(),
            ..self.emptied()
        }
    }

    /// Takes on the events of `whole`, of which this is an excerpt, up to the one at `to`, as if
    /// they came now.
    pub fn take_on(&mut self, whole: &Self, to: usize) {
        let (from, to) = (self.len(), to.min(whole.len()));
        if from >= to {
            return;
        }
        self.columns.take_on(&whole.columns, to);
        let span = |id: EventId| whole.columns.span(id.index());
        let ids = from as u32..to as u32;
        if ids.len() < FEW {
            for id in ids.clone().map(EventId) {
                self.segments.take_on(&whole.segments, span(id), id);
            }
        } else {
            self.segments.take_all_on(&whole.segments, &ids, span);
        }
        for id in whole.links.among(ids) {
            for link in whole.links.of(id).iter().filter(|link| link.id < id) {
                self.links.join(link.id, id, link.tie);
            }
        }
        for Oddity { id, odd, said } in whole.oddities.from(EventId(from as u32)) {
            if id.index() >= to {
                break;
            }
            self.oddities.note(*id, Counted { odd: *odd, said: *said, ..Counted::default() });
        }
        self.count_in(from, to);
    }

    /// Counts in the events from one place to another, which are in the columns already: what
    /// their sources tell of themselves, and the order, which is that of the ids.
    fn count_in(&mut self, from: usize, to: usize) {
        let Self { columns, sources, classes, oddities, .. } = self;
        let mut oddities = oddities.from(EventId(from as u32)).iter().peekable();
        columns.each_counted(from..to, |passing| {
            let id = EventId(passing.at as u32);
            let Some(source) = sources.get_mut(passing.source.index()) else { return };
            let oddity = oddities.next_if(|oddity| oddity.id == id);
            let counted = Counted {
                stamped: passing.stamped,
                odd: oddity.is_some_and(|it| it.odd),
                said: oddity.and_then(|it| it.said),
            };
            source.clock = passing.clock;
            source.oldest = source.oldest.or(Some(id));
            source.newest = Some(id);
            source.events += 1;
            source.bytes += u64::from(passing.len);
            source.tally.count(id, classes.get(passing.class).kind, counted);
        });
        let last = to.checked_sub(1).map(|at| MergeKey::of(&self.columns, EventId(at as u32)));
        self.order.take_on(to, last);
    }
}

#[cfg(test)]
pub(super) mod tests;
