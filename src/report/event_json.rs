//! One event as one line of JSON, by the contract.

use std::io::{self, Write};

use crate::event::Event;

use super::harmless::json_line;

/// Writes `event` as one object and a line end, harmless for a terminal.
///
/// # Errors
/// What the writer says.
pub fn event_json(out: &mut impl Write, event: &Event) -> io::Result<()> {
    let json = serde_json::to_string(event).map_err(io::Error::from)?;
    json_line(out, &json)
}
