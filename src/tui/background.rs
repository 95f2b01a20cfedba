//! Asks the terminal whether its background is light, once, before keys are listened to.
//!
//! Nothing waits for it longer than [`PATIENCE`]. The question about the colour is followed by one
//! that every terminal answers, so that those that do not know the first answer at once. What a
//! person typed meanwhile, and what the terminal still owes, is handed to the keyboard.

use crossterm::event::Event;

#[cfg(unix)]
mod exchange;
mod late;
#[cfg(unix)]
mod typed;

pub(super) use late::Late;

/// How long the first frame may wait for an answer.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(30);

/// How it went.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Whether the background is light; `None` where the terminal did not say.
    pub(super) light: Option<bool>,
    /// What came meanwhile and is no answer.
    pub(super) typed: Vec<Event>,
    /// Tells late answers from keys, where the terminal still owes some.
    pub(super) owed: Option<Late>,
}

/// Asks. The terminal must be in raw mode.
#[cfg(unix)]
pub(super) fn ask() -> Asked {
    exchange::exchange(PATIENCE)
}

/// A console of Windows is not asked: what is typed there does not come as text.
#[cfg(not(unix))]
pub(super) fn ask() -> Asked {
    Asked::default()
}
