//! The facet column, or its popup.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;
use crate::event::Level;
use crate::store::{EventLog, Facet, FacetKey};

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::Focus;
use crate::tui::shape::{FacetLine, cursor_line, facet_lines, facet_title, facets_top, level_role};
use crate::tui::text::{Ink, fill, thousands, width};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let model = scene.model;
    let focused = model.focus == Focus::Facets && model.overlays.is_empty();
    let pane = Pane::of(focused);
    let inside = frame::draw(scene, pane, rect, buffer);
    let lines = facet_lines(model, scene.log, scene.view);
    let top = facets_top(model, &lines, rect.height);
    if let Some(first) = lines.get(top) {
        heading(scene, buffer, (rect, rect.y), first.facet());
    }
    let cursor = (model.focus == Focus::Facets).then(|| cursor_line(&lines, &model.facets));
    for (y, (at, line)) in (inside.y..inside.bottom()).zip(lines.iter().enumerate().skip(top + 1)) {
        let place = Rect { y, height: 1, ..inside };
        if cursor == Some(at) {
            scene.mark(buffer, place);
        }
        draw_line(scene, pane, line, (rect, place), buffer);
    }
}

fn draw_line(
    scene: &Scene<'_>,
    pane: Pane,
    line: &FacetLine,
    (rect, place): (Rect, Rect),
    buffer: &mut Buffer,
) {
    // The first cell is the cursor's.
    let at = Position { x: place.x + 1, y: place.y };
    let columns = usize::from(place.width.saturating_sub(1));
    let muted = |text: String| [Ink { role: Role::Muted, text }];
    match line {
        FacetLine::Section(facet) => {
            let rule = format!("├{}┤", "─".repeat(usize::from(place.width)));
            let rule = [Ink { role: pane.border(), text: rule }];
            scene.put(buffer, Position { x: rect.x, y: place.y }, rect.width, &rule);
            heading(scene, buffer, (rect, place.y), *facet);
        }
        FacetLine::Value { facet, key, chosen, name, count } => {
            let count = thousands(*count);
            let room = columns.saturating_sub(3 + width(&count));
            let shown = if name.is_empty() { "(none)" } else { name };
            let role = if *chosen { role(scene.log, *facet, *key) } else { Role::Muted };
            let sign = if *chosen { "▣ " } else { "▢ " };
            let inks = [
                Ink { role, text: sign.to_owned() },
                Ink { role, text: fill(shown, room) },
                Ink { role: Role::Text, text: format!(" {count}") },
            ];
            scene.put(buffer, at, columns as u16, &inks);
        }
        FacetLine::More(_, more) => {
            scene.put(buffer, at, columns as u16, &muted(format!("  … {more} more")));
        }
        FacetLine::Nothing(facet) => {
            let find = &scene.model.facets;
            let looked_for = find.facet == *facet && !find.find.text().is_empty();
            let text = if looked_for { "  no such value" } else { "  none yet" };
            scene.put(buffer, at, columns as u16, &muted(text.to_owned()));
        }
    }
}

/// A section's name, with the key that leads to it.
fn heading(scene: &Scene<'_>, buffer: &mut Buffer, at: (Rect, u16), facet: Facet) {
    let mut title = vec![Ink { role: Role::Title, text: facet_title(facet).to_owned() }];
    let facets = &scene.model.facets;
    if facets.facet == facet && !facets.find.text().is_empty() {
        title.push(Ink::new(Role::Accent, &format!(" /{}", facets.find.text())));
    }
    frame::title(scene, buffer, at, 1, &title);
}

/// The role in which the list shows the same word.
fn role(log: &EventLog, facet: Facet, key: FacetKey) -> Role {
    match facet {
        Facet::Level => Level::ALL.get(key.0 as usize).map_or(Role::Text, |it| level_role(*it)),
        Facet::Destination => Role::DestinationKnown,
        Facet::Purpose if matches!(log.facet_name(facet, key), "undeclared" | "unknown") => {
            Role::PurposeMissing
        }
        Facet::Purpose => Role::Purpose,
        Facet::Producer => Role::Producer,
        Facet::Event => Role::Event,
        Facet::Source => Role::Text,
    }
}
