//! What the terminal says (keys, mouse, sizes), read on a plain thread of its own.
//!
//! crossterm's reader never comes back from a terminal that has hung up: it reads nothing, for
//! ever. On its own thread it can keep no signal from ending the program.

use std::io;
use std::thread::Builder;

use crossterm::event::{Event, read};
use tokio::sync::mpsc::{Receiver, channel};

/// Events that may wait for the loop.
const WAITING: usize = 1024;

/// The terminal's events, as they come.
pub(super) struct Keyboard {
    events: Receiver<io::Result<Event>>,
}

impl Keyboard {
    /// Begins to listen. The thread ends with the program, or with the first error.
    ///
    /// # Errors
    /// The system has no thread left.
    pub(super) fn listen() -> io::Result<Self> {
        let (sender, events) = channel(WAITING);
        Builder::new().name("keys".to_owned()).spawn(move || {
            loop {
                let event = read();
                let failed = event.is_err();
                if sender.blocking_send(event).is_err() || failed {
                    return;
                }
            }
        })?;
        Ok(Self { events })
    }

    /// Waits for the next event; `None` when there will be none.
    pub(super) async fn next(&mut self) -> Option<io::Result<Event>> {
        self.events.recv().await
    }

    /// An event that is there already.
    pub(super) fn waiting(&mut self) -> Option<io::Result<Event>> {
        self.events.try_recv().ok()
    }
}
