//! The shape of a payload: what stands where, and whose it is.
//!
//! Shapes: `{properties, measurements}`, where other keys beside them pass through; a flat
//! object; or `measurements` alone, where the other keys are the event's own or common.
//!
//! Source: the core's log appender always nests; the extension host nests what has `properties`
//! and mixes its common keys into the top otherwise.

use std::borrow::Cow;
use std::ops::Range;

use super::common::{Logger, is_common, is_github};
use super::pieces::join;
use super::split::{Member, Members, Part, payload_members, span};
use super::wire::{Post, Sight, put_together};
use crate::event::Scope;

/// Keys beside `properties` that steer the sender: never an event's own.
const PASSED_THROUGH: [&str; 2] = ["tagOverrides", "issuedTime"];

/// What splitting gave.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub(super) slots: Vec<Slot>,
    /// Neither `properties` nor `measurements` is an object.
    pub(super) flat: bool,
    /// It is no JSON object.
    pub(super) broken: bool,
    /// The values among the slots that were put together from pieces, but are not whole.
    pub(super) cut: Vec<usize>,
    /// Of such a value some pieces are not there.
    pub(super) pieces_missing: bool,
    /// What an event of the wire says of itself.
    pub(super) sight: Option<Sight>,
}

/// An entry.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) scope: Scope,
    pub(super) key: Key,
    pub(super) value: Json,
}

/// The JSON text of a value: a place in the text, or put together from several.
#[derive(Debug)]
pub(super) enum Json {
    At(Range<usize>),
    Made(String),
}

/// A key: a place in the text, or what its escapes meant.
#[derive(Debug)]
pub(super) enum Key {
    Plain(Range<usize>),
    Escaped(String),
}

impl Slot {
    /// The key, of a payload's `text`.
    pub(super) fn key<'t>(&'t self, text: &'t str) -> &'t str {
        match &self.key {
            Key::Plain(range) => &text[range.clone()],
            Key::Escaped(key) => key,
        }
    }

    /// The value's JSON, of a payload's `text`.
    pub(super) fn json<'t>(&'t self, text: &'t str) -> &'t str {
        match &self.value {
            Json::At(range) => &text[range.clone()],
            Json::Made(json) => json,
        }
    }
}

/// Splits a payload and says of each key where it stands.
pub(super) fn split(text: &str, is_core: bool) -> Result<Split, serde_json::Error> {
    let Members { list, parts } = payload_members(text)?;
    let logger = logger(&list, is_core);
    // Beside `properties` a key passes through; without, it is the event's own.
    let nested = parts.contains(&Part::Properties);
    let slot = |member: Member<'_>| Slot {
        scope: scope(&member.key, member.inside, nested, logger),
        value: Json::At(span(text, member.json)),
        key: match member.key {
            Cow::Borrowed(key) => Key::Plain(span(text, key)),
            Cow::Owned(key) => Key::Escaped(key),
        },
    };
    let slots = list.into_iter().map(slot).collect();
    Ok(join(text, Split { slots, flat: parts.is_empty(), ..Split::default() }))
}

/// Splits an event of the wire by the format of its post.
pub(super) fn split_wire(text: &str, post: &Post) -> Option<Split> {
    let draft = put_together(text, post)?;
    let (slots, flat) = (draft.slots, draft.flat);
    let is_told = draft.sight.told.is_some();
    let sight = Some(draft.sight);
    if is_told {
        // Pieces of values were joined where the record was read.
        return Some(Split { slots, flat, sight, ..Split::default() });
    }
    Some(join(text, Split { slots, flat, sight, ..Split::default() }))
}

/// Where the keys of a payload on the wire stand, by the same rules as in a log.
pub(super) fn scope_of<'m>(
    members: &[Member<'m>],
    is_core: bool,
) -> impl Fn(&Member<'m>) -> Scope + use<'m> {
    let logger = logger(members, is_core);
    move |member| scope(&member.key, member.inside, false, logger)
}

/// Where a key stands, of a payload that has `properties` where it is `nested`.
pub(super) fn scope(key: &str, inside: Option<Part>, nested: bool, logger: Logger) -> Scope {
    match inside {
        _ if is_common(key, logger) => Scope::Common,
        Some(Part::Measurements) => Scope::Measurements,
        None if nested || PASSED_THROUGH.contains(&key) => Scope::Extra,
        Some(Part::Properties) | None => Scope::Properties,
    }
}

/// Whose logger wrote the payload: GitHub's shape shows in its keys.
fn logger(members: &[Member<'_>], is_core: bool) -> Logger {
    if is_core {
        Logger::Core
    } else if members.iter().any(|member| is_github(&member.key)) {
        Logger::GitHub
    } else {
        Logger::Extension
    }
}
