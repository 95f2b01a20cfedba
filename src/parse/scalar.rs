//! A JSON value's text as a person or a comparison reads it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::event::Scalar;

/// Reads the JSON text of one value. Text that is no JSON comes back as it is.
pub fn scalar(json: &str) -> Scalar<'_> {
    match json.as_bytes().first() {
        Some(b'"') => text(json).map_or(Scalar::Json(json), Scalar::Text),
        Some(b't') if json == "true" => Scalar::Flag(true),
        Some(b'f') if json == "false" => Scalar::Flag(false),
        Some(b'-' | b'0'..=b'9') => number(json).map_or(Scalar::Json(json), Scalar::Number),
        _ => Scalar::Json(json),
    }
}

/// `bytes` as text; a broken character becomes U+FFFD.
pub(super) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    // Checking all at once takes a sixth of the time that looking for broken characters does.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The text of a JSON string.
pub(super) fn text(json: &str) -> Option<Cow<'_, str>> {
    serde_json::from_str(json).ok().map(|Lossy(text)| text)
}

/// The number a JSON text is.
pub(super) fn number(json: &str) -> Option<f64> {
    json.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A JSON string that may hold half a surrogate pair: JavaScript cuts texts between its 16-bit
/// units and escapes the half that is left. It becomes U+FFFD.
pub(super) struct Lossy<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Lossy<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(LossyVisitor).map(Self)
    }
}

struct LossyVisitor;

impl<'de> Visitor<'de> for LossyVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        Ok(std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(mended(bytes)), Cow::Borrowed))
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(mended(bytes)))
    }
}

/// `bytes`, UTF-8 but for halves of surrogate pairs, with one U+FFFD for each half: so the
/// text keeps its length in 16-bit units.
fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        // A half is three bytes, each a chunk of its own; the first stands for all.
        if chunk.invalid().first() == Some(&0xed) {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}
