//! A line that is typed into, with what stands before it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::config::theme::Role;

use super::Scene;
use crate::tui::line::{Line, Piece, pieces};
use crate::tui::text::{Ink, line_width};

/// Where a line came to stand.
pub(super) struct Stood {
    /// The room of its text.
    pub(super) room: Rect,
    /// The cell of that room behind the text; one outside it where the text goes on.
    pub(super) end: usize,
    pub(super) cursor: Position,
}

/// Draws a line without colours, and nothing beside it.
pub(super) fn draw(
    scene: &Scene<'_>,
    (prompt, line): (&str, &Line),
    rect: Rect,
    buffer: &mut Buffer,
) -> Position {
    let blank = [Ink { role: Role::Text, text: " ".repeat(usize::from(rect.width)) }];
    scene.put(buffer, rect.as_position(), rect.width, &blank);
    let style = scene.brush.style(Role::Text);
    let prompt = [Ink::new(Role::Accent, prompt)];
    draw_inked(scene, (&prompt, line), |_| style, rect, buffer).cursor
}

/// Draws a line scrolled to its cursor, its pieces in styles of their own.
pub(super) fn draw_inked(
    scene: &Scene<'_>,
    (prompt, line): (&[Ink], &Line),
    mut style: impl FnMut(&Piece) -> Style,
    rect: Rect,
    buffer: &mut Buffer,
) -> Stood {
    let wide = (line_width(prompt) as u16).min(rect.width);
    scene.put(buffer, rect.as_position(), wide, prompt);
    let room = Rect { x: rect.x + wide, width: rect.width - wide, ..rect };
    let (cursor, scroll) = line.cursor(usize::from(room.width.saturating_sub(1)));
    let mut column = 0;
    for piece in pieces(line.text()) {
        let before = column;
        column += piece.width;
        let style = style(&piece);
        let Some(x) = before.checked_sub(scroll) else { continue };
        if x + piece.width > usize::from(room.width) {
            break;
        }
        buffer.set_string(room.x + x as u16, room.y, piece.shown, style);
    }
    let x = room.x + cursor.saturating_sub(scroll) as u16;
    let cursor = Position { x: x.min(rect.right().saturating_sub(1)), y: rect.y };
    Stood { room, end: column.saturating_sub(scroll), cursor }
}
