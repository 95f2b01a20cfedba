//! What takes a moment and touches the disk: done on threads of its own, so that no key waits.

use std::sync::Arc;
use std::thread;

use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::pipeline::{Engine, Notices};

use super::sessions::{Offered, Opener, Wish};

/// Errands whose end may wait for the loop.
const WAITING: usize = 4;

/// What an errand came to.
pub(super) enum Done {
    Offered(Vec<Offered>),
    Opened(Result<(Engine, Notices), String>),
}

/// Sends somebody, and hears what came of it.
pub(super) struct Errands {
    opener: Arc<dyn Opener>,
    done: Sender<Done>,
    back: Receiver<Done>,
}

impl Errands {
    pub(super) fn new(opener: Arc<dyn Opener>) -> Self {
        let (done, back) = channel(WAITING);
        Self { opener, done, back }
    }

    /// Looks which sessions can be opened.
    pub(super) fn look(&self) {
        self.send(|opener| Done::Offered(opener.sessions()));
    }

    /// Opens what was wished for.
    pub(super) fn open(&self, wish: Wish) {
        self.send(move |opener| Done::Opened(opener.open(&wish)));
    }

    /// What came back. Never ends, as the loop holds a sender itself.
    pub(super) async fn done(&mut self) -> Done {
        match self.back.recv().await {
            Some(done) => done,
            None => std::future::pending().await,
        }
    }

    fn send(&self, errand: impl FnOnce(&dyn Opener) -> Done + Send + 'static) {
        let (opener, done) = (Arc::clone(&self.opener), self.done.clone());
        thread::spawn(move || {
            // The loop may have ended meanwhile; then nobody wants to know.
            let _ = done.blocking_send(errand(opener.as_ref()));
        });
    }
}
