//! The body of an event, on demand: split once, into raw values, when something first asks.
//!
//! Owns the lookups: by scope, by path into nested values, and the facts that every payload may
//! hold. A value that a sender spread over `key`, `key_02`, `key_03` … is one here, under `key`.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

use memchr::memmem;
use serde_json::value::RawValue;

use super::common::facts;
use super::lazy::{Found, find};
use super::lookup::Lookup;
use super::marks;
use super::notes::Notes;
use super::scalar::{self, lossy, scalar};
use super::shape::{Slot, Split, split, split_wire};
use super::wire::{Post, Sight, Told};
use crate::event::{Format, Payload, Property, Scalar, Scope};

/// One key of a payload and the JSON text of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'b> {
    /// Where it stands.
    pub scope: Scope,
    /// The key, unescaped; for a nested value that of the property it is in.
    pub key: &'b str,
    /// The value's JSON text, as logged; of a value in pieces, what they are together.
    pub json: &'b str,
}

impl<'b> Entry<'b> {
    /// The value.
    pub fn scalar(&self) -> Scalar<'b> {
        scalar(self.json)
    }

    /// Copied out of the record.
    fn property(&self) -> Option<Property> {
        let value = RawValue::from_string(self.json.to_owned()).ok()?;
        Some(Property { key: self.key.to_owned(), value })
    }
}

/// Where a payload was seen, which says how it is read.
#[derive(Clone, Copy, Debug)]
enum Origin<'a> {
    /// In a log, written by the editor itself or by another.
    Log { is_core: bool },
    /// On the wire, in this post.
    Wire(&'a Post),
}

/// A payload's bytes, and what they say once asked.
///
/// Of a key that was logged twice the last value counts. A payload that is no JSON object has
/// no entries and the note [`Notes::BROKEN`].
#[derive(Debug)]
pub struct Body<'a> {
    bytes: &'a [u8],
    /// The bytes as text, once more is asked than a reading of them for one key tells.
    text: OnceCell<Cow<'a, str>>,
    origin: Origin<'a>,
    split: OnceCell<Split>,
    /// How often its bytes were read for one key.
    glances: Cell<u8>,
    /// Whether escapes stand in it that could hide a key.
    escapes: OnceCell<bool>,
}

/// So many readings for one key cost about as much as splitting.
const GLANCES_MAX: u8 = 4;

impl<'a> Body<'a> {
    /// The payload `bytes`; `is_core` says that the editor itself wrote it (`telemetry/…`).
    pub fn new(bytes: &'a [u8], is_core: bool) -> Self {
        Self::of(bytes, Origin::Log { is_core })
    }

    /// An event of the wire: its own text, and the post around it.
    pub fn wire(bytes: &'a [u8], post: &'a Post) -> Self {
        Self::of(bytes, Origin::Wire(post))
    }

    fn of(bytes: &'a [u8], origin: Origin<'a>) -> Self {
        Self {
            bytes,
            text: OnceCell::new(),
            origin,
            split: OnceCell::new(),
            glances: Cell::new(0),
            escapes: OnceCell::new(),
        }
    }

    /// What an event of the wire says of itself; `None` where its text is no event of its
    /// post's format, and for a payload from a log.
    pub fn sight(&self) -> Option<&Sight> {
        self.split().sight.as_ref()
    }

    /// Whether it was seen on the wire.
    pub fn on_wire(&self) -> bool {
        self.is_piece() && self.told().is_none_or(|told| told.is_wire)
    }

    /// What is told of the record, where it is one of another log.
    pub fn told(&self) -> Option<&Told> {
        let Origin::Wire(post) = self.origin else { return None };
        (post.format == Format::Ndjson).then(|| self.sight()?.told.as_deref()).flatten()
    }

    /// Whether its text is a piece of a JSON document, and no payload of a log's record.
    fn is_piece(&self) -> bool {
        matches!(self.origin, Origin::Wire(_))
    }

