//! What a console adds around a message: escape sequences, and where Chromium found it.
//!
//! Source: sequences as ECMA-48 has them (control sequences, and command strings up to their
//! terminator). Chromium quotes what a window logs and puts the script and line behind it.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use crate::event::{Grammar, Stamp};

/// The longest sequence that is taken for one; titles and links of terminals can be long.
const SEQUENCE_MAX: usize = 4096;

/// Whether a stamp is of a console's grammar.
pub(super) fn is_console(stamp: &Stamp) -> bool {
    !matches!(stamp.grammar, Grammar::Current | Grammar::Older)
}

/// `text`, the message of a record that opens with `stamp`, without what Chromium puts behind
/// what a window logs (`", source: file:///x.js (25)`) and without the name of an object that
/// was not printed.
pub(super) fn unquoted<'a>(text: &'a [u8], stamp: &Stamp, record: &[u8]) -> &'a [u8] {
    let quoted = stamp.grammar == Grammar::Chromium
        && memmem::find(record.get(..stamp.head_len).unwrap_or_default(), b":CONSOLE").is_some();
    if !quoted {
        return text;
    }
    let text = memmem::rfind(text, b"\", source: ").map_or(text, |at| &text[..at]);
    text.strip_suffix(b" [object Object]").unwrap_or(text)
}

/// `text` without the escape sequences of terminals. What only begins like one stays.
pub(super) fn without_escapes(text: &str) -> Cow<'_, str> {
    if memchr(0x1b, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(0x1b, rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let len = sequence(rest.as_bytes());
        // The escape character itself, where nothing is to be passed.
        plain.push_str(&rest[..usize::from(len == 0)]);
        rest = &rest[len.max(1)..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The length of the sequence that `rest` begins with; 0 where that is none.
fn sequence(rest: &[u8]) -> usize {
    match rest.get(1) {
        Some(b'[') => control(rest),
        Some(b']') => command(rest),
        _ => 0,
    }
}

/// `ESC [`, parameters, and a last letter.
fn control(rest: &[u8]) -> usize {
    let within = &rest[..rest.len().min(SEQUENCE_MAX)];
    let end = within.iter().skip(2).position(|byte| !matches!(byte, 0x20..=0x3f));
    let end = end.map_or(0, |at| at + 2);
    if matches!(within.get(end), Some(0x40..=0x7e)) && end > 0 { end + 1 } else { 0 }
}

/// `ESC ]`, text without control characters, and BEL or `ESC \`.
fn command(rest: &[u8]) -> usize {
    let within = &rest[..rest.len().min(SEQUENCE_MAX)];
    let end = within.iter().skip(2).position(|byte| *byte < 0x20).map_or(0, |at| at + 2);
    match within.get(end..) {
        Some([0x07, ..]) if end > 0 => end + 1,
        Some([0x1b, b'\\', ..]) if end > 0 => end + 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("a\u{1b}[31mb\u{1b}[0m", "ab")]
    #[case("\u{1b}[38;2;140;140;140m{}\u{1b}[0m", "{}")]
    #[case("\u{1b}[2J\u{1b}[?25lx\u{1b}[10;4H", "x")]
    #[case("\u{1b}]0;title\u{7}x\u{1b}]8;;http://a\u{1b}\\y", "xy")]
    #[case("a\u{1b}", "a\u{1b}")]
    #[case("a\u{1b}[31", "a\u{1b}[31")]
    #[case("a\u{1b}[3\u{e9}m", "a\u{1b}[3\u{e9}m")]
    #[case("\u{1b}\u{1b}[1mx", "\u{1b}x")]
    #[case("\u{1b}]0;never ends", "\u{1b}]0;never ends")]
    fn escape_sequences_are_no_part_of_a_text(#[case] text: &str, #[case] plain: &str) {
        assert_eq!(without_escapes(text), plain);
    }

    proptest! {
        #[test]
        fn what_is_left_of_any_text_was_in_it(text in "[\u{1b}\\[\\]a-c;0-9m\u{7}\\\\é\n]{0,60}") {
            let plain = without_escapes(&text);
            let mut all = text.chars();
            prop_assert!(plain.chars().all(|it| all.any(|other| other == it)));
            let escaped = text.contains('\u{1b}');
            prop_assert!(escaped || plain == text);
        }
    }
}
