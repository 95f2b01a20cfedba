//! Going back to where a jump was made, and forward again.

use crate::event::EventId;

use super::super::model::{Model, Trail};
use super::list;

/// Remembers the event that is looked at: somebody jumps away from it.
pub(super) fn leave(model: &mut Model) {
    if let Some(here) = here(model) {
        model.list.trail.leave(here);
    }
}

/// Back to where the last jump was made.
pub(super) fn back(model: &mut Model) {
    go(model, Trail::back, "there is no jump to go back from");
}

/// Forward to where one has gone back from.
pub(super) fn forward(model: &mut Model) {
    go(model, Trail::forward, "there is no jump to do again");
}

fn here(model: &Model) -> Option<EventId> {
    model.look(|log, view| model.current(log, view)).map(|(_, id)| id)
}

fn go(model: &mut Model, way: fn(&mut Trail, EventId) -> Option<EventId>, none: &str) {
    let Some(here) = here(model) else { return };
    let Some(id) = way(&mut model.list.trail, here) else { return model.note(none) };
    list::bring(model, id);
    if model.look(|log, view| view.position(log, id).is_err()) {
        model.note("that event is hidden now: this is where it would stand");
    }
}
