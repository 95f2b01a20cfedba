//! JSON that is as harmless on a screen as any other text.

use std::io::{self, Write};

use crate::event::is_hostile;

/// So many bytes are looked at together.
const TOGETHER: usize = 64;

/// Where the first hostile character stands. What is printable ASCII, as nearly all of a log, is
/// passed over many bytes at a time.
fn first_hostile(text: &str) -> Option<usize> {
    let is_plain =
        |bytes: &&[u8]| bytes.iter().fold(true, |plain, byte| plain & (0x20..0x7f).contains(byte));
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes().get(at..at + TOGETHER).as_ref().is_some_and(is_plain) {
            at += TOGETHER;
            continue;
        }
        let end = at + TOGETHER;
        for c in text[at..].chars() {
            if is_hostile(c) {
                return Some(at);
            }
            at += c.len_utf8();
            if at >= end {
                break;
            }
        }
    }
    None
}

/// Writes one line of JSON text, and a line end.
///
/// Characters that could act on a terminal are written as `\u` escapes, which leaves the JSON
/// value the same.
pub(super) fn json_line(out: &mut impl Write, json: &str) -> io::Result<()> {
    let mut rest = json;
    // Control characters below a space cannot stand in JSON text unescaped, but what is logged as
    // white space between tokens is passed on as it came.
    while let Some(at) = first_hostile(rest) {
        out.write_all(&rest.as_bytes()[..at])?;
        let Some(c) = rest[at..].chars().next() else { break };
        if !c.is_ascii_whitespace() {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_hostile_character_is_found_wherever_it_stands(
            text in "([ -~]{0,90}|[a-zé☃😀]{0,80}|[\u{7f}-\u{9f}\u{202a}-\u{202e}\t]{0,1}){0,4}"
        ) {
            prop_assert_eq!(first_hostile(&text), text.find(is_hostile));
        }
    }
}
