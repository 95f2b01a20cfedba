//! Standard output, and whether it is coloured.

use std::io::{self, BufWriter, IsTerminal, StdoutLock};

use super::args::Colour;

/// Standard output, buffered.
pub(super) struct Output {
    pub(super) out: BufWriter<StdoutLock<'static>>,
    /// Whether it is a terminal.
    pub(super) terminal: bool,
    /// Whether to colour.
    pub(super) colour: bool,
}

impl Output {
    pub(super) fn new(colour: Colour) -> Self {
        let stdout = io::stdout().lock();
        let terminal = stdout.is_terminal();
        let colour = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !no_color(),
        };
        Self { out: BufWriter::with_capacity(64 * 1024, stdout), terminal, colour }
    }
}

/// Whether the environment asks for no colour: `NO_COLOR` set to anything but nothing.
pub(super) fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
