//! The chooser of the columns.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Scene;

pub(super) fn draw(_scene: &Scene<'_>, _at: usize, _rect: Rect, _buffer: &mut Buffer) {}
