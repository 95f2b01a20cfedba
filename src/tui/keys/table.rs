//! The keys as a table: for the help page, `telltail keys`, and the README.

use std::fmt::Write as _;

use crate::config::keymap::Chord;

use super::super::actions::{ACTIONS, ActionRow, Context, Group, places};
use super::Bindings;

/// One line of the table.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// The action.
    pub row: &'static ActionRow,
    /// Its keys; there may be none.
    pub keys: Vec<Chord>,
    /// Where it has these keys.
    pub contexts: Vec<Context>,
}

impl KeyRow {
    /// Where the keys work, if that is not in every pane.
    pub fn places(&self) -> String {
        places(&self.contexts)
    }
}

/// Every action with its keys, in the order of the action table. One that has other keys in some
/// contexts stands there once for each of them.
pub fn key_rows(bindings: &Bindings) -> Vec<KeyRow> {
    let mut rows: Vec<KeyRow> = Vec::new();
    for row in ACTIONS {
        let first = rows.len();
        for context in row.contexts {
            let keys = bindings.keys(*context, row.action);
            match rows[first..].iter_mut().find(|it| it.keys == keys) {
                Some(known) => known.contexts.push(*context),
                None => rows.push(KeyRow { row, keys: keys.to_vec(), contexts: vec![*context] }),
            }
        }
        // Where it has keys somewhere, it does not matter where it has none.
        if rows[first..].iter().any(|it| !it.keys.is_empty()) {
            let mut at = first;
            while at < rows.len() {
                if rows[at].keys.is_empty() { drop(rows.remove(at)) } else { at += 1 }
            }
        }
    }
    rows
}

/// The key table of the README: one Markdown table a group.
pub fn markdown(bindings: &Bindings) -> String {
    let rows = key_rows(bindings);
    let mut out = String::new();
    for group in Group::ALL {
        let _ = writeln!(out, "**{}**\n\n| Keys | Action |\n|---|---|", group.title());
        for it in rows.iter().filter(|it| it.row.group == group) {
            let keys: Vec<_> = it.keys.iter().map(code).collect();
            let keys = if keys.is_empty() { "–".to_owned() } else { keys.join(" ") };
            let places = it.places();
            let place = if places.is_empty() { String::new() } else { format!(" ({places})") };
            let _ = writeln!(out, "| {keys} | {}{place} |", it.row.help);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// A key as code within a Markdown table.
fn code(chord: &Chord) -> String {
    let key = chord.to_string().replace('|', "\\|");
    if key.contains('`') { format!("`` {key} ``") } else { format!("`{key}`") }
}
