//! The page of sources.

use crate::event::Instant;

use super::super::sessions::Offered;
use super::super::shape::SourcePage;

/// A page of more sources is not made anew more often than this, in milliseconds: of each it is
/// looked whether its file still is the one that was read.
const AGE: i64 = 1000;
const MANY: usize = 64;

/// What the page was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct SourcesWish {
    pub(in crate::tui) width: usize,
    /// Whether all sessions are listed.
    pub(in crate::tui) all: bool,
}

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
    /// The page as it was made last.
    pub(in crate::tui) page: SourcePage,
    made: Option<(SourcesWish, Instant)>,
    /// Whether something has happened since that the page may tell.
    late: bool,
}

impl SourcesState {
    /// Something has happened that the page may tell.
    pub(in crate::tui) const fn touch(&mut self) {
        self.late = true;
    }

    /// Whether the page is out of date.
    pub(in crate::tui) const fn is_late(&self) -> bool {
        self.late
    }

    /// Whether the page of so many sources is to be made now.
    pub(in crate::tui) fn is_due(&self, wish: SourcesWish, sources: usize, now: Instant) -> bool {
        self.made.is_none_or(|(known, at)| {
            let young = (0..AGE).contains(&now.0.saturating_sub(at.0));
            known != wish || (self.late && !(young && sources > MANY))
        })
    }

    /// Takes a page that was made.
    pub(in crate::tui) fn take(&mut self, page: SourcePage, wish: SourcesWish, now: Instant) {
        self.page = page;
        self.made = Some((wish, now));
        self.late = false;
    }

    /// Nobody looks at the page.
    pub(in crate::tui) fn forget(&mut self) {
        self.page = SourcePage::default();
        self.made = None;
        self.late = false;
    }
}
