//! One predicate on one event: from the columns if they tell, else from the text.

use crate::query::{Predicate, Truth};
use crate::store::{EventLog, Row};

/// Whether `row` passes `predicate`. The text is read only where the columns cannot tell.
pub fn matches(log: &EventLog, row: Row<'_>, predicate: &Predicate) -> bool {
    match predicate.eval(&row) {
        Truth::True => true,
        Truth::False => false,
        Truth::Unknown => {
            let text = log.text(row);
            predicate.eval(&text.whole()) == Truth::True
        }
    }
}
