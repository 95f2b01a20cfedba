//! How a screen showed a log: what is saved with a session, and shown again where it is opened.

/// What of a screen is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedScreen {
    /// The filter, as typed.
    pub filter: String,
    /// The columns of the list, by name, in order; none where they were not chosen.
    pub columns: Vec<String>,
}
