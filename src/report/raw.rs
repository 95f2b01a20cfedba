//! The record as it was logged, byte for byte.

use std::io::{self, Write};

use crate::event::visible;

/// Writes a record's bytes: exactly to a file or pipe; to a terminal line by line, with
/// everything spelled out that could act on it.
///
/// # Errors
/// What the writer says.
pub fn raw(out: &mut impl Write, record: &[u8], terminal: bool) -> io::Result<()> {
    if !terminal {
        return out.write_all(record);
    }
    for line in record.split_inclusive(|byte| *byte == b'\n') {
        let text = String::from_utf8_lossy(line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        writeln!(out, "{}", visible(text))?;
    }
    Ok(())
}
