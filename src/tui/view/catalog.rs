//! The page of catalog.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, page};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    page::draw(scene, ("Catalog", &[]), 0, rect, buffer);
}
