//! The command palette: what is found in a box, what is typed in the place of the filter line.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::frame::{self, Pane};
use super::{Scene, typed};
use crate::tui::model::Palette;
use crate::tui::palette::{Entry, PALETTE_PROMPT, entries};
use crate::tui::shape::{Chooser, entry_line};
use crate::tui::text::Ink;

pub(super) fn draw(
    scene: &Scene<'_>,
    palette: &Palette,
    body: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let found = entries(scene.model, palette.line.text());
    let chooser = Chooser::palette(body, palette.at);
    if chooser.rect.height > 2 {
        draw_box(scene, (&found, palette.at), chooser, buffer);
    }
    let line = scene.model.regions().line?;
    Some(typed::draw(scene, (PALETTE_PROMPT, &palette.line), line, buffer))
}

fn draw_box(
    scene: &Scene<'_>,
    (found, at): (&[Entry], usize),
    chooser: Chooser,
    buffer: &mut Buffer,
) {
    let rect = chooser.rect;
    let inside = frame::draw(scene, Pane::Focused, rect, buffer);
    let title = [Ink { role: Role::Title, text: "Commands".to_owned() }];
    frame::title(scene, buffer, (rect, rect.y), 1, &title);
    if found.is_empty() {
        let nothing = [Ink { role: Role::Muted, text: "nothing of that name".to_owned() }];
        scene.put(buffer, Position { x: inside.x + 1, y: inside.y }, inside.width, &nothing);
    }
    let columns = usize::from(inside.width.saturating_sub(2));
    for (y, (place, entry)) in
        (inside.y..inside.bottom()).zip(found.iter().enumerate().skip(chooser.top))
    {
        let line = Rect { y, height: 1, ..inside };
        if place == at {
            scene.mark(buffer, line);
        }
        let inks = entry_line(entry, columns);
        scene.put(buffer, Position { x: inside.x + 1, y }, columns as u16, &inks);
    }
    let below = found.len().saturating_sub(chooser.top + usize::from(inside.height));
    frame::below(scene, buffer, rect, below);
}
