//! The page of the catalog: folding and unfolding, and filtering to what is declared.

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Model, Wish};
use super::super::shape::{CATALOG_TABS, CatalogLine, CatalogRow, catalog_rows};
use super::filter::Combine;
use super::{Done, filter, program, table};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(combine) = Combine::of(action) {
        let term = model.declared.table.current().map(CatalogRow::term);
        return Some(table::narrow(model, combine, term));
    }
    match action {
        Action::NextTab => model.declared.table.turn(CATALOG_TABS.len()),
        Action::Open => return Some(open(model)),
        // From the first column on there is nothing to the left.
        Action::Left if table::shown_column(model) == 0 => fold(model),
        _ => return table::act(model, action).or_else(|| program::leave_page(model, action)),
    }
    Some(Vec::new())
}

/// Compares anew what is declared with what fired, if that is due.
pub(super) fn refresh(model: &mut Model) {
    let (sort, tab) = (model.declared.table.sort, model.declared.table.tab);
    let wish = Wish { folds: model.declared.folds, ..table::wish(model, sort, tab) };
    let (of, now) = (table::revision(model), model.clock);
    if !model.declared.table.is_due(wish, of, now) {
        return;
    }
    let (rows, sum) = model.look(|log, _| catalog_rows(log, &model.declared));
    model.declared.sum = sum;
    model.declared.table.take(rows, (wish, of), now);
}

/// Unfolds what is folded; what is unfolded or has nothing to unfold is filtered to.
fn open(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.declared.table.current().cloned() else { return Vec::new() };
    model.declared.table.cursor.held = true;
    match &row.line {
        CatalogLine::Producer { folded, .. } => {
            set_folded(model, &row.producer, !folded);
            Vec::new()
        }
        CatalogLine::Event(event) if event.properties > 0 && !event.unfolded => {
            model.declared.open.insert((row.producer.clone(), event.name.clone()));
            model.declared.folds += 1;
            Vec::new()
        }
        CatalogLine::Event(event) if event.fired == 0 => {
            model.note("it never fired in this log: there is nothing to show");
            Vec::new()
        }
        CatalogLine::Event(_) | CatalogLine::Property { .. } => {
            let effects = filter::add(model, &row.term());
            table::show_list(model);
            effects
        }
    }
}

fn set_folded(model: &mut Model, producer: &str, folded: bool) {
    let declared = &mut model.declared;
    if folded {
        declared.closed.insert(producer.to_owned());
    } else {
        declared.closed.remove(producer);
    }
    declared.folds += 1;
}

/// Folds what the cursor is in, and goes to it: from a property its event, from an event whose
/// properties are folded its producer.
fn fold(model: &mut Model) {
    let Some(row) = model.declared.table.current().cloned() else { return };
    model.declared.table.cursor.held = true;
    match row.line {
        CatalogLine::Producer { .. } => set_folded(model, &row.producer, true),
        CatalogLine::Event(event) if event.unfolded => close(model, row.producer, event.name),
        CatalogLine::Event(_) => {
            to_parent(model, |line| matches!(line, CatalogLine::Producer { .. }));
        }
        CatalogLine::Property { event, .. } => {
            to_parent(model, |line| matches!(line, CatalogLine::Event(_)));
            close(model, row.producer, event);
        }
    }
}

fn close(model: &mut Model, producer: String, event: String) {
    model.declared.open.remove(&(producer, event));
    model.declared.folds += 1;
}

/// Goes up to the next line above that is a parent.
fn to_parent(model: &mut Model, is_parent: impl Fn(&CatalogLine) -> bool) {
    let table = &mut model.declared.table;
    let above = table.rows.get(..table.cursor.at).unwrap_or_default();
    if let Some(at) = above.iter().rposition(|row| is_parent(&row.line)) {
        table.cursor.at = at;
    }
}
