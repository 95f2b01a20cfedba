//! The clipboard: through the terminal, and with the feature `clipboard` the system's too.
//!
//! The terminal's way (OSC 52) works over ssh and in tmux, and needs nothing of the system, but it
//! answers nothing: whether the terminal allows it cannot be told.

use std::fmt;
use std::io::{self, Write as _};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use crossterm::{Command, execute};

use super::text::bytes;

/// The longest text that terminals take, encoded: xterm and others stop near it.
const LONGEST: usize = 100_000;

/// Asks the terminal to put text into the clipboard.
///
/// The text may be anything, escape sequences as well: encoded it is letters and digits only, so
/// nothing of it can end the command or begin another.
struct CopyThroughTerminal<'a>(&'a str);

impl Command for CopyThroughTerminal<'_> {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        write!(f, "\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(self.0))
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "this console has no such command"))
    }
}

/// Whether the terminal can be expected to take so many bytes.
const fn fits(len: usize) -> bool {
    len.div_ceil(3) * 4 <= LONGEST
}

/// The ways into the clipboard.
#[derive(Default)]
pub(super) struct Clipboard {
    /// Kept, since on some systems a text is there only as long as who offers it.
    #[cfg(feature = "clipboard")]
    system: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// Puts `text` into the clipboard, and says how much and which way, or why it could not.
    pub(super) fn copy(&mut self, text: &str) -> Result<String, String> {
        let mut ways = Vec::new();
        let mut why = String::new();
        if fits(text.len()) {
            match execute!(io::stdout(), CopyThroughTerminal(text)) {
                Ok(()) => ways.push("through the terminal, if it allows OSC 52"),
                Err(error) => why = format!("the terminal cannot be written to: {error}"),
            }
        } else {
            let size = bytes(text.len() as u64);
            why = format!("nothing was copied: {size} is more than terminals take (OSC 52)");
        }
        match self.copy_to_system(text) {
            Some(Ok(())) => ways.push("into the system's clipboard"),
            Some(Err(error)) if ways.is_empty() => why = format!("{why}; {error}"),
            Some(Err(_)) | None => {}
        }
        let _ = io::stdout().flush();
        if ways.is_empty() {
            return Err(why);
        }
        Ok(format!("copied {} {}", bytes(text.len() as u64), ways.join(", and ")))
    }

    /// The system's own clipboard; `None` where telltail was built without it.
    #[cfg(feature = "clipboard")]
    fn copy_to_system(&mut self, text: &str) -> Option<Result<(), String>> {
        let result = match &mut self.system {
            Some(system) => Ok(system),
            none => arboard::Clipboard::new().map(|system| none.insert(system)),
        };
        Some(
            result
                .and_then(|system| system.set_text(text))
                .map_err(|error| format!("the system's clipboard: {error}")),
        )
    }

    #[cfg(not(feature = "clipboard"))]
    #[expect(clippy::unused_self, reason = "with the feature it is used")]
    fn copy_to_system(&mut self, _: &str) -> Option<Result<(), String>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ansi(text: &str) -> String {
        let mut out = String::new();
        CopyThroughTerminal(text).write_ansi(&mut out).expect("a string takes everything");
        out
    }

    #[test]
    fn whatever_is_copied_cannot_break_out_of_the_command() {
        assert_eq!(ansi("hello"), "\x1b]52;c;aGVsbG8=\x1b\\");
        let hostile = ansi("\x1b\\\x07\x1b]0;title\x07\u{9c}");
        let inside = hostile.strip_prefix("\x1b]52;c;").and_then(|it| it.strip_suffix("\x1b\\"));
        assert!(inside.is_some_and(|it| it.bytes().all(|b| b.is_ascii_graphic())), "{hostile:?}");
    }

    #[test]
    fn what_terminals_do_not_take_is_not_written() {
        assert!(fits(0) && fits(75_000) && !fits(75_001) && !fits(usize::MAX / 8));
    }
}
