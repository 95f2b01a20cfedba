//! Segments that hold the first records of another log's: the same text under the same numbers, of
//! which nothing is copied.

use std::ops::Range;

use super::{Segment, Segments, Store};
use crate::event::EventId;
use crate::store::columns::Span;

impl Segments {
    /// Seals what is open: nothing grows any more.
    pub(in crate::store) fn seal(&mut self) {
        for at in std::mem::take(&mut self.open).into_iter().flatten() {
            self.seal_at(at);
        }
    }

    /// As many segments, of which none holds a record yet.
    pub(in crate::store) fn emptied(&self) -> Self {
        let list = self.list.iter().map(|_| Segment::open()).collect();
        Self { list, ..Self::default() }
    }

    /// Takes on the next record of `whole`, which lies at `span`, under an id of its own.
    pub(in crate::store) fn take_on(&mut self, whole: &Self, span: Span, id: EventId) {
        let (at, end) = (span.segment as usize, (span.start + span.len) as usize);
        let (Some(segment), Some(known)) = (self.list.get_mut(at), whole.list.get(at)) else {
            return;
        };
        if segment.rows.rows().is_empty() {
            *segment = known.beginning();
            self.sealed_memory += segment.memory();
        }
        segment.rows.push(id);
        segment.len = end;
        if matches!(segment.store, Store::Dropped) {
            self.dropped.events += 1;
            self.dropped.bytes += u64::from(span.len);
        }
    }

    /// Takes on those records of `whole` whose ids are in `ids`, which are the same here. It must
    /// hold those before them; `span` tells where one lies.
    pub(in crate::store) fn take_all_on(
        &mut self,
        whole: &Self,
        ids: &Range<u32>,
        span: impl Fn(EventId) -> Span,
    ) {
        for (segment, known) in self.list.iter_mut().zip(&whole.list) {
            let before = segment.rows.rows().len();
            let rows = known.rows.first_below(ids.end);
            let Some(last) = rows.rows().iter().next_back().filter(|_| rows.rows().len() > before)
            else {
                continue;
            };
            if before == 0 {
                *segment = known.beginning();
            } else {
                self.sealed_memory -= segment.memory();
            }
            let (from, last) = (segment.len, span(last));
            segment.rows = rows;
            segment.len = (last.start + last.len) as usize;
            self.sealed_memory += segment.memory();
            if matches!(segment.store, Store::Dropped) {
                self.dropped.events += (segment.rows.rows().len() - before) as u64;
                self.dropped.bytes += (segment.len - from) as u64;
            }
        }
    }
}

impl Segment {
    /// Its text, of which no record is taken on yet.
    fn beginning(&self) -> Self {
        let store = match &self.store {
            Store::Sealed(sealed) => Store::Sealed(sealed.clone()),
            // Nothing is open in a log of which excerpts are taken.
            Store::Open(_) | Store::Dropped => Store::Dropped,
        };
        Self { store, marks: self.marks.clone(), ..Self::open() }
    }
}
