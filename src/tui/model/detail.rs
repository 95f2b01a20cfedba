//! The detail pane.

use super::super::shape::{Content, Folds};

/// A tab of the detail pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Tab {
    #[default]
    Properties,
    Raw,
    Why,
}

impl Tab {
    pub(in crate::tui) const ALL: [Self; 3] = [Self::Properties, Self::Raw, Self::Why];

    pub(in crate::tui) const fn title(self) -> &'static str {
        match self {
            Self::Properties => "Properties",
            Self::Raw => "Raw",
            Self::Why => "Why",
        }
    }
}

/// The detail pane.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct DetailState {
    pub(in crate::tui) tab: Tab,
    /// What is folded, whichever event is shown.
    pub(in crate::tui) folds: Folds,
    /// The line under the cursor, and the first line shown.
    pub(in crate::tui) line: usize,
    pub(in crate::tui) top: usize,
    /// What is shown, made when the event, the tab or the width changes.
    pub(in crate::tui) content: Option<Content>,
}
