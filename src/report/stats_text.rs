//! Counts as a table for a person.

use std::io::{self, Write};

use crate::event::visible;
use crate::search::Group;

use super::table::Table;

/// Writes one row a group: the count, then the values; last the total.
///
/// # Errors
/// What the writer says.
pub fn stats_text(out: &mut impl Write, fields: &[String], groups: &[Group]) -> io::Result<()> {
    let mut headings = vec![">count"];
    headings.extend(fields.iter().map(String::as_str));
    let mut table = Table::new(&headings);
    for group in groups {
        let values = group.values.iter().map(|value| {
            if value.is_empty() { "-".to_owned() } else { visible(value).into_owned() }
        });
        table.row(std::iter::once(group.count.to_string()).chain(values).collect());
    }
    table.write(out)?;
    let total: u64 = groups.iter().map(|group| group.count).sum();
    writeln!(out, "{total} in all")
}
