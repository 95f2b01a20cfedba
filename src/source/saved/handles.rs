//! The handles of saved files that are held open: the last few that were used.

use std::collections::VecDeque;
use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many saved files are held open at most, however many there are.
const OPEN: usize = 32;

/// Open files by number, the last used first.
#[derive(Debug, Default)]
pub(in crate::source) struct Handles {
    open: Mutex<VecDeque<(u64, Arc<File>)>>,
    numbers: AtomicU64,
}

impl Handles {
    /// A number for one more file.
    pub(super) fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// The file of this number, if it is held open.
    pub(super) fn get(&self, number: u64) -> Option<Arc<File>> {
        let mut open = self.open();
        let at = open.iter().position(|(held, _)| *held == number)?;
        let entry = open.remove(at)?;
        let file = Arc::clone(&entry.1);
        open.push_front(entry);
        Some(file)
    }

    /// Holds a file open until enough others were used.
    pub(super) fn put(&self, number: u64, file: Arc<File>) {
        let mut open = self.open();
        open.retain(|(held, _)| *held != number);
        open.push_front((number, file));
        open.truncate(OPEN);
    }

    /// Lets a file go.
    pub(super) fn forget(&self, number: u64) {
        self.open().retain(|(held, _)| *held != number);
    }

    /// How many are held open.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.open().len()
    }

    fn open(&self) -> MutexGuard<'_, VecDeque<(u64, Arc<File>)>> {
        // The row is whole whoever panicked while holding it.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
