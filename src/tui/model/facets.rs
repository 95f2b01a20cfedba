//! The facet column, or its popup.

use crate::store::{Facet, FacetKey};

/// The facet column: the value under the cursor. A value stays under the cursor wherever its
/// count moves it.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui) struct FacetState {
    pub(in crate::tui) facet: Facet,
    pub(in crate::tui) key: Option<FacetKey>,
}
