//! The value of a field as a column of the list shows it.

use crate::event::Zone;
use crate::query::{self, Field};

use super::super::text::thousands;

/// Longer values are cut; no column is as wide.
const LONGEST: usize = 1024;

/// What a column shows of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) text: String,
    /// Numbers stand below one another.
    pub(super) is_number: bool,
}

impl Value {
    /// Adds one of several values.
    pub(super) fn add(to: &mut Option<Self>, value: &Self) {
        match to {
            None => *to = Some(value.clone()),
            Some(known) if known.text.len() < LONGEST => {
                known.text.push_str(", ");
                known.text.push_str(&value.text);
                known.is_number = false;
            }
            Some(_) => {}
        }
    }
}

/// A value in words.
pub(super) fn said(field: &Field, value: query::Value<'_>, zone: &Zone) -> Value {
    let word = |text: &str| Value { text: text.to_owned(), is_number: false };
    match value {
        query::Value::Text(text) | query::Value::Json(text) => {
            word(super::super::text::start_of_bytes(text, 4 * LONGEST))
        }
        query::Value::Bytes(_) => word("…"),
        query::Value::Time(time, _) => {
            word(&zone.civil(time).strftime("%Y-%m-%d %H:%M:%S%.3f").to_string())
        }
        query::Value::Number(number) => {
            // Lines and bytes are counts; what was logged is shown as it was.
            let count = matches!(field, Field::Size | Field::Line);
            let text = if count { thousands(number as u64) } else { number.to_string() };
            Value { text, is_number: true }
        }
        other => word(other.word().unwrap_or_default()),
    }
}
