//! The timeline: what span of time is shown, and how much of it.

use super::super::actions::Action;
use super::super::model::Model;
use super::Done;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::ToggleTimeline => model.shares.timeline = !model.shares.timeline,
        _ => return None,
    }
    Some(Vec::new())
}
