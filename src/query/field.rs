//! The fields of the filter language: their names, aliases, strata and costs, in one table.

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
}

/// What it takes to read a field, cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// A column.
    Column,
    /// A table per distinct name or source.
    Name,
    /// The record's bytes.
    Text,
    /// The parsed body.
    Body,
}
