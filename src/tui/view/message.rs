//! The message line: what happened, and what was odd.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::Scene;
use crate::tui::model::Tone;
use crate::tui::text::{Ink, width};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let Some(said) = &scene.model.message() else { return };
    let (role, sign, close) = match said.tone {
        Tone::Note => (Role::Accent, "· ", ""),
        Tone::Warning => (Role::Warning, "▲ ", "  esc closes"),
    };
    let room = rect.width.saturating_sub(1);
    let text = usize::from(room).saturating_sub(width(close));
    let inks = [Ink::new(role, sign), Ink::new(role, &said.text)];
    let at = Position { x: rect.x + 1, y: rect.y };
    scene.put(buffer, at, text as u16, &inks);
    let used = (crate::tui::text::line_width(&inks)).min(text) as u16;
    let close = [Ink::new(Role::Muted, close)];
    scene.put(buffer, Position { x: at.x + used, y: at.y }, room - used, &close);
}
