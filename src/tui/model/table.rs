//! The pages that are tables: which row is looked at, and how they are sorted.

/// A page that is a table.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::tui) struct TableState {
    /// The row under the cursor, and the first row shown.
    pub(in crate::tui) at: usize,
    pub(in crate::tui) top: usize,
    /// The column under the cursor.
    pub(in crate::tui) column: usize,
}
