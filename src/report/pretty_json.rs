//! Anything as indented JSON, for reports that are one object.

use std::io::{self, Write};

use serde::Serialize;

use super::harmless::json_line;

/// Writes `value` over several lines, harmless for a terminal.
///
/// # Errors
/// What the writer says.
pub fn pretty_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    json.lines().try_for_each(|line| json_line(out, line))
}
