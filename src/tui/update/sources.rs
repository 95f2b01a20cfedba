//! The page of sources: moving through it, opening a session, showing one source only.

use std::collections::BTreeSet;

use crate::event::SourceId;
use crate::search::Selection;
use crate::store::{Facet, FacetKey};

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Model, Page};
use super::super::sessions::{Offered, Wish};
use super::super::shape::{About, SourcePage, source_page};
use super::step::Step;
use super::{Done, filter, program};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        Action::Open => Some(open(model)),
        _ => program::leave_page(model, action),
    }
}

/// What is to be done when the page is opened.
pub(super) fn enter() -> Vec<Effect> {
    vec![Effect::LookForSessions]
}

fn page(model: &Model) -> (SourcePage, usize) {
    let body = model.regions().body;
    let width = usize::from(body.width.saturating_sub(4));
    let height = usize::from(body.height.saturating_sub(2)).max(1);
    (model.look(|log, _| source_page(model, log, width)), height)
}

/// Moves through the lines. The cursor stays on the screen.
pub(super) fn go(model: &mut Model, step: Step) {
    let (page, height) = page(model);
    model.sources.line = step.target(model.sources.line, page.lines.len(), height);
    keep_in_view(model, height);
}

fn keep_in_view(model: &mut Model, height: usize) {
    let sources = &mut model.sources;
    sources.top = sources.top.clamp((sources.line + 1).saturating_sub(height), sources.line);
}

/// The sessions were looked for. The cursor begins with the first.
pub(super) fn offered(model: &mut Model, offered: Vec<Offered>) {
    let first = model.sources.offered.is_none();
    model.sources.offered = Some(offered);
    let (page, height) = page(model);
    if first && model.sources.line == 0 {
        let session = page.about.iter().position(|about| matches!(about, Some(About::Session(_))));
        model.sources.line = session.unwrap_or_default();
    }
    model.sources.line = model.sources.line.min(page.lines.len().saturating_sub(1));
    keep_in_view(model, height);
}

/// Does what the line under the cursor is for.
fn open(model: &mut Model) -> Vec<Effect> {
    let (page, _) = page(model);
    match page.about.get(model.sources.line).copied().flatten() {
        Some(About::Session(at)) => open_session(model, at),
        Some(About::MoreSessions) => {
            model.sources.all = true;
            Vec::new()
        }
        Some(About::Source(source)) => only(model, source),
        None => {
            model.note("Enter on a session opens it, on a log shows that log only");
            Vec::new()
        }
    }
}

fn open_session(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(session) = model.sources.offered.as_ref().and_then(|offered| offered.get(at)) else {
        return Vec::new();
    };
    if session.bearing == 0 && !model.trace {
        model.note("there is no telemetry log in this session; T and then Enter reads its others");
        return Vec::new();
    }
    let wish = Wish::Session(session.clone());
    model.note(format!("opening {} {}…", session.product, session.stamp));
    vec![Effect::Open(wish)]
}

/// Shows the events of one source only.
fn only(model: &mut Model, source: SourceId) -> Vec<Effect> {
    let key = FacetKey(u32::from(source.0));
    *model.filter.selections.of_mut(Facet::Source) = Selection::Only(BTreeSet::from([key]));
    model.filter.on = true;
    model.page = Page::Events;
    vec![filter::ask(model)]
}

/// Looks at the line that was clicked.
pub(super) fn click(model: &mut Model, line: usize) {
    let (page, height) = page(model);
    model.sources.line = (model.sources.top + line).min(page.lines.len().saturating_sub(1));
    keep_in_view(model, height);
}
