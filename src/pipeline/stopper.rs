//! A word from another thread that it is enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Says that it is enough, once and for all. Clones are one.
#[derive(Clone, Debug, Default)]
pub struct Stopper(Arc<Said>);

#[derive(Debug, Default)]
struct Said {
    said: AtomicBool,
    bell: Notify,
}

impl Stopper {
    /// Says it.
    pub fn stop(&self) {
        self.0.said.store(true, Ordering::Release);
        self.0.bell.notify_one();
    }

    /// Whether it was said.
    pub fn is_stopped(&self) -> bool {
        self.0.said.load(Ordering::Acquire)
    }

    /// Waits until it is said.
    pub(super) async fn stopped(&self) {
        while !self.is_stopped() {
            self.0.bell.notified().await;
        }
    }
}
