//! The timeline: which time it shows.

use crate::event::Instant;
use crate::search::Timeline;

/// The timeline.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct TimelineState {
    /// The events over time, as they were counted last: while they are counted anew, what is
    /// there stays.
    pub(in crate::tui) counted: Timeline,
    /// The part of the time that is shown; `None` for all of it.
    pub(in crate::tui) zoom: Option<(Instant, Instant)>,
}

/// What the mouse has taken hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Grab {
    /// A stretch of the timeline, from one of its columns to another.
    Stretch { from: u16, to: u16 },
    /// The line between list and detail pane.
    Split,
    /// The line between facets and list.
    Facets,
}
