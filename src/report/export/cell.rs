//! The values of a field as one cell of a table.

use std::borrow::Cow;

use crate::event::Zone;
use crate::query::{Field, Fields, Value};
use crate::store::Whole;

use super::exporter::Pen;

/// What a spreadsheet takes for the beginning of a formula, or skips before one.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The values of one field of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// As text; several values joined by `,`.
    pub(super) text: String,
    /// What of it may hold what a log says.
    pub(super) holds: Holds,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    /// A number, a time or one of telltail's own words.
    #[default]
    Word,
    /// The text of an object or array.
    Json,
    /// A text that was logged.
    Text,
}

impl Cell {
    /// What a field holds. A time is told in its own zone, as in the contract of events.
    pub(super) fn of(whole: &Whole<'_>, field: &Field) -> Self {
        let zone = whole.row().zone();
        let (mut words, mut holds) = (Vec::new(), Holds::default());
        whole.probe(field, &mut |value| {
            let (word, of) = word(value, zone);
            words.push(word);
            holds = holds.max(of);
            false
        });
        words.sort_unstable();
        words.dedup();
        Self { text: words.join(","), holds }
    }

    /// The cell as it is written: redacted where that was asked for. `key` is what the value stands
    /// under, which says of some values that they tell who somebody is.
    pub(super) fn told(&self, key: &str, pen: &mut Pen<'_>) -> Cow<'_, str> {
        match self.holds {
            Holds::Word => Cow::Borrowed(&self.text),
            Holds::Json => pen.json(&self.text),
            Holds::Text => pen.value(key, &self.text),
        }
    }
}

/// Whether a spreadsheet would take a text for a formula. A plain number is none.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA) && text.parse::<f64>().is_err()
}

/// A value as it is written, and what it holds.
fn word(value: Value<'_>, zone: &Zone) -> (String, Holds) {
    match value {
        Value::Text(text) => (text.to_owned(), Holds::Text),
        Value::Json(text) => (text.to_owned(), Holds::Json),
        Value::Bytes(bytes) => (String::from_utf8_lossy(bytes).into_owned(), Holds::Text),
        Value::Number(number) => (number.to_string(), Holds::Word),
        Value::Time(time, _) => (zone.rfc3339(time), Holds::Word),
        word => (word.word().unwrap_or_default().to_owned(), Holds::Word),
    }
}
