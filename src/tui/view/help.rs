//! The help page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, page};

pub(super) fn draw(scene: &Scene<'_>, top: usize, rect: Rect, buffer: &mut Buffer) {
    let lines = scene.model.help(usize::from(rect.width.saturating_sub(4)));
    page::draw(scene, ("Help", &lines), top, rect, buffer);
}
