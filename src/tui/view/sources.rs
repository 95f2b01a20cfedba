//! The page of sources.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::Focus;
use crate::tui::text::Ink;

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    if rect.is_empty() {
        return;
    }
    let model = scene.model;
    let pane = Pane::of(model.focus != Focus::Facets && model.overlays.is_empty());
    let inside = frame::draw(scene, pane, rect, buffer);
    let title = [Ink { role: Role::Title, text: "Sources".to_owned() }];
    frame::title(scene, buffer, (rect, rect.y), 1, &title);
    let told = &model.sources.page;
    let shown =
        (inside.y..inside.bottom()).zip(told.lines.iter().enumerate().skip(model.sources.top));
    for (y, (at, line)) in shown {
        if at == model.sources.line {
            scene.mark(buffer, Rect { y, height: 1, ..inside });
        }
        let x = inside.x + 1;
        scene.put(buffer, Position { x, y }, inside.width.saturating_sub(1), line);
    }
    let below = told.lines.len().saturating_sub(model.sources.top + usize::from(inside.height));
    frame::below(scene, buffer, rect, below);
}
