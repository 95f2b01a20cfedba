//! What differs for a person at a terminal: by producer, what each side rests on first.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::audit::{Comparison, Difference, Sign};
use crate::event::visible;

use super::diff_words::{
    by_producer, caution, heading_of, name_of, place, producer, remarks_of, side, sum, words,
};
use super::table::Table;

/// Writes what was compared, what differs, and how much that is.
///
/// # Errors
/// What the writer says.
pub fn diff_text(out: &mut impl Write, comparison: &Comparison, colour: bool) -> io::Result<()> {
    writeln!(out, "OLD  {}", visible(&side(&comparison.old)))?;
    writeln!(out, "NEW  {}", visible(&side(&comparison.new)))?;
    if let Some(caution) = caution(comparison) {
        writeln!(out, "{caution}")?;
    }
    writeln!(out)?;
    for group in by_producer(comparison) {
        let Some(first) = group.first() else { continue };
        let heading = if colour { Style::new().bold() } else { Style::new() };
        let told = producer(comparison, &first.producer);
        let told = if told.is_empty() { told } else { format!("  ({told})") };
        writeln!(
            out,
            "{heading}{}{heading:#}{}",
            visible(name_of(&first.producer)),
            visible(&told)
        )?;
        rows(out, group, colour)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", sum(comparison))
}

fn rows(out: &mut impl Write, group: &[Difference], colour: bool) -> io::Result<()> {
    let mut table = Table::new(&["", "", ""]);
    for it in group {
        let remarks = remarks_of(it).join("; ");
        let remarks = if remarks.is_empty() { remarks } else { format!("({remarks})") };
        // Remarks follow at once: beside one long sentence all others would stand far away.
        let told = [words(it), remarks].into_iter().filter(|it| !it.is_empty());
        let told = told.collect::<Vec<_>>().join("  ");
        let cells = [&heading_of(it), &place(it), &told];
        table.row(cells.map(|cell| visible(cell).into_owned()).to_vec());
    }
    let mut text = Vec::new();
    table.write_indented(&mut text)?;
    for (it, line) in group.iter().zip(String::from_utf8_lossy(&text).lines()) {
        let style = if colour { style(it.sign) } else { Style::new() };
        writeln!(out, "{style}{}{style:#}{line}", it.sign.sign())?;
    }
    Ok(())
}

fn style(sign: Sign) -> Style {
    let colour = match sign {
        Sign::New => AnsiColor::Green,
        Sign::Gone => AnsiColor::Red,
        Sign::Changed => AnsiColor::Yellow,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}
