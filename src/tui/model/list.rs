//! The list of events: which one is looked at, and how they are shown.

use crate::event::EventId;

/// Which event is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Place {
    /// The last one, whichever that comes to be.
    #[default]
    End,
    /// This one, or where it would stand while the filter hides it.
    At(EventId),
}

/// A column of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Column {
    Time,
    Level,
    Destination,
    Purpose,
    Producer,
    #[default]
    Event,
    Summary,
}

/// How times are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum TimeShown {
    #[default]
    Clock,
    Date,
    /// Since the event in the line above.
    Distance,
}

/// The list of events.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::tui) struct ListState {
    pub(in crate::tui) place: Place,
    /// The line of the list in which the event stands, so that new events above do not move it.
    pub(in crate::tui) row: usize,
    pub(in crate::tui) column: Column,
    /// How many columns of the summaries are scrolled away.
    pub(in crate::tui) shift: usize,
    pub(in crate::tui) time: TimeShown,
    /// How many events there were when following was switched off.
    pub(in crate::tui) left_at: usize,
}
