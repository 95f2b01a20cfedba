//! The facet column, or its popup.

use super::super::line::Line;
use crate::store::{Facet, FacetKey};

/// The facet column: the value under the cursor. A value stays under the cursor wherever its
/// count moves it.
#[derive(Clone, Debug)]
pub(in crate::tui) struct FacetState {
    pub(in crate::tui) facet: Facet,
    pub(in crate::tui) key: Option<FacetKey>,
    /// What the values of the section under the cursor are narrowed to while one is looked for.
    pub(in crate::tui) find: Line,
}
