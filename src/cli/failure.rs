//! What ends a run: a message of one or two lines, and the exit status.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::event::visible;
use crate::tui::TuiError;

use super::crash;

/// Why a run ends without having done what was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// Wrong usage: arguments, a filter, an explicitly named catalog or theme.
    Usage(String),
    /// An input could not be read, or nothing was found to read.
    Input(String),
    /// Whoever read standard output has gone: done.
    BrokenPipe,
    /// Standard output or the terminal failed otherwise.
    Io(io::Error),
    /// The terminal cannot show the screen.
    Terminal(TuiError),
    /// A part of the program panicked; the terminal is whole again.
    Panicked(String),
}

impl Failure {
    pub(super) fn usage(error: impl Display) -> Self {
        Self::Usage(error.to_string())
    }

    /// What is to be said of it, and the exit status.
    fn told(self) -> (String, u8) {
        match self {
            Self::Usage(text) => (text, 2),
            Self::Input(text) => (text, 3),
            Self::BrokenPipe => (String::new(), 0),
            Self::Io(error) => (format!("output failed: {error}"), 3),
            Self::Terminal(error) => (error.to_string(), 3),
            Self::Panicked(text) => (crash::untold(&text), 101),
        }
    }

    /// What is to be said of it.
    pub(super) fn text(self) -> String {
        self.told().0
    }

    /// Says it on standard error, and gives the exit status.
    pub(super) fn report(self) -> ExitCode {
        let (text, status) = self.told();
        say(&text);
        ExitCode::from(status)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::Io(error) }
    }
}

/// Says something on standard error, harmlessly for a terminal, line by line.
pub(super) fn say(text: &str) {
    let mut stderr = io::stderr().lock();
    for (at, line) in text.lines().enumerate() {
        let head = if at == 0 { "telltail: " } else { "  " };
        // Where standard error has gone too, there is nobody left to tell.
        let _ = writeln!(stderr, "{head}{}", visible(line));
    }
}
