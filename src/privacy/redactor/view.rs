//! A text read through what it is written in (escapes of JSON, escapes of URLs), with the way back
//! to the bytes that are logged.

use std::ops::Range;

use crate::privacy::unescape;

/// Where the letters of a text that is looked at stand in the bytes that are redacted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'o> {
    /// By byte of the text; `None` where it stands there as it is.
    origins: Option<&'o [u32]>,
    start: usize,
}

impl Place<'static> {
    /// Of a text that is the bytes themselves.
    pub(super) const AS_IT_IS: Self = Self { origins: None, start: 0 };
}

impl<'o> Place<'o> {
    /// Of a decoded text.
    pub(super) const fn of(origins: &'o [u32]) -> Self {
        Self { origins: Some(origins), start: 0 }
    }

    /// Where the byte at `at` stands.
    pub(super) fn origin(self, at: usize) -> usize {
        let at = self.start + at;
        let origin =
            |origins: &[u32]| origins.get(at).or(origins.last()).map_or(0, |it| *it as usize);
        self.origins.map_or(at, origin)
    }

    /// Where a stretch of the text stands.
    pub(super) fn span(self, span: &Range<usize>) -> Range<usize> {
        self.origin(span.start)..self.origin(span.end)
    }

    /// The place of a part of the text that begins at `at`.
    pub(super) const fn from(self, at: usize) -> Self {
        Self { origins: self.origins, start: self.start + at }
    }
}

/// A text with one more layer of escapes taken off.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) origins: Vec<u32>,
}

impl Decoded {
    pub(super) const fn place(&self) -> Place<'_> {
        Place::of(self.origins.as_slice())
    }
}

/// Whether places in a text of this length can be kept.
fn fits(length: usize) -> bool {
    u32::try_from(length).is_ok()
}

/// `text` without the escapes of JSON, if it has any.
pub(super) fn without_backslashes(text: &str, place: Place<'_>) -> Option<Decoded> {
    memchr::memchr(b'\\', text.as_bytes()).filter(|_| fits(place.origin(text.len())))?;
    let plain = unescape::unescape(text);
    let origins = (0..=plain.text.len()).map(|at| place.origin(plain.origin(at)) as u32).collect();
    (plain.text.len() < text.len()).then_some(Decoded { text: plain.text, origins })
}

/// `text` without the escapes of URLs (`%2F`), if it has any; what is no text then is `U+FFFD`.
pub(super) fn without_percents(text: &str, place: Place<'_>) -> Option<Decoded> {
    memchr::memchr(b'%', text.as_bytes()).filter(|_| fits(place.origin(text.len())))?;
    let bytes = text.as_bytes();
    let (mut plain, mut origins) = (Vec::with_capacity(bytes.len()), Vec::new());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = percent(&bytes[at..]);
        plain.push(escaped.unwrap_or(bytes[at]));
        origins.push(place.origin(at) as u32);
        at += if escaped.is_some() { 3 } else { 1 };
    }
    origins.push(place.origin(bytes.len()) as u32);
    (plain.len() < bytes.len()).then(|| lossy(&plain, |at| origins[at]))
}

/// The byte that the escape at the start of `bytes` means.
fn percent(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    Some((digit(high)? << 4 | digit(low)?) as u8)
}

/// `bytes` as text: what is none is `U+FFFD`, one for each stretch of it.
pub(super) fn lossy(bytes: &[u8], origin: impl Fn(usize) -> u32) -> Decoded {
    let mut decoded = Decoded {
        text: String::with_capacity(bytes.len()),
        origins: Vec::with_capacity(bytes.len() + 1),
    };
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        decoded.origins.extend((at..at + chunk.valid().len()).map(&origin));
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            decoded.text.push(char::REPLACEMENT_CHARACTER);
            decoded.origins.resize(decoded.text.len(), origin(at));
            at += chunk.invalid().len();
        }
    }
    decoded.origins.push(origin(at));
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_taken_off_one_by_one_and_places_lead_back() {
        let text = r"a\u0025%5C%5Cb%zz\\n";
        let once = without_backslashes(text, Place::AS_IT_IS).unwrap();
        assert_eq!(once.text, r"a%%5C%5Cb%zz\n");
        let twice = without_percents(&once.text, once.place()).unwrap();
        assert_eq!(twice.text, r"a%\\b%zz\n");
        let at = twice.text.find('b').unwrap();
        assert_eq!(twice.place().span(&(at..at + 1)), 13..14);
        assert_eq!(twice.place().origin(twice.text.len()), text.len());
        assert!(without_percents("100 % or %zz", Place::AS_IT_IS).is_none());
    }

    #[test]
    fn bytes_that_are_no_text_keep_their_place() {
        let text = lossy(b"a\xff\xfeb", |at| at as u32);
        assert_eq!(text.text, "a\u{fffd}\u{fffd}b");
        assert_eq!(text.place().span(&(7..8)), 3..4);
        let far = text.place().from(7);
        assert_eq!(far.span(&(0..1)), 3..4);
    }
}
