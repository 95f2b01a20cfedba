//! The format of a telemetry record's message: `NAME {…}`, or `NAME` alone.
//!
//! Source: VS Code's log appender writes the name, one space and `JSON.stringify` of the data.
//! That JSON has no space between its tokens and escapes every quote inside its strings, so
//! ` {"` can stand before the payload and inside a name, but never inside a whole payload.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::notes::Notes;

/// How many places where a payload may begin are tried. More than a few are no name's accident,
/// and each costs a reading of the rest.
const CANDIDATES_MAX: usize = 16;

/// Where the parts of an event's message stand.
pub(super) struct Parts {
    /// Length of the name, with which the message begins.
    pub(super) name: usize,
    /// The payload, as far as it goes.
    pub(super) body: Option<Range<usize>>,
    pub(super) notes: Notes,
}

/// Reads the message of a trace record as telemetry; `None` where it is trace output.
///
/// In a telemetry log a name needs a `/`, or is `exception`; an object alone has no name.
/// Elsewhere it needs more: the prefix `telemetry/`, or a payload that has telemetry's own keys.
pub(super) fn read(text: &[u8], bearing: bool) -> Option<Parts> {
    let parts = split(text);
    let name = &text[..parts.name];
    let named = name == b"exception" || !name.starts_with(b"{") && memchr(b'/', name).is_some();
    let telemetry = if bearing {
        named
    } else {
        name.starts_with(b"telemetry/")
            || named && parts.body.as_ref().is_some_and(|body| has_own_keys(&text[body.clone()]))
    };
    let invalid = telemetry && !name.is_ascii() && std::str::from_utf8(name).is_err();
    let notes = if invalid { parts.notes.with(Notes::INVALID_UTF8) } else { parts.notes };
    telemetry.then_some(Parts { notes, ..parts })
}

/// Splits a message into name and payload.
fn split(text: &[u8]) -> Parts {
    let mut candidates = candidates(text);
    let Some(first) = candidates.next() else { return without_candidate(text) };
    if text.last() != Some(&b'}') {
        return at(text, first, Notes::CUT);
    }
    let Some(second) = candidates.next() else { return at(text, first, Notes::default()) };
    let whole = [first, second]
        .into_iter()
        .chain(candidates.take(CANDIDATES_MAX - 2))
        .find(|space| is_json(&text[space + 1..]));
    whole.map_or_else(|| at(text, first, Notes::BROKEN), |space| at(text, space, Notes::default()))
}

/// The spaces behind which a payload may begin: before each `{"`, and before a last `{}`.
fn candidates(text: &[u8]) -> impl Iterator<Item = usize> {
    memchr_iter(b'{', text).filter_map(|brace| {
        let space = brace.checked_sub(1).filter(|space| text[*space] == b' ')?;
        let rest = &text[brace + 1..];
        (rest.first() == Some(&b'"') || rest == b"}").then_some(space)
    })
}

/// A message that holds neither ` {"` nor a last ` {}`: no payload, or none of VS Code's making.
fn without_candidate(text: &[u8]) -> Parts {
    if text.ends_with(b" {") {
        return at(text, text.len() - 2, Notes::CUT);
    }
    match memmem::find(text, b" {") {
        Some(space) if text.ends_with(b"}") => at(text, space, Notes::default()),
        _ => Parts { name: text.len(), body: None, notes: Notes::NO_PAYLOAD },
    }
}

/// The parts of a message whose payload stands behind `space`.
fn at(text: &[u8], space: usize, notes: Notes) -> Parts {
    Parts { name: space, body: Some(space + 1..text.len()), notes }
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// Whether a payload has keys that only telemetry has: common properties of the core or of
/// extensions, or those of GitHub's pipelines.
fn has_own_keys(body: &[u8]) -> bool {
    has_common_key(body)
        || has_key(body, b"\"sessionID\":") && has_key(body, b"\"commitHash\":")
        || has_key(body, b"\"unique_id\":") && has_key(body, b"\"common_extname\":")
}

/// Whether a key begins with `common.`.
fn has_common_key(body: &[u8]) -> bool {
    const START: &[u8] = b"\"common.";
    places(body, START).any(|at| {
        let rest = &body[at + START.len()..];
        memchr(b'"', rest).is_some_and(|quote| rest.get(quote + 1) == Some(&b':'))
    })
}

/// Whether `key`, given with its quotes and colon, is there.
fn has_key(body: &[u8], key: &[u8]) -> bool {
    places(body, key).next().is_some()
}

/// Where `quoted` stands and its first quote is not an escaped one inside a string.
fn places<'a>(body: &'a [u8], quoted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memmem::find_iter(body, quoted).filter(|at| *at == 0 || body[at - 1] != b'\\')
}
