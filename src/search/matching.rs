//! One predicate on one event: from the columns if they tell, else from the text.

use crate::query::{Predicate, Truth};
use crate::store::{EventLog, Row};

/// Whether `row` passes `predicate`; unknown where that depends on text that is lost. The text is
/// read only where the columns cannot tell.
pub fn judge(log: &EventLog, row: Row<'_>, predicate: &Predicate) -> Truth {
    match predicate.eval(&row) {
        Truth::Unknown => predicate.eval(&log.text(row).whole()),
        known => known,
    }
}

/// Whether `row` passes `predicate`, as far as its text is not lost.
pub fn matches(log: &EventLog, row: Row<'_>, predicate: &Predicate) -> bool {
    judge(log, row, predicate) == Truth::True
}
