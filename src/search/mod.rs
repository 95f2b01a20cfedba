//! Floor 3: running a question over the event log.
//!
//! A [`View`] is the answer: which events pass, in merged order, and the facet counts; it grows
//! with the log instead of being made anew. Synchronous and pure: whoever wants it in the
//! background, cancelled or in slices runs it there. Owns no threads and draws nothing.

mod counts;
mod matching;
mod needle;
mod question;
mod seen;
mod stats;
#[cfg(test)]
mod tests;
mod view;

pub use counts::Counts;
pub use matching::matches;
pub use needle::{Direction, Needle};
pub use question::{Question, Selection, Selections};
pub use seen::{Seen, SeenProperty, seen};
pub use stats::{Group, StatsField, stats};
pub use view::View;
