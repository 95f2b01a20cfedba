//! The columns of the list: adding one from where the cursor is, and the chooser.

use super::super::actions::Action;
use super::super::model::{ChosenColumn, Column, Focus, Model, Overlay};
use super::super::shape::{offered_columns, own_fields};
use super::step::Step;
use super::{Done, list, value};

/// How many lines a page of the chooser is.
const PAGE: usize = 10;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        let len = offered(model).len();
        if let Some(Overlay::Columns(at)) = model.overlays.last_mut() {
            *at = step.target(*at, len, PAGE);
        }
        return Some(Vec::new());
    }
    match action {
        Action::ColumnToggle => change(model, |column| column.shown = !column.shown),
        Action::ColumnUp => shift(model, -1),
        Action::ColumnDown => shift(model, 1),
        Action::ColumnWider => resize(model, 1),
        Action::ColumnNarrower => resize(model, -1),
        Action::ColumnReset => {
            model.list.chosen.clear();
            model.list.first = 0;
            model.note("the columns are those that suit the screen again");
        }
        Action::Close | Action::Back => {
            model.overlays.pop();
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Opens the chooser.
pub(super) fn open(model: &mut Model) {
    let at = offered(model).iter().position(|it| it.column == model.list.column);
    model.overlays.push(Overlay::Columns(at.unwrap_or(0)));
}

/// Every column there is to choose from.
fn offered(model: &Model) -> Vec<ChosenColumn> {
    model.look(|log, view| offered_columns(model, log, view))
}

/// Changes the column under the chooser's cursor.
fn change(model: &mut Model, change: impl FnOnce(&mut ChosenColumn)) {
    let mut columns = offered(model);
    let Some(Overlay::Columns(at)) = model.overlays.last() else { return };
    if let Some(column) = columns.get_mut(*at) {
        change(column);
        choose(model, columns);
    }
}

/// Makes these the columns, of which one at least is shown.
fn choose(model: &mut Model, columns: Vec<ChosenColumn>) {
    if columns.iter().any(|column| column.shown) {
        model.list.chosen = columns;
    } else {
        model.note("one column has to stay");
    }
}

/// Moves the column under the chooser's cursor, and the cursor with it.
fn shift(model: &mut Model, by: isize) {
    let mut columns = offered(model);
    let Some(Overlay::Columns(at)) = model.overlays.last_mut() else { return };
    let Some(to) = at.checked_add_signed(by).filter(|to| *to < columns.len()) else { return };
    if *at < columns.len() {
        columns.swap(*at, to);
        *at = to;
        choose(model, columns);
    }
}

/// Makes the column under the chooser's cursor wider or narrower.
fn resize(model: &mut Model, by: i16) {
    let shown = list::shown_columns(model);
    change(model, |column| {
        let wide = column.width.map(usize::from).or_else(|| shown.width_of(&column.column));
        column.resize(wide.unwrap_or(10).min(200) as u16, by);
    });
}

/// Makes the property under the cursor a column of the list, or no longer.
pub(super) fn toggle_at_cursor(model: &mut Model) {
    let column = match model.focus {
        Focus::Detail => value::field(model).ok().and_then(Column::of),
        _ => Some(model.list.column.clone()).filter(|it| matches!(it, Column::Field(_))),
    };
    match column {
        Some(column) => toggle(model, column),
        None if model.focus == Focus::Detail => {
            model.note("there is no property under the cursor to make a column of");
        }
        // Of a usual column the cursor tells no property: here they all are.
        None => open_at_properties(model),
    }
}

/// Opens the chooser where it offers the properties of the event under the cursor.
fn open_at_properties(model: &mut Model) {
    let properties = model.look(|log, view| own_fields(model, log, view));
    let is_property = |it: &ChosenColumn| {
        matches!(&it.column, Column::Field(field) if properties.contains(field)) && !it.shown
    };
    let at = offered(model).iter().position(is_property);
    model.overlays.push(Overlay::Columns(at.unwrap_or(0)));
}

/// Shows a column, or takes it away. A new one stands before the summary.
fn toggle(model: &mut Model, column: Column) {
    let mut columns = offered(model);
    let known = columns.iter().position(|known| known.column == column);
    let shown = known.map(|at| columns.remove(at)).is_some_and(|known| known.shown);
    let summary = columns.iter().rposition(|it| it.shown && it.column == Column::Summary);
    let last = columns.iter().rposition(|it| it.shown).map_or(0, |at| at + 1);
    let at = summary.unwrap_or(last);
    columns.insert(at, ChosenColumn::new(column.clone(), !shown));
    // What is neither usual nor shown is offered by its own event.
    columns.retain(|it| it.shown || !matches!(it.column, Column::Field(_)));
    choose(model, columns);
    let title = column.title();
    if shown {
        let left = list::shown_columns(model).shown().last().cloned();
        list::go_to_column(model, left.unwrap_or_default());
        model.note(format!("{title} is no column any more"));
    } else {
        list::go_to_column(model, column);
        model.note(format!("{title} is a column now"));
    }
}
