//! What the screen knows of the player, in a replay.

use std::sync::Arc;

use crate::pipeline::replay::{Head, Outline};

/// What the screen knows of the player; of none, nothing.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct ReplayState {
    /// Where it stands.
    pub(in crate::tui) head: Option<Head>,
    /// All that is played, once it is known.
    pub(in crate::tui) outline: Option<Arc<Outline>>,
}
