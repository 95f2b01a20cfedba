//! Replay: a log that was read whole, played again by its events' own clock.
//!
//! What is shown is a log of its own that holds what was played so far, so filters, facets,
//! findings and counts are what they would have been while it was written.

mod bounds;
mod finding;
mod head;
mod outline;
mod play;
mod player;
mod remote;
mod schedule;
mod shown;
mod speed;

pub use bounds::{Bounds, BoundsError};
pub use head::{Head, PlayState};
pub use outline::Outline;
pub use play::{Play, Playing, Stride, Target, Way};
pub use schedule::Schedule;
pub use speed::{Speed, SpeedError};

pub(super) use player::{Hearers, Player};
pub(super) use remote::Remote;
pub(super) use shown::Shown;
