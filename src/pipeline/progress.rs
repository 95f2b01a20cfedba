//! How far loading has come, told now and then where it takes long, and the word to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What is over sooner than this needs no word.
const LONG: Duration = Duration::from_millis(100);

/// While it goes on it is told this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

/// Asked from another thread: whether what is there already is to be read on. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks.
    pub(super) fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked since the last time.
    pub(super) fn take(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}

/// When progress is due to be told.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// When loading began that is not through.
    began: Option<Instant>,
    told: Option<Instant>,
}

impl Progress {
    /// What is to be told of bytes read and bytes to read: only what goes on for long; at its
    /// end, that it is through.
    pub(super) fn tell(&mut self, now: Instant, (done, total): (u64, u64)) -> Option<(u64, u64)> {
        if done >= total {
            self.began = None;
            return self.told.take().map(|_| (done, total));
        }
        let began = *self.began.get_or_insert(now);
        let long = now.duration_since(began) >= LONG;
        let due = self.told.is_none_or(|told| now.duration_since(told) >= TELL_EVERY);
        if !long || !due {
            return None;
        }
        self.told = Some(now);
        Some((done, total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_soon_is_not_told_and_what_takes_long_is_told_to_its_end() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut progress = Progress::default();
        assert_eq!(progress.tell(at(0), (0, 100)), None);
        assert_eq!(progress.tell(at(99), (99, 100)), None);
        assert_eq!(progress.tell(at(99), (100, 100)), None, "nobody knows of it");
        assert_eq!(progress.tell(at(200), (100, 300)), None);
        assert_eq!(progress.tell(at(300), (150, 300)), Some((150, 300)));
        assert_eq!(progress.tell(at(349), (160, 300)), None, "not that often");
        assert_eq!(progress.tell(at(350), (170, 300)), Some((170, 300)));
        assert_eq!(progress.tell(at(351), (300, 300)), Some((300, 300)));
        assert_eq!(progress.tell(at(352), (300, 300)), None);
    }

    #[test]
    fn a_stop_is_taken_once() {
        let stop = Stop::default();
        let asking = stop.clone();
        assert!(!stop.take());
        asking.ask();
        assert!(stop.take());
        assert!(!stop.take());
    }
}
