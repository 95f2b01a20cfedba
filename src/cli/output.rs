//! Standard output, and whether it is coloured.

use std::io::{self, BufWriter, IsTerminal, StdoutLock};

use crate::config::environment::Environment;
use crate::config::theme::no_color;

use super::args::Colour;
use super::screen::is_dumb;

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
            Colour::Auto => terminal && !no_color(&Environment::of_this_machine()) && !is_dumb(),
        };
        Self { out: BufWriter::with_capacity(64 * 1024, stdout), terminal, colour }
    }
}
