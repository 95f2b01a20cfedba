//! Numbers that tell whether something was changed since one looked.

use std::sync::atomic::{AtomicU64, Ordering};

/// A number that no other thing of this process has, nor the same thing after a change.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Revision(u64);

impl Default for Revision {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Revision {
    pub(super) fn number(&self) -> u64 {
        self.0
    }

    /// Says that something has changed.
    pub(super) fn change(&mut self) {
        *self = Self::default();
    }
}
