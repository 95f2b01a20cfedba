//! How much of a long work is done at a time.

use std::time::{Duration, Instant};

/// A slice of work should take no longer than this: then the thread looks whether something newer
/// was asked, and whoever writes the log gets it.
const SLICE: Duration = Duration::from_millis(6);

/// So many events are searched in the first slice, and in any at least and at most.
const FIRST: usize = 4096;
const LEAST: usize = 256;
const MOST: usize = 1 << 20;

/// How many events a slice searches: as many as its time allows, which depends on what is
/// searched for.
pub(super) struct Pace(usize);

impl Default for Pace {
    fn default() -> Self {
        Self(FIRST)
    }
}

impl Pace {
    /// Does a slice of work, given how many events; learns from it where it was `full`.
    pub(super) fn keep<T>(
        &mut self,
        work: impl FnOnce(usize) -> T,
        full: impl FnOnce(&T) -> bool,
    ) -> T {
        let begun = Instant::now();
        let done = work(self.0);
        if full(&done) {
            self.learn(begun.elapsed());
        }
        done
    }

    /// How many events a slice has.
    pub(super) fn events(&self) -> usize {
        self.0
    }

    /// Takes in how long a slice took that had enough to do.
    pub(super) fn learn(&mut self, took: Duration) {
        if took > SLICE {
            self.0 = (self.0 / 2).max(LEAST);
        } else if took < SLICE / 2 {
            self.0 = (self.0 * 2).min(MOST);
        }
    }
}
