//! Counts as CSV, for spreadsheets.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::event::visible;
use crate::search::Group;

/// Writes a heading line, then one line a group: count, bytes, and the values: exactly to a file
/// or pipe; to a terminal with everything spelled out that could act on it.
///
/// # Errors
/// What the writer says.
pub fn stats_csv(
    out: &mut impl Write,
    fields: &[String],
    groups: &[Group],
    terminal: bool,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let fixed = ["count".to_owned(), "bytes".to_owned()];
    csv.write_record(fixed.iter().chain(fields))?;
    for group in groups {
        let fixed = [group.count.to_string(), group.bytes.to_string()];
        let shown = |value| if terminal { visible(value) } else { Cow::Borrowed(value) };
        let values = group.values.iter().map(|value| shown(value));
        let fixed = fixed.iter().map(|count| Cow::Borrowed(count.as_str()));
        csv.write_record(fixed.chain(values).map(Cow::into_owned))?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_nothing_that_acts_on_it_and_a_file_what_was_logged() {
        let name = "\u{1b}[31mred\u{202e}";
        let values = vec![name.to_owned()];
        let groups = [Group { values, count: 1, bytes: 2, first: None, last: None }];
        let written = |terminal| {
            let mut out = Vec::new();
            stats_csv(&mut out, &["event".to_owned()], &groups, terminal).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(false), format!("count,bytes,event\n1,2,{name}\n"));
        assert_eq!(written(true), "count,bytes,event\n1,2,\\e[31mred\\u{202e}\n");
    }
}
