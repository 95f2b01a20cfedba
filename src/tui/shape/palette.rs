//! A line of the palette: the name, what it does, its keys at the right end.

use crate::config::theme::Role;

use super::super::palette::Entry;
use super::super::text::{Ink, Inked, fill, fit, width};

/// The column of the names.
const NAME: usize = 26;

/// Narrower prose says nothing.
const PROSE: usize = 16;

/// An entry as a line of so many columns.
pub(in crate::tui) fn entry_line(entry: &Entry, columns: usize) -> Inked {
    let keys = keys(entry, columns / 3);
    let left = columns.saturating_sub(width(&keys) + usize::from(!keys.is_empty()));
    let has_prose = left >= NAME + PROSE;
    let (name, help) = if has_prose { (NAME, left - NAME) } else { (left, 0) };
    let (plain, prose) =
        if entry.works() { (Role::Text, Role::Muted) } else { (Role::Muted, Role::Muted) };
    let mut line = named(entry, name, plain);
    if has_prose {
        line.push(Ink::new(prose, &fill(&entry.help, help)));
    }
    if !keys.is_empty() {
        line.push(Ink { role: Role::KeyHint, text: format!(" {keys}") });
    }
    line
}

/// As many of the keys as fit, the most usual first.
fn keys(entry: &Entry, columns: usize) -> String {
    let mut out = String::new();
    for key in &entry.keys {
        let gap = if out.is_empty() { "" } else { "  " };
        if !out.is_empty() && width(&out) + gap.len() + width(key) > columns {
            break;
        }
        out.push_str(gap);
        out.push_str(key);
    }
    out
}

/// The name with what was typed of it told apart, filled up to so many columns.
fn named(entry: &Entry, columns: usize, plain: Role) -> Inked {
    let shown = fit(&entry.name, columns.saturating_sub(1));
    let mut line = Inked::new();
    for (at, c) in shown.chars().enumerate() {
        let role = if entry.found.contains(&at) { Role::Accent } else { plain };
        match line.last_mut() {
            Some(ink) if ink.role == role => ink.text.push(c),
            _ => line.push(Ink { role, text: c.to_string() }),
        }
    }
    let rest = columns.saturating_sub(width(&shown));
    line.push(Ink { role: plain, text: " ".repeat(rest) });
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::actions::{Action, Context};
    use crate::tui::palette::Thing;
    use crate::tui::text::line_width;

    fn entry() -> Entry {
        Entry {
            thing: Thing::Do(Action::NextError, Context::List),
            row: "next-error",
            name: "next-error".to_owned(),
            found: vec![0, 5],
            help: "the next error or crash".to_owned(),
            keys: vec!["e".to_owned(), "f8".to_owned()],
            rank: 0,
        }
    }

    #[test]
    fn a_line_fills_its_columns_and_ends_with_the_keys() {
        for columns in 12..120 {
            let line = entry_line(&entry(), columns);
            let text: String = line.iter().map(|ink| ink.text.as_str()).collect();
            assert_eq!(line_width(&line), columns, "{text}");
            assert!(text.ends_with(" e") || text.ends_with(" e  f8"), "{text}");
        }
        let text: String = entry_line(&entry(), 30).iter().map(|ink| ink.text.as_str()).collect();
        assert!(text.starts_with("next-error "), "{text}");
    }

    #[test]
    fn what_was_typed_is_told_apart_in_the_name() {
        let line = entry_line(&entry(), 80);
        let found: Vec<_> = line.iter().filter(|ink| ink.role == Role::Accent).collect();
        assert_eq!(found.iter().map(|ink| ink.text.as_str()).collect::<Vec<_>>(), ["n", "e"]);
    }
}
