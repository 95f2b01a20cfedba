//! A page: lines in a frame that fills the body, scrolled.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::text::{Ink, Inked};

/// Draws `lines` from the line `top` on, under a title.
pub(super) fn draw(
    scene: &Scene<'_>,
    (title, lines): (&str, &[Inked]),
    top: usize,
    rect: Rect,
    buffer: &mut Buffer,
) {
    if rect.is_empty() {
        return;
    }
    let inside = frame::draw(scene, Pane::Focused, rect, buffer);
    let title = [Ink { role: Role::Title, text: title.to_owned() }];
    frame::title(scene, buffer, (rect, rect.y), 1, &title);
    // The page may have been scrolled in another size.
    let top = top.min((lines.len() + 1).saturating_sub(usize::from(inside.height)));
    for (y, line) in (inside.y..inside.bottom()).zip(lines.iter().skip(top)) {
        let x = inside.x + 1;
        scene.put(buffer, Position { x, y }, inside.width.saturating_sub(1), line);
    }
    let below = lines.len().saturating_sub(top + usize::from(inside.height));
    frame::below(scene, buffer, rect, below);
}
