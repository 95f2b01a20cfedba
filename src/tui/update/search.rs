//! The search line, and what a search has found.

use crate::event::EventId;
use crate::search::Direction;

use super::super::actions::Action;
use super::super::model::{Model, Overlay};
use super::{Done, list, reading};

/// What is done while the line is edited.
pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::KeepLine => {
            if model.search.error.is_some() {
                return Some(Vec::new());
            }
            model.search.line.keep();
            model.overlays.pop();
            if model.search.needle.is_some() {
                return Some(reading::find(model, Direction::Forward));
            }
        }
        Action::RestoreLine => {
            model.search.line.restore();
            model.search.read();
            model.overlays.pop();
        }
        Action::OlderLine => {
            model.search.line.older();
            model.search.read();
        }
        Action::NewerLine => {
            model.search.line.newer();
            model.search.read();
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Begins to edit the search.
pub(super) fn edit(model: &mut Model) {
    model.search.line.begin();
    model.overlays.push(Overlay::Search);
}

/// Ends the search: nothing is highlighted any more.
pub(super) fn end(model: &mut Model) {
    model.search.line.set("");
    model.search.read();
}

/// A search asked for has ended.
pub(super) fn found(model: &mut Model, generation: u64, id: Option<EventId>) {
    if generation != model.search.asked {
        return;
    }
    model.search.answered = generation;
    let Some(id) = id else {
        let text = format!("nothing shown here has '{}'", model.search.line.text());
        return model.note(text);
    };
    if model.search.from == Some(id) {
        model.note("this is the only hit");
    }
    list::show(model, id);
}
