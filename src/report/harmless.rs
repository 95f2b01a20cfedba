//! JSON that is as harmless on a screen as any other text.

use std::io::{self, Write};

use crate::event::is_hostile;

/// Writes one line of JSON text, and a line end.
///
/// Characters that could act on a terminal are written as `\u` escapes, which leaves the JSON
/// value the same.
pub(super) fn json_line(out: &mut impl Write, json: &str) -> io::Result<()> {
    let mut rest = json;
    // Control characters below a space cannot stand in JSON text unescaped, but what is logged as
    // white space between tokens is passed on as it came.
    while let Some(at) = rest.find(is_hostile) {
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
