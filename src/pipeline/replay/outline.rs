//! What is played, from its first event to its last, on one line.

use crate::event::Instant;
use crate::search::Timeline;

/// All that is played, by time and level: also what is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// When the first event was logged.
    pub first: Instant,
    /// When the last was.
    pub last: Instant,
    /// How many there are of each level, in buckets of time.
    pub timeline: Timeline,
}
