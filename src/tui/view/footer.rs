//! The footer: the keys that work here, from the action table; or what is wrong with the line
//! above it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::{Scene, filter_line};
use crate::tui::keys::hints;
use crate::tui::text::{Ink, Inked, line_width};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let room = rect.width.saturating_sub(1);
    let at = Position { x: rect.x + 1, y: rect.y };
    if let Some(complaint) = filter_line::complaint(scene, usize::from(room)) {
        scene.put(buffer, at, room, &complaint);
        return;
    }
    let mut line = Inked::new();
    for (keys, text) in hints(&scene.model.keys, scene.model.context()) {
        let hint = [
            Ink { role: Role::KeyHint, text: keys },
            Ink { role: Role::Muted, text: format!(" {text}  ") },
        ];
        // Half a hint is worse than none.
        if line_width(&line) + line_width(&hint) > usize::from(room) + 2 {
            break;
        }
        line.extend(hint);
    }
    buffer.set_line(at.x, at.y, &scene.brush.line(&line), room);
}
