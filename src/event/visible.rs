//! Text made harmless for a terminal: a log is hostile input.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether `c` could move the cursor, change colours, hide or reorder text on a terminal.
///
/// Control characters (C0, DEL, C1), the bidirectional controls of Unicode (UAX #9), zero-width
/// and line-separator characters, and the tag and byte-order marks.
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// `text` with every hostile character spelled out: `\n`, `\t`, `\r`, `\e`, else `\u{…}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_hostile) else { return Cow::Borrowed(text) };
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(&text[..first]);
    for c in text[first..].chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            '\u{1b}' => shown.push_str("\\e"),
            c if is_hostile(c) => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_bidi_marks_are_spelled_out() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\e[31mb");
        assert_eq!(visible("x\u{202e}y\u{9b}z\n"), "x\\u{202e}y\\u{9b}z\\n");
        assert!(matches!(visible("naïve ☃ 😀"), Cow::Borrowed(_)));
    }
}
