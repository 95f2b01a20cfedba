//! The list of events: which one is looked at, and how they are shown.

use crate::event::EventId;

use super::column::{ChosenColumn, Column};
use super::trail::Trail;

/// Which event is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Place {
    /// The last one, whichever that comes to be.
    #[default]
    End,
    /// This one, or where it would stand while the filter hides it.
    At(EventId),
}

/// How times are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum TimeShown {
    #[default]
    Clock,
    Date,
    /// How long ago.
    Age,
    /// Since the event in the line above.
    Distance,
}

impl TimeShown {
    pub(in crate::tui) const fn next(self) -> Self {
        match self {
            Self::Clock => Self::Date,
            Self::Date => Self::Age,
            Self::Age => Self::Distance,
            Self::Distance => Self::Clock,
        }
    }
}

impl ListState {
    /// Whether what is shown changes as time goes by.
    pub(in crate::tui) fn counts_seconds(&self) -> bool {
        self.time == TimeShown::Age
    }

    /// How another log is shown: as this one, of whose events nothing is left.
    pub(in crate::tui) fn of_another_log(self) -> Self {
        Self {
            place: Place::End,
            row: usize::MAX,
            only_marked: false,
            trail: Trail::default(),
            left_at: 0,
            ..self
        }
    }
}

/// The list of events.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct ListState {
    pub(in crate::tui) place: Place,
    /// The line of the list in which the event stands, so that new events above do not move it.
    pub(in crate::tui) row: usize,
    /// The column under the cursor.
    pub(in crate::tui) column: Column,
    /// The columns as a person chose them; none where nothing was chosen.
    pub(in crate::tui) chosen: Vec<ChosenColumn>,
    /// How many of the chosen columns are scrolled away.
    pub(in crate::tui) first: usize,
    /// How many cells of the summaries are scrolled away.
    pub(in crate::tui) shift: usize,
    pub(in crate::tui) time: TimeShown,
    /// Whether summaries go over several lines.
    pub(in crate::tui) wrap: bool,
    /// How many events are shown before and after each that passes the filter.
    pub(in crate::tui) around: usize,
    /// Whether only marked events are shown.
    pub(in crate::tui) only_marked: bool,
    pub(in crate::tui) trail: Trail,
    /// How many events there were when following was switched off.
    pub(in crate::tui) left_at: usize,
}
