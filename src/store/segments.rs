//! The text: immutable segments of about 1 MiB, packed once sealed.
//!
//! A segment holds whole records of one source, end to end. Where they stand so in their file, too,
//! a record's place there follows from its place in the segment; where they don't, a mark says it.
//! What was followed or streamed is never read
//! again from the file: a truncated or deleted log loses nothing already seen.

use std::collections::VecDeque;
use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex, PoisonError};

use crate::event::SourceId;

use super::columns::Span;

/// A segment is sealed when it has grown to this many bytes.
const SEAL_AT: usize = 1 << 20;

/// The line of a record is remembered at least this often, in bytes, so that few lines have to be
/// counted to know another's.
const MARK_EVERY: usize = 4096;

/// How many bytes of unpacked segments are kept for the next reader.
const KEEP_UNPACKED: usize = 32 << 20;

#[derive(Debug)]
enum Store {
    Open(Vec<u8>),
    Packed(Box<[u8]>),
}

#[derive(Debug)]
struct Segment {
    len: usize,
    /// Where some of its records begin, the first one among them, and where in their file.
    marks: Vec<(u32, Origin)>,
    store: Store,
}

/// Where a record's first byte stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) part: u32,
    pub(super) offset: u64,
    pub(super) line: u64,
}

/// The bytes of one record, borrowed from an open segment or shared with the cache.
#[derive(Debug, Clone)]
pub enum TextRef<'a> {
    /// In a segment that is still growing.
    Open(&'a [u8]),
    /// In a segment that was unpacked.
    Unpacked(Arc<Vec<u8>>, Range<usize>),
}

impl Deref for TextRef<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Open(bytes) => bytes,
            Self::Unpacked(bytes, range) => bytes.get(range.clone()).unwrap_or_default(),
        }
    }
}

/// Recently unpacked segments, newest last.
type Unpacked = VecDeque<(u32, Arc<Vec<u8>>)>;

#[derive(Debug, Default)]
pub(super) struct Segments {
    list: Vec<Segment>,
    /// The growing segment of each source, by source index.
    open: Vec<Option<u32>>,
    unpacked: Mutex<Unpacked>,
}

impl Segments {
    /// Adds a record's bytes. They begin a new segment where the source has none, or where it is
    /// full.
    pub(super) fn push(&mut self, source: SourceId, origin: Origin, bytes: &[u8]) -> Span {
        let segment = self.segment_for(source);
        let start = segment.1.len;
        segment.1.mark(origin);
        segment.1.push(bytes);
        Span { segment: segment.0, start: start as u32, len: bytes.len() as u32 }
    }

    /// Replaces the last record of a source, which lies at `span`, by `bytes`.
    pub(super) fn replace_last(&mut self, span: Span, bytes: &[u8]) -> Span {
        if let Some(segment) = self.list.get_mut(span.segment as usize) {
            segment.truncate(span.start as usize);
            segment.push(bytes);
        }
        Span { len: bytes.len() as u32, ..span }
    }

    fn segment_for(&mut self, source: SourceId) -> (u32, &mut Segment) {
        if self.open.len() <= source.index() {
            self.open.resize(source.index() + 1, None);
        }
        let goes_on = self.open[source.index()].filter(|id| self.list[*id as usize].len < SEAL_AT);
        let id = goes_on.unwrap_or_else(|| {
            if let Some(full) = self.open[source.index()] {
                self.list[full as usize].seal();
            }
            let id = self.list.len() as u32;
            self.list.push(Segment { len: 0, marks: Vec::new(), store: Store::Open(Vec::new()) });
            self.open[source.index()] = Some(id);
            id
        });
        (id, &mut self.list[id as usize])
    }

    /// The bytes at `span`.
    pub(super) fn read(&self, span: Span) -> TextRef<'_> {
        let range = span.start as usize..span.start as usize + span.len as usize;
        match self.list.get(span.segment as usize).map(|segment| &segment.store) {
            Some(Store::Open(bytes)) => TextRef::Open(bytes.get(range).unwrap_or_default()),
            Some(Store::Packed(packed)) => {
                TextRef::Unpacked(self.unpack(span.segment, packed), range)
            }
            None => TextRef::Open(&[]),
        }
    }

    /// Where the record at `span` begins in its file: part, byte offset, line.
    pub(super) fn place(&self, span: Span) -> Option<Origin> {
        let (start, origin) = self.list.get(span.segment as usize)?.mark_before(span.start)?;
        let between = self.read(Span { start, len: span.start - start, ..span });
        let lines = memchr::memchr_iter(b'\n', &between).count() as u64;
        Some(Origin {
            part: origin.part,
            offset: origin.offset + u64::from(span.start - start),
            line: origin.line + lines,
        })
    }

    /// The part that the record at `span` was read from. Reads no text.
    pub(super) fn part(&self, span: Span) -> Option<u32> {
        let (_, origin) = self.list.get(span.segment as usize)?.mark_before(span.start)?;
        Some(origin.part)
    }

    /// Bytes of memory that the text takes.
    pub(super) fn memory(&self) -> usize {
        self.list.iter().map(Segment::memory).sum()
    }

    fn unpack(&self, id: u32, packed: &[u8]) -> Arc<Vec<u8>> {
        let mut cache = self.unpacked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = cache.iter().position(|(known, _)| *known == id)
            && let Some(hit) = cache.remove(at)
        {
            let bytes = Arc::clone(&hit.1);
            cache.push_back(hit);
            return bytes;
        }
        let bytes = lz4_flex::decompress_size_prepended(packed).unwrap_or_default();
        let bytes = Arc::new(bytes);
        cache.push_back((id, Arc::clone(&bytes)));
        let mut kept: usize = cache.iter().map(|(_, bytes)| bytes.len()).sum();
        while kept > KEEP_UNPACKED && cache.len() > 1 {
            kept -= cache.pop_front().map_or(0, |(_, bytes)| bytes.len());
        }
        bytes
    }
}

impl Segment {
    /// Remembers where the record that is pushed next stands, if it is time for it, or if that
    /// does not follow from the mark before.
    fn mark(&mut self, origin: Origin) {
        let follows = self.marks.last().is_some_and(|(start, before)| {
            let behind = self.len - *start as usize;
            behind < MARK_EVERY
                && before.part == origin.part
                && before.offset + behind as u64 == origin.offset
        });
        if !follows {
            self.marks.push((self.len as u32, origin));
        }
    }

    fn mark_before(&self, start: u32) -> Option<(u32, Origin)> {
        let at = self.marks.partition_point(|(mark, _)| *mark <= start);
        self.marks.get(at.checked_sub(1)?).copied()
    }

    fn push(&mut self, bytes: &[u8]) {
        if let Store::Open(text) = &mut self.store {
            text.extend_from_slice(bytes);
            self.len = text.len();
        }
    }

    fn truncate(&mut self, len: usize) {
        if let Store::Open(text) = &mut self.store {
            text.truncate(len);
            self.len = text.len();
        }
    }

    fn seal(&mut self) {
        if let Store::Open(text) = &self.store {
            self.store = Store::Packed(lz4_flex::compress_prepend_size(text).into());
        }
    }

    fn memory(&self) -> usize {
        match &self.store {
            Store::Open(text) => text.capacity(),
            Store::Packed(packed) => packed.len(),
        }
    }
}
