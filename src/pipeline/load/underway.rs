//! What is known of a source while it is loaded.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use crate::event::SourceId;
use crate::frame::{OPENING_MAX, last_opening};
use crate::source::{Delivery, Stretch};

use super::Chunk;
use super::place::Place;

/// A source of which chunks are at work.
#[derive(Debug)]
pub(super) struct Load {
    pub(super) place: Arc<Place>,
    /// Where the next record begins that is not in the log yet, and in which line.
    pub(super) offset: u64,
    pub(super) line: u64,
    /// Chunks that are not in the log yet.
    pub(super) pending: usize,
    pub(super) supply: Supply,
    /// A stretch behind that is left out, of a file that goes on.
    pub(super) skip: Option<Range<u64>>,
    /// A chunk was no plain records: those behind it are thrown away.
    pub(super) unruly: bool,
    pub(super) waiting: Waiting,
}

/// Where a source is loaded from.
#[derive(Debug)]
pub(super) enum Supply {
    /// A stretch of a file, of which the chunks from `next` on are not given out yet; `open` is
    /// the record that it ends with.
    File { stretch: Stretch, next: u64, open: Vec<u8> },
    /// What is streamed.
    Stream(Stream),
}

/// What is streamed and not in the log.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// The chunks at work, oldest first: should one fail, its bytes are still here.
    pub(super) given: VecDeque<Arc<Vec<u8>>>,
    /// What came behind them, which begins with an opening.
    pub(super) rest: Vec<u8>,
    /// Where that stands.
    pub(super) offset: u64,
    /// How much of it was looked through for another opening, and there was none.
    looked: usize,
    /// Its record goes on for too long: it is not cut any more.
    pub(super) overlong: bool,
}

/// What came of a source while it is loaded.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) list: VecDeque<Delivery>,
    /// The bytes in it.
    pub(super) bytes: usize,
}

/// A stretch on its way.
#[derive(Debug)]
pub(super) enum Cutting {
    /// Into chunks.
    Chunks(SourceId),
    /// Piece by piece, in order.
    Pieces(Pieces),
}

/// What is read piece by piece, and what came of its source meanwhile.
#[derive(Debug)]
pub(super) struct Pieces {
    pub(super) source: SourceId,
    pub(super) stretch: Stretch,
    pub(super) waiting: Waiting,
    /// The next piece may be where chunks can begin.
    pub(super) hopeful: bool,
}

impl Load {
    /// Whether a chunk goes on where the records before it end. It does not where the file
    /// was changed meanwhile, or one before it could not be read.
    pub(super) fn goes_on_with(&self, chunk: &Chunk) -> bool {
        let is_open = matches!(&self.supply, Supply::File { open, .. } if !open.is_empty());
        let is_empty = chunk.records.is_empty() && chunk.open.is_empty();
        !self.unruly && (is_empty || !is_open && chunk.offset == self.offset)
    }

    pub(super) fn is_done(&self) -> bool {
        let is_cut = match &self.supply {
            Supply::File { stretch, next, .. } => self.unruly || *next >= stretch.range.end,
            Supply::Stream(_) => true,
        };
        self.pending == 0 && is_cut
    }
}

impl Stream {
    pub(super) fn new(rest: Vec<u8>, offset: u64) -> Self {
        Self { rest, offset, ..Self::default() }
    }

    /// The whole records that are there, and where they stand, if they are at least so many
    /// bytes. A record that goes on for longer than `longest` is none.
    pub(super) fn cut(&mut self, least: usize, longest: usize) -> Option<(Arc<Vec<u8>>, u64)> {
        if self.rest.len() < least || self.overlong {
            return None;
        }
        // A line of which so much was there is known to open no record.
        let from = self.looked.saturating_sub(OPENING_MAX + 1);
        let opening = last_opening(&self.rest[from..], self.offset + from as u64);
        self.looked = self.rest.len();
        let Some(at) = opening.map(|at| from + at).filter(|at| *at > 0) else {
            self.overlong = self.rest.len() > longest;
            return None;
        };
        let rest = self.rest.split_off(at);
        self.looked = rest.len();
        let bytes = Arc::new(std::mem::replace(&mut self.rest, rest));
        self.given.push_back(Arc::clone(&bytes));
        let offset = self.offset;
        self.offset += at as u64;
        Some((bytes, offset))
    }
}

impl Waiting {
    pub(super) fn push(&mut self, delivery: Delivery) {
        if let Delivery::Bytes(bytes) = &delivery {
            self.bytes += bytes.len();
        }
        self.list.push_back(delivery);
    }
}
