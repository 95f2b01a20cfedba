//! The help page.

use super::super::actions::Action;
use super::super::model::{Model, Overlay};
use super::super::shape::help_lines;
use super::Done;
use super::step::Step;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        Action::LeaveHelp | Action::Close | Action::Back => {
            model.overlays.pop();
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Scrolls, not beyond the last page.
pub(super) fn go(model: &mut Model, step: Step) {
    let body = model.regions().body;
    let page = usize::from(body.height.saturating_sub(2)).max(1);
    let lines = help_lines(usize::from(body.width.saturating_sub(4))).len();
    if let Some(Overlay::Help(top)) = model.overlays.last_mut() {
        *top = step.target(*top, (lines + 1).saturating_sub(page), page);
    }
}
