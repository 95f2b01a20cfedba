//! The head of a record: what sort it is, its level, its name, and where its parts stand.
//!
//! Nothing is copied and no JSON is read unless a name holds what looks like a payload.

use std::borrow::Cow;
use std::ops::Range;

use super::console::{is_console, unquoted, without_escapes};
use super::notes::Notes;
use super::scalar::lossy;
use super::telemetry::{self, Parts};
use crate::event::{Clock, Kind, LogLevel, Stamp};

/// What the head of a record says. Ranges are bytes of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What sort of record it is.
    pub kind: Kind,
    /// The level word; `None` for a raw record.
    pub level: Option<LogLevel>,
    /// What the clock of its stamp shows.
    pub clock: Option<Clock>,
    /// The name of an event, with its prefix. May hold spaces and line breaks.
    pub name: Option<Range<usize>>,
    /// The JSON object of an event, as far as it goes.
    pub body: Option<Range<usize>>,
    /// All that follows stamp and level, without the last line end. A raw record is all message.
    pub message: Range<usize>,
    /// It comes from a console, or from nothing known: escape sequences are no part of what it
    /// says.
    pub escapes: bool,
    /// What was odd.
    pub notes: Notes,
}

impl Head {
    /// The name as text, in the record it was read from; a broken character becomes U+FFFD.
    pub fn name_in<'a>(&self, record: &'a [u8]) -> Option<Cow<'a, str>> {
        record.get(self.name.clone()?).map(lossy)
    }

    /// The payload's bytes, in the record it was read from.
    pub fn body_in<'a>(&self, record: &'a [u8]) -> Option<&'a [u8]> {
        record.get(self.body.clone()?)
    }

    /// The message as text, in the record it was read from; a broken character becomes U+FFFD.
    pub fn message_in<'a>(&self, record: &'a [u8]) -> Cow<'a, str> {
        let bytes = record.get(self.message.clone()).unwrap_or_default();
        match lossy(bytes) {
            text if !self.escapes => text,
            Cow::Borrowed(text) => without_escapes(text),
            Cow::Owned(text) => Cow::Owned(without_escapes(&text).into_owned()),
        }
    }
}

/// Reads the head of one framed record.
///
/// `opening` is what the framer found; `bearing` says that the file is a telemetry log. Events
/// are logged at level trace, whatever their own level. Builds of 2018 to 2020 printed them to
/// the console, among much else that looks like them, so a console's lines need telemetry's own
/// marks whatever the file is named.
pub fn head(record: &[u8], opening: Option<&Stamp>, bearing: bool) -> Head {
    let Some(stamp) = opening else { return raw(record) };
    let console = is_console(stamp);
    let message = message(record, stamp.head_len);
    let text = if console {
        unquoted(&record[message.clone()], stamp, record)
    } else {
        &record[message.clone()]
    };
    let message = message.start..message.start + text.len();
    let parts =
        if stamp.may_be_trace() { telemetry::read(text, bearing && !console) } else { None };
    let undated = stamp.clock.is_some_and(|clock| !clock.is_dated());
    let head = Head {
        kind: Kind::Log,
        level: Some(stamp.level),
        clock: stamp.clock,
        name: None,
        body: None,
        message: message.clone(),
        escapes: console,
        notes: if undated { Notes::UNDATED } else { Notes::default() },
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
        level: Some(LogLevel::Trace),
        name: Some(within(&(0..parts.name))),
        body: parts.body.as_ref().map(within),
        notes: head.notes.with(parts.notes),
        ..head
    }
}

/// A line that no stamp came before, or the continuation of a record that was cut.
fn raw(record: &[u8]) -> Head {
    let mark = if record.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    Head {
        kind: Kind::Raw,
        level: None,
        clock: None,
        name: None,
        body: None,
        message: message(record, mark),
        escapes: true,
        notes: Notes::default(),
    }
}

/// The record from `start` on, without its last line ends.
fn message(record: &[u8], start: usize) -> Range<usize> {
    let end = record.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
    start.min(end)..end
}
