//! The footer: the keys that work here, from the action table; or what is wrong with the line
//! above it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Scene, filter_line};
use crate::pipeline::Stage;
use crate::tui::actions::Action;
use crate::tui::keys::hints;
use crate::tui::shape::footer_line;
use crate::tui::text::line_width;

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let room = rect.width.saturating_sub(1);
    let at = Position { x: rect.x + 1, y: rect.y };
    if let Some(complaint) = filter_line::complaint(scene, usize::from(room)) {
        scene.put(buffer, at, room, &complaint);
        return;
    }
    let (mut here, always) = {
        let context = scene.model.context();
        hints(&scene.model.keys, context, scene.model.over(context))
    };
    if scene.model.stage == Stage::Done {
        here.retain(|hint| hint.action != Action::Follow);
    }
    let (line, end) = footer_line(&here, &always, usize::from(room));
    scene.put(buffer, at, room, &line);
    let from = room.saturating_sub(line_width(&end) as u16 + 1);
    scene.put(buffer, Position { x: at.x + from, ..at }, room - from, &end);
}
