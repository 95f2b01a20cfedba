//! The command palette.

use super::super::actions::Action;
use super::super::model::Model;
use super::Done;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::LeaveChoices | Action::RestoreLine | Action::Close | Action::Back => {
            model.overlays.pop();
            Some(Vec::new())
        }
        _ => None,
    }
}
