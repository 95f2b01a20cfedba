//! The page of sources.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, page};
use crate::tui::shape::source_lines;

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let lines = source_lines(scene.model, scene.log, usize::from(rect.width.saturating_sub(4)));
    page::draw(scene, ("Sources", &lines), scene.model.sources_top, rect, buffer);
}
