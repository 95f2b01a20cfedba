//! Changing the model: one message in, effects out. Does no IO and reads no clock.
//!
//! A key becomes an action of the table; the pane that has the keys does it, or else whoever
//! does it for every pane. Each file does the actions of one place.

mod catalog;
mod cell;
mod choices;
mod columns;
mod command;
mod completion;
mod copy;
mod detail;
mod differences;
mod facets;
mod filter;
mod findings;
mod help;
mod list;
mod marks;
mod menu;
mod mouse;
mod notice;
mod open;
mod palette;
mod program;
mod prompt;
mod reading;
mod replay;
mod restored;
mod reveal;
mod save;
mod search;
mod sources;
mod start;
mod stats;
mod step;
mod stop;
mod table;
mod timeline;
mod trail;
mod twin;
mod value;
mod waive;

use crate::config::keymap::Chord;

use super::actions::{Action, Context};
use super::message::{Effect, Message};
use super::model::{Model, Overlay, Tone};

/// What doing an action came to: `None` where it is somebody else's.
type Done = Option<Vec<Effect>>;

/// Changes the model by what happened, and says what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let is_other = model.go_over();
    sources::touch(model, &message);
    let mut effects = match message {
        Message::Now(now) => {
            model.clock = now;
            model.query.now = model.replay.head.map_or(now, |head| head.at);
            open::look_at_rate(model);
            Vec::new()
        }
        Message::Key(chord) => key(model, chord),
        Message::Paste(text) => paste(model, &text),
        Message::Mouse(mouse) => mouse::mouse(model, mouse),
        Message::Resize { width, height } => {
            (model.width, model.height) = (width, height);
            Vec::new()
        }
        Message::Notice(notice) => notice::notice(model, notice),
        Message::Copied(done) => {
            copy::copied(model, done);
            Vec::new()
        }
        Message::Offered(offered) => {
            sources::offered(model, offered);
            Vec::new()
        }
        Message::Opened(watched) => open::opened(model, watched),
        Message::Saved(save, done) => {
            save::saved(model, save, done);
            Vec::new()
        }
        Message::Waived(done) => {
            waive::written(model, done);
            Vec::new()
        }
        Message::Refused(why) => {
            model.warn(why);
            Vec::new()
        }
    };
    if is_other {
        effects.extend(marks::ask_again(model));
    }
    timeline::refresh(model);
    completion::begin(model);
    detail::refresh(model);
    findings::look(model);
    table::refresh(model);
    sources::refresh(model);
    effects
}

fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    forget_note(model);
    let context = model.context();
    if let Some(effects) = menu::key(model, chord) {
        return effects;
    }
    let over = model.over(context).map(|over| (over, model.keys.action(over, chord)));
    if let Some((over, Some(action))) = over {
        return act(model, over, action);
    }
    match model.keys.action(context, chord) {
        Some(action) => act(model, context, action),
        None => type_in(model, |line| line.edit(chord)),
    }
}

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    forget_note(model);
    type_in(model, |line| line.paste(text))
}

/// A note has been read once the person goes on.
fn forget_note(model: &mut Model) {
    if model.said.as_ref().is_some_and(|said| said.tone == Tone::Note) {
        model.said = None;
    }
}

/// Edits the line that is being typed into, if there is one, and applies what it holds then.
fn type_in(model: &mut Model, edit: impl FnOnce(&mut super::line::Line)) -> Vec<Effect> {
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => {
            edit(&mut palette.line);
            palette.at = 0;
            Vec::new()
        }
        Some(Overlay::FacetFind) => {
            facets::find(model, edit);
            Vec::new()
        }
        Some(Overlay::Prompt(prompt)) => {
            edit(&mut prompt.line);
            Vec::new()
        }
        Some(Overlay::Filter) => filter::type_in(model, edit),
        Some(Overlay::Search) => {
            edit(&mut model.search.line);
            model.search.read();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn act(model: &mut Model, context: Context, action: Action) -> Vec<Effect> {
    done(model, context, action).unwrap_or_default()
}

/// Does an action; `None` where nobody does it.
fn done(model: &mut Model, context: Context, action: Action) -> Done {
    let done = match context {
        Context::Start => start::act(model, action),
        Context::List => list::act(model, action).or_else(|| reading::act(model, action)),
        Context::Detail => detail::act(model, action).or_else(|| reading::act(model, action)),
        Context::Facets => facets::act(model, action),
        Context::Filter => filter::act(model, action),
        Context::Search => search::act(model, action),
        Context::Help => help::act(model, action),
        Context::Stats => stats::act(model, action),
        Context::Findings => findings::act(model, action),
        Context::Catalog => catalog::act(model, action),
        Context::Differences => differences::act(model, action),
        Context::Sources => sources::act(model, action),
        Context::Columns => columns::act(model, action),
        Context::Menu | Context::Palette => choices::act(model, action),
        Context::FacetFind => facets::act_in_finder(model, action),
        Context::Prompt => prompt::act(model, action),
        Context::Replay => replay::act(model, action),
    };
    done.or_else(|| filter::act_in_panes(model, action))
        .or_else(|| timeline::act(model, action))
        .or_else(|| program::act(model, action))
}

#[cfg(test)]
mod tests;
