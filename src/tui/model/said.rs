//! The message line.

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Tone {
    /// Gone with the next key.
    Note,
    /// Stays until it is closed.
    Warning,
}

/// What is said while a session's other logs are read.
pub(in crate::tui) const TRACED: &str =
    "the session's other logs are read too: they can hold secrets (T stops it)";

/// The message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Said {
    pub(in crate::tui) tone: Tone,
    pub(in crate::tui) text: String,
}
