//! What takes long and can be stopped: loading, the filter's search, and looking for a needle.
//!
//! What is over within a tenth of a second is never told: a flash of it would only disturb.

use std::time::Duration;

use crate::event::{Instant, SourceId};
use crate::search::View;

use super::model::{Model, Page, Said, Tone};

/// What takes longer is told, in milliseconds.
const LONG: i64 = 100;

/// While something is told the screen is drawn this often.
pub(super) const GLANCE: Duration = Duration::from_millis(100);

/// How reading what is there already goes.
#[derive(Clone, Debug, Default)]
pub(super) struct Loading {
    /// Bytes read and bytes to read, while that takes long.
    pub(super) progress: Option<(u64, u64)>,
    /// The sources that are not whole, reading having been stopped, and what each lacks.
    pub(super) unread: Vec<(SourceId, u64)>,
}

impl Loading {
    /// Bytes that were not read.
    pub(super) fn unread_bytes(&self) -> u64 {
        self.unread.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// How far something has come, in whole percent; never done before it is.
pub(super) fn percent((done, total): (u64, u64)) -> u64 {
    (u128::from(done) * 100 / u128::from(total.max(1))).min(99) as u64
}

/// How far the search of a filter has come in percent; `None` where nothing is left to search.
pub(super) fn searched(view: &View) -> Option<u64> {
    let (done, total) = view.progress();
    (done < total).then(|| percent((done as u64, total as u64)))
}

impl Model {
    /// Whether the filter is still being searched, and has been for long.
    pub(super) fn is_searching(&self) -> bool {
        self.filter.answered < self.filter.asked && self.takes_long(self.filter.asked_at)
    }

    /// Whether the needle is still being looked for, and has been for long.
    pub(super) fn is_finding(&self) -> bool {
        self.search.answered < self.search.asked && self.takes_long(self.search.asked_at)
    }

    /// How far writing is, where it takes long.
    pub(super) fn told_saving(&self) -> Option<Said> {
        let running = self.saving.running.as_ref()?;
        if !self.takes_long(running.since) {
            return None;
        }
        let part = percent(running.watch.progress());
        let text = format!("writing {}: {part} %; esc stops it", running.name);
        Some(Said { tone: Tone::Note, text })
    }

    /// Whether something goes on of which the engine may say nothing for a while.
    pub(super) fn is_waiting(&self) -> bool {
        self.filter.answered < self.filter.asked
            || self.search.answered < self.search.asked
            || self.saving.running.is_some()
            || self.audited.is_late()
            || self.has_late_table()
    }

    /// Whether the table that is shown is to be made anew before long.
    fn has_late_table(&self) -> bool {
        match self.page {
            Page::Stats => self.stats.table.is_late(),
            Page::Findings if self.findings.card => self.findings.scores.is_late(),
            Page::Findings => self.findings.table.is_late(),
            Page::Catalog => self.declared.table.is_late(),
            Page::Differences => self.differences.table.is_late(),
            Page::Sources => self.sources.is_late(),
            Page::Events => false,
        }
    }

    fn takes_long(&self, since: Instant) -> bool {
        self.clock.0.saturating_sub(since.0) >= LONG
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_done_before_it_is() {
        assert_eq!(percent((0, 0)), 0);
        assert_eq!(percent((43, 100)), 43);
        assert_eq!(percent((999, 1000)), 99);
        assert_eq!(percent((u64::MAX, u64::MAX)), 99);
    }
}
