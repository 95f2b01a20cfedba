//! The page of stats: what is counted by, and filtering by what was counted.

use crate::query::Expr;

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Model, StatsState};
use super::super::shape::{sort_stats, stats_rows};
use super::filter::Combine;
use super::{Done, filter, program, table};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(combine) = Combine::of(action) {
        let term = term(model);
        return Some(table::narrow(model, combine, term));
    }
    match action {
        Action::NextTab => model.stats.table.turn(StatsState::TABS.len()),
        Action::Open => return Some(open(model)),
        _ => return table::act(model, action).or_else(|| program::leave_page(model, action)),
    }
    Some(Vec::new())
}

/// Counts anew, if that is due.
pub(super) fn refresh(model: &mut Model) {
    let (sort, tab) = (model.stats.table.sort, model.stats.table.tab);
    let (wish, of) = (table::wish(model, sort, tab), table::revision(model));
    let now = model.clock;
    if !model.stats.table.is_due(wish, of, now) {
        return;
    }
    let facet = model.stats.facet();
    match model.look(|log, view| stats_rows(log, view, facet)) {
        Some((mut rows, total)) => {
            sort_stats(&mut rows, sort);
            model.stats.total = total;
            model.stats.table.take(rows, (wish, of), now);
        }
        None => model.stats.table.put_off(),
    }
}

/// The filter that the row under the cursor stands for.
fn term(model: &Model) -> Option<Expr> {
    let facet = model.stats.facet();
    model.stats.table.current().map(|row| row.term(facet))
}

/// Filters to the row, and shows its events.
fn open(model: &mut Model) -> Vec<Effect> {
    let Some(term) = term(model) else { return Vec::new() };
    let effects = filter::add(model, &term);
    table::show_list(model);
    effects
}
