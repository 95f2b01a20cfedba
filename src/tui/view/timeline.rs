//! The timeline.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Scene;

pub(super) fn draw(_scene: &Scene<'_>, _rect: Rect, _buffer: &mut Buffer) {}
