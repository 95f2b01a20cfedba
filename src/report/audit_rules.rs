//! The rules of an audit for a person: what each looks for, how certain it is, and what to do.

use std::io::{self, Write};

use crate::audit::{About, Context};
use crate::event::visible;

/// Writes the rules in the order of their ids; those that are off say so.
///
/// # Errors
/// What the writer says.
pub fn audit_rules(out: &mut impl Write, context: &Context) -> io::Result<()> {
    for (at, (about, severity)) in context.abouts().enumerate() {
        let About { id, title, explanation, certainty, advice, .. } = about;
        let gap = if at == 0 { "" } else { "\n" };
        let severity = severity.map_or("off", |severity| severity.as_str());
        writeln!(out, "{gap}{id} {}: {severity}", visible(title))?;
        for text in [explanation, certainty, advice] {
            if !text.is_empty() {
                writeln!(out, "  {}", visible(text))?;
            }
        }
    }
    Ok(())
}
