//! What the terminal says (keys, mouse, sizes), read on a plain thread of its own.
//!
//! crossterm's reader never comes back from a terminal that has hung up: it reads nothing, for
//! ever. On its own thread it can keep no signal from ending the program.
//!
//! Where the terminal still owes an answer to what it was asked, that is sifted out.

use std::io;
use std::thread::Builder;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, poll, read};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::background::Asked;
use super::sieve::{Answer, Sieve, Sifted};

/// Events that may wait for the loop.
const WAITING: usize = 1024;

/// How long a key is held back that may be the beginning of an answer: an Escape, say. What
/// terminals send at once comes within less, and no eye sees it.
const DOUBT: Duration = Duration::from_millis(100);

/// How long the rest of an answer is waited for.
const REST: Duration = Duration::from_secs(1);

/// The terminal's events, as they come.
pub(super) struct Keyboard {
    events: Receiver<io::Result<Event>>,
}

impl Keyboard {
    /// Begins to listen. The thread ends with the program, or with the first error.
    ///
    /// # Errors
    /// The system has no thread left.
    pub(super) fn listen(asked: Asked) -> io::Result<Self> {
        let (sender, events) = channel(WAITING);
        Builder::new().name("keys".to_owned()).spawn(move || {
            // Ends with an error, or where nobody listens any more.
            let Asked { typed, owed, .. } = asked;
            let _ = send(&sender, typed).and_then(|()| late(&sender, owed)).and_then(|()| {
                loop {
                    send(&sender, [heard(&sender, read())?])?;
                }
                #[expect(unreachable_code, reason = "the type of a loop without an end")]
                Some(())
            });
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
