//! The text of a record, as it stands in its file.

use crate::config::theme::Role;
use crate::store::{EventLog, Row};

use super::super::text::{Ink, bytes, wrap};
use super::super::veil::Veils;
use super::detail::DetailLine;

/// How much of a record is shown: enough for anything a person reads.
const SHOWN: usize = 256 * 1024;

pub(super) fn raw(
    (log, veils): (&EventLog, Veils<'_>),
    row: Row<'_>,
    width: usize,
) -> Vec<DetailLine> {
    let text = log.text(row);
    if let Some(lost) = text.lost() {
        return wrap(&[Ink::new(Role::Warning, &lost.to_string())], width, 0)
            .into_iter()
            .map(DetailLine::of)
            .collect();
    }
    let all = text.bytes();
    let shown = &all[..all.len().min(SHOWN)];
    let shown = String::from_utf8_lossy(shown);
    let shown = veils.of(row.id()).record(&shown);
    let mut lines = Vec::new();
    for line in shown.trim_end_matches(['\r', '\n']).split('\n') {
        let ink = [Ink::new(Role::Text, line)];
        lines.extend(wrap(&ink, width, 0).into_iter().map(DetailLine::of));
    }
    if all.len() > SHOWN {
        let rest = bytes((all.len() - SHOWN) as u64);
        lines.push(DetailLine::of(vec![Ink::new(
            Role::Warning,
            &format!("… {rest} more are not shown here; they stand in the file"),
        )]));
    }
    lines
}
