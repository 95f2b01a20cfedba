//! A line that is typed into, with what stands before it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::Scene;
use crate::tui::line::{Line, pieces};
use crate::tui::text::{Ink, width};

/// Draws the line scrolled to its cursor; where that is.
pub(super) fn draw(
    scene: &Scene<'_>,
    (prompt, line): (&str, &Line),
    rect: Rect,
    buffer: &mut Buffer,
) -> Position {
    let blank = [Ink { role: Role::Text, text: " ".repeat(usize::from(rect.width)) }];
    scene.put(buffer, rect.as_position(), rect.width, &blank);
    let wide = (width(prompt) as u16).min(rect.width);
    scene.put(buffer, rect.as_position(), wide, &[Ink::new(Role::Accent, prompt)]);
    let text = Rect { x: rect.x + wide, width: rect.width - wide, ..rect };
    let (cursor, scroll) = line.cursor(usize::from(text.width.saturating_sub(1)));
    let style = scene.brush.style(Role::Text);
    let mut column = 0;
    for piece in pieces(line.text()) {
        let before = column;
        column += piece.width;
        let Some(x) = before.checked_sub(scroll) else { continue };
        if x + piece.width > usize::from(text.width) {
            break;
        }
        buffer.set_string(text.x + x as u16, text.y, piece.shown, style);
    }
    let x = text.x + cursor.saturating_sub(scroll) as u16;
    Position { x: x.min(rect.right().saturating_sub(1)), y: rect.y }
}
