//! Which page fills the screen, and which of its panes has the keys.

/// What fills the screen, by the digits 1 to 6.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Page {
    #[default]
    Events,
    Stats,
    Findings,
    Catalog,
    Sources,
    Differences,
}

/// The pane that has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Focus {
    #[default]
    List,
    Detail,
    Facets,
}
