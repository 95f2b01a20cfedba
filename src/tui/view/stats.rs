//! The page of stats.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, table};
use crate::tui::shape::stats_page;

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    table::draw(scene, &stats_page(scene.model, scene.log, scene.view), rect, buffer);
}
