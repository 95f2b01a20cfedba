//! The command palette: choosing what is to be done.

use super::super::actions::{ACTIONS, Action};
use super::super::message::Effect;
use super::super::model::{Focus, Model, Overlay, Page, Palette};
use super::super::palette::{Command, Entry, Thing, entries};
use super::{Context, command};

/// So many of what was done last stand on top.
const REMEMBERED: usize = 5;

/// Opens the palette.
pub(super) fn open(model: &mut Model) {
    model.overlays.push(Overlay::Palette(Palette::default()));
}

/// What is offered now, and which of it is chosen.
fn offered(model: &Model) -> Option<(Vec<Entry>, usize)> {
    let Some(Overlay::Palette(palette)) = model.overlays.last() else { return None };
    Some((entries(model, palette.line.text()), palette.at))
}

/// Chooses the entry at a place, without doing it.
pub(super) fn point(model: &mut Model, to: usize) {
    if let Some(Overlay::Palette(palette)) = model.overlays.last_mut() {
        palette.at = to;
    }
}

/// Does what is chosen.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    let Some((all, at)) = offered(model) else { return Vec::new() };
    let Some(entry) = all.get(at) else {
        model.note("nothing of that name; backspace shows more");
        return Vec::new();
    };
    match &entry.thing {
        Thing::Ask(wanted) => {
            let text = format!("{} {}", entry.row, command::begin(model, *wanted));
            if let Some(Overlay::Palette(palette)) = model.overlays.last_mut() {
                palette.line.set(&text);
                palette.at = 0;
            }
            Vec::new()
        }
        Thing::Run(wanted, argument) => run(model, entry.row, *wanted, argument),
        Thing::Elsewhere(action) => {
            model.overlays.pop();
            tell(model, *action);
            Vec::new()
        }
        Thing::Do(action, context) => {
            model.overlays.pop();
            remember(model, entry.row);
            go_to(model, *context);
            super::act(model, *context, *action)
        }
    }
}

/// Runs a command. What is wrong with its argument is said, and can be mended.
fn run(model: &mut Model, name: &'static str, wanted: Command, argument: &str) -> Vec<Effect> {
    let palette = model.overlays.pop();
    match command::run(model, wanted, argument) {
        Ok(effects) => {
            remember(model, name);
            effects
        }
        Err(wrong) => {
            model.overlays.extend(palette);
            model.note(wrong);
            Vec::new()
        }
    }
}

fn remember(model: &mut Model, name: &'static str) {
    model.used.retain(|used| *used != name);
    model.used.insert(0, name);
    model.used.truncate(REMEMBERED);
}

/// Shows the list of events where an action is done there and is asked for elsewhere.
fn go_to(model: &mut Model, context: Context) {
    if context == Context::List && model.context() != Context::List {
        model.page = Page::Events;
        model.focus = Focus::List;
    }
}

/// Says where an action works: what it does depends on what is under the cursor there.
fn tell(model: &mut Model, action: Action) {
    let Some(row) = ACTIONS.iter().find(|row| row.action == action) else { return };
    let places: Vec<_> = row.contexts.iter().map(|context| context.place()).collect();
    let key = match model.keys.keys_anywhere(action).first() {
        Some(key) => format!(" ({key})"),
        None => String::new(),
    };
    model.note(format!("{}{key} works in: {}", row.name, places.join(", ")));
}
