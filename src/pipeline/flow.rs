//! The bytes of one source on their way: lines of a log, or pieces of JSON, as they begin.

use crate::event::Format;
use crate::frame::{Family, Framer, Piece, Record, Splitter, first_opening, is_json};

/// What comes next of a source.
#[derive(Debug)]
pub(super) enum Item<'a> {
    /// A log entry.
    Record(Record<'a>),
    /// A piece of a JSON document.
    Piece(Piece<'a>),
}

/// Bytes in, items out. Which way they are cut is decided by the first of them.
#[derive(Debug)]
pub(super) enum Flow {
    /// Too little came to tell.
    Start(Vec<u8>),
    Text(Framer),
    Json(Box<Splitter>),
}

impl Flow {
    /// At the start of a file; `forced` says how it is written.
    pub(super) fn new(forced: Option<Format>) -> Self {
        match forced {
            None => Self::Start(Vec::new()),
            Some(format) if format.is_json() => Self::Json(Box::default()),
            Some(format) => Self::Text(Framer::of(Family::of(format))),
        }
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        match self {
            Self::Start(bytes) => {
                bytes.extend_from_slice(chunk);
                self.decide(false);
            }
            Self::Text(framer) => framer.push(chunk),
            Self::Json(splitter) => splitter.push(chunk),
        }
    }

    pub(super) fn finish(&mut self) {
        self.decide(true);
        match self {
            Self::Start(_) => {}
            Self::Text(framer) => framer.finish(),
            Self::Json(splitter) => splitter.finish(),
        }
    }

    /// The next item that is whole.
    pub(super) fn next(&mut self) -> Option<Item<'_>> {
        match self {
            Self::Start(_) => None,
            Self::Text(framer) => framer.next().map(Item::Record),
            Self::Json(splitter) => splitter.next().map(Item::Piece),
        }
    }

    /// The framer of a log, whose last record may still grow.
    pub(super) fn text(&mut self) -> Option<&mut Framer> {
        match self {
            Self::Text(framer) => Some(framer),
            Self::Start(_) | Self::Json(_) => None,
        }
    }

    /// In a log file, where a record begins at `offset` in line `line`.
    pub(super) fn in_log_file(offset: u64, line: u64) -> Self {
        Self::Text(Framer::in_log_file(offset, line))
    }

    /// Where in the bytes that come next the first record of a log file begins, if that is what
    /// they are: records of a log file up to there, or the beginning of one.
    pub(super) fn first_plain(&self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Start(before) => {
                let opens = before.is_empty() && first_opening(bytes, 0, 0) == Some(0);
                (opens && is_json(bytes, false) != Some(true)).then_some(0)
            }
            // What comes next may go on from a line that has begun.
            Self::Text(framer) if framer.is_in_log_file() => {
                first_opening(bytes, framer.position().0 + framer.pending() as u64, 0)
                    .filter(|at| *at > 0)
            }
            Self::Text(_) | Self::Json(_) => None,
        }
    }

    /// It is a log after all, from the last piece on.
    pub(super) fn turn_to_text(&mut self) {
        if let Self::Json(splitter) = std::mem::replace(self, Self::Start(Vec::new())) {
            let ended = splitter.has_ended();
            let (rest, offset, line) = splitter.give_back();
            let mut framer = Framer::at(offset, line);
            framer.push(&rest);
            if ended {
                framer.finish();
            }
            *self = Self::Text(framer);
        }
    }

    fn decide(&mut self, ended: bool) {
        let Self::Start(bytes) = self else { return };
        let bytes = std::mem::take(bytes);
        *self = match is_json(&bytes, ended) {
            None => Self::Start(bytes),
            Some(true) => {
                let mut splitter = Box::<Splitter>::default();
                splitter.push(&bytes);
                Self::Json(splitter)
            }
            Some(false) => {
                let mut framer = Framer::new();
                framer.push(&bytes);
                Self::Text(framer)
            }
        };
    }
}
