//! The page that says how the filter runs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, page};
use crate::tui::shape::explained_lines;

pub(super) fn draw(scene: &Scene<'_>, top: usize, rect: Rect, buffer: &mut Buffer) {
    let width = usize::from(rect.width.saturating_sub(4));
    let lines = explained_lines(&scene.model.filter, scene.log, width);
    page::draw(scene, ("How the filter runs", &lines), top, rect, buffer);
}
