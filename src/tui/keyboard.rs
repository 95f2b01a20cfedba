//! What the terminal says (keys, mouse, sizes), read on a plain thread of its own.
//!
//! crossterm's reader never comes back from a terminal that has hung up: it reads nothing, for
//! ever. On its own thread it can keep no signal from ending the program.
//!
//! Where the terminal still owes an answer to what it was asked, that is sifted out.

use std::io;
use std::thread::Builder;
use std::time::Duration;

use crossterm::event::{Event, poll, read};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::background::{Asked, Late};

/// Events that may wait for the loop.
const WAITING: usize = 1024;

/// How long a key is held back that may be the beginning of an answer: an Escape, say. What a
/// terminal sends at once comes within less, and no eye sees it.
const DOUBT: Duration = Duration::from_millis(100);

/// How long the rest of an answer is waited for.
const REST: Duration = Duration::from_secs(1);

/// The terminal's events, as they come.
pub(super) struct Keyboard {
    events: Receiver<io::Result<Event>>,
}

impl Keyboard {
    /// Begins to listen, with what was typed while the terminal was asked. The thread ends with
    /// the program, or with the first error.
    ///
    /// # Errors
    /// The system has no thread left.
    pub(super) fn listen(asked: Asked) -> io::Result<Self> {
        let (sender, events) = channel(WAITING);
        Builder::new().name("keys".to_owned()).spawn(move || {
            let mut ears = Ears { sender, owed: asked.owed };
            let mut open = ears.send_all(asked.typed);
            while open {
                open = ears.hear();
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

/// The thread's side.
struct Ears {
    sender: Sender<io::Result<Event>>,
    owed: Option<Late>,
}

impl Ears {
    /// Hears one thing; whether there may be more.
    fn hear(&mut self) -> bool {
        let held = self.owed.as_ref().filter(|owed| owed.is_holding());
        if let Some(owed) = held {
            match poll(if owed.is_sure() { REST } else { DOUBT }) {
                Ok(true) => {}
                Ok(false) => {
                    let typed = self.owed.as_mut().map(Late::give_up).unwrap_or_default();
                    return self.send_all(typed);
                }
                Err(error) => return self.send(Err(error)),
            }
        }
        let typed = match (&mut self.owed, read()) {
            (Some(owed), Ok(event)) => owed.take(event),
            (_, event) => return self.send(event),
        };
        self.owed = self.owed.take().filter(|owed| !owed.is_over());
        self.send_all(typed)
    }

    fn send_all(&self, events: Vec<Event>) -> bool {
        events.into_iter().all(|event| self.send(Ok(event)))
    }

    /// Whether somebody listens, and the terminal has more to say.
    fn send(&self, event: io::Result<Event>) -> bool {
        let failed = event.is_err();
        self.sender.blocking_send(event).is_ok() && !failed
    }
}
