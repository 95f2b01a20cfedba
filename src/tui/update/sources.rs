//! The page of sources.

use super::super::actions::Action;
use super::super::model::Model;
use super::super::shape::source_lines;
use super::step::Step;
use super::{Done, program};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        _ => program::leave_page(model, action),
    }
}

/// Scrolls, not beyond the last page.
pub(super) fn go(model: &mut Model, step: Step) {
    let body = model.regions().body;
    let page = usize::from(body.height.saturating_sub(2)).max(1);
    let width = usize::from(body.width.saturating_sub(4));
    let lines = model.look(|log, _| source_lines(model, log, width).len());
    model.sources_top = step.target(model.sources_top, (lines + 1).saturating_sub(page), page);
}
