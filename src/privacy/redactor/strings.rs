//! The strings of JSON text, found by their quotes alone; and of any text what looks like a key and
//! its value: text that is broken or cut off has them, too.

use std::ops::Range;

use crate::privacy::run::{backward, forward};

/// The longest key before a value.
const KEY_MAX: usize = 160;

/// Every key of a text with each of its values that is a string, both without quotes: what stands
/// before `":"` and behind it. Which quote opens a string and which one closes it is not asked.
#[derive(Debug)]
pub(super) struct Pairs<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The key of the array that `at` is in.
    array: Option<Range<usize>>,
}

impl<'t> Pairs<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, array: None }
    }

    fn behind_blanks(&self, at: usize) -> usize {
        forward(self.bytes, at, usize::MAX, |byte| byte.is_ascii_whitespace())
    }

    /// The value whose quote opens at `at`.
    fn value(&mut self, at: usize) -> Option<Range<usize>> {
        (self.bytes.get(at) == Some(&b'"')).then(|| {
            let end = end_of_string(self.bytes, at + 1);
            self.at = end;
            at + 1..end
        })
    }

    /// The next value of an array, behind the one that ends at `quote`.
    fn next_of_array(&mut self, quote: usize) -> Option<(Range<usize>, Range<usize>)> {
        let key = self.array.take()?;
        let comma = self.behind_blanks(quote + 1);
        let next = self.behind_blanks(comma + 1);
        let value = self.value(next).filter(|_| self.bytes.get(comma) == Some(&b','))?;
        self.array = Some(key.clone());
        Some((key, value))
    }
}

impl Iterator for Pairs<'_> {
    type Item = (Range<usize>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let quote = self.at + memchr::memchr(b'"', self.bytes.get(self.at..)?)?;
            self.at = quote + 1;
            if let Some(pair) = self.next_of_array(quote) {
                return Some(pair);
            }
            let colon = self.behind_blanks(quote + 1);
            if self.bytes.get(colon) != Some(&b':') {
                continue;
            }
            let start = backward(self.bytes, quote, KEY_MAX, |byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\\' | b'{' | b',')
            });
            let mut value = self.behind_blanks(colon + 1);
            let array = self.bytes.get(value) == Some(&b'[');
            if array {
                value = self.behind_blanks(value + 1);
            }
            let key = on_letters(self.bytes, start)..quote;
            if let Some(value) = self.value(value) {
                self.array = array.then(|| key.clone());
                return Some((key, value));
            }
        }
    }
}

/// The first byte from `at` on that begins a letter.
fn on_letters(bytes: &[u8], at: usize) -> usize {
    forward(bytes, at, 3, |byte| byte & 0xc0 == 0x80)
}

/// The end of the string whose first letter is at `at`.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at..]) {
        if bytes[at + found] == b'"' {
            return at + found;
        }
        at = (at + found + 2).min(bytes.len());
    }
    bytes.len()
}

/// A piece of JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// What is between the quotes of a property's name.
    Key(Range<usize>),
    /// What is between the quotes of a value; the last one may have no closing quote.
    Value(Range<usize>),
    /// What is between strings: signs, numbers, words, or anything where it is no JSON.
    Between(Range<usize>),
}

/// Goes through the pieces of a text.
#[derive(Debug)]
pub(super) struct Strings<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Strings<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0 }
    }

    fn is_key(&self, end: usize) -> bool {
        let behind = self.bytes.get(end + 1..).unwrap_or_default();
        behind.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
    }
}

impl Iterator for Strings<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        if rest[0] != b'"' {
            let length = memchr::memchr(b'"', rest).unwrap_or(rest.len());
            let between = self.at..self.at + length;
            self.at = between.end;
            return Some(Piece::Between(between));
        }
        let start = self.at + 1;
        let end = end_of_string(self.bytes, start);
        self.at = end + 1;
        Some(if self.is_key(end) { Piece::Key(start..end) } else { Piece::Value(start..end) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(char, &str)> {
        let name = |piece| match piece {
            Piece::Key(at) => ('k', &text[at]),
            Piece::Value(at) => ('v', &text[at]),
            Piece::Between(at) => ('-', &text[at]),
        };
        Strings::of(text).map(name).collect()
    }

    #[test]
    fn pairs_are_found_whichever_quote_is_missing() {
        let pairs = |text: &'static str| {
            Pairs::of(text).map(|(key, value)| (&text[key], &text[value])).collect::<Vec<_>>()
        };
        assert_eq!(pairs(r#"{"a" : "b\"c","d":{"e":"f"}}"#), [("a", r#"b\"c"#), ("e", "f")]);
        assert_eq!(pairs(r#"a":"b","c":"d"#), [("a", "b"), ("c", "d")]);
        assert_eq!(pairs(r#""a":["b", "c"],"d":"e""#), [("a", "b"), ("a", "c"), ("d", "e")]);
        assert_eq!(pairs(r#""":""#), [("", "")]);
    }

    #[test]
    fn keys_values_and_what_is_between_are_told_apart() {
        assert_eq!(
            pieces(r#"{"a" : "b\"c", "d":1}"#),
            [
                ('-', "{"),
                ('k', "a"),
                ('-', " : "),
                ('v', r#"b\"c"#),
                ('-', ", "),
                ('k', "d"),
                ('-', ":1}")
            ]
        );
    }

    #[test]
    fn text_that_is_cut_off_has_pieces_to_its_end() {
        assert_eq!(pieces(r#"{"a":"b"#), [('-', "{"), ('k', "a"), ('-', ":"), ('v', "b")]);
        assert_eq!(pieces(r#""b\"#), [('v', r"b\")]);
        assert_eq!(pieces(r#"""#), [('v', "")]);
        assert_eq!(pieces(""), []);
    }
}
