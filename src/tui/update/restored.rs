//! A log that was saved from a screen is shown as it was there.

use crate::config::saved_screen::SavedScreen;
use crate::event::EventId;

use super::super::message::Effect;
use super::super::model::Model;
use super::{filter, list};

/// All of it is read: it is shown so, as far as nobody wanted it otherwise meanwhile.
pub(super) fn restored(
    model: &mut Model,
    screen: &SavedScreen,
    selected: Option<EventId>,
) -> Vec<Effect> {
    let shown = model.saved_columns.as_ref().map(|(saved, _)| saved);
    if shown.is_none_or(|saved| *saved == model.column_names()) {
        model.show_columns_of(&screen.columns);
    }
    if let Some(id) = selected.filter(|_| model.follows()) {
        list::select(model, id);
    }
    if model.filter.applied.is_empty() && !screen.filter.is_empty() {
        return filter::replace(model, &screen.filter);
    }
    Vec::new()
}
