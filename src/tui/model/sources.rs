//! The page of sources.

use super::super::sessions::Offered;

/// The page of sources: the sessions that can be opened, and where it is scrolled to.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct SourcesState {
    /// What can be opened; `None` until somebody has looked.
    pub(in crate::tui) offered: Option<Vec<Offered>>,
    /// Whether all of them are listed, not only the newest.
    pub(in crate::tui) all: bool,
    /// The line under the cursor, and the first one shown.
    pub(in crate::tui) line: usize,
    pub(in crate::tui) top: usize,
}
