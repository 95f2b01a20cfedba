//! How much memory a log may take, and what was dropped to keep within it.
//!
//! Columns are never dropped: text gets what they leave of it.

use crate::event::{EventId, SourceId};

use super::log::EventLog;
use super::segments::Dropped;

/// What the columns of an event take, and its place in the order.
const COLUMNS: usize = 32;

/// After so many events it is looked how much the columns leave.
const LOOK_EVERY: usize = 4096;

impl EventLog {
    /// Keeps columns and sealed text within about so many bytes, now and from now on, by dropping
    /// the oldest text that is packed in memory. Text that stays in its saved file takes none.
    pub fn limit_memory(&mut self, bytes: usize) {
        self.memory_limit = Some(bytes);
        self.share_memory();
    }

    /// The text that was dropped so far to keep within the memory.
    pub fn dropped(&self) -> Dropped {
        self.segments.dropped()
    }

    /// How many events of a source have lost their text to that.
    pub fn dropped_of(&self, source: SourceId) -> u64 {
        let of = |id: EventId| self.columns.source(id.index()) == source;
        let dropped = self.segments.dropped_rows().filter(|rows| rows.get(0).is_some_and(of));
        dropped.map(|rows| rows.len() as u64).sum()
    }

    /// Gives text what the columns leave, now and then.
    pub(super) fn share_memory_now_and_then(&mut self) {
        if self.columns.len().is_multiple_of(LOOK_EVERY) {
            self.share_memory();
        }
    }

    fn share_memory(&mut self) {
        if let Some(limit) = self.memory_limit {
            self.segments.limit_memory(limit.saturating_sub(self.columns.len() * COLUMNS));
        }
    }
}
