//! The footer: as many hints as fit, and at the right end what leads to all others.

use crate::config::theme::Role;

use super::super::keys::KeyHint;
use super::super::text::{Ink, Inked, line_width};

/// Between two hints.
const GAP: usize = 2;

/// The hints of this place, and those at the right end, for a line of so many columns. Half a
/// hint is worse than none; and a hint of this place is worth more than the second at the end.
pub(in crate::tui) fn footer_line(
    here: &[KeyHint],
    always: &[KeyHint],
    columns: usize,
) -> (Inked, Inked) {
    let first = here.first().map_or(0, |hint| line_width(&inks(hint)) + GAP);
    let room = columns.saturating_sub(first + 1);
    // What stands last leads to the help, which leads to everything.
    let end = (0..=always.len())
        .map(|from| joined(&always[from..]))
        .find(|end| line_width(end) <= room)
        .unwrap_or_default();
    let taken = line_width(&end) + if end.is_empty() { 0 } else { GAP + 1 };
    let mut line = Inked::new();
    for hint in here {
        let gap = if line.is_empty() { 0 } else { GAP };
        if line_width(&line) + gap + line_width(&inks(hint)) > columns.saturating_sub(taken) {
            break;
        }
        line.extend(blank(gap));
        line.extend(inks(hint));
    }
    (line, end)
}

fn joined(hints: &[KeyHint]) -> Inked {
    let mut line = Inked::new();
    for hint in hints {
        line.extend(blank(if line.is_empty() { 0 } else { GAP }));
        line.extend(inks(hint));
    }
    line
}

fn blank(columns: usize) -> Option<Ink> {
    (columns > 0).then(|| Ink { role: Role::Muted, text: " ".repeat(columns) })
}

fn inks(hint: &KeyHint) -> Inked {
    vec![
        Ink { role: Role::KeyHint, text: hint.keys.clone() },
        Ink { role: Role::Muted, text: format!(" {}", hint.text) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::actions::Context;
    use crate::tui::keys::{Bindings, hints};

    fn text(line: &[Ink]) -> String {
        line.iter().map(|ink| ink.text.as_str()).collect()
    }

    #[test]
    fn hints_are_whole_in_every_width_and_never_meet() {
        for context in Context::ALL {
            let (here, always) = hints(&Bindings::default(), context, None);
            let whole: Vec<String> = here.iter().chain(&always).map(|it| text(&inks(it))).collect();
            for columns in 0..200 {
                let (line, end) = footer_line(&here, &always, columns);
                let (line, end) = (text(&line), text(&end));
                for part in line.split("  ").chain(end.split("  ")).filter(|it| !it.is_empty()) {
                    assert!(whole.iter().any(|it| it == part), "{context:?} {columns}: {part}");
                }
                let wide = line.chars().count() + end.chars().count();
                assert!(wide <= columns, "{context:?} {columns}: {line}|{end}");
            }
        }
    }

    #[test]
    fn the_right_end_leads_to_commands_and_help_wherever_there_is_room() {
        let (here, always) = hints(&Bindings::default(), Context::List, None);
        let end = |columns| text(&footer_line(&here, &always, columns).1);
        assert_eq!(end(38), ": commands  ? help");
        assert_eq!(end(20), "? help");
        assert!(text(&footer_line(&here, &always, 38).0).starts_with("f filter"));
        assert_eq!(end(8), "");
    }
}
