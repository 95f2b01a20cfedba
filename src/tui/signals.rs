//! Signals that end the program or give it back its terminal.

#[cfg(unix)]
pub(super) use unix::Signals;

#[cfg(not(unix))]
pub(super) use other::Signals;

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// To end; the signal's number.
    End(u8),
    /// To go on after having been stopped.
    #[cfg(unix)]
    GoOn,
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::time::Duration;

    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::Asked;

    /// The signals that are listened to.
    pub(in crate::tui) struct Signals {
        term: Signal,
        int: Signal,
        hup: Signal,
        cont: Signal,
    }

    impl Signals {
        pub(in crate::tui) fn listen() -> io::Result<Self> {
            Ok(Self {
                term: signal(SignalKind::terminate())?,
                int: signal(SignalKind::interrupt())?,
                hup: signal(SignalKind::hangup())?,
                cont: signal(SignalKind::from_raw(SIGCONT))?,
            })
        }

        /// Waits for one of them.
        pub(in crate::tui) async fn next(&mut self) -> Asked {
            tokio::select! {
                _ = self.term.recv() => Asked::End(15),
                _ = self.int.recv() => Asked::End(2),
                _ = self.hup.recv() => Asked::End(1),
                _ = self.cont.recv() => Asked::GoOn,
            }
        }

        /// Stops the program as the terminal's own Ctrl-Z would, and waits until the shell lets
        /// it go on. Where nothing stops it (there is no shell), it goes on at once.
        pub(in crate::tui) async fn stop(&mut self) {
            if rustix::process::kill_current_process_group(rustix::process::Signal::TSTP).is_ok() {
                // The signal may take a moment to arrive; while stopped, no time passes here.
                let _ = tokio::time::timeout(Duration::from_millis(300), self.cont.recv()).await;
            }
        }
    }

    const SIGCONT: i32 = rustix::process::Signal::CONT.as_raw();
}

#[cfg(not(unix))]
mod other {
    use std::io;

    use super::Asked;

    /// The signals that are listened to: none but Ctrl-C, which comes as a key.
    pub(in crate::tui) struct Signals;

    impl Signals {
        pub(in crate::tui) fn listen() -> io::Result<Self> {
            Ok(Self)
        }

        pub(in crate::tui) async fn next(&mut self) -> Asked {
            match tokio::signal::ctrl_c().await {
                Ok(()) => Asked::End(2),
                Err(_) => std::future::pending().await,
            }
        }
    }
}
