//! The help page: the action table, and what the signs mean.

use crate::config::keymap::Chord;
use crate::config::theme::Role;

use super::super::actions::{ACTIONS, Action, ActionRow, Context, Group};
use super::super::keys::{Bindings, KeyRow, key_rows};
use super::super::model::Model;
use super::super::text::{Ink, Inked, fill, fit, wrap_words};

/// The column of the keys.
const KEYS: usize = 22;

/// What is drawn and needs a word.
const SIGNS: [(&str, &str); 12] = [
    ("?", "behind a destination: a guess; the Why tab says what it rests on"),
    ("undeclared!", "the producer's catalog does not list the event"),
    ("▲", "odd, and worth a look: a finding, a log that could not be read, text that was lost"),
    ("!", "below the timeline: an error or a crash in that time"),
    ("┊", "not a match itself, but logged around one"),
    ("● ■ ◌", "followed live; read to its end; waiting, or reading"),
    ("▶ ‖ ┃", "a replay plays; it stands; where it stands on the timeline"),
    ("▣ ▢", "shown, hidden"),
    ("▌", "the line under the cursor"),
    ("…", "the value goes on"),
    ("a log line", "proves that an event was logged, and not that it was sent"),
    ("not here", "what extensions send around VS Code's logger: no log can show it"),
];

impl Model {
    /// The help page in a width, for what lies below it.
    pub(in crate::tui) fn help(&self, width: usize) -> Vec<Inked> {
        let here = self.context_below();
        help_lines(&self.keys, (here, self.over(here)), width)
    }
}

/// The help page in a width: what works in the context that it was opened from, then everything
/// else, then the signs.
fn help_lines(
    bindings: &Bindings,
    (here, over): (Context, Option<Context>),
    width: usize,
) -> Vec<Inked> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let rows = key_rows(bindings);
    heading(&mut lines, &format!("Here: {}, what is used most first", here.place()));
    let end = bindings.first(Context::Help, Action::Bottom);
    lines.push(vec![Ink::new(Role::Muted, &format!("What the signs mean is at the end: {end}"))]);
    // What the footer names, in its order; then the rest, group by group.
    let mut now: Vec<_> = ACTIONS.iter().collect();
    now.sort_by_key(|row| (rank(row), row.group));
    for row in now {
        let above = over.map_or(&[][..], |over| bindings.keys(over, row.action));
        let under = bindings.keys_under(here, over, row.action);
        let keys: Vec<Chord> = above.iter().copied().chain(under).collect();
        if !keys.is_empty() {
            item(&mut lines, &joined(&keys), row.help, width);
        }
    }
    for group in Group::ALL {
        let elsewhere: Vec<_> = rows
            .iter()
            .filter(|it| it.row.group == group && !works(bindings, it, (here, over)))
            .collect();
        if !elsewhere.is_empty() {
            heading(&mut lines, group.title());
        }
        for row in elsewhere {
            let places: Vec<_> = row.contexts.iter().map(|it| it.place()).collect();
            let text = format!("{} ({})", row.row.help, places.join(", "));
            item(&mut lines, &joined(&row.keys), &text, width);
        }
    }
    heading(&mut lines, "Signs");
    for (sign, text) in SIGNS {
        item(&mut lines, sign, text, width);
    }
    lines
}

/// How early an action stands: as in the footer, but the pages before what narrows them.
fn rank(row: &ActionRow) -> u8 {
    const PAGES: &[Action] = &[
        Action::ViewEvents,
        Action::ViewStats,
        Action::ViewFindings,
        Action::ViewCatalog,
        Action::ViewSources,
        Action::ViewDifferences,
    ];
    if PAGES.contains(&row.action) { 16 } else { row.hint.map_or(u8::MAX, |hint| hint.rank) }
}

/// Whether a row of the table stands under what works here.
fn works(bindings: &Bindings, row: &KeyRow, (here, over): (Context, Option<Context>)) -> bool {
    let under = || bindings.keys_under(here, over, row.row.action).next().is_some();
    let above = over.is_some_and(|over| row.contexts.contains(&over));
    !row.keys.is_empty() && (above || row.contexts.contains(&here) && under())
}

fn joined(keys: &[Chord]) -> String {
    match keys {
        [] => "(no key)".to_owned(),
        keys => keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  "),
    }
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
            Ink { role: Role::KeyHint, text: fill(&fit(keys, column.saturating_sub(1)), column) },
            Ink { role: Role::Text, text },
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keymap::{KeyChanges, preset, preset_names};

    fn text(bindings: &Bindings, here: Context) -> String {
        let line = |line: &Inked| line.iter().map(|ink| ink.text.as_str()).collect::<String>();
        help_lines(bindings, (here, None), 4000).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_action_is_told_wherever_help_is_asked_for_in_every_keymap() {
        for name in preset_names() {
            let keymap = preset(name).expect("it is built in");
            let (bindings, _) = Bindings::new(&keymap, &KeyChanges::default());
            for here in Context::ALL {
                let help = text(&bindings, here);
                for row in ACTIONS {
                    assert!(help.contains(row.help), "{name}, {here:?}: {}", row.name);
                }
            }
        }
    }

    #[test]
    fn what_works_here_comes_first_with_the_keys_it_has_now() {
        let own = KeyChanges::read(&"follow = \"ctrl-t\"".parse().expect("it is TOML")).0;
        let (bindings, _) = Bindings::new(&KeyChanges::default(), &own);
        let help = text(&bindings, Context::List);
        let (here, rest) = help.split_once("\n\n").expect("there is more than one part");
        assert!(here.starts_with("Here: list"));
        assert!(here.contains("ctrl-t") && here.contains("follow what comes"));
        assert!(
            !here.contains("show or hide the column") && rest.contains("show or hide the column")
        );
    }
}
