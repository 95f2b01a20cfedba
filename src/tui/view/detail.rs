//! The detail pane.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;
use crate::event::Kind;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::Focus;
use crate::tui::shape::{tabs, tabs_from};
use crate::tui::text::{Ink, Inked, fit_line, line_width, spoken};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let model = scene.model;
    let pane = Pane::of(model.focus == Focus::Detail && model.overlays.is_empty());
    let inside = frame::draw(scene, pane, rect, buffer);
    titles(scene, rect, buffer);
    let Some(content) = &model.detail.content else { return };
    let lines = content.lines.iter().enumerate().skip(model.detail.top);
    for (y, (at, line)) in (inside.y..inside.bottom()).zip(lines) {
        if at == model.detail.line && model.focus == Focus::Detail {
            scene.mark(buffer, Rect { y, height: 1, ..inside });
        }
        let x = inside.x + 1;
        scene.put_searched(buffer, Position { x, y }, inside.width.saturating_sub(1), &line.ink);
    }
    let below = content.lines.len().saturating_sub(model.detail.top + usize::from(inside.height));
    frame::below(scene, buffer, rect, below);
}

/// Name and place on the left of the frame, the tabs on the right.
fn titles(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let tabs = tabs(scene.model.detail.tab);
    let wide = line_width(&tabs) as u16 + 2;
    let name = name(scene);
    let room = usize::from(rect.width.saturating_sub(wide + 6));
    // Where both do not fit, the name is the list's to say.
    if room >= 12 {
        let name = fit_line(&name, room);
        frame::title(scene, buffer, (rect, rect.y), 1, &name);
    }
    let from = tabs_from(scene.model.detail.tab, rect.width);
    frame::title(scene, buffer, (rect, rect.y), from, &tabs);
}

fn name(scene: &Scene<'_>) -> Inked {
    let row = scene.model.current(scene.log, scene.view).and_then(|(_, id)| scene.log.row(id));
    let Some(row) = row else { return Inked::new() };
    let name = match row.kind() {
        Kind::Event => row.name(),
        Kind::Log => "log entry",
        Kind::Raw => "raw line",
    };
    vec![
        Ink::new(Role::Title, &scene.model.veils().of(row.id()).text(name, "")),
        Ink::new(Role::Muted, &format!(" in {}", spoken(&row.source().label))),
    ]
}
