//! The page of findings: going to what was found.

use std::sync::{Arc, PoisonError};

use crate::audit::Seen;
use crate::event::EventId;

use super::super::actions::{Action, Context};
use super::super::message::Effect;
use super::super::model::{Model, Wish};
use super::super::shape::{FindingRow, sort_findings};
use super::filter::Combine;
use super::{Done, program, reveal, table};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(combine) = Combine::of(action) {
        let term = model.findings.table.current().map(FindingRow::term);
        return Some(table::narrow(model, combine, term));
    }
    match action {
        Action::Open => Some(open(model)),
        Action::Reveal => Some(reveal::toggle(model)),
        _ => table::act(model, action).or_else(|| program::leave_page(model, action)),
    }
}

/// Takes over what was found, if that is due.
pub(super) fn look(model: &mut Model) {
    let log = Arc::clone(&model.log);
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    model.audited.refresh(&log, model.query.now);
}

/// Makes the rows anew, if that is due.
pub(super) fn refresh(model: &mut Model) {
    let sort = model.findings.table.sort;
    let wish = Wish { folds: model.audited.version, ..table::wish(model, sort, 0) };
    let of = table::revision(model);
    let now = model.query.now;
    if !model.findings.table.is_due(wish, of, now) {
        return;
    }
    let mut rows: Vec<FindingRow> = model.look(|log, _| {
        let list = model.audited.list.iter().cloned();
        list.map(|finding| FindingRow::new(log, finding)).collect()
    });
    sort_findings(&mut rows, sort);
    let times = rows.iter().flat_map(|row| [row.first, row.last]).flatten();
    model.findings.range = times.filter_map(|it| it.time).fold(None, |range, time| {
        let (first, last) = range.unwrap_or((time, time));
        Some((time.min(first), time.max(last)))
    });
    model.findings.table.take(rows, (wish, of), now);
}

/// Goes to the first event that the row under the cursor is about.
fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(id) = first(model) {
        return table::show_event(model, id);
    }
    let seen = model.findings.table.current().map(|row| row.finding.seen.is_some());
    if seen != Some(true) {
        model.note(match seen {
            None => "there is no finding here to go to",
            Some(_) => "this is about no single event",
        });
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
        // Of those between, the oldest are known.
        let oldest = row.finding.seen.as_ref().map(Seen::oldest).unwrap_or_default();
        oldest.into_iter().find(|id| view.position(log, *id).is_ok())
    })
}
