//! The page of findings: going to what was found.

use std::sync::{Arc, PoisonError};

use crate::audit::Seen;
use crate::event::EventId;

use super::super::actions::{Action, Context};
use super::super::message::Effect;
use super::super::model::{Model, Wish};
use super::super::shape::{FindingRow, ScoreRow, sort_findings, sort_scores};
use super::filter::{self, Combine};
use super::{Done, program, reveal, table, waive};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(combine) = Combine::of(action) {
        let term = if model.findings.card {
            model.findings.scores.current().map(ScoreRow::term)
        } else {
            let veil = model.veils().of_names();
            model.findings.table.current().map(|row| row.term(veil))
        };
        return Some(table::narrow(model, combine, term));
    }
    match action {
        Action::NextTab => {
            model.findings.card = !model.findings.card;
            Some(Vec::new())
        }
        Action::Open if model.findings.card => Some(open_card(model)),
        Action::Open => Some(open(model)),
        Action::Waive => Some(waive::ask(model)),
        Action::Reveal => Some(reveal::toggle(model)),
        _ => table::act(model, action).or_else(|| program::leave_page(model, action)),
    }
}

/// Takes over what was found, if that is due.
pub(super) fn look(model: &mut Model) {
    let log = Arc::clone(&model.log);
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let today = model.query.zone.civil(model.clock).date();
    model.audited.refresh(&log, model.clock, today);
}

/// Makes the rows anew, if that is due.
pub(super) fn refresh(model: &mut Model) {
    if model.findings.card {
        return refresh_cards(model);
    }
    let sort = model.findings.table.sort;
    let wish = Wish { folds: model.audited.version, ..table::wish(model, sort, 0) };
    let of = table::revision(model);
    let now = model.clock;
    if !model.findings.table.is_due(wish, of, now) {
        return;
    }
    let mut rows: Vec<FindingRow> = model.look(|log, _| {
        let list = model.audited.list.iter().cloned();
        list.map(|found| FindingRow::new(log, found)).collect()
    });
    sort_findings(&mut rows, sort);
    let times = rows.iter().flat_map(|row| [row.first, row.last]).flatten();
    model.findings.range = times.filter_map(|it| it.time).fold(None, |range, time| {
        let (first, last) = range.unwrap_or((time, time));
        Some((time.min(first), time.max(last)))
    });
    model.findings.table.take(rows, (wish, of), now);
}

/// The same of the score cards.
fn refresh_cards(model: &mut Model) {
    let sort = model.findings.scores.sort;
    let wish = Wish { folds: model.audited.version, ..table::wish(model, sort, 1) };
    let of = table::revision(model);
    let now = model.clock;
    if !model.findings.scores.is_due(wish, of, now) {
        return;
    }
    let scores = model.look(|log, _| model.audited.scores(log));
    let mut rows: Vec<ScoreRow> = scores.into_iter().map(ScoreRow).collect();
    sort_scores(&mut rows, sort);
    model.findings.scores.take(rows, (wish, of), now);
}

/// Shows the events of the producer under the cursor.
fn open_card(model: &mut Model) -> Vec<Effect> {
    let Some(term) = model.findings.scores.current().map(ScoreRow::term) else {
        model.note("there is no score card here to go to");
        return Vec::new();
    };
    let effects = filter::add(model, &term);
    table::show_list(model);
    effects
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
