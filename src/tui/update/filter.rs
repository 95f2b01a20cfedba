//! The filter line, and everything that changes the filter from elsewhere.

use crate::pipeline::Ask;
use crate::query::Expr;
use crate::search::Selection;
use crate::store::Facet;

use super::super::actions::Action;
use super::super::filter::Verdict;
use super::super::message::Effect;
use super::super::model::{Model, Overlay};
use super::Done;

/// What is done while the line is edited.
pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::KeepLine => {
            // A filter that is none is not kept: the error stays until it is mended or undone.
            if let Verdict::Incomplete(error) = &model.filter.verdict {
                model.filter.verdict = Verdict::Wrong(error.clone());
            }
            if model.filter.verdict == Verdict::Valid {
                model.filter.line.keep();
                model.overlays.pop();
            }
            Some(Vec::new())
        }
        Action::RestoreLine => {
            model.filter.line.restore();
            model.overlays.pop();
            Some(apply(model))
        }
        Action::OlderLine => {
            model.filter.line.older();
            Some(apply(model))
        }
        Action::NewerLine => {
            model.filter.line.newer();
            Some(apply(model))
        }
        _ => None,
    }
}

/// What is done to the filter from the panes.
pub(super) fn act_in_panes(model: &mut Model, action: Action) -> Done {
    match action {
        Action::EditFilter => edit(model),
        Action::ToggleFilter => {
            model.filter.on = !model.filter.on;
            return Some(vec![ask(model)]);
        }
        Action::RelaxFilter => return Some(relax(model)),
        _ => return None,
    }
    Some(Vec::new())
}

/// Begins to edit the filter.
pub(super) fn edit(model: &mut Model) {
    model.filter.line.begin();
    // The next term does not stick to the last one.
    let text = model.filter.line.text();
    if !text.is_empty() && !text.ends_with(' ') {
        let text = format!("{text} ");
        model.filter.line.set(&text);
    }
    model.overlays.push(Overlay::Filter);
}

/// Applies the line as it stands, where it is a filter and another one than before.
pub(super) fn apply(model: &mut Model) -> Vec<Effect> {
    let before = model.filter.applied.clone();
    model.filter.read(&model.query);
    if model.filter.applied == before && model.filter.on {
        return Vec::new();
    }
    model.filter.on = true;
    vec![ask(model)]
}

/// Asks for what the filter is now.
pub(super) fn ask(model: &mut Model) -> Effect {
    model.filter.asked += 1;
    model.filter.asked_at = model.query.now;
    let generation = model.filter.asked;
    Effect::Ask(Ask::Question { generation, question: Box::new(model.filter.question()) })
}

/// Adds a term to the filter. A filter that was switched off begins anew with it.
pub(super) fn add(model: &mut Model, term: &Expr) -> Vec<Effect> {
    let text = if model.filter.on { model.filter.with(term) } else { term.to_string() };
    if !model.filter.on {
        model.filter.selections = crate::search::Selections::default();
    }
    replace(model, &text)
}

/// Makes `text` the filter, and remembers it as if it had been typed.
pub(super) fn replace(model: &mut Model, text: &str) -> Vec<Effect> {
    model.filter.line.set(text);
    model.filter.line.keep();
    apply(model)
}

/// Takes away the last term, and where there is none the last choice of facets.
fn relax(model: &mut Model) -> Vec<Effect> {
    if let Some((_, rest)) = model.filter.last_term() {
        return replace(model, &rest);
    }
    let selections = &mut model.filter.selections;
    let narrowed = |facet: &Facet| *selections.of(*facet) != Selection::All;
    let Some(facet) = Facet::ALL.into_iter().rfind(narrowed) else {
        model.note("there is no filter to take away from");
        return Vec::new();
    };
    *selections.of_mut(facet) = Selection::All;
    vec![ask(model)]
}
