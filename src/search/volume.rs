//! How much there is of some events.

use crate::event::Instant;
use crate::store::Row;

/// How many events there are, their bytes, and from when to when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Volume {
    /// How many events there are.
    pub count: u64,
    /// How many bytes their records have.
    pub bytes: u64,
    /// When the first of them was.
    pub first: Option<Instant>,
    /// When the last of them was.
    pub last: Option<Instant>,
}

impl Volume {
    pub(super) fn add(&mut self, row: Row<'_>) {
        self.count += 1;
        self.bytes += row.size();
        let Some(time) = row.time() else { return };
        self.first = Some(self.first.map_or(time, |first| first.min(time)));
        self.last = Some(self.last.map_or(time, |last| last.max(time)));
    }
}
