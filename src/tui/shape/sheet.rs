//! The list as it lies on the screen: its events, its columns, and how many lines each event
//! takes.

use ratatui::layout::Rect;

use crate::search::View;
use crate::store::EventLog;

use super::super::model::Model;
use super::columns::{Columns, columns};
use super::weave::{Spot, Weave};
use super::window::{Window, walk, window};
use super::wraps::Wraps;

/// What stands before the columns: the cursor, and a sign.
pub(in crate::tui) const GUTTER: u16 = 2;

/// The list on the screen.
pub(in crate::tui) struct Sheet<'a> {
    pub(in crate::tui) weave: Weave<'a>,
    pub(in crate::tui) columns: Columns,
    pub(in crate::tui) wraps: Wraps<'a>,
    /// How many lines are on the screen, at least one.
    pub(in crate::tui) height: usize,
}

impl<'a> Sheet<'a> {
    /// The list in a framed pane.
    pub(in crate::tui) fn new(
        model: &'a Model,
        log: &'a EventLog,
        view: &'a View,
        pane: Rect,
    ) -> Self {
        let width = usize::from(pane.width.saturating_sub(GUTTER + 2));
        let columns = columns(&model.list, width);
        let wraps = Wraps::new((log, model.veils()), model.list.wrap, &columns, width);
        let height = usize::from(pane.height.saturating_sub(2)).max(1);
        Self { weave: Weave::new(log, view, model.list.around), columns, wraps, height }
    }

    /// The list where it is, or would be.
    pub(in crate::tui) fn of(model: &'a Model, log: &'a EventLog, view: &'a View) -> Self {
        Self::new(model, log, view, model.list_pane())
    }

    /// The lines around an event that is to begin in line `row`.
    pub(in crate::tui) fn window(&self, at: Spot, row: usize) -> Window {
        window(&self.weave, at, row, self.height, &|id| self.wraps.height(id))
    }

    /// The event that is so many lines below or above, and how many lines it is away.
    pub(in crate::tui) fn walk(&self, from: Spot, by: isize) -> (Spot, usize) {
        walk(&self.weave, from, by, &|id| self.wraps.height(id))
    }
}
