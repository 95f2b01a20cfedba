//! What wakes the watching thread.
//!
//! One bell with a few flags instead of a queue: however much happens while the thread is busy,
//! it is one look's worth of work, and one look's worth of memory.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How many moved folders are remembered by name before all count as moved.
const MOVED: usize = 256;
/// How many problems wait to be told.
const PROBLEMS: usize = 16;

/// What has been asked for since the last look.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Files changed: look at what is followed.
    pub(super) contents: bool,
    /// Files or folders came, went or were renamed: look what there is to follow.
    pub(super) structure: bool,
    /// Trace output is wanted from now on, or not.
    pub(super) trace: Option<bool>,
    /// What went or was renamed. A watch on a folder among these is void.
    pub(super) moved: Vec<PathBuf>,
    /// What the system complained about.
    pub(super) problems: Vec<String>,
}

impl Asked {
    fn is_quiet(&self) -> bool {
        !self.contents && !self.structure && self.trace.is_none() && self.problems.is_empty()
    }

    /// Notes that `paths` do not stand for what they did.
    pub(super) fn moved(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        self.structure = true;
        if self.moved.len() <= MOVED {
            self.moved.extend(paths);
        }
    }

    /// Whether so much moved that it was not all noted.
    pub(super) fn all_moved(&self) -> bool {
        self.moved.len() > MOVED
    }

    /// Notes a problem to be told.
    pub(super) fn problem(&mut self, problem: String) {
        if self.problems.len() < PROBLEMS {
            self.problems.push(problem);
        }
    }
}

/// The bell: rung by anybody, waited for by the watching thread.
#[derive(Debug, Default)]
pub(super) struct Bell {
    asked: Mutex<Asked>,
    rung: Condvar,
    stopped: AtomicBool,
}

impl Bell {
    /// Asks for something and wakes the thread.
    pub(super) fn ring(&self, ask: impl FnOnce(&mut Asked)) {
        ask(&mut self.lock());
        self.rung.notify_all();
    }

    /// Asks the thread to end.
    pub(super) fn stop(&self) {
        // Under the lock, so that it cannot fall between the thread's look and its sleep.
        let _asked = self.lock();
        self.stopped.store(true, Ordering::Release);
        self.rung.notify_all();
    }

    /// Whether the thread is to end.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    /// Waits until something is asked for, or until `deadline`.
    pub(super) fn wait(&self, deadline: Instant) -> Asked {
        let mut asked = self.lock();
        while asked.is_quiet() && !self.is_stopped() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            let woken = self.rung.wait_timeout(asked, left);
            asked = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        std::mem::take(&mut asked)
    }

    fn lock(&self) -> MutexGuard<'_, Asked> {
        // Flags are valid whoever panicked while holding them.
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
