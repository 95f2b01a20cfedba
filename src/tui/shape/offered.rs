//! What the chooser of the columns offers.

use crate::event::{Kind, Scope};
use crate::parse::Entry;
use crate::query::Field;
use crate::search::View;
use crate::store::EventLog;

use super::super::model::{ChosenColumn, Column, Model};
use super::sheet::Sheet;

/// Of more properties of one event no columns are offered.
const MOST: usize = 200;

/// Every column there is to choose from: those that were chosen, in their order, the usual ones,
/// some fields, and the properties of the event that is looked at.
pub(in crate::tui) fn offered_columns(
    model: &Model,
    log: &EventLog,
    view: &View,
) -> Vec<ChosenColumn> {
    let mut offered = model.list.chosen.clone();
    let shown = Sheet::of(model, log, view).columns;
    let usual = Column::USUAL.into_iter().map(|column| {
        // The summary takes what room there is, be it none.
        let there = column == Column::Summary || shown.has(&column);
        ChosenColumn::new(column, there && model.list.chosen.is_empty())
    });
    let fields = Column::OFFERED.into_iter().chain(own_fields(model, log, view));
    let others = fields.filter_map(Column::of).map(|column| ChosenColumn::new(column, false));
    for column in usual.chain(others) {
        if offered.iter().all(|known| known.column != column.column) {
            offered.push(column);
        }
    }
    offered
}

/// The properties and measurements of the event that is looked at.
pub(in crate::tui) fn own_fields(model: &Model, log: &EventLog, view: &View) -> Vec<Field> {
    let row = model.current(log, view).and_then(|(_, id)| log.row(id));
    let Some(row) = row.filter(|row| row.kind() == Kind::Event) else { return Vec::new() };
    let text = log.text(row);
    let whole = text.whole();
    let field = |entry: Entry<'_>| match entry.scope {
        Scope::Measurements => Field::Measurement(entry.key.to_owned()),
        _ => Field::Prop(entry.key.to_owned()),
    };
    whole.own().filter(|entry| !entry.key.is_empty()).take(MOST).map(field).collect()
}
