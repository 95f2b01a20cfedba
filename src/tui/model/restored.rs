//! How a log is shown, as it is saved with it, and as it was when it was saved.

use crate::config::saved_screen::SavedScreen;
use crate::event::EventId;
use crate::search::View;
use crate::store::EventLog;

use super::{Model, Preferences, column};

impl Model {
    /// Shows what there is as a person likes it, and in the columns that were saved with it.
    pub(super) fn show_as(&mut self, preferences: &Preferences, columns: &[String]) {
        if let Some(complaint) = self.prefer(preferences).into_iter().next() {
            self.warn(complaint);
        }
        self.show_columns_of(columns);
    }

    /// Makes these the columns of the list, as [`column_names`](Self::column_names) gives them;
    /// none for those that suit the screen. What is no column is told.
    pub fn set_columns(&mut self, names: &[String]) -> Vec<String> {
        let (chosen, complaints) = column::read_columns(names);
        self.list.chosen = chosen;
        complaints
    }

    /// The columns that were chosen, as words for the settings; none where none were.
    pub fn column_names(&self) -> Vec<String> {
        self.list.chosen.iter().filter(|it| it.shown).map(ToString::to_string).collect()
    }

    /// How the log is shown by now.
    pub(in crate::tui) fn saved_screen(&self) -> SavedScreen {
        let filter = self.filter.applied.trim().to_owned();
        SavedScreen { filter, columns: self.column_names() }
    }

    /// The event that is looked at, as a person chose it; none where what comes is followed.
    pub(in crate::tui) fn selected(&self, log: &EventLog, view: &View) -> Option<EventId> {
        if self.follows() { None } else { self.current(log, view).map(|(_, id)| id) }
    }

    /// Shows the columns that were saved with a log, if any were. They are not the person's own.
    pub(in crate::tui) fn show_columns_of(&mut self, saved: &[String]) {
        if saved.is_empty() {
            return;
        }
        let own = self.own_columns();
        self.set_columns(saved);
        self.saved_columns = Some((self.column_names(), own));
    }

    /// The columns that the person chose for this screen and others.
    pub(in crate::tui) fn own_columns(&self) -> Vec<String> {
        match &self.saved_columns {
            Some((saved, own)) if *saved == self.column_names() => own.clone(),
            _ => self.column_names(),
        }
    }

    /// Tells a recording how the log is shown by now.
    pub(in crate::tui) fn tell_recording(&self) {
        if let Some(on_air) = self.on_air.as_ref().filter(|it| it.is_of(&self.log)) {
            let selected = self.look(|log, view| self.selected(log, view));
            on_air.show(self.saved_screen(), selected);
        }
    }
}
