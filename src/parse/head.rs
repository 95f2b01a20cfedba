//! The head of a record: what sort it is, its level, its name, and where its parts stand.
//!
//! Nothing is copied and no JSON is read unless a name holds what looks like a payload.

use std::borrow::Cow;
use std::ops::Range;

use super::notes::Notes;
use super::telemetry::{self, Parts};
use crate::event::{Kind, LogLevel, Stamp};

/// What the head of a record says. Ranges are bytes of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What sort of record it is.
    pub kind: Kind,
    /// The level word; `None` for a raw record.
    pub level: Option<LogLevel>,
    /// The wall clock of its stamp, in milliseconds as if the wall were UTC's.
    pub wall: Option<i64>,
    /// The name of an event, with its prefix. May hold spaces and line breaks.
    pub name: Option<Range<usize>>,
    /// The JSON object of an event, as far as it goes.
    pub body: Option<Range<usize>>,
    /// All that follows stamp and level, without the last line end. A raw record is all message.
    pub message: Range<usize>,
    /// What was odd.
    pub notes: Notes,
}

impl Head {
    /// The name as text, in the record it was read from; a broken character becomes U+FFFD.
    pub fn name_in<'a>(&self, record: &'a [u8]) -> Option<Cow<'a, str>> {
        record.get(self.name.clone()?).map(String::from_utf8_lossy)
    }

    /// The payload's bytes, in the record it was read from.
    pub fn body_in<'a>(&self, record: &'a [u8]) -> Option<&'a [u8]> {
        record.get(self.body.clone()?)
    }
}

/// Reads the head of one framed record.
///
/// `opening` is what the framer found; `bearing` says that the file is a telemetry log. Events
/// are logged at level trace, whatever their own level.
pub fn head(record: &[u8], opening: Option<&Stamp>, bearing: bool) -> Head {
    let Some(stamp) = opening else { return raw(record) };
    let message = message(record, stamp.head_len);
    let text = &record[message.clone()];
    let parts = match stamp.level {
        LogLevel::Trace => telemetry::read(text, bearing),
        _ => None,
    };
    let head = Head {
        kind: Kind::Log,
        level: Some(stamp.level),
        wall: Some(stamp.wall),
        name: None,
        body: None,
        message: message.clone(),
        notes: Notes::default(),
    };
    match parts {
        Some(parts) => event(head, &parts, message.start),
        None => head,
    }
}

/// `head` as an event's, whose text begins at `start`.
fn event(head: Head, parts: &Parts, start: usize) -> Head {
    let within = |range: &Range<usize>| range.start + start..range.end + start;
    Head {
        kind: Kind::Event,
        name: Some(within(&(0..parts.name))),
        body: parts.body.as_ref().map(within),
        notes: parts.notes,
        ..head
    }
}

/// A line that no stamp came before, or the continuation of a record that was cut.
fn raw(record: &[u8]) -> Head {
    let mark = if record.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    Head {
        kind: Kind::Raw,
        level: None,
        wall: None,
        name: None,
        body: None,
        message: message(record, mark),
        notes: Notes::default(),
    }
}

/// The record from `start` on, without its last line ends.
fn message(record: &[u8], start: usize) -> Range<usize> {
    let end = record.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
    start.min(end)..end
}
