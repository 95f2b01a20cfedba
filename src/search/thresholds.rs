//! From how many events on another way is the faster one. No answer depends on it, so that tests
//! may have every way gone with few.

/// Numbers of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Thresholds {
    /// So many new ones are put in order by going through the whole log's, and their sums are
    /// counted anew.
    pub(super) many: usize,
    /// Fewer new ones are looked up one by one where their text lies.
    pub(super) few: usize,
    /// Fewer are searched sooner than a thread is there.
    pub(super) alone: usize,
    /// Of fewer records of a segment each is read for itself.
    pub(super) of_segment: usize,
    /// Room in front of those that are listed is made for so many at least.
    pub(super) room: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { many: 4096, few: 4096, alone: 512, of_segment: 8, room: 4096 }
    }
}
