//! What takes a moment and touches the disk: done on threads of its own, so that no key waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::audit::{Waiver, Waivers};
#[cfg(debug_assertions)]
use crate::pipeline::planted_panic;
use crate::pipeline::{Engine, Notices, SharedLog};

use super::saving::{NotSaved, Save, Saved, Watch};
use super::sessions::{Offered, Opener, Wish};

/// What is being saved when the program ends gets so long to clean up.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often it is looked whether it has.
const GLANCE: Duration = Duration::from_millis(5);

/// Errands whose end may wait for the loop.
const WAITING: usize = 4;

/// What an errand came to.
pub(super) enum Done {
    Offered(Vec<Offered>),
    /// The number of the wish, and what came of it.
    Opened(u64, Result<(Engine, Notices), String>),
    /// What was saved, or why it was not.
    Saved(Box<Save>, Result<Saved, NotSaved>),
    /// What is waived now, or why a waiver was not written.
    Waived(Result<Waivers, String>),
    /// A fault of our own, which the hook has heard of.
    Panicked,
}

/// Sends somebody, and hears what came of it.
pub(super) struct Errands {
    opener: Arc<dyn Opener>,
    done: Sender<Done>,
    back: Receiver<Done>,
    /// How many things were wished for.
    wishes: u64,
    /// What is being saved, and who does it.
    saving: Option<(Watch, JoinHandle<()>)>,
}

impl Errands {
    pub(super) fn new(opener: Arc<dyn Opener>) -> Self {
        let (done, back) = channel(WAITING);
        Self { opener, done, back, wishes: 0, saving: None }
    }

    /// Looks which sessions can be opened.
    pub(super) fn look(&self) {
        self.send(|opener| Done::Offered(opener.sessions()));
    }

    /// Opens what was wished for.
    pub(super) fn open(&mut self, wish: Wish) {
        self.wishes += 1;
        let number = self.wishes;
        self.send(move |opener| Done::Opened(number, opener.open(&wish)));
    }

    /// Writes a waiver.
    pub(super) fn waive(&self, file: PathBuf, waiver: Box<Waiver>, logs: Vec<PathBuf>) {
        self.send(move |opener| Done::Waived(opener.waive(&file, &waiver, &logs)));
    }

    /// Writes events to a file.
    pub(super) fn save(&mut self, save: Box<Save>, log: SharedLog, watch: Watch) {
        let watched = watch.clone();
        let thread = self.send(move |opener| {
            let done = opener.save(&save, &log, &watch);
            Done::Saved(save, done)
        });
        self.saving = Some((watched, thread));
    }

    /// Gives up what is being saved, and waits until nothing is left of it.
    pub(super) fn end(mut self) {
        // Nobody hears what comes back any more.
        self.back.close();
        if let Some((watch, thread)) = self.saving.take() {
            watch.stop();
            let end = Instant::now() + PATIENCE;
            // What is written to may never take it, as a pipe that nobody reads does not.
            while !thread.is_finished() && Instant::now() < end {
                thread::sleep(GLANCE);
            }
        }
    }

    /// Whether nothing was wished for since: one errand may take longer than the one after it.
    pub(super) const fn is_newest(&self, wish: u64) -> bool {
        wish == self.wishes
    }

    /// What came back. Never ends, as the loop holds a sender itself.
    pub(super) async fn done(&mut self) -> Done {
        match self.back.recv().await {
            Some(done) => done,
            None => std::future::pending().await,
        }
    }

    fn send(&self, errand: impl FnOnce(&dyn Opener) -> Done + Send + 'static) -> JoinHandle<()> {
        let (opener, done) = (Arc::clone(&self.opener), self.done.clone());
        thread::spawn(move || {
            let errand = catch_unwind(AssertUnwindSafe(|| {
                #[cfg(debug_assertions)]
                planted_panic("errand");
                errand(opener.as_ref())
            }));
            // The loop may have ended meanwhile; then nobody wants to know.
            let _ = done.blocking_send(errand.unwrap_or(Done::Panicked));
        })
    }
}
