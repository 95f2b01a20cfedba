//! The prompt.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Scene;
use crate::tui::model::Prompt;

pub(super) fn draw(
    _scene: &Scene<'_>,
    _prompt: &Prompt,
    _rect: Rect,
    _buffer: &mut Buffer,
) -> Option<Position> {
    None
}
