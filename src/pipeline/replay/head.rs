//! Where a player stands.

use crate::event::Instant;

use super::speed::Speed;

/// Where a player stands: what a screen shows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The log's clock: between two events it goes on by itself.
    pub at: Instant,
    /// When the first event that is played was logged.
    pub first: Instant,
    /// When the last was.
    pub last: Instant,
    /// How many events are played.
    pub played: usize,
    /// How many there are.
    pub of: usize,
    /// How fast it plays.
    pub speed: Speed,
    /// What it does.
    pub state: PlayState,
    /// When the next event was logged; `None` at the end.
    pub next: Option<Instant>,
}

/// What a player does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlayState {
    /// What it plays is still being read.
    #[default]
    Loading,
    /// It plays.
    Playing,
    /// It stands still.
    Paused,
    /// All is played.
    Ended,
    /// It looks for the next finding, and stands still.
    Looking,
}
