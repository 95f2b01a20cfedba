//! The page of findings: going to what was found.

use super::super::actions::{Action, Context};
use super::super::message::Effect;
use super::super::model::{Model, Page, Wish};
use super::super::shape::{FindingRow, finding_rows, sort_findings};
use super::filter::Combine;
use super::{Done, program, table};
use std::sync::PoisonError;

use crate::event::EventId;
use crate::pipeline::Ask;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(combine) = Combine::of(action) {
        let term = model.findings.table.current().map(FindingRow::term);
        return Some(table::narrow(model, combine, term));
    }
    match action {
        Action::Open => Some(open(model)),
        _ => table::act(model, action).or_else(|| program::leave_page(model, action)),
    }
}

/// Looks anew, if that is due.
pub(super) fn refresh(model: &mut Model) {
    let sort = model.findings.table.sort;
    model.findings.whole |= is_whole(model);
    let folds = u64::from(model.findings.whole);
    let wish = Wish { folds, ..table::wish(model, sort, 0) };
    let of = table::revision(model);
    let now = model.query.now;
    if !model.findings.table.is_due(wish, of, now) {
        return;
    }
    let (mut rows, sum) = model.look(|log, _| {
        let survey = model.survey.read().unwrap_or_else(PoisonError::into_inner);
        finding_rows(log, &survey)
    });
    sort_findings(&mut rows, sort);
    model.findings.sum = sum;
    model.findings.table.take(rows, (wish, of), now);
}

/// Whether all text there is was looked through.
fn is_whole(model: &Model) -> bool {
    model.look(|log, _| {
        let survey = model.survey.read().unwrap_or_else(PoisonError::into_inner);
        let (done, all) = survey.progress();
        done == all && all == log.len()
    })
}

/// Has the text looked through as long as the page is shown.
pub(super) fn survey(model: &mut Model) -> Option<Effect> {
    let shown = model.page == Page::Findings;
    let changed = std::mem::replace(&mut model.findings.surveys, shown) != shown;
    changed.then_some(Effect::Ask(Ask::Survey(shown)))
}

/// Goes to the first event that the row under the cursor is about.
fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(id) = first(model) {
        return table::show_event(model, id);
    }
    if model.findings.table.current().is_none() {
        model.note("there is no finding here to go to");
        return Vec::new();
    }
    let key = model.keys.first(Context::Findings, Action::ToggleFilter);
    model.note(format!("the filter hides all of them: {key} switches it off"));
    Vec::new()
}

/// The first event in view that the row under the cursor is about; of what only the text tells,
/// the first or the last of all.
fn first(model: &Model) -> Option<EventId> {
    let row = model.findings.table.current()?;
    model.look(|log, view| {
        let known = [row.first, row.last].into_iter().flatten().map(|it| it.id);
        if let Some(id) = known.into_iter().find(|id| view.position(log, *id).is_ok()) {
            return Some(id);
        }
        let ids = view.ids().iter().copied();
        ids.filter_map(|id| log.row(id)).find(|event| row.is_about(*event)).map(|event| event.id())
    })
}
