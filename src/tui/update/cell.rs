//! Filtering by the cell under the list's cursor.

use crate::event::{Kind, Level, Purpose};
use crate::query::{Field, Fields, Op, Term, Truth, Value, Wanted};
use crate::store::{EventLog, Row};

use super::super::message::Effect;
use super::super::model::{Column, Model};
use super::filter::{self, Combine};
use super::reveal;

/// The longest value that is put into the filter, in bytes.
const LONGEST: usize = 512;

/// The term that the cell under the cursor stands for; `None` for an empty one.
pub(super) fn cell_term(model: &Model) -> Option<Term> {
    model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        term(log, log.row(id)?, &model.list.column)
    })
}

/// Adds the cell under the cursor to the filter.
pub(super) fn narrow(model: &mut Model, combine: Combine) -> Vec<Effect> {
    let column = model.list.column.clone();
    match cell_term(model) {
        Some(term) if reveal::tells(model, &term) => {
            model.note(reveal::MASKED);
            Vec::new()
        }
        Some(term) => filter::narrow(model, combine, term),
        None if column == Column::Summary => {
            model.note("Enter opens the event; there it can be filtered by each property");
            Vec::new()
        }
        None => {
            model.note(format!("there is no {} here to filter by", column.title()));
            Vec::new()
        }
    }
}

/// The term that the cell of an event stands for; `None` for an empty one.
fn term(log: &EventLog, row: Row<'_>, column: &Column) -> Option<Term> {
    let (field, op, wanted) = match column {
        Column::Time => {
            let minute = log.zone(row.source_id()).civil(row.time()?).strftime("%Y-%m-%dT%H:%M");
            (Field::Time, Op::Match, vec![Wanted::word(minute.to_string())])
        }
        Column::Level => {
            (Field::Level, Op::Equal, vec![Wanted::word(row.level().map(Level::as_str)?)])
        }
        Column::Destination => {
            row.destination()?;
            (Field::Dest, Op::Equal, vec![Wanted::word(row.destination_name())])
        }
        Column::Purpose => {
            let words = row.purposes().iter().map(Purpose::as_str).map(Wanted::word);
            (Field::Purpose, Op::Equal, words.collect())
        }
        Column::Producer if row.producer().is_empty() => return None,
        Column::Producer => (Field::Producer, Op::Equal, vec![Wanted::word(row.producer())]),
        Column::Event if row.kind() != Kind::Event => {
            (Field::Kind, Op::Equal, vec![Wanted::word(row.kind().as_str())])
        }
        Column::Event => (Field::Event, Op::Equal, vec![Wanted::word(row.event())]),
        Column::Summary => return None,
        Column::Field(field) => return field_term(row, field),
    };
    (!wanted.is_empty()).then(|| Term::new(field, op, wanted))
}

/// The term of the first value of a field. An object or an array cannot be compared; that it is
/// there can.
fn field_term(row: Row<'_>, field: &Field) -> Option<Term> {
    let mut found = None;
    let mut take = |value: Value<'_>| {
        let wanted = match value {
            Value::Text(text) if text.is_empty() || text.len() > LONGEST => return true,
            Value::Text(text) => vec![Wanted::text(text)],
            Value::Number(number) => vec![Wanted::word(number.to_string())],
            Value::Json("null") => vec![Wanted::word("null")],
            Value::Json(_) => Vec::new(),
            Value::Bytes(_) | Value::Time(..) => return true,
            word => word.word().map(Wanted::word).into_iter().collect(),
        };
        let op = if wanted.is_empty() { Op::Has } else { Op::Equal };
        found = Some(Term::new(field.clone(), op, wanted));
        true
    };
    if row.probe(field, &mut take) == Truth::Unknown {
        row.text().whole().probe(field, &mut take);
    }
    found
}
