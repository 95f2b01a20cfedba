//! What the event log takes for one record: its bytes, and what was decided of it.

use crate::event::{Destination, Instant, Kind, Level, LogLevel, Purposes, ReasonId};
use crate::parse::Notes;

/// One record, parsed and classified.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The record's bytes, its line end included.
    pub bytes: &'a [u8],
    /// The first byte of the record in its file.
    pub offset: u64,
    /// The first line of the record, counted from 1.
    pub line: u64,
    /// When it was logged; `None` where it has no stamp.
    pub time: Option<Instant>,
    /// The wall clock that `time` was read from, in milliseconds since 1970 as if the wall were
    /// UTC's; `None` where the record says UTC itself, or nothing. A source's zone may become
    /// known later: then the time is read from this again.
    pub wall: Option<i64>,
    /// What was odd. What framing found ([`Notes::OVERLONG`], [`Notes::CONTINUED`]) is kept; the
    /// rest is counted, and found again whenever the text is read.
    pub notes: Notes,
    /// What it has in common with many others.
    pub class: ClassFacts<'a>,
}

/// What records have in common: what their heads say, and what was decided of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassFacts<'a> {
    /// What sort of record it is.
    pub kind: Kind,
    /// The level word of its line.
    pub log_level: Option<LogLevel>,
    /// The name as logged; empty for log and raw records.
    pub name: &'a str,
    /// The name without prefix and unwrapped.
    pub event: &'a str,
    /// Who emitted it; empty where nothing tells.
    pub producer: &'a str,
    /// Its level; raw records have none.
    pub level: Option<Level>,
    /// Why it has that level.
    pub level_reason: ReasonId,
    /// Where it goes.
    pub destination: Destination,
    /// Why it goes there.
    pub destination_reason: ReasonId,
    /// Why it is collected; empty for log and raw records.
    pub purposes: Purposes,
}

/// A raw record: nothing is known of it.
impl Default for ClassFacts<'_> {
    fn default() -> Self {
        Self {
            kind: Kind::Raw,
            log_level: None,
            name: "",
            event: "",
            producer: "",
            level: None,
            level_reason: ReasonId::default(),
            destination: Destination::UNKNOWN,
            destination_reason: ReasonId::default(),
            purposes: Purposes::default(),
        }
    }
}
