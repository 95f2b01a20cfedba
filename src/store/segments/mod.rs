//! The text: immutable segments of about 1 MiB, sealed once full.
//!
//! A segment holds whole records of one source, end to end. What was followed or streamed is
//! packed and never read again from its file: a truncated or deleted log loses nothing already
//! seen. What is saved stays in its file. Beyond a limit the oldest packed text is dropped: it is
//! lost then, and every reader is told.

mod excerpt;
mod marks;
mod recent;
mod rows;
mod sealed;
mod segment;
#[cfg(test)]
mod tests;
mod text;

use std::collections::VecDeque;
use std::ops::Range;

use crate::event::{EventId, SourceId};

use super::columns::Span;
use recent::{Piece, Recent};
use rows::Kept;
use sealed::PIECE;
use segment::{Segment, Store};

pub(super) use marks::Origin;
pub use rows::Rows;
pub use sealed::{Lost, Sealed};
pub use segment::SegmentRef;
pub use text::{Around, TextRef};

/// All open segments together take no more than about this; of thousands of sources with an open
/// segment each, the larger ones are sealed early then.
const MOST_OPEN: usize = 16 << 20;

/// How much text was dropped to keep within the memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Events whose text is not there any more.
    pub events: u64,
    /// The bytes that those had.
    pub bytes: u64,
}

#[derive(Debug, Default)]
pub(super) struct Segments {
    list: Vec<Segment>,
    /// The growing segment of each source, by source index.
    open: Vec<Option<u32>>,
    /// The packed segments, in the order in which they were sealed.
    packed: VecDeque<u32>,
    /// Memory of all segments that are not open.
    sealed_memory: usize,
    /// Text of all segments that are open.
    open_bytes: usize,
    /// `None`: as much as comes.
    limit: Option<usize>,
    dropped: Dropped,
    recent: Recent,
}

impl Segments {
    /// Adds the bytes of an event. They begin a new segment where the source has none, or where
    /// they would make it too long.
    pub(super) fn push(
        &mut self,
        source: SourceId,
        origin: Origin,
        id: EventId,
        bytes: &[u8],
    ) -> Span {
        let at = self.open_for(source, bytes.len());
        let segment = &mut self.list[at as usize];
        let span = Span { segment: at, start: segment.len as u32, len: bytes.len() as u32 };
        segment.push(id, origin, bytes);
        self.open_bytes += bytes.len();
        self.keep_open_small();
        span
    }

    /// Replaces the newest record of `source`, which lies at `span`, by `bytes`. Where its
    /// segment was sealed meanwhile, the record moves to a new one.
    pub(super) fn replace_last(&mut self, source: SourceId, span: Span, bytes: &[u8]) -> Span {
        let Some(segment) = self.list.get_mut(span.segment as usize) else { return span };
        let before = segment.len;
        if segment.replace(span.start as usize, bytes) {
            self.open_bytes = self.open_bytes + segment.len - before;
            return Span { len: bytes.len() as u32, ..span };
        }
        let place = self.place(span, None);
        let segment = &mut self.list[span.segment as usize];
        let (Some(id), Some(origin)) = (segment.rows.pop(), place) else { return span };
        segment.len = span.start as usize;
        if matches!(segment.store, Store::Dropped) {
            self.dropped.events -= 1;
            self.dropped.bytes -= u64::from(span.len);
        }
        self.push(source, origin, id, bytes)
    }

    /// Takes a whole segment of `source` that is sealed already; its number. Its first byte
    /// stands at `origin`, its records are those of `rows`, end to end. Of some of them `marks`
    /// tell where in it they begin and how many lines come before, in order.
    #[expect(clippy::too_many_arguments, reason = "each is a fact of its own, of one caller")]
    pub(super) fn adopt(
        &mut self,
        source: SourceId,
        sealed: Sealed,
        origin: Origin,
        marks: impl IntoIterator<Item = (u32, u64)>,
        rows: Range<u32>,
    ) -> u32 {
        self.close(source);
        let at = self.list.len() as u32;
        self.list.push(Segment {
            len: sealed.len(),
            marks: marks::Marks::of_run(origin, marks),
            rows: Kept::Range(rows),
            store: Store::Sealed(sealed),
        });
        self.count_sealed(at);
        at
    }

