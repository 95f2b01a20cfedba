//! The help page, and the page that says how the filter runs.

use super::super::actions::Action;
use super::super::model::{Model, Overlay};
use super::super::shape::explained_lines;
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
    let width = usize::from(body.width.saturating_sub(4));
    let lines = match model.overlays.last() {
        Some(Overlay::Explained(_)) => {
            model.look(|log, _| explained_lines(&model.filter, log, width).len())
        }
        _ => model.help(width).len(),
    };
    if let Some(Overlay::Help(top) | Overlay::Explained(top)) = model.overlays.last_mut() {
        *top = step.target(*top, (lines + 1).saturating_sub(page), page);
    }
}
