//! The help page: the action table, and what the signs mean.

use crate::config::theme::Role;

use super::super::actions::Group;
use super::super::keys::{Bindings, KeyRow, key_rows};
use super::super::text::{Ink, Inked, fill, wrap_words};

/// The column of the keys.
const KEYS: usize = 20;

/// What is drawn and needs a word.
const SIGNS: [(&str, &str); 6] = [
    ("?", "behind a destination: a guess; the Why tab says what it rests on"),
    ("undeclared!", "the producer's catalog does not list the event"),
    ("▣ ▢", "shown, hidden"),
    ("▌", "the line under the cursor"),
    ("…", "the value goes on"),
    ("logged", "is not sent: a log line proves that an event was logged, no more"),
];

/// The help page in a width.
pub(in crate::tui) fn help_lines(bindings: &Bindings, width: usize) -> Vec<Inked> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let rows = key_rows(bindings);
    for group in Group::ALL {
        heading(&mut lines, group.title());
        for row in rows.iter().filter(|it| it.row.group == group) {
            let text = match row.places() {
                places if places.is_empty() => row.row.help.to_owned(),
                places => format!("{} ({places})", row.row.help),
            };
            item(&mut lines, &keys(row), &text, width);
        }
    }
    heading(&mut lines, "Signs");
    for (sign, text) in SIGNS {
        item(&mut lines, sign, text, width);
    }
    lines
}

fn keys(row: &KeyRow) -> String {
    row.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  ")
}

fn heading(lines: &mut Vec<Inked>, title: &str) {
    if !lines.is_empty() {
        lines.push(Inked::new());
    }
    lines.push(vec![Ink::new(Role::Title, title)]);
}

fn item(lines: &mut Vec<Inked>, keys: &str, text: &str, width: usize) {
    let column = KEYS.min(width / 2);
    for (at, text) in wrap_words(text, width - column).into_iter().enumerate() {
        let keys = if at == 0 { keys } else { "" };
        lines.push(vec![
            Ink { role: Role::KeyHint, text: fill(keys, column) },
            Ink { role: Role::Text, text },
        ]);
    }
}
