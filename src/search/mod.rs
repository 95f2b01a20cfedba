//! Floor 3: running a question over the event log.
//!
//! A [`View`] is the answer: which events pass, in merged order, and the facet counts; it grows
//! with the log instead of being made anew. Synchronous: whoever wants it in the background,
//! cancelled or in slices runs it there. A slice that reads text takes all cores, by threads that
//! end with it (`store::share`). Draws nothing.

mod bits;
mod census;
mod chart;
mod correlation;
mod counts;
mod culprit;
mod find;
mod groups;
mod ids;
mod judged;
mod matching;
mod needle;
mod pairs;
mod question;
mod reading;
mod revision;
mod scan;
mod seen;
mod span;
mod stats;
#[cfg(test)]
mod tests;
mod thresholds;
mod timeline;
mod view;
mod volume;

pub use chart::Chart;
pub use correlation::{Correlation, correlation};
pub use counts::Counts;
pub use culprit::{Blamed, Cause, Conjuncts, Culprit, Step};
pub use find::{Course, Direction, Target};
pub use groups::{FacetGroup, FacetGroups, groups};
pub use matching::{judge, matches};
pub use needle::Needle;
pub use question::{Question, Selection, Selections};
pub use reading::read_in_order;
pub use scan::Desks;
pub use seen::{Seen, SeenProperty, seen};
pub use span::Span;
pub use stats::{Group, StatsField, stats};
pub use timeline::{Bucket, Buckets, Timeline};
pub use view::{Sight, View};
pub use volume::Volume;
