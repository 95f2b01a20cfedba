//! The chooser of the columns.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::ChosenColumn;
use crate::tui::shape::offered_columns;
use crate::tui::text::{Ink, fill, fit_right};

/// How wide the chooser is where there is room.
const WIDE: u16 = 40;

pub(super) fn draw(scene: &Scene<'_>, at: usize, rect: Rect, buffer: &mut Buffer) {
    let offered = offered_columns(scene.model, scene.log, scene.view);
    let wide = rect.width.min(WIDE);
    let high = rect.height.min(offered.len() as u16 + 2);
    let rect = Rect { x: rect.right() - wide, width: wide, height: high, ..rect };
    let inside = frame::draw(scene, Pane::Focused, rect, buffer);
    frame::title(scene, buffer, (rect, rect.y), 1, &[Ink::new(Role::Title, "Columns")]);
    let height = usize::from(inside.height);
    let top = (at + 1).saturating_sub(height).max(at.saturating_sub(height / 2));
    let top = top.min(offered.len().saturating_sub(height));
    for (y, (here, column)) in (inside.y..).zip(offered.iter().enumerate().skip(top).take(height)) {
        let place = Rect { y, height: 1, ..inside };
        if here == at {
            scene.mark(buffer, place);
        }
        let x = place.x + 1;
        scene.put(buffer, Position { x, y }, place.width.saturating_sub(1), &line(column, place));
    }
}

/// `▣ event           22`
fn line(column: &ChosenColumn, place: Rect) -> Vec<Ink> {
    let role = if column.shown { Role::Text } else { Role::Muted };
    let width = column.width.map_or_else(|| "auto".to_owned(), |width| width.to_string());
    let name = usize::from(place.width).saturating_sub(9);
    let sign = if column.shown { "▣" } else { "▢" };
    vec![
        Ink::new(role, &format!("{sign} {} ", fill(&column.column.name(), name))),
        Ink::new(Role::Muted, &fit_right(if column.shown { &width } else { "" }, 5)),
    ]
}
