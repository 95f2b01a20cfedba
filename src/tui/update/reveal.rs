//! Revealing private values, and hiding them again.

use crate::event::EventId;
use crate::query::{Literal, Term};

use super::super::message::Effect;
use super::super::model::{Focus, Model, Page};

/// Why what is masked becomes no filter: the filter's line shows and remembers what is in it.
pub(super) const MASKED: &str = "this value is masked: r reveals it first";

/// Reveals the event under the cursor, in the detail pane the value under it; again: hides it.
pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    if model.revealed.all {
        model.note("--show-values shows every value");
        return Vec::new();
    }
    let Some(id) = event(model) else {
        model.note("there is no event here to reveal");
        return Vec::new();
    };
    let node = match (model.page, model.focus) {
        (Page::Events, Focus::Detail) => node(model),
        _ => None,
    };
    let shown = match node {
        Some(node) => model.revealed.toggle_value(id, node),
        None => model.revealed.toggle(id),
    };
    model.note(match (shown, node.is_some()) {
        (true, _) if !hides(model, id) => "nothing is masked in this event",
        (true, true) => "this value is shown as it is; again: masked",
        (true, false) => "this event's values are shown as they are; again: masked",
        (false, _) => "masked again",
    });
    Vec::new()
}

/// The event that is looked at, on the page of findings the first of the finding.
fn event(model: &Model) -> Option<EventId> {
    if model.page == Page::Findings {
        return model.findings.table.current()?.first.map(|it| it.id);
    }
    model.look(|log, view| model.current(log, view)).map(|(_, id)| id)
}

/// The value under the cursor of the detail pane.
fn node(model: &Model) -> Option<u64> {
    let (_, node) = model.detail.content.as_ref()?.node(model.detail.line)?;
    (!node.is_section()).then_some(node.id)
}

/// Whether anything of an event is masked as long as it is not revealed.
fn hides(model: &Model, id: EventId) -> bool {
    model.look(|log, _| {
        let Some(row) = log.row(id) else { return false };
        let text = log.text(row);
        let bytes = String::from_utf8_lossy(text.bytes());
        model.veils().of_names().record(&bytes) != bytes
    })
}

/// Whether a term of the event looked at tells what is masked.
pub(super) fn tells(model: &Model, term: &Term) -> bool {
    let Some((_, id)) = model.look(|log, view| model.current(log, view)) else { return false };
    let key = term.field.key().unwrap_or_default();
    let veil = match (model.focus, node(model)) {
        (Focus::Detail, Some(node)) => model.veils().of_value(id, [node]),
        _ => model.veils().of(id),
    };
    term.wanted.iter().any(|it| match &it.literal {
        Literal::Word(text) | Literal::Quoted(text) => veil.hides(text, key),
        Literal::Regex { .. } | Literal::Range(..) => false,
    })
}
