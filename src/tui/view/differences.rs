//! The page of differences.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, table};
use crate::tui::shape::differences_page;

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    table::draw(scene, &differences_page(scene.model), rect, buffer);
}
