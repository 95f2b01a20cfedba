//! Counts as CSV, for spreadsheets.

use std::io::{self, Write};

use crate::search::Group;

/// Writes a heading line, then one line a group: count, bytes, and the values.
///
/// # Errors
/// What the writer says.
pub fn stats_csv(out: &mut impl Write, fields: &[String], groups: &[Group]) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let fixed = ["count".to_owned(), "bytes".to_owned()];
    csv.write_record(fixed.iter().chain(fields))?;
    for group in groups {
        let fixed = [group.count.to_string(), group.bytes.to_string()];
        csv.write_record(fixed.iter().chain(&group.values))?;
    }
    csv.flush()
}
