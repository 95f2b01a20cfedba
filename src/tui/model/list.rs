//! The list of events: which one is looked at, and how they are shown.

use std::collections::BTreeSet;
use std::sync::Arc;

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
    /// The only events that are asked for, where that is the marked ones.
    pub(in crate::tui) fn only(&self) -> Option<Arc<BTreeSet<EventId>>> {
        self.only_marked.then(|| Arc::new(self.marks.clone()))
    }

    /// Whether what is shown changes as time goes by.
    pub(in crate::tui) fn counts_seconds(&self) -> bool {
        self.time == TimeShown::Age
    }

    /// Events have other ids: what is known of those that are not there any more goes with them.
    pub(in crate::tui) fn rename(&mut self, new: impl Fn(EventId) -> Option<EventId>) {
        self.trail.rename(&new);
        self.marks = self.marks.iter().filter_map(|id| new(*id)).collect();
    }

    /// How another log is shown: as this one, of whose events nothing is left.
    pub(in crate::tui) fn of_another_log(self) -> Self {
        Self {
            place: Place::End,
            row: usize::MAX,
            marks: BTreeSet::new(),
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
    pub(in crate::tui) marks: BTreeSet<EventId>,
    /// Whether only marked events are shown.
    pub(in crate::tui) only_marked: bool,
    pub(in crate::tui) trail: Trail,
    /// How many events there were when following was switched off.
    pub(in crate::tui) left_at: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_the_trail_go_over_to_other_ids_and_lose_what_is_gone() {
        let mut list =
            ListState { marks: BTreeSet::from([EventId(1), EventId(5)]), ..ListState::default() };
        [EventId(5), EventId(1), EventId(7)].into_iter().for_each(|id| list.trail.leave(id));
        list.rename(|id| Some(EventId(id.0.checked_sub(2)?)));
        assert_eq!(list.marks, BTreeSet::from([EventId(3)]));
        assert_eq!(list.trail.back(EventId(9)), Some(EventId(5)));
        assert_eq!(list.trail.back(EventId(5)), Some(EventId(3)));
        assert_eq!(list.trail.back(EventId(3)), None);
    }
}
