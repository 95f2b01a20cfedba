//! What a search over much of a log needs: its segments, where in them events lie, its classes.

use std::ops::Range;

use crate::event::EventId;

use super::classes::{Class, ClassId};
use super::log::EventLog;
use super::segments::SegmentRef;

impl EventLog {
    /// How many segments of text there are.
    pub fn segment_count(&self) -> usize {
        self.segments.len()
    }

    /// A segment of text.
    pub fn segment(&self, at: u32) -> Option<SegmentRef<'_>> {
        self.segments.get(at as usize)
    }

    /// In which segment the text of an event lies, and where in it; in none, for an id that is not
    /// in use.
    pub fn lies(&self, id: EventId) -> (u32, Range<usize>) {
        if id.index() >= self.len() {
            return (u32::MAX, 0..0);
        }
        let span = self.columns.span(id.index());
        let start = span.start as usize;
        (span.segment, start..start + span.len as usize)
    }

    /// The classes from the one with an index on, in order.
    pub fn classes_from(&self, first: usize) -> impl Iterator<Item = (ClassId, Class<'_>)> {
        let ids = (first..self.class_count()).map(|at| ClassId(at as u32));
        ids.map(|id| (id, self.class(id)))
    }
}
