//! What is offered for the word that is typed into the filter line, right above it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;
use crate::query::Candidate;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::completion::Popup;
use crate::tui::text::{Ink, Inked, fill, thousands, width};

/// Draws the popup into `rect`, frame included.
pub(super) fn draw(scene: &Scene<'_>, popup: &Popup, rect: Rect, buffer: &mut Buffer) {
    let inside = frame::draw(scene, Pane::Quiet, rect, buffer);
    buffer.set_style(inside, scene.brush.style(Role::Completion));
    let title = [Ink::new(Role::Title, &popup.title())];
    frame::title(scene, buffer, (rect, rect.y), 1, &title);
    let rows = usize::from(inside.height);
    let shown = popup.shown(rows);
    if popup.candidates.len() > rows {
        let of = format!("{} of {}", shown.end, thousands(popup.candidates.len() as u64));
        let from = rect.width.saturating_sub(width(&of) as u16 + 4);
        let of = [Ink { role: Role::Muted, text: of }];
        frame::title(scene, buffer, (rect, rect.bottom() - 1), from, &of);
    }
    for (y, at) in (inside.y..inside.bottom()).zip(shown) {
        let place = Rect { y, height: 1, ..inside };
        let Some(candidate) = popup.candidates.get(at) else { break };
        let line = row(candidate, popup.columns(), usize::from(inside.width));
        let chosen = popup.at == Some(at);
        if chosen {
            let mark = [Ink { role: Role::Accent, text: "▌".to_owned() }];
            scene.put(buffer, place.as_position(), 1, &mark);
        }
        let text = Position { x: place.x + 1, y };
        scene.put(buffer, text, place.width.saturating_sub(1), &line);
        if chosen {
            buffer.set_style(place, scene.brush.style(Role::CompletionSelected));
        }
    }
}

/// Name, count and help below those of the other rows. The count stays when there is little room.
fn row(candidate: &Candidate, [name, count, help]: [usize; 3], columns: usize) -> Inked {
    let room = columns.saturating_sub(2 + if count > 0 { count + 2 } else { 0 });
    let mut line =
        vec![Ink { role: Role::Completion, text: fill(&candidate.name, name.min(room)) }];
    if count > 0 {
        let number = candidate.count.map(thousands).unwrap_or_default();
        line.push(Ink { role: Role::Muted, text: format!("  {number:>count$}") });
    }
    if help > 0 {
        line.push(Ink { role: Role::Muted, text: format!("  {}", candidate.help) });
    }
    line
}
