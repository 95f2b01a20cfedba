//! How much there is of some events.

use crate::event::Instant;

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
    pub(super) fn add(&mut self, time: Option<Instant>, bytes: u64) {
        self.join(&Self { count: 1, bytes, first: time, last: time });
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.bytes += other.bytes;
        if let Some(time) = other.first {
            self.first = Some(self.first.map_or(time, |first| first.min(time)));
        }
        if let Some(time) = other.last {
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
    }

    /// Takes an event out; whether the times are still what they would be without it.
    pub(super) fn remove(&mut self, time: Option<Instant>, bytes: u64) -> bool {
        if self.count == 0 || self.bytes < bytes {
            return false;
        }
        self.count -= 1;
        self.bytes -= bytes;
        time.is_none() || (self.first < time && time < self.last)
    }
}
