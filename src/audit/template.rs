//! The payload of an event that was read, kept to read the next one by: most events of a class have
//! the same keys in the same places, and most of their values are the same, too. What is the same
//! is told by comparing bytes, and only what differs is read.
//!
//! A payload that follows a template says exactly what reading it would; one that does not is read.

use std::ops::Range;

use serde_json::value::RawValue;

use crate::event::EventId;
use crate::parse::Entry;

use super::ids::IdHash;
use super::seen::Json;

/// Longer payloads are read each time.
const LONGEST: usize = 64 << 10;

/// Longer values may be one of several pieces, or cut, which takes reading.
const LONGEST_VALUE: usize = 1000;

/// Payloads with more keys are read each time.
const MOST_VALUES: usize = 500;

/// A payload that was read.
#[derive(Debug)]
pub(super) struct Template {
    text: Vec<u8>,
    values: Vec<Value>,
    /// Which values something was said of, or of their keys, or may be ids.
    pub(super) telling: Vec<usize>,
    /// How many events followed it that were not told yet, the first of them and the last in
    /// order of arrival.
    pub(super) followed: Option<(u64, EventId, EventId)>,
}

/// A value of it.
#[derive(Debug)]
pub(super) struct Value {
    range: Range<usize>,
    /// The place of its key.
    pub(super) key: usize,
    pub(super) json: Json,
    /// What was said of its key, and of it.
    pub(super) said: (Box<[u32]>, Box<[u32]>),
    pub(super) id: Option<IdHash>,
    /// How many of the events that followed had a value of another kind here.
    pub(super) others: u64,
}

/// What was said of a key and of its value, and what the value is known again by.
pub(super) type Said<'s> = (&'s [u32], &'s [u32], Option<IdHash>);

/// A value of another payload that is not what stands in the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    /// Which of the template's values it stands for.
    pub(super) at: usize,
    /// Where in the payload its JSON stands.
    pub(super) json: Range<usize>,
}

impl Template {
    /// A template without values yet.
    pub(super) fn new(payload: &[u8]) -> Option<Self> {
        (payload.len() <= LONGEST).then(|| Self {
            text: payload.to_owned(),
            values: Vec::new(),
            telling: Vec::new(),
            followed: None,
        })
    }

    /// Adds the next value of `payload`, of which it is made; false where it stands elsewhere:
    /// then there is no template.
    pub(super) fn add(
        &mut self,
        payload: &[u8],
        entry: &Entry<'_>,
        key: usize,
        (of_key, of_value, id): Said<'_>,
    ) -> bool {
        let start = (entry.json.as_ptr() as usize).checked_sub(payload.as_ptr() as usize);
        let Some(start) = start.filter(|start| start + entry.json.len() <= payload.len()) else {
            return false;
        };
        let after = self.values.last().map_or(0, |value| value.range.end);
        if self.values.len() == MOST_VALUES || start < after {
            return false;
        }
        if !of_key.is_empty() || !of_value.is_empty() || id.is_some() {
            self.telling.push(self.values.len());
        }
        let (range, json) = (start..start + entry.json.len(), Json::of(entry.json));
        let said = (of_key.into(), of_value.into());
        self.values.push(Value { range, key, json, said, id, others: 0 });
        true
    }

    /// The values.
    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }

    /// One of the values.
    pub(super) fn value(&mut self, at: usize) -> &mut Value {
        &mut self.values[at]
    }

    /// Tells of each value how many events followed with one of its kind.
    pub(super) fn tell(&mut self, mut each: impl FnMut(usize, Json, (u64, EventId, EventId))) {
        let Some((count, first, last)) = self.followed.take() else { return };
        for value in &mut self.values {
            let alike = count - std::mem::take(&mut value.others);
            if alike > 0 {
                each(value.key, value.json, (alike, first, last));
            }
        }
    }

    /// Goes through another payload; its values that differ are put into `changed`. False where
    /// it has other keys, or a value that takes reading: then `changed` says nothing.
    pub(super) fn follow(&self, payload: &[u8], changed: &mut Vec<Changed>) -> bool {
        changed.clear();
        let (mut here, mut there, mut next) = (0, 0, 0);
        loop {
            let alike = alike(payload.get(here..).unwrap_or_default(), &self.text[there..]);
            if there + alike == self.text.len() {
                return here + alike == payload.len();
            }
            // A value is the same if what stands behind it is, too: 12 is no 123.
            let rest = &self.values[next..];
            next += rest.iter().take_while(|value| value.range.end < there + alike).count();
            let Some(value) = self.values.get(next) else { return false };
            let Some(start) = (value.range.start.checked_sub(there))
                .filter(|gap| *gap <= alike)
                .map(|gap| here + gap)
            else {
                return false;
            };
            let Some(length) = payload.get(start..).and_then(scalar) else { return false };
            changed.push(Changed { at: next, json: start..start + length });
            (here, there, next) = (start + length, value.range.end, next + 1);
        }
    }

    /// Counts an event that followed it.
    pub(super) fn count(&mut self, id: EventId) {
        let (count, first, last) = self.followed.unwrap_or((0, id, id));
        self.followed = Some((count + 1, first.min(id), last.max(id)));
    }
}

/// How many bytes two texts have in common at their beginning.
fn alike(a: &[u8], b: &[u8]) -> usize {
    const STEP: usize = 32;
    let steps = a.as_chunks::<STEP>().0.iter().zip(b.as_chunks::<STEP>().0);
    let whole = STEP * steps.take_while(|(a, b)| a == b).count();
    let rest = a[whole..].iter().zip(&b[whole..]);
    whole + rest.take_while(|(a, b)| a == b).count()
}

/// The length of the JSON text, number or word that `bytes` begin with; of nothing else, and of none
/// that is long.
fn scalar(bytes: &[u8]) -> Option<usize> {
    let length = match bytes.first()? {
        b'"' => text(bytes)?,
        b'-' | b'0'..=b'9' => number(bytes)?,
        _ => [&b"true"[..], b"false", b"null"].iter().find(|it| bytes.starts_with(it))?.len(),
    };
    if length > LONGEST_VALUE {
        return None;
    }
    let plain = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'\\';
    let json = &bytes[..length];
    let is_read = || {
        std::str::from_utf8(json).is_ok_and(|json| serde_json::from_str::<&RawValue>(json).is_ok())
    };
    (json.iter().all(plain) || is_read()).then_some(length)
}

/// The length of the JSON string that `bytes` begin with.
fn text(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The length of the JSON number that `bytes` begin with.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let start = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(start);
    let mut end = start + whole;
    if whole == 0 || whole > 1 && bytes.get(start) == Some(&b'0') {
        return None;
    }
    if bytes.get(end) == Some(&b'.') {
        let part = digits(end + 1);
        end += 1 + part;
        if part == 0 {
            return None;
        }
    }
    // What has an exponent is rare, and read.
    (!matches!(bytes.get(end), Some(b'e' | b'E' | b'.'))).then_some(end)
}
