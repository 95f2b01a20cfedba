//! The page of differences: what differs between the two logs that are shown, which of it is listed,
//! and where one went from there.

use crate::audit::Comparison;

use super::super::shape::DifferenceRow;
use super::table::Table;

/// The page.
#[derive(Clone, Debug)]
pub(in crate::tui) struct DifferencesState {
    /// What differs; none where nothing was compared.
    pub(in crate::tui) comparison: Option<Comparison>,
    pub(in crate::tui) table: Table<DifferenceRow>,
    /// What is asked of the rows, one after the other.
    pub(in crate::tui) narrowed: Vec<Narrowed>,
    /// How often that changed.
    pub(in crate::tui) version: u64,
    /// Where one went from the page, to come back.
    pub(in crate::tui) left: Option<Left>,
}

/// What is asked of rows: this text in a column, or another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Narrowed {
    pub(in crate::tui) column: usize,
    pub(in crate::tui) text: String,
    /// Whether rows with it are listed, or those without.
    pub(in crate::tui) listed: bool,
}

/// The filter when the page was left, and the one that shows the events of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Left {
    pub(in crate::tui) before: String,
    pub(in crate::tui) shown: String,
}

impl DifferencesState {
    /// A page of what differs, in the order of the comparison.
    pub(super) fn new(comparison: Option<Comparison>) -> Self {
        // By producer, which is the order of the report.
        let table = Table::sorted_by(2);
        Self { comparison, table, narrowed: Vec::new(), version: 0, left: None }
    }
}
