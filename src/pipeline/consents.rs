//! What the settings allow, looked up again while a session is watched.
//!
//! The thread sleeps two seconds between two looks; the look itself is the probe's, which reads
//! a file only when its time has changed. Nothing is told twice.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use super::health::{Consented, newest_launch};
use super::ingest::SharedLog;
use super::notice::Notice;

/// The least time from one look to the next.
const EVERY: Duration = Duration::from_secs(2);

/// Whose settings count: those of the editor whose newest session is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Which editor, as the filter language says it.
    pub product: String,
    /// One of the session's logs.
    pub path: PathBuf,
}

/// Looks up what the settings allow; `None` where there are none. Asked every two seconds.
pub type ConsentProbe = Box<dyn FnMut(&Watched) -> Option<Consented> + Send>;

/// The thread's work.
pub(super) struct Consents {
    pub(super) log: SharedLog,
    pub(super) notices: Sender<Notice>,
    /// Rings when a source was added; closed when nothing is read any more.
    pub(super) added: Receiver<()>,
    pub(super) probe: ConsentProbe,
}

impl Consents {
    /// Runs until nothing is read any more; what was read last is looked at once more.
    pub(super) fn run(mut self) {
        let mut told = None;
        let mut open = self.added.recv().is_ok();
        loop {
            let found = self.watched().map(|watched| (self.probe)(&watched));
            if let Some(found) = found
                && told.as_ref() != Some(&found)
            {
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

    fn watched(&self) -> Option<Watched> {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        let newest = newest_launch(&log)?;
        let mut sources = log.sources().map(|(_, facts, _)| facts);
        let path = PathBuf::from(&sources.find(|facts| newest.holds(facts))?.path);
        Some(Watched { product: newest.product, path })
    }
}
