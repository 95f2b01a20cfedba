//! What a worker makes of a chunk: records as columns, to be put into the log in one go.

use crate::event::Instant;
use crate::pipeline::zones::Passed;
use crate::store::{Said, Sealed};

/// The records of a chunk, end to end.
#[derive(Debug)]
pub(in crate::pipeline) struct Chunk {
    /// Their text.
    pub(in crate::pipeline) text: Sealed,
    /// Where its first byte stands in the file.
    pub(in crate::pipeline) offset: u64,
    pub(in crate::pipeline) records: Vec<Parsed>,
    /// Of some records: where in the text they begin, and how many lines come before.
    pub(in crate::pipeline) marks: Vec<(u32, u64)>,
    /// How many lines the text has.
    pub(in crate::pipeline) lines: u64,
    /// Core events that may tell the zone, in order.
    pub(in crate::pipeline) samples: Vec<Sample>,
    /// The core events behind the last of these.
    pub(in crate::pipeline) passed: Passed,
    /// The records whose payload is odd, by index, in order.
    pub(in crate::pipeline) odd: Vec<u32>,
    /// The records in which the logger speaks of itself, in order.
    pub(in crate::pipeline) said: Vec<(u32, Said)>,
    /// The record with which the stretch ends, as far as it has come.
    pub(in crate::pipeline) open: Vec<u8>,
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub(in crate::pipeline) struct Parsed {
    /// What its clock shows.
    pub(in crate::pipeline) wall: i64,
    /// Where in the text it begins.
    pub(in crate::pipeline) start: u32,
    /// How many bytes it has.
    pub(in crate::pipeline) len: u32,
    /// What its worker decided of it: a number that the worker knows.
    pub(in crate::pipeline) decision: u32,
}

/// A core event that may be worth looking into for its UTC time, and what was found there.
#[derive(Clone, Copy, Debug)]
pub(in crate::pipeline) struct Sample {
    pub(in crate::pipeline) record: u32,
    pub(in crate::pipeline) utc: Option<Instant>,
    /// The core events between the sample before it and this one.
    pub(in crate::pipeline) passed: Passed,
}
