//! One segment: whole records of one source, end to end.

use std::ops::Range;

use super::marks::{Marks, Origin};
use super::rows::{Kept, Rows};
use super::sealed::{Lost, Sealed};
use crate::event::EventId;

/// A segment is full when it holds this many bytes; only a record that is longer alone makes a
/// longer one.
pub(super) const FULL: usize = 1 << 20;

#[derive(Debug)]
pub(super) enum Store {
    Open(Vec<u8>),
    Sealed(Sealed),
    Dropped,
}

#[derive(Debug)]
pub(super) struct Segment {
    /// Bytes of text that belong to its records. What is sealed may be longer: its last record
    /// was amended then, and lies elsewhere since.
    pub(super) len: usize,
    pub(super) marks: Marks,
    pub(super) rows: Kept,
    pub(super) store: Store,
}

/// A segment as a search sees it.
#[derive(Clone, Copy, Debug)]
pub struct SegmentRef<'a>(pub(super) &'a Segment);

impl<'a> SegmentRef<'a> {
    /// The events whose text it holds, in order; end to end that is all of its text.
    pub fn rows(&self) -> Rows<'a> {
        self.0.rows.rows()
    }

    /// How many bytes of text it has, or had.
    pub fn len(&self) -> usize {
        self.0.len
    }

    /// Whether it has no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it is still growing: then its text lies there as it is.
    pub fn is_open(&self) -> bool {
        matches!(self.0.store, Store::Open(_))
    }

    /// All of its text: as it lies there, or unpacked or read into `buffer`, which the caller
    /// uses again for the next one. Locks nothing.
    ///
    /// # Errors
    /// Why the text is not there any more.
    pub fn bytes<'b>(&self, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], Lost>
    where
        'a: 'b,
    {
        let bytes = match &self.0.store {
            Store::Open(text) => text.as_slice(),
            Store::Sealed(sealed) => sealed.fill(buffer)?,
            Store::Dropped => return Err(Lost::Dropped),
        };
        Ok(bytes.get(..self.0.len).unwrap_or(bytes))
    }

    /// Whether its text is in a saved file, where a part of it costs no more than is read of it.
    pub fn is_saved(&self) -> bool {
        matches!(self.0.store, Store::Sealed(Sealed::Saved { .. }))
    }

    /// A part of its text, as far as there is so much: as it lies there, or unpacked or read into
    /// `buffer`, which the caller uses again for the next one. Locks nothing.
    ///
    /// # Errors
    /// Why the text is not there any more.
    pub fn part<'b>(&self, range: Range<usize>, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], Lost>
    where
        'a: 'b,
    {
        let range = range.start..range.end.min(self.0.len);
        match &self.0.store {
            Store::Open(text) => Ok(text.get(range).unwrap_or_default()),
            Store::Sealed(sealed) => sealed.fill_part(range, buffer),
            Store::Dropped => Err(Lost::Dropped),
        }
    }

    /// The last place at or before `start` from which lines are counted.
    pub fn counted_from(&self, start: usize) -> usize {
        self.0.marks.near(start as u32).map_or(start, |near| near.start as usize)
    }
}

impl Segment {
    pub(super) fn open() -> Self {
        let rows = Kept::Range(0..0);
        Self { len: 0, marks: Marks::default(), rows, store: Store::Open(Vec::new()) }
    }

    /// Whether so many bytes more find room in it.
    pub(super) fn has_room(&self, more: usize) -> bool {
        matches!(self.store, Store::Open(_)) && (self.len == 0 || self.len + more <= FULL)
    }

    pub(super) fn push(&mut self, id: EventId, origin: Origin, bytes: &[u8]) {
        self.marks.push(self.len as u32, origin);
        self.rows.push(id);
        self.extend(bytes);
    }

    /// Replaces what begins at `start` by `bytes`; tells whether it is open still.
    pub(super) fn replace(&mut self, start: usize, bytes: &[u8]) -> bool {
        let Store::Open(text) = &mut self.store else { return false };
        text.truncate(start);
        self.extend(bytes);
        true
    }

    /// Doubling would set aside twice as much as ever comes.
    fn extend(&mut self, bytes: &[u8]) {
        let Store::Open(text) = &mut self.store else { return };
        let needed = text.len() + bytes.len();
        if needed > text.capacity() {
            let doubled = (text.capacity() * 2).min(FULL);
            let room = needed.max(doubled).max(if needed > FULL { needed / 8 * 9 } else { 0 });
            text.reserve_exact(room - text.len());
        }
        text.extend_from_slice(bytes);
        self.len = text.len();
    }

    pub(super) fn seal(&mut self) {
        if let Store::Open(text) = &self.store {
            self.store = Store::Sealed(Sealed::pack(text));
            self.marks.settle();
            self.rows.settle();
        }
    }

    /// Bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        let text = match &self.store {
            Store::Open(text) => text.capacity(),
            Store::Sealed(sealed) => sealed.memory(),
            Store::Dropped => 0,
        };
        text + self.marks.memory() + self.rows.memory() + size_of::<Self>()
    }
}
