//! The fields of the filter language, and of each its stratum, its cost and the shape of its
//! values. What they are called is in `table.rs`; what a value means is not known here.

use std::fmt;

use super::quoting::{is_plain_key, quote};

/// A field of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// `time`: when it was logged.
    Time,
    /// `kind`: event, log or raw.
    Kind,
    /// `level`: of both vocabularies.
    Level,
    /// `log`: the level word of the log line.
    Log,
    /// `name`: as logged, with prefix.
    Name,
    /// `event`: without prefix, unwrapped.
    Event,
    /// `producer` (`ext`): who emitted it.
    Producer,
    /// `version`: the producer's.
    Version,
    /// `product`: which editor wrote it.
    Product,
    /// `dest` (`destination`): where it goes.
    Dest,
    /// `by`: what the destination rests on.
    By,
    /// `purpose`: why it is collected.
    Purpose,
    /// `class`: classifications of its own properties.
    Class,
    /// `endpoint`: endpoints of its own properties.
    Endpoint,
    /// `declared`: yes, no, unknown.
    Declared,
    /// `undeclared`: keys of its own that no catalog lists.
    Undeclared,
    /// `owner`: of its declaration.
    Owner,
    /// `prop.KEY`: an own property.
    Prop(String),
    /// `m.KEY`: a measurement.
    Measurement(String),
    /// `common.KEY`: a common property.
    Common(String),
    /// `any.KEY`: any of these.
    Any(String),
    /// `session`: the folder's stamp.
    Session,
    /// `session_id`: the id in the payload.
    SessionId,
    /// `corr`: the ids by which events belong together.
    Corr,
    /// `machine`: the machine id.
    Machine,
    /// `seq`: `common.sequence`.
    Seq,
    /// `source`: the file's name.
    Source,
    /// `line`: the first line of the record.
    Line,
    /// `size`: the record's length in bytes.
    Size,
    /// `message`: the text of a log or raw record.
    Message,
    /// `on`: log, wire or both.
    On,
    /// `redacted`: labels of redaction marks.
    Redacted,
    /// `truncated`: keys cut at a known limit.
    Truncated,
    /// `note`: what was odd about the record.
    Note,
    /// `rule` (`finding`): audit rules that it breaks.
    Rule,
    /// `severity`: of its findings.
    Severity,
    /// `pii`: kinds of personal data and secrets in its values.
    Pii,
    /// `marked`: what a person noted of it, which may be nothing.
    Marked,
    /// Bare words: the whole record's text.
    Text,
}

/// When a field's value is known. A rule's condition may use only earlier strata than what the
/// rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stratum {
    /// What the record itself says.
    Logged,
    /// Who emitted it.
    Producer,
    /// Its level.
    Level,
    /// Its destination.
    Destination,
    /// What was declared of it.
    Catalog,
    /// What an audit finds in it, or a person.
    Findings,
}

/// What it takes to answer a term, cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// A column.
    Column,
    /// A table per distinct name or source.
    Name,
    /// A literal is looked for in the record's bytes.
    Literal,
    /// A regex is tried on the records that hold a literal of it.
    Regex,
    /// The value behind a key is looked at where the record holds it, and the body is parsed
    /// only where that cannot tell.
    Key,
    /// The record's bytes.
    Text,
    /// The parsed body.
    Body,
}

/// What the values of a field look like, which decides how a filter's words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Moments.
    Time,
    /// Event levels, ordered within a vocabulary.
    Level,
    /// Levels of log lines, ordered.
    Log,
    /// Words of a closed list.
    Words,
    /// Words of a closed list, in order.
    Ranked,
    /// Plain numbers.
    Count,
    /// Numbers of bytes.
    Bytes,
    /// Text.
    Text,
    /// Logged JSON: text, numbers, flags, null, nested values.
    Open,
    /// The whole record as written.
    Record,
}

