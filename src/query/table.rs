//! What the fields are called: names, aliases and help in one table, from which the parser reads
//! them, suggestions are made and the documentation is written.

use super::Field;

/// A row of the table of fields, for documentation and completion.
#[derive(Clone, Copy, Debug)]
pub struct FieldRow {
    /// The name, without a key.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// Whether a key follows, as in `prop.KEY`.
    pub keyed: bool,
    /// One line for a person.
    pub help: &'static str,
    make: fn(String) -> Field,
}

impl FieldRow {
    /// How it is written: `level`, `prop.KEY`.
    pub fn spelling(&self) -> String {
        if self.keyed { format!("{}.KEY", self.name) } else { self.name.to_owned() }
    }
}

/// Shortens the rows of the table below.
const fn row(name: &'static str, help: &'static str, make: fn(String) -> Field) -> FieldRow {
    FieldRow { name, aliases: &[], keyed: false, help, make }
}

const fn keyed(name: &'static str, help: &'static str, make: fn(String) -> Field) -> FieldRow {
    FieldRow { name, aliases: &[], keyed: true, help, make }
}

const fn alias(aliases: &'static [&'static str], row: FieldRow) -> FieldRow {
    FieldRow { aliases, ..row }
}

/// Every field, in the order in which it is documented.
pub static FIELDS: [FieldRow; 39] = [
    row("time", "when it was logged: a day, a minute, a range, -5m", |_| Field::Time),
    row("kind", "event, log or raw", |_| Field::Kind),
    row("level", "usage, error, crash; for log entries trace to critical", |_| Field::Level),
    row("log", "the level word of the log line", |_| Field::Log),
    row("name", "the event's name as logged, with its prefix", |_| Field::Name),
    row("event", "the event's name without prefix, unwrapped", |_| Field::Event),
    alias(&["ext"], row("producer", "who emitted it", |_| Field::Producer)),
    row("version", "the producer's version", |_| Field::Version),
    row("product", "which editor wrote it", |_| Field::Product),
    alias(
        &["destination"],
        row("dest", "where it goes; dest:github is the family", |_| Field::Dest),
    ),
    row("by", "what the destination rests on: wire, rule, guess", |_| Field::By),
    row("purpose", "why it is collected, as declared", |_| Field::Purpose),
    row("class", "classifications of its own properties, as declared", |_| Field::Class),
    row("endpoint", "endpoints of its own properties, as declared", |_| Field::Endpoint),
    row("declared", "whether a catalog lists it: yes, no, unknown", |_| Field::Declared),
    row("undeclared", "its own keys that no catalog lists", |_| Field::Undeclared),
    row("owner", "the owner in its declaration", |_| Field::Owner),
    keyed("prop", "one of the event's own properties", Field::Prop),
    keyed("m", "a measurement", Field::Measurement),
    keyed("common", "a common property or measurement", Field::Common),
    keyed("any", "a property, measurement or common property", Field::Any),
    row("session", "the stamp of the session's folder", |_| Field::Session),
    row("session_id", "the session id in the payload", |_| Field::SessionId),
    row("corr", "ids of requests, conversations, sessions, under any key", |_| Field::Corr),
    row("machine", "the machine id", |_| Field::Machine),
    row("seq", "the sequence number in the payload", |_| Field::Seq),
    row("source", "the file's name", |_| Field::Source),
    row("line", "the record's first line in its file", |_| Field::Line),
    row("size", "the record's length: size>8KB", |_| Field::Size),
    row("message", "the text of a log entry or a raw line", |_| Field::Message),
    row("on", "where it was seen: log, wire, both", |_| Field::On),
    row("redacted", "labels of redaction marks in its values", |_| Field::Redacted),
    row("truncated", "keys whose values were cut at a known limit", |_| Field::Truncated),
    row("note", "what was odd about the record", |_| Field::Note),
    alias(
        &["finding"],
        row("rule", "audit rules that it breaks: rule:TEL013, rule:TEL03*", |_| Field::Rule),
    ),
    row("severity", "of its findings: note, warning, error", |_| Field::Severity),
    row("pii", "personal data and secrets in it; pii:secret is a family", |_| Field::Pii),
    row("marked", "marked by you; what you noted: has:marked, marked:leak", |_| Field::Marked),
    row("text", "the whole record, as bare words search it", |_| Field::Text),
];

impl Field {
    /// The field a person names: a name or alias in any case, and for the four scopes a key
    /// after the first dot (`prop.a.b` has the key `a.b`).
    pub fn parse(name: &str) -> Option<Self> {
        match name.split_once('.') {
            Some((scope, key)) => Self::with_key(scope, key),
            None => find(name).filter(|row| !row.keyed).map(|row| (row.make)(String::new())),
        }
    }

    /// The field of a scope (`prop`, `m`, `common`, `any`) with any key but the empty one.
    pub fn with_key(scope: &str, key: &str) -> Option<Self> {
        let row = find(scope).filter(|row| row.keyed && !key.is_empty())?;
        Some((row.make)(key.to_owned()))
    }
}

/// The row called `name`, in any case.
fn find(name: &str) -> Option<&'static FieldRow> {
    FIELDS.iter().find(|row| {
        row.name.eq_ignore_ascii_case(name)
            || row.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    })
}
