//! Which events a segment holds the text of, in the order in which it lies there.

use std::ops::Range;

use crate::event::EventId;

/// The events of one segment, in the order of their text. It costs nothing as long as they are
/// numbered through, as they are where one source is read at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Range(Range<u32>),
    List(Vec<EventId>),
}

/// The events of one segment, in the order of their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows<'a> {
    /// Numbered through.
    Range(Range<u32>),
    /// Events of other sources came between them.
    List(&'a [EventId]),
}

impl Kept {
    pub(super) fn push(&mut self, id: EventId) {
        match self {
            Self::Range(range) if range.start >= range.end => {
                *range = id.0..id.0.saturating_add(1);
            }
            Self::Range(range) if range.end == id.0 => range.end = id.0.saturating_add(1),
            Self::Range(range) => {
                *self = Self::List(range.clone().map(EventId).chain([id]).collect());
            }
            Self::List(list) => list.push(id),
        }
    }

    pub(super) fn pop(&mut self) -> Option<EventId> {
        match self {
            Self::Range(range) => range.next_back().map(EventId),
            Self::List(list) => list.pop(),
        }
    }

    /// The first of them, as far as their ids are below `end`; ids must rise.
    pub(super) fn first_below(&self, end: u32) -> Self {
        match self {
            Self::Range(range) => Self::Range(range.start..range.end.min(end).max(range.start)),
            Self::List(list) => Self::List(list[..list.partition_point(|id| id.0 < end)].to_vec()),
        }
    }

    /// Gives back what was set aside to grow.
    pub(super) fn settle(&mut self) {
        if let Self::List(list) = self {
            list.shrink_to_fit();
        }
    }

    pub(super) fn memory(&self) -> usize {
        match self {
            Self::Range(_) => 0,
            Self::List(list) => list.capacity() * size_of::<EventId>(),
        }
    }

    pub(super) fn rows(&self) -> Rows<'_> {
        match self {
            Self::Range(range) => Rows::Range(range.clone()),
            Self::List(list) => Rows::List(list),
        }
    }
}

impl<'a> Rows<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Range(range) => range.len(),
            Self::List(list) => list.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The one at an index.
    pub fn get(&self, at: usize) -> Option<EventId> {
        match self {
            Self::Range(range) => range.clone().nth(at).map(EventId),
            Self::List(list) => list.get(at).copied(),
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = EventId> + use<'a> {
        let (range, list) = match self {
            Self::Range(range) => (range.clone(), [].as_slice()),
            Self::List(list) => (0..0, *list),
        };
        range.map(EventId).chain(list.iter().copied())
    }
}
