//! The facet column: moving through the values, and choosing them.

use std::collections::BTreeSet;

use crate::search::Selection;
use crate::store::{Facet, FacetKey};

use super::super::actions::Action;
use super::super::line::Line;
use super::super::message::Effect;
use super::super::model::{Focus, Model, Overlay};
use super::super::shape::{FacetLine, cursor_line, facet_lines};
use super::Done;
use super::filter;
use super::step::Step;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    let facet = model.facets.facet;
    match action {
        Action::Left => section(model, -1),
        Action::Right => section(model, 1),
        Action::FacetToggle => return Some(toggle(model)),
        Action::FacetOnly => {
            let only = under_cursor(model).map(|key| Selection::Only(BTreeSet::from([key])));
            return Some(only.map_or_else(Vec::new, |only| choose(model, facet, only)));
        }
        Action::FacetSearch => begin_to_find(model),
        // What was looked for is let go of first.
        Action::Close if !model.facets.find.text().is_empty() => {
            model.facets.find = Line::default();
        }
        Action::FacetAll => return Some(choose(model, facet, Selection::All)),
        Action::FacetInvert => {
            let mut selection = model.filter.selections.of(facet).clone();
            selection.invert();
            return Some(choose(model, facet, selection));
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// What is done while a value is typed for.
pub(super) fn act_in_finder(model: &mut Model, action: Action) -> Done {
    match action {
        Action::KeepLine => {
            model.overlays.pop();
            Some(Vec::new())
        }
        Action::RestoreLine => {
            model.overlays.pop();
            model.facets.find = Line::default();
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Types into what is looked for: the cursor goes to the first value that has it.
pub(super) fn find(model: &mut Model, edit: impl FnOnce(&mut Line)) {
    edit(&mut model.facets.find);
    model.facets.key = None;
}

/// Begins to look for a value.
fn begin_to_find(model: &mut Model) {
    model.facets.find.begin();
    model.overlays.push(Overlay::FacetFind);
}

/// Opens the facets with the cursor in a section.
pub(super) fn pick(model: &mut Model, facet: Facet) {
    model.focus = Focus::Facets;
    model.facets.facet = facet;
    model.facets.key = None;
    model.facets.find = Line::default();
}

/// Chooses in a section, and asks for what that shows. A filter that is off comes on again.
fn choose(model: &mut Model, facet: Facet, selection: Selection) -> Vec<Effect> {
    *model.filter.selections.of_mut(facet) = selection;
    model.filter.on = true;
    vec![filter::ask(model)]
}

pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some(key) = under_cursor(model) else { return Vec::new() };
    let facet = model.facets.facet;
    let mut selection = model.filter.selections.of(facet).clone();
    selection.toggle(key);
    choose(model, facet, selection)
}

/// The value under the cursor.
fn under_cursor(model: &Model) -> Option<FacetKey> {
    let lines = model.look(|log, view| facet_lines(model, log, view));
    match lines.get(cursor_line(&lines, &model.facets)) {
        Some(FacetLine::Value { key, .. }) => Some(*key),
        _ => None,
    }
}

/// Moves through the values; headings are no place for a cursor.
pub(super) fn go(model: &mut Model, step: Step) {
    let lines = model.look(|log, view| facet_lines(model, log, view));
    let at = cursor_line(&lines, &model.facets);
    let values: Vec<usize> = (0..lines.len())
        .filter(|at| matches!(lines.get(*at), Some(FacetLine::Value { .. })))
        .collect();
    let page = model.regions().facets_shown().map_or(1, |rect| usize::from(rect.height));
    let from = values.partition_point(|value| *value < at);
    let to = step.target(from, values.len(), page);
    if let Some(FacetLine::Value { facet, key, .. }) = values.get(to).and_then(|at| lines.get(*at))
    {
        if model.facets.facet != *facet {
            model.facets.find = Line::default();
        }
        (model.facets.facet, model.facets.key) = (*facet, Some(*key));
    }
}

/// Goes on by some sections.
fn section(model: &mut Model, by: isize) {
    let sections = &super::super::shape::SECTIONS;
    let at = sections.iter().position(|facet| *facet == model.facets.facet).unwrap_or(0);
    let to = at.saturating_add_signed(by).min(sections.len() - 1);
    pick(model, sections[to]);
}

/// What a click on a line does: a value is toggled, a heading is gone to.
pub(super) fn click(model: &mut Model, line: &FacetLine) -> Vec<Effect> {
    pick(model, line.facet());
    let FacetLine::Value { key, .. } = line else { return Vec::new() };
    model.facets.key = Some(*key);
    toggle(model)
}
