//! What is played, and what a person asks of the player.

use std::time::Duration;

use crate::event::{EventId, Instant};

use super::bounds::Bounds;
use super::speed::Speed;

/// How a log is played from the beginning.
#[derive(Clone, Debug, Default)]
pub struct Playing {
    /// How fast.
    pub speed: Speed,
    /// A longer gap between two events is played as one of this length, before the speed counts.
    pub max_gap: Option<Duration>,
    /// What of it is played at all.
    pub bounds: Bounds,
    /// Whether it waits to be asked to begin.
    pub paused: bool,
}

/// What a person asks of the player.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Play {
    /// Pause, or go on; at the end, begin anew.
    Toggle,
    /// Stand still.
    Pause,
    /// Go on; at the end, begin anew.
    Resume,
    /// The next faster speed.
    Faster,
    /// The next slower speed.
    Slower,
    /// This speed.
    Speed(Speed),
    /// Go so far, and stand still there.
    Step(Stride, Way),
    /// Go there; it plays on from there if it was playing.
    Seek(Target),
}

/// How far a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// One event.
    Event,
    /// One second of the log's clock.
    Second,
    /// To the next event of which something is found that is a warning or an error.
    Finding,
}

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// On.
    Forward,
    /// Back.
    Backward,
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// To where nothing is played yet.
    Start,
    /// To where all is played.
    End,
    /// To where all is played that was logged until then.
    Time(Instant),
    /// To where so much of the time from the first to the last event has gone by: 0 to 100.
    Percent(f64),
    /// To where this event is the newest; the same id before and after any seek.
    Event(EventId),
}
