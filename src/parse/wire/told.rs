//! Lines of `telltail print --format json`, read again: each tells of a record of another log.
//!
//! What the record was and where it stood is taken as it is told: its scopes, its message, its
//! notes, its place. What rules and catalogs decide of it (producer, level, destination, purposes)
//! is decided anew, by those at hand. Of its bytes there is no more than the line tells.

use std::borrow::Cow;
use std::ops::Range;

use jiff::Timestamp;
use jiff::fmt::temporal::{DateTimeParser, PiecesOffset};

use super::super::scalar;
use super::super::split::{members, span};
use super::draft::{Draft, Object};
use crate::event::{Format, Instant, Kind, LogLevel, On, Scope};

use super::post::Post;

/// What a line tells of a record beside what it says itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What sort of record it is.
    pub kind: Kind,
    /// The name without prefix and unwrapped; empty for log and raw records.
    pub event: String,
    /// Where it was seen; a log or raw record in a log.
    pub on: On,
    /// Whether this is what was seen on the wire, where it was seen on both sides.
    pub is_wire: bool,
    /// How far the clock of its time is ahead of UTC, in milliseconds.
    pub ahead: i64,
    /// Its place in its order.
    pub seq: Option<i64>,
    /// Labels of marks of redaction in its values.
    pub redacted: Vec<String>,
    /// Keys whose values were cut.
    pub truncated: Vec<String>,
    /// What was odd about it, as it is said to a person.
    pub notes: Vec<String>,
    /// What its source is called.
    pub source: String,
    /// The file it was read from; empty for standard input.
    pub path: String,
    /// Which editor wrote it.
    pub product: String,
    /// The stamp of the session's folder.
    pub session: Option<String>,
    /// The first line of the record in its file, counted from 1.
    pub line: u64,
    /// The first byte of the record in its file.
    pub offset: u64,
    /// How many bytes the record had there.
    pub length: u64,
    /// Where in the line its payload stands, scope by scope.
    pub scopes: Vec<Range<usize>>,
}

/// The post of all such lines: nothing stands around them.
pub fn post() -> Post {
    Post::new(Format::Ndjson)
}

/// Whether an object tells of a record.
pub(super) fn is(object: &Object<'_>) -> bool {
    kind(object).is_some()
        && object.has("source")
        && ["line", "offset", "length"].iter().all(|key| number(object, key).is_some())
}

fn kind(object: &Object<'_>) -> Option<Kind> {
    let word = object.text("kind")?;
    Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
}

fn number(object: &Object<'_>, key: &str) -> Option<u64> {
    object.get(key)?.parse().ok()
}

fn owned(text: Option<Cow<'_, str>>) -> String {
    text.map(Cow::into_owned).unwrap_or_default()
}

fn texts(object: &Object<'_>, key: &str) -> Vec<String> {
    object.list(key).into_iter().filter_map(scalar::text).map(Cow::into_owned).collect()
}

/// The scopes of a payload, by their keys.
const SCOPES: [(&str, Scope); 4] = [
    ("properties", Scope::Properties),
    ("measurements", Scope::Measurements),
    ("common", Scope::Common),
    ("extra", Scope::Extra),
];

/// Reads one line.
pub(super) fn draft<'t>(text: &'t str, draft: &mut Draft<'t>) -> Option<()> {
    let object = Object::read(text).filter(is)?;
    let kind = kind(&object)?;
    let mut scopes = Vec::new();
    for (key, scope) in SCOPES {
        let Some(json) = object.get(key) else { continue };
        scopes.push(span(text, json));
        for member in members(json).ok()?.list {
            draft.put(scope, member.key, member.json);
        }
    }
    // A payload without measurements may be flat: its own numbers are measurements then, too.
    draft.flat = !object.has("measurements");
    let (time, ahead) = object.text("time").and_then(|it| moment(&it)).unzip();
    let is_event = kind == Kind::Event;
    let sight = &mut draft.sight;
    sight.time = time;
    if is_event {
        sight.name = owned(object.text("name"));
        sight.session = object.text("session_id").map(Cow::into_owned);
        sight.machine = object.text("machine").map(Cow::into_owned);
        sight.version = object.text("version").map(Cow::into_owned);
    } else {
        sight.message = Some(owned(object.text("message")));
    }
    let level = object.text("log_level");
    sight.log_level = level.and_then(|it| LogLevel::ALL.into_iter().find(|one| one.as_str() == it));
    let on = object.text("on");
    let on = [On::Wire, On::Both].into_iter().find(|it| on.as_deref() == Some(it.as_str()));
    let on = on.filter(|_| is_event).unwrap_or(On::Log);
    let posted = object.object("extra").is_some_and(|extra| extra.has("wire"));
    sight.told = Some(Box::new(Told {
        kind,
        event: owned(object.text("event")),
        on,
        is_wire: on == On::Wire || on == On::Both && posted,
        ahead: ahead.unwrap_or(0),
        seq: object.get("seq").and_then(|it| it.parse().ok()),
        redacted: texts(&object, "redacted"),
        truncated: texts(&object, "truncated"),
        notes: texts(&object, "notes"),
        source: owned(object.text("source")),
        path: owned(object.text("path")),
        product: owned(object.text("product")),
        session: object.text("session").map(Cow::into_owned),
        line: number(&object, "line")?,
        offset: number(&object, "offset")?,
        length: number(&object, "length")?,
        scopes,
    }));
    Some(())
}

/// A time, and how far its clock is ahead of UTC, both in milliseconds.
fn moment(text: &str) -> Option<(Instant, i64)> {
    let time: Timestamp = text.parse().ok()?;
    let pieces = DateTimeParser::new().parse_pieces(text).ok()?;
    let ahead = match pieces.offset()? {
        PiecesOffset::Numeric(offset) => i64::from(offset.offset().seconds()) * 1000,
        _ => 0,
    };
    Some((Instant(time.as_millisecond()), ahead))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_tells_its_moment_and_its_clock() {
        let at = Instant(1_795_225_139_846);
        assert_eq!(moment("2026-11-21T01:38:59.846+00:00"), Some((at, 0)));
        assert_eq!(moment("2026-11-21T03:38:59.846+02:00"), Some((at, 7_200_000)));
        assert_eq!(moment("2026-11-20T22:08:59.846-03:30"), Some((at, -12_600_000)));
        assert_eq!(moment("yesterday"), None);
    }
}
