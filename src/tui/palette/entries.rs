//! What the palette offers for what was typed.

use std::cmp::Reverse;

use super::super::actions::{ACTIONS, Action, ActionRow, Context};
use super::super::model::Model;
use super::commands::{COMMANDS, Command, CommandRow};
use super::finder::Finder;

/// What choosing an entry comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Thing {
    /// The action is done in this context.
    Do(Action, Context),
    /// The action is told where it works.
    Elsewhere(Action),
    /// The command's argument is typed next.
    Ask(Command),
    /// The command is done.
    Run(Command, String),
}

/// One line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Entry {
    pub(in crate::tui) thing: Thing,
    /// The name of its row in the table of actions or of commands.
    pub(in crate::tui) row: &'static str,
    pub(in crate::tui) name: String,
    /// The characters of the name that were typed.
    pub(in crate::tui) found: Vec<usize>,
    /// What it does.
    pub(in crate::tui) help: String,
    /// The keys that do the same, the most usual first.
    pub(in crate::tui) keys: Vec<String>,
    /// How early it is offered where nothing was typed: lower comes first.
    pub(in crate::tui) rank: u8,
}

impl Entry {
    /// Whether it can be done from here.
    pub(in crate::tui) fn works(&self) -> bool {
        !matches!(self.thing, Thing::Elsewhere(_))
    }

    /// Whether it is part of typing or of choosing, as the next choice of this list is: who looks
    /// for something to do does not mean it.
    fn is_of_a_line(&self) -> bool {
        let Thing::Elsewhere(action) = self.thing else { return false };
        let row = ACTIONS.iter().find(|row| row.action == action);
        row.is_some_and(|row| {
            row.contexts.iter().all(|it| it.is_typed_into() || *it == Context::Menu)
        })
    }
}

/// What fits to what was typed, the best first.
pub(in crate::tui) fn entries(model: &Model, typed: &str) -> Vec<Entry> {
    let typed = typed.trim_start();
    if let Some((row, argument)) = command(typed) {
        return arguments(model, row, argument);
    }
    let mut all: Vec<Entry> = COMMANDS.iter().map(of_command).collect();
    all.extend(ACTIONS.iter().map(|row| of_action(model, row)));
    let typed = typed.trim_end();
    if typed.is_empty() {
        all.retain(|it| !it.is_of_a_line());
        all.sort_by_key(|it| (recency(model, it), !it.works(), it.rank));
        return all;
    }
    let mut finder = Finder::new(typed);
    let mut found: Vec<(u32, Entry)> =
        all.into_iter().filter_map(|it| fitted(&mut finder, typed, it)).collect();
    found.sort_by_key(|(score, it)| {
        let aside = it.is_of_a_line() && it.row != typed;
        (aside, Reverse(*score), !it.works(), recency(model, it), it.name.len())
    });
    let found = found.into_iter().map(|(_, it)| it);
    place(typed).into_iter().chain(found).collect()
}

/// The command that was typed, with what stands behind it.
fn command(typed: &str) -> Option<(&'static CommandRow, &str)> {
    let (name, argument) = typed.split_once(' ')?;
    Some((COMMANDS.iter().find(|row| row.name == name)?, argument.trim()))
}

/// The place that is meant by a number or a time alone, as `:120` means a line elsewhere.
fn place(typed: &str) -> Option<Entry> {
    let row = Command::Goto.row()?;
    typed.starts_with(|c: char| c.is_ascii_digit()).then(|| run(row, typed))
}

/// How well an entry fits. A name or a key that was typed in full is meant; but a lower-case
/// letter alone is rather the start of a name.
fn fitted(finder: &mut Finder, typed: &str, mut entry: Entry) -> Option<(u32, Entry)> {
    if entry.row == typed {
        entry.found = (0..typed.len()).collect();
        return Some((u32::MAX, entry));
    }
    let is_key = typed.len() > 1 || !typed.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_key && entry.keys.iter().any(|key| key == typed) {
        return Some((u32::MAX, entry));
    }
    let (score, found) = finder.fit(&entry.name, &entry.help)?;
    entry.found = found;
    Some((score, entry))
}

/// The place among what was done last; what was not stands behind.
fn recency(model: &Model, entry: &Entry) -> usize {
    model.used.iter().position(|used| *used == entry.row).unwrap_or(usize::MAX)
}

fn of_command(row: &'static CommandRow) -> Entry {
    Entry {
        thing: Thing::Ask(row.command),
        row: row.name,
        name: format!("{} {}", row.name, row.argument),
        found: Vec::new(),
        help: row.help.to_owned(),
        keys: Vec::new(),
        rank: 0,
    }
}

fn of_action(model: &Model, row: &'static ActionRow) -> Entry {
    let here = model.context_below();
    let is_start_only = row.contexts.iter().all(|it| *it == Context::Start);
    let keys = match model.keys.keys(here, row.action) {
        // The keys of the panel before anything is open mean something else by now.
        [] if is_start_only => &[],
        [] => model.keys.keys_anywhere(row.action),
        keys => keys,
    };
    let (thing, help) = if let Some(context) = done_in(model, row, here) {
        (Thing::Do(row.action, context), row.help.to_owned())
    } else {
        let places: Vec<_> = row.contexts.iter().map(|it| it.place()).collect();
        (Thing::Elsewhere(row.action), format!("({}) {}", places.join(", "), row.help))
    };
    let keys = keys.iter().map(ToString::to_string).collect();
    let rank = row.hint.filter(|_| row.contexts.contains(&here)).map_or(u8::MAX, |it| it.rank);
    Entry { thing, row: row.name, name: row.name.to_owned(), found: Vec::new(), help, keys, rank }
}

/// Where an action is done that is asked for here: here, or in the list of events, which can be
/// shown from everywhere. What works elsewhere alone depends on what is under a cursor there.
fn done_in(model: &Model, row: &ActionRow, here: Context) -> Option<Context> {
    if row.contexts.contains(&Context::Replay) {
        return model.replay.head.map(|_| Context::Replay);
    }
    [here, Context::List, Context::Start].into_iter().find(|context| row.contexts.contains(context))
}

/// The arguments of a command that fit to what was typed; what was typed itself where anything
/// can be.
fn arguments(model: &Model, row: &'static CommandRow, typed: &str) -> Vec<Entry> {
    let Some(complete) = row.complete else {
        return vec![run(row, typed)];
    };
    let mut finder = Finder::new(typed);
    let mut found: Vec<(u32, Entry)> = complete(model)
        .into_iter()
        .filter_map(|(argument, help)| {
            let (score, found) = finder.fit(&argument, &help)?;
            let entry = Entry { help, found, name: argument.clone(), ..run(row, &argument) };
            Some((score, entry))
        })
        .collect();
    found.sort_by_key(|(score, _)| Reverse(*score));
    found.into_iter().map(|(_, it)| it).collect()
}

fn run(row: &'static CommandRow, argument: &str) -> Entry {
    let shown = if argument.is_empty() { row.argument } else { argument };
    Entry {
        thing: Thing::Run(row.command, argument.to_owned()),
        row: row.name,
        name: format!("{} {shown}", row.name),
        found: Vec::new(),
        help: row.help.to_owned(),
        keys: Vec::new(),
        rank: 0,
    }
}