    /// The bytes at `span`, or why they are not there.
    pub(super) fn read(&self, span: Span) -> TextRef<'_> {
        let range = span.start as usize..span.start as usize + span.len as usize;
        let Some(segment) = self.list.get(span.segment as usize) else {
            return TextRef::Open(&[]);
        };
        let read = match &segment.store {
            Store::Open(bytes) => Ok(TextRef::Open(bytes.get(range).unwrap_or_default())),
            Store::Sealed(sealed) => self.read_sealed(span.segment, sealed, range),
            Store::Dropped => Err(Lost::Dropped),
        };
        read.unwrap_or_else(TextRef::Lost)
    }

    /// Reads a record with its neighbours, for who asks for it is likely to ask for them next; or
    /// alone where it lies in several pieces.
    fn read_sealed(
        &self,
        segment: u32,
        sealed: &Sealed,
        range: Range<usize>,
    ) -> Result<TextRef<'_>, Lost> {
        let piece = range.start / PIECE;
        let begin = piece * PIECE;
        let end = (begin + PIECE).min(sealed.len());
        if range.end > sealed.len() {
            return Ok(TextRef::Open(&[]));
        }
        if range.end > end {
            return sealed.read(range).map(|bytes| TextRef::Own(bytes.into()));
        }
        let piece = Piece { segment, piece: piece as u32 };
        let bytes = self.recent.piece(piece, || sealed.read(begin..end))?;
        Ok(TextRef::Shared(bytes, range.start - begin..range.end - begin))
    }

    /// Where the record at `span` begins in its file: part, byte offset, line. The line is not
    /// known (0) where the text before it was lost.
    ///
    /// Of `around`, a part of the segment's text that is read already and where it begins, lines
    /// are counted without reading anything.
    pub(super) fn place(&self, span: Span, around: Option<Around<'_>>) -> Option<Origin> {
        let near = self.list.get(span.segment as usize)?.marks.near(span.start)?;
        let Origin { part, offset, line } = near.origin;
        let range = near.start as usize..span.start as usize;
        let at_hand =
            if range.is_empty() { Some(&[][..]) } else { around.and_then(|it| it.get(range)) };
        let between = match at_hand {
            Some(bytes) => TextRef::Open(bytes),
            None => self.read(Span { start: near.start, len: span.start - near.start, ..span }),
        };
        let known = line != 0 && (span.start == near.start || between.lost().is_none());
        let lines = memchr::memchr_iter(b'\n', &between).count() as u64;
        let offset = offset + u64::from(span.start - near.start);
        Some(Origin { part, offset, line: if known { line + lines } else { 0 } })
    }

    /// The part that the record at `span` was read from. Reads no text.
    pub(super) fn part(&self, span: Span) -> Option<u32> {
        Some(self.list.get(span.segment as usize)?.marks.near(span.start)?.origin.part)
    }

    /// Bytes of memory that the text takes: packed, open, unpacked for the next reader, and what
    /// tells where it stands.
    pub(super) fn memory(&self) -> usize {
        self.sealed_memory + self.open_memory() + self.recent.memory()
    }

    /// Drops the oldest packed text, now and from now on, where all but the open segments would
    /// take more than so many bytes. A small limit is kept only as far as there is text to drop.
    pub(super) fn limit_memory(&mut self, bytes: usize) {
        self.limit = Some(bytes);
        self.recent.limit((bytes / 4).min(recent::KEPT));
        self.drop_oldest();
    }

    /// What was dropped so far.
    pub(super) fn dropped(&self) -> Dropped {
        self.dropped
    }

    /// Whose text was dropped, segment by segment.
    pub(super) fn dropped_rows(&self) -> impl Iterator<Item = Rows<'_>> {
        let dropped = self.list.iter().filter(|it| matches!(it.store, Store::Dropped));
        dropped.map(|it| it.rows.rows())
    }

    /// How many segments there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// A segment, for a search.
    pub(super) fn get(&self, at: usize) -> Option<SegmentRef<'_>> {
        self.list.get(at).map(SegmentRef)
    }

    /// The open segment of a source, with room for so many bytes more.
    fn open_for(&mut self, source: SourceId, more: usize) -> u32 {
        if let Some(at) = self.opened(source) {
            if self.list[at as usize].has_room(more) {
                return at;
            }
            self.close(source);
        }
        let at = self.list.len() as u32;
        self.list.push(Segment::open());
        if self.open.len() <= source.index() {
            self.open.resize(source.index() + 1, None);
        }
        self.open[source.index()] = Some(at);
        at
    }

    fn opened(&self, source: SourceId) -> Option<u32> {
        self.open.get(source.index()).copied().flatten()
    }

    /// Seals the open segment of a source.
    fn close(&mut self, source: SourceId) {
        if let Some(at) = self.open.get_mut(source.index()).and_then(Option::take) {
            self.seal_at(at);
        }
    }

    fn seal_at(&mut self, at: u32) {
        let segment = &mut self.list[at as usize];
        self.open_bytes -= segment.len;
        segment.seal();
        self.count_sealed(at);
    }

    /// Seals the larger ones of the open segments when all of them hold too much: of those that
    /// are at least half as large as the average, so that half of it is freed at least.
    fn keep_open_small(&mut self) {
        let opened = || (0..=u16::MAX).map(SourceId).take(self.open.len());
        if self.open_bytes <= MOST_OPEN {
            return;
        }
        let count = self.open.iter().flatten().count().max(1);
        let large = self.open_bytes / count / 2;
        let is_large = |source: &SourceId| {
            self.opened(*source).is_some_and(|at| self.list[at as usize].len >= large)
        };
        let large: Vec<SourceId> = opened().filter(is_large).collect();
        for source in large {
            self.close(source);
        }
    }

    fn count_sealed(&mut self, at: u32) {
        let segment = &self.list[at as usize];
        self.sealed_memory += segment.memory();
        if matches!(segment.store, Store::Sealed(Sealed::Packed { .. })) {
            self.packed.push_back(at);
        }
        self.drop_oldest();
    }

    fn drop_oldest(&mut self) {
        let Some(limit) = self.limit else { return };
        while self.sealed_memory + self.recent.most() > limit
            && let Some(at) = self.packed.pop_front()
        {
            let segment = &mut self.list[at as usize];
            self.sealed_memory -= segment.memory();
            segment.store = Store::Dropped;
            segment.marks.forget_lines();
            self.sealed_memory += segment.memory();
            self.dropped.events += segment.rows.rows().len() as u64;
            self.dropped.bytes += segment.len as u64;
            self.recent.forget(at);
        }
    }

    fn open_memory(&self) -> usize {
        self.open.iter().flatten().map(|at| self.list[*at as usize].memory()).sum()
    }
}
