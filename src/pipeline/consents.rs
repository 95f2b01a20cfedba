//! What the settings allow, looked up again while a session is watched.
//!
//! The thread sleeps two seconds between two looks; a look costs a few `stat` calls, and reads
//! a file only when it has changed. Nothing is told twice.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::consent::{Consent, Probes};

use super::health::newest_launch;
use super::ingest::SharedLog;
use super::notice::Notice;

/// The least time from one look to the next.
const EVERY: Duration = Duration::from_secs(2);

/// The thread's work.
pub(super) struct Consents {
    pub(super) log: SharedLog,
    pub(super) notices: Sender<Notice>,
    /// Rings when a source was added; closed when nothing is read any more.
    pub(super) added: Receiver<()>,
    pub(super) probes: Probes,
}

impl Consents {
    /// Runs until nothing is read any more; what was read last is looked at once more.
    pub(super) fn run(mut self) {
        let mut told = None;
        let mut open = self.added.recv().is_ok();
        loop {
            let found = self.look();
            if told.as_ref() != Some(&found) {
                if self.notices.blocking_send(Notice::Consent(found.clone())).is_err() {
                    return;
                }
                told = Some(found);
            }
            if !open {
                return;
            }
            open = self.rest();
        }
    }

    /// Sleeps; tells whether something is still read.
    fn rest(&self) -> bool {
        let until = Instant::now() + EVERY;
        loop {
            match self.added.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// The consent of the editor whose newest session is watched.
    fn look(&mut self) -> Option<Consent> {
        let (path, product) = {
            let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
            let newest = newest_launch(&log)?;
            let mut sources = log.sources().map(|(_, facts, _)| facts);
            let path = PathBuf::from(&sources.find(|facts| newest.holds(facts))?.path);
            (path, newest.product)
        };
        self.probes.of_log(&path, &product).cloned()
    }
}
