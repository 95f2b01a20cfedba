//! The page of differences: which are listed, going to their events, and coming back.

use crate::query::{Expr, parse};

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Focus, Left, Model, Narrowed, Page, Place, Wish};
use super::super::shape::{DIFFERENCE_TABS, difference_rows};
use super::{Done, filter, program, table};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::OnlyThis => narrow(model, true),
        Action::NotThis => narrow(model, false),
        Action::RelaxFilter if model.differences.narrowed.pop().is_some() => {
            model.differences.version += 1;
        }
        Action::NextTab => model.differences.table.turn(DIFFERENCE_TABS),
        Action::Open => return Some(open(model)),
        _ => return table::act(model, action).or_else(|| program::leave_page(model, action)),
    }
    Some(Vec::new())
}

/// Makes the rows anew, if that is due.
pub(super) fn refresh(model: &mut Model) {
    let (sort, tab) = (model.differences.table.sort, model.differences.table.tab);
    let wish = Wish { folds: model.differences.version, ..table::wish(model, sort, tab) };
    let (of, now) = (table::revision(model), model.query.now);
    if model.differences.table.is_due(wish, of, now) {
        let rows = difference_rows(&model.differences, sort);
        model.differences.table.take(rows, (wish, of), now);
    }
}

/// Opens the page, as it was left.
pub(super) fn enter(model: &mut Model) -> Vec<Effect> {
    if model.differences.comparison.is_none() {
        model.note("nothing was compared: telltail diff OLD NEW --screen");
        return Vec::new();
    }
    come_back(model).unwrap_or_else(|| {
        program::open(model, Page::Differences);
        Vec::new()
    })
}

/// Back to the page from the events of a difference, where they are what is looked at: with the
/// filter that was there before, unless it was changed since.
pub(super) fn come_back(model: &mut Model) -> Option<Vec<Effect>> {
    let Left { before, shown } = model.differences.left.take()?;
    program::open(model, Page::Differences);
    let is_as_left = model.filter.line.text() == shown;
    Some(if is_as_left { filter::replace(model, &before) } else { Vec::new() })
}

/// Lists only rows with what is under the cursor, or only others.
fn narrow(model: &mut Model, listed: bool) {
    let column = table::shown_column(model);
    let Some(text) = model.differences.table.current().map(|row| row.text(column)) else { return };
    model.differences.narrowed.push(Narrowed { column, text, listed });
    model.differences.version += 1;
}

/// Goes to the events of the difference under the cursor. What is gone stands in the old log alone
/// and what is new in the new one, so the filter that shows them tells the logs apart.
fn open(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.differences.table.current() else {
        model.note("there is no difference here to go to");
        return Vec::new();
    };
    let Some(term) = row.difference.filter.as_deref().and_then(|text| parse(text).ok()) else {
        model.note("this is about no events that a filter shows");
        return Vec::new();
    };
    let before = model.filter.line.text().to_owned();
    let text = match parse(&before) {
        Ok(own) if !own.is_all() => Expr::and(vec![own, term]).to_string(),
        _ => term.to_string(),
    };
    let effects = filter::replace(model, &text);
    model.differences.left = Some(Left { before, shown: text });
    model.page = Page::Events;
    model.focus = Focus::List;
    model.list.place = Place::End;
    table::show_list(model);
    effects
}
