//! The whole of one event, as shown, printed and exported. Built for what is looked at only:
//! a log of a million events never holds a million of these.

use super::{Declared, Evidence, Instant, Kind, Level, LogLevel, Payload, Purposes, Zone};

/// A derived value with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided<T> {
    /// The value.
    pub value: T,
    /// How certain it is.
    pub by: Evidence,
    /// One sentence why.
    pub why: String,
}

/// Where the record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where {
    /// The file's name, with as much of its folder as makes it unique; `-` for standard input.
    pub source: String,
    /// The file as it was called when the record was read; empty for standard input.
    pub path: String,
    /// The first line of the record, counted from 1.
    pub line: u64,
    /// The first byte of the record in the file.
    pub offset: u64,
    /// The record's length in bytes.
    pub length: u64,
}

/// What only a telemetry event has.
#[derive(Clone, Debug)]
pub struct Telemetry {
    /// The name as logged, with its prefix.
    pub name: String,
    /// The name without prefix and unwrapped.
    pub event: String,
    /// Version of the producer.
    pub version: Option<String>,
    /// What the level rests on.
    pub level_by: Evidence,
    /// One sentence why it has this level.
    pub level_why: String,
    /// Where it goes.
    pub destination: Decided<String>,
    /// Why it is collected, from the catalog.
    pub purposes: Purposes,
    /// Whether a catalog lists it.
    pub declared: Declared,
    /// Keys of its own that its declaration does not list.
    pub undeclared: Vec<String>,
    /// Its body.
    pub payload: Payload,
    /// `sessionID` or `common.vscodesessionid`.
    pub session_id: Option<String>,
    /// The machine id it carries.
    pub machine: Option<String>,
    /// `common.sequence`
    pub seq: Option<i64>,
    /// Labels of redaction marks in its values.
    pub redacted: Vec<String>,
    /// Keys whose values were cut at a known limit.
    pub truncated: Vec<String>,
    /// Where it was seen: `log`, `wire` or `both`.
    pub on: &'static str,
}

/// One record as a typed event.
#[derive(Clone, Debug)]
pub struct Event {
    /// When it was logged; `None` where the record has no stamp.
    pub time: Option<Instant>,
    /// The zone its clock is shown in.
    pub zone: Zone,
    /// What sort of record it is.
    pub kind: Kind,
    /// Its level; raw lines have none.
    pub level: Option<Level>,
    /// The level word of the log line.
    pub log_level: Option<LogLevel>,
    /// Who emitted it.
    pub producer: Option<String>,
    /// Which editor wrote it.
    pub product: String,
    /// The session folder's stamp.
    pub session: Option<String>,
    /// The text of a log or raw record.
    pub message: Option<String>,
    /// The telemetry part; `None` for log and raw records.
    pub telemetry: Option<Box<Telemetry>>,
    /// What was odd about the record.
    pub notes: Vec<String>,
    /// Where it stands.
    pub at: Where,
}
