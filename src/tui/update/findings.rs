//! The page of findings: going to what was found.

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::Model;
use super::super::shape::{FindingRow, finding_rows, sort_findings};
use super::table::How;
use super::{Done, program, table};
use crate::event::EventId;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(how) = How::of(action) {
        let term = model.findings.table.current().map(FindingRow::term);
        return Some(table::narrow(model, how, term));
    }
    match action {
        Action::Open => Some(open(model)),
        _ => table::act(model, action).or_else(|| program::leave_page(model, action)),
    }
}

/// Looks anew, if that is due.
pub(super) fn refresh(model: &mut Model) {
    let sort = model.findings.table.sort;
    let (wish, of) = (table::wish(model, sort, 0), table::revision(model));
    let now = model.query.now;
    if !model.findings.table.is_due(wish, of, now) {
        return;
    }
    match model.look(finding_rows) {
        Some((mut rows, sum)) => {
            sort_findings(&mut rows, sort);
            model.findings.sum = sum;
            model.findings.table.take(rows, (wish, of), now);
        }
        None => model.findings.table.put_off(),
    }
}

/// Goes to the first event that the row under the cursor is about.
fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(id) = first(model) {
        return table::show_event(model, id);
    }
    model.note("none of them is shown any more");
    Vec::new()
}

/// The first event in view that the row under the cursor is about.
fn first(model: &Model) -> Option<EventId> {
    let row = model.findings.table.current()?;
    model.look(|log, view| {
        let ids = view.ids().iter().copied();
        ids.filter_map(|id| log.row(id)).find(|event| row.is_about(*event)).map(|event| event.id())
    })
}
