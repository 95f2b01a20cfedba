//! How far an export is, for whoever sits before a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// What is over sooner is never told.
const LONG: Duration = Duration::from_millis(300);

/// How often it is told anew.
const EVERY: Duration = Duration::from_millis(100);

/// Tells on standard error how far it is.
#[derive(Debug)]
pub(super) struct Progress {
    terminal: bool,
    due: Instant,
    told: bool,
}

impl Progress {
    pub(super) fn begin() -> Self {
        let due = Instant::now() + LONG;
        Self { terminal: io::stderr().is_terminal(), due, told: false }
    }

    /// So much is done, of so much.
    pub(super) fn tell(&mut self, (done, of): (u64, u64)) {
        let now = Instant::now();
        if !self.terminal || now < self.due {
            return;
        }
        self.due = now + EVERY;
        self.told = true;
        let percent = u128::from(done) * 100 / u128::from(of.max(1));
        // Where standard error has gone there is nobody left to tell.
        let _ = write!(io::stderr(), "\r\x1b[Ktelltail: {percent} % written");
    }

    /// Takes the line away again.
    pub(super) fn end(&mut self) {
        if std::mem::take(&mut self.told) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
