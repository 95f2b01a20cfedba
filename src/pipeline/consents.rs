//! What the settings allow, looked up again while a session is watched.
//!
//! The thread sleeps two seconds between two looks; a look costs a few `stat` calls, and reads
//! a file only when it has changed. Nothing is told twice.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::audit::Auditor;
use crate::consent::{Consent, Probes};

use super::health::newest_launch;
use super::inbox::{Ask, Inbox};
use super::ingest::SharedLog;
use super::notice::Notice;
use super::permitted::{permissions_at, places};

/// The least time from one look to the next.
const EVERY: Duration = Duration::from_secs(2);

/// The thread's work.
pub(super) struct Consents {
    pub(super) log: SharedLog,
    pub(super) notices: Sender<Notice>,
    /// Rings when a source was added; closed when nothing is read any more.
    pub(super) added: Receiver<()>,
    pub(super) probes: Probes,
    /// Who judges by what is allowed, and who audits: it begins anew when something else is.
    pub(super) auditor: Arc<Auditor>,
    pub(super) inbox: Inbox,
}

impl Consents {
    /// Runs until nothing is read any more; what was read last is looked at once more.
    pub(super) fn run(mut self) {
        let mut told = None;
        let mut open = self.added.recv().is_ok();
        loop {
            let found = self.look();
            self.permit();
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

    /// Says what the settings allow by which events are judged.
    fn permit(&mut self) {
        // Whoever writes the log does not wait for files to be read.
        let places = places(&self.log.read().unwrap_or_else(PoisonError::into_inner));
        if self.auditor.set_permissions(permissions_at(&places, &mut self.probes)) {
            self.inbox.put(Ask::Grown);
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