impl Field {
    /// The name without a key, as documented.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Kind => "kind",
            Self::Level => "level",
            Self::Log => "log",
            Self::Name => "name",
            Self::Event => "event",
            Self::Producer => "producer",
            Self::Version => "version",
            Self::Product => "product",
            Self::Dest => "dest",
            Self::By => "by",
            Self::Purpose => "purpose",
            Self::Class => "class",
            Self::Endpoint => "endpoint",
            Self::Declared => "declared",
            Self::Undeclared => "undeclared",
            Self::Owner => "owner",
            Self::Prop(_) => "prop",
            Self::Measurement(_) => "m",
            Self::Common(_) => "common",
            Self::Any(_) => "any",
            Self::Session => "session",
            Self::SessionId => "session_id",
            Self::Corr => "corr",
            Self::Machine => "machine",
            Self::Seq => "seq",
            Self::Source => "source",
            Self::Line => "line",
            Self::Size => "size",
            Self::Message => "message",
            Self::On => "on",
            Self::Redacted => "redacted",
            Self::Truncated => "truncated",
            Self::Note => "note",
            Self::Rule => "rule",
            Self::Severity => "severity",
            Self::Pii => "pii",
            Self::Marked => "marked",
            Self::Text => "text",
        }
    }

    /// The key, for the four scopes.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Prop(key) | Self::Measurement(key) | Self::Common(key) | Self::Any(key) => {
                Some(key)
            }
            _ => None,
        }
    }

    /// When its value is known.
    pub const fn stratum(&self) -> Stratum {
        match self {
            Self::Producer => Stratum::Producer,
            Self::Level => Stratum::Level,
            Self::Dest | Self::By => Stratum::Destination,
            Self::Purpose
            | Self::Class
            | Self::Endpoint
            | Self::Declared
            | Self::Undeclared
            | Self::Owner => Stratum::Catalog,
            Self::Rule | Self::Severity | Self::Pii | Self::Marked => Stratum::Findings,
            _ => Stratum::Logged,
        }
    }

    /// Whether it depends on what sort of event it is, and not on the single one: on kind, level
    /// and name, and on what rules and catalogs say of those.
    pub const fn is_of_class(&self) -> bool {
        matches!(
            self,
            Self::Kind
                | Self::Level
                | Self::Log
                | Self::Name
                | Self::Event
                | Self::Producer
                | Self::Dest
                | Self::By
                | Self::Purpose
                | Self::Class
                | Self::Endpoint
                | Self::Declared
                | Self::Owner
        )
    }

    /// What it takes to read it, whatever a term asks.
    pub const fn cost(&self) -> Cost {
        match self {
            Self::Time
            | Self::Kind
            | Self::Level
            | Self::Log
            | Self::Dest
            | Self::By
            | Self::Producer
            | Self::Purpose
            | Self::On
            | Self::Marked
            | Self::Size => Cost::Column,
            Self::Name
            | Self::Event
            | Self::Declared
            | Self::Owner
            | Self::Class
            | Self::Endpoint
            | Self::Product
            | Self::Session
            | Self::Source => Cost::Name,
            Self::Message | Self::Text | Self::Line => Cost::Text,
            _ => Cost::Body,
        }
    }

    /// What its values look like.
    pub(super) const fn shape(&self) -> Shape {
        match self {
            Self::Time => Shape::Time,
            Self::Level => Shape::Level,
            Self::Log => Shape::Log,
            Self::Kind | Self::Dest | Self::By | Self::Purpose | Self::Declared | Self::On => {
                Shape::Words
            }
            Self::Pii => Shape::Words,
            Self::Severity => Shape::Ranked,
            Self::Seq | Self::Line => Shape::Count,
            Self::Size => Shape::Bytes,
            Self::Prop(_) | Self::Measurement(_) | Self::Common(_) | Self::Any(_) => Shape::Open,
            Self::Text => Shape::Record,
            _ => Shape::Text,
        }
    }
}

/// As a filter writes it: `level`, `prop.languageId`, `prop."any key"`.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self.key() {
            None => Ok(()),
            Some(key) if is_plain_key(key) => write!(f, ".{key}"),
            Some(key) => write!(f, ".{}", quote(key)),
        }
    }
}
