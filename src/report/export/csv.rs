//! Events as a table: one line an event, one column a field.
//!
//! A text that a spreadsheet would run as a formula gets a `'` before it: what is logged is
//! hostile, and a table is opened by a double click. NDJSON has it as it was logged.

use std::borrow::Cow;
use std::io;

use crate::event::visible;
use crate::query::Field;
use crate::search::StatsField;
use crate::store::{EventLog, Lost, Text};

use super::cell::{Cell, Holds, is_formula};
use super::exporter::{Exporter, Pen};

/// What stands before a text that would be run.
const GUARD: char = '\'';

/// The columns that a table has where nobody chooses.
const DEFAULT: [&str; 17] = [
    "time",
    "kind",
    "level",
    "producer",
    "version",
    "event",
    "dest",
    "by",
    "purpose",
    "declared",
    "undeclared",
    "product",
    "session",
    "source",
    "line",
    "size",
    "message",
];

/// The columns that a table has where nobody chooses.
pub fn default_columns() -> Vec<StatsField> {
    DEFAULT.iter().filter_map(|name| name.parse().ok()).collect()
}

/// A table of these fields.
#[derive(Debug)]
pub(super) struct Csv {
    /// What each value stands under, and the field.
    columns: Vec<(String, Field)>,
}

impl Csv {
    pub(super) fn new(fields: Vec<StatsField>) -> Self {
        let name = |field: &Field| field.key().map_or_else(|| field.to_string(), str::to_owned);
        Self { columns: fields.into_iter().map(|StatsField(it)| (name(&it), it)).collect() }
    }
}

impl Exporter for Csv {
    type Draft = Vec<Cell>;
    /// How many texts would have been run.
    type Book = u64;

    fn tells_places(&self) -> bool {
        true
    }

    fn begin(&self, _: &EventLog, pen: &mut Pen<'_>) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(&mut *pen.out);
        csv.write_record(self.columns.iter().map(|(_, field)| field.to_string()))?;
        csv.flush()
    }

    fn draft(&self, text: &Text<'_>) -> Result<Vec<Cell>, Lost> {
        let whole = text.whole();
        Ok(self.columns.iter().map(|(_, field)| Cell::of(&whole, field)).collect())
    }

    fn write(
        &self,
        guarded: &mut u64,
        drafts: &mut dyn Iterator<Item = Vec<Cell>>,
        pen: &mut Pen<'_>,
    ) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        for cells in drafts {
            for ((name, _), cell) in self.columns.iter().zip(&cells) {
                let mut text = cell.told(name, pen);
                if cell.holds != Holds::Word && is_formula(&text) {
                    *guarded += 1;
                    text = Cow::Owned(format!("{GUARD}{text}"));
                }
                let text = if pen.terminal { visible(&text) } else { text };
                csv.write_field(&*text)?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
        let page = csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        pen.out.write_all(&page)
    }

    fn guarded(&self, guarded: &u64) -> u64 {
        *guarded
    }
}
