//! The page of findings.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Scene, table};
use crate::tui::shape::{findings_page, score_page};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    if scene.model.findings.card {
        return table::draw(scene, &score_page(scene.model, scene.log), rect, buffer);
    }
    table::draw(scene, &findings_page(scene.model, scene.log), rect, buffer);
}
