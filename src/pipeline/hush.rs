//! A moment in which nobody shall do what can wait: a person waits for the screen.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So long after it was asked for.
const LASTS: Duration = Duration::from_millis(150);

/// Asked for on one thread, kept on another; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Hush(Arc<Mutex<Option<Instant>>>);

impl Hush {
    /// Asks for it, from now on.
    pub(super) fn ask(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + LASTS);
    }

    /// How long it still lasts; `None` once it is over.
    pub(super) fn left(&self) -> Option<Duration> {
        let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        until?.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    }
}
