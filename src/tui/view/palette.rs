//! The palette.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Scene;
use crate::tui::model::Palette;

pub(super) fn draw(
    _scene: &Scene<'_>,
    _palette: &Palette,
    _rect: Rect,
    _buffer: &mut Buffer,
) -> Option<Position> {
    None
}
