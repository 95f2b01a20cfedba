//! What differs in Markdown, for the comment of a pull request. What a log says is text in it and
//! nothing else.

use std::io::{self, Write};

use crate::audit::Comparison;

use super::audit_markdown::escaped;
use super::diff_words::{
    by_producer, caution, heading_of, is_grave, name_of, place, producer, remarks_of, side, sum,
    words,
};

/// Writes what was compared, what differs, and how much that is.
///
/// # Errors
/// What the writer says.
pub fn diff_markdown(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    writeln!(out, "# Telemetry compared\n\n**{}**\n", sum(comparison))?;
    writeln!(out, "- OLD: {}", escaped(&side(&comparison.old)))?;
    writeln!(out, "- NEW: {}", escaped(&side(&comparison.new)))?;
    if let Some(caution) = caution(comparison) {
        writeln!(out, "- {caution}")?;
    }
    for group in by_producer(comparison) {
        let Some(first) = group.first() else { continue };
        writeln!(out, "\n## {}\n", escaped(name_of(&first.producer)))?;
        let told = producer(comparison, &first.producer);
        if !told.is_empty() {
            writeln!(out, "{}\n", escaped(&told))?;
        }
        writeln!(out, "| | What | Where | Which | Remarks |\n|---|---|---|---|---|")?;
        for it in group {
            let grave = if is_grave(it) { "**" } else { "" };
            writeln!(
                out,
                "| {} | {grave}{}{grave} | {} | {} | {} |",
                escaped(it.sign.sign()),
                heading_of(it),
                escaped(&place(it)),
                escaped(&words(it)),
                escaped(&remarks_of(it).join("; "))
            )?;
        }
    }
    Ok(())
}
