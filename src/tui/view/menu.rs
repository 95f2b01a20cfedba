//! A menu.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Scene;
use crate::tui::model::Menu;

pub(super) fn draw(_scene: &Scene<'_>, _menu: &Menu, _rect: Rect, _buffer: &mut Buffer) {}
