//! The page of sources: moving through it, opening a session, showing one source only.

use std::collections::BTreeSet;

use crate::event::SourceId;
use crate::pipeline::Stage;
use crate::search::Selection;
use crate::store::{Facet, FacetKey};

use super::super::actions::Action;
use super::super::message::{Effect, Message};
use super::super::model::{Model, Page, SourcesWish};
use super::super::sessions::{Offered, Wish};
use super::super::shape::{About, source_page};
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

/// Something has happened: the page is made anew where it may tell of it. What is typed changes
/// nothing that it tells, and of the time it tells seconds of what is followed, else minutes.
pub(super) fn touch(model: &mut Model, message: &Message) {
    let told = match message {
        Message::Key(_) | Message::Paste(_) | Message::Mouse(_) | Message::Copied(_) => false,
        Message::Now(now) => {
            let step = if model.stage == Stage::Live { 1000 } else { 60_000 };
            now.0.div_euclid(step) != model.clock.0.div_euclid(step)
        }
        _ => true,
    };
    if told && model.page == Page::Sources {
        model.sources.touch();
    }
}

/// Makes the page anew while it is shown, if that is due.
pub(super) fn refresh(model: &mut Model) {
    if model.page == Page::Sources {
        make(model);
    } else {
        model.sources.forget();
    }
}

fn make(model: &mut Model) {
    let width = usize::from(model.regions().body.width.saturating_sub(4));
    let wish = SourcesWish { width, all: model.sources.all };
    let now = model.clock;
    let made = model.look(|log, _| {
        let due = model.sources.is_due(wish, log.source_count(), now);
        due.then(|| source_page(model, log, width))
    });
    if let Some(page) = made {
        model.sources.take(page, wish, now);
    }
}

/// How many lines of the page are on the screen at once, at least one.
fn height(model: &Model) -> usize {
    usize::from(model.regions().body.height.saturating_sub(2)).max(1)
}

/// Moves through the lines. The cursor stays on the screen.
pub(super) fn go(model: &mut Model, step: Step) {
    let height = height(model);
    model.sources.line = step.target(model.sources.line, model.sources.page.lines.len(), height);
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
    model.sources.forget();
    make(model);
    let page = &model.sources.page;
    if first && model.sources.line == 0 {
        let session = page.about.iter().position(|about| matches!(about, Some(About::Session(_))));
        model.sources.line = session.unwrap_or_default();
    }
    model.sources.line = model.sources.line.min(model.sources.page.lines.len().saturating_sub(1));
    let height = height(model);
    keep_in_view(model, height);
}

/// Does what the line under the cursor is for.
fn open(model: &mut Model) -> Vec<Effect> {
    match model.sources.page.about.get(model.sources.line).copied().flatten() {
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
    let height = height(model);
    let page = &model.sources.page;
    model.sources.line = (model.sources.top + line).min(page.lines.len().saturating_sub(1));
    keep_in_view(model, height);
}