    /// The payload's bytes, where it was logged: of what was seen on the wire a part stands around
    /// them.
    pub fn logged(&self) -> Option<&'a [u8]> {
        (!self.is_piece()).then_some(self.bytes)
    }

    /// The payload's text; a broken character became U+FFFD.
    pub fn text(&self) -> &str {
        self.mended()
    }

    /// Every entry, as logged.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> {
        self.split().slots.iter().map(|slot| self.entry(slot))
    }

    /// The entry with exactly this key in one scope.
    pub fn get(&self, scope: Scope, key: &str) -> Option<Entry<'_>> {
        Lookup::new(self, key).get(scope)
    }

    /// An own property: the key itself, else a path into nested values (`a.b.c`).
    pub fn own(&self, key: &str) -> Option<Entry<'_>> {
        Lookup::new(self, key).own()
    }

    /// A measurement; of a flat payload also an own property that is a number.
    pub fn measurement(&self, key: &str) -> Option<Entry<'_>> {
        Lookup::new(self, key).measurement()
    }

    /// A common property or measurement, by its key as logged or without its `common.`.
    pub fn common(&self, key: &str) -> Option<Entry<'_>> {
        Lookup::new(self, key).common()
    }

    /// All that `key` can mean: an own property, a measurement, a common one, one beside them.
    /// How an event of the wire was sent is told by what stands beside them alone.
    pub fn any(&self, key: &str) -> impl Iterator<Item = Entry<'_>> {
        Lookup::new(self, key).any().into_iter().flatten()
    }

    /// Whether properties stand at the top, without `properties` or `measurements`.
    pub fn is_flat(&self) -> bool {
        self.split().flat
    }

    /// What was odd about the payload.
    pub fn notes(&self) -> Notes {
        let note = |found: bool, note: Notes| if found { note } else { Notes::default() };
        let split = self.split();
        note(split.broken, Notes::BROKEN)
            .with(note(split.pieces_missing, Notes::PIECES_MISSING))
            .with(note(self.is_mended(), Notes::INVALID_UTF8))
    }

    /// The id of the editor's session.
    pub fn session_id(&self) -> Option<Cow<'_, str>> {
        self.own_fact(&facts::SESSION).or_else(|| self.sighted(|sight| &sight.session))
    }

    /// The id of the machine.
    pub fn machine(&self) -> Option<Cow<'_, str>> {
        self.own_fact(&facts::MACHINE).or_else(|| self.sighted(|sight| &sight.machine))
    }

    /// Version of the producer.
    pub fn version(&self) -> Option<Cow<'_, str>> {
        // The sender of 1DS records writes its own version over the editor's.
        let own = |version: &Cow<'_, str>| !version.starts_with("PostChannel=");
        self.own_fact(&facts::VERSION).filter(own).or_else(|| self.sighted(|sight| &sight.version))
    }

    /// The extension that emitted it.
    pub fn extname(&self) -> Option<Cow<'_, str>> {
        self.fact(&facts::EXTENSION)
    }

    /// When the core made the event, as ISO 8601 text in UTC.
    pub fn timestamp(&self) -> Option<Cow<'_, str>> {
        self.fact(&facts::TIMESTAMP)
    }

    /// The event's place in its process's order.
    pub fn seq(&self) -> Option<i64> {
        if let Some(told) = self.told() {
            return told.seq;
        }
        let keys = facts::SEQUENCE.iter();
        keys.filter_map(|key| self.get(Scope::Common, key)).find_map(|it| it.json.parse().ok())
    }

    /// The distinct labels of redaction marks, such as `email` or `user-file-path`.
    pub fn redacted(&self) -> Vec<String> {
        if let Some(told) = self.told() {
            return told.redacted.clone();
        }
        marks::redacted(self.text())
    }

    /// Keys that were cut, or whose values were.
    pub fn truncated(&self) -> Vec<String> {
        if let Some(told) = self.told() {
            return told.truncated.clone();
        }
        let split = self.split();
        let is_core = matches!(self.origin, Origin::Log { is_core: true });
        let entries = split.slots.iter().enumerate().map(|(at, slot)| (at, self.entry(slot)));
        let cut = entries.filter(|(at, entry)| {
            split.cut.binary_search(at).is_ok() || marks::is_cut(entry, is_core)
        });
        cut.map(|(_, entry)| entry.key.to_owned()).collect()
    }

    /// All of it, copied out of the record.
    pub fn payload(&self) -> Payload {
        let mut payload = Payload::default();
        for entry in self.entries() {
            let scope = match entry.scope {
                Scope::Properties => &mut payload.properties,
                Scope::Measurements => &mut payload.measurements,
                Scope::Common => &mut payload.common,
                Scope::Extra => &mut payload.extra,
            };
            scope.extend(entry.property());
        }
        payload
    }

    /// The same, where no line tells what was read of the record itself.
    fn own_fact(&self, keys: &[&str]) -> Option<Cow<'_, str>> {
        if self.told().is_some() { None } else { self.fact(keys) }
    }

    /// The text of the first of `keys` that is a common text.
    fn fact(&self, keys: &[&str]) -> Option<Cow<'_, str>> {
        keys.iter().find_map(|key| scalar::text(self.get(Scope::Common, key)?.json))
    }

    /// A fact that a format of the wire has its own place for.
    fn sighted(&self, fact: impl Fn(&Sight) -> &Option<String>) -> Option<Cow<'_, str>> {
        if !self.is_piece() {
            return None;
        }
        fact(self.sight()?).as_deref().map(Cow::Borrowed)
    }

    /// False where it takes no reading to see that neither `key` nor a path of that name is
    /// there: its last piece ends no key in the text, and no escape could hide it.
    pub(super) fn may_hold(&self, key: &str) -> bool {
        let piece = key.rsplit('.').next().unwrap_or(key).as_bytes();
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$');
        if self.split.get().is_some() || self.is_piece() || !piece.iter().all(plain) {
            return true;
        }
        let text = self.bytes;
        memmem::find_iter(text, piece).any(|at| text.get(at + piece.len()) == Some(&b'"'))
            || *self.escapes.get_or_init(|| memmem::find(text, b"\\u").is_some())
    }

    /// What one reading of the bytes says of `key`; `None` where that cannot tell, or where
    /// splitting is done already or pays by now.
    pub(super) fn glance(&self, key: &str) -> Option<Found> {
        let Origin::Log { is_core } = self.origin else { return None };
        let glances = self.glances.get();
        if glances >= GLANCES_MAX || self.split.get().is_some() {
            return None;
        }
        // A character that was broken is U+FFFD in the text: a key that holds none of these, and
        // values without a broken one, are the same in the bytes.
        let same = |found: &Found| found.spots().all(|spot| self.piece(&spot.json).is_some());
        let readable = key.is_ascii() || !self.is_mended();
        let found = if readable { find(self.bytes, key, is_core).filter(same) } else { None };
        self.glances.set(if found.is_some() { glances + 1 } else { GLANCES_MAX });
        found
    }

    fn entry<'b>(&'b self, slot: &'b Slot) -> Entry<'b> {
        let text = self.text();
        Entry { scope: slot.scope, key: slot.key(text), json: slot.json(text) }
    }

    /// A piece of the bytes as text; `None` where a character in it is broken.
    pub(super) fn piece(&self, range: &Range<usize>) -> Option<&str> {
        std::str::from_utf8(self.bytes.get(range.clone())?).ok()
    }

    fn mended(&self) -> &Cow<'a, str> {
        self.text.get_or_init(|| lossy(self.bytes))
    }

    /// Whether characters in it are broken.
    fn is_mended(&self) -> bool {
        matches!(self.mended(), Cow::Owned(_))
    }

    fn split(&self) -> &Split {
        self.split.get_or_init(|| {
            let split = match self.origin {
                Origin::Log { is_core } => split(self.text(), is_core).ok(),
                Origin::Wire(post) => split_wire(self.text(), post),
            };
            split.unwrap_or(Split { broken: true, ..Split::default() })
        })
    }
}

/// The whole payload in `bytes`; empty where it is no JSON object.
pub fn payload(bytes: &[u8], is_core: bool) -> Payload {
    Body::new(bytes, is_core).payload()
}
