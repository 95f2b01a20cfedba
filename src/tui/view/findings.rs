//! The page of findings.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, page};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    page::draw(scene, ("Findings", &[]), 0, rect, buffer);
}
