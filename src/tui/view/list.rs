//! The list of events.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::event::Instant;
use crate::store::Row;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::{Column, Focus};
use crate::tui::shape::{Columns, ListLine, RowText, columns, window};
use crate::tui::text::{Ink, fill, fit};

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let model = scene.model;
    let pane = Pane::of(model.focus == Focus::List && model.overlays.is_empty());
    let inside = frame::draw(scene, pane, rect, buffer);
    if inside.width < 2 || inside.height == 0 {
        return;
    }
    let columns = columns(usize::from(inside.width) - 1, model.list.time);
    header(scene, &columns, rect, buffer);
    let Some((at, _)) = model.current(scene.log, scene.view) else { return };
    let ids = scene.view.ids();
    let window = window(scene.log, ids, at, model.list.row, usize::from(inside.height));
    for (y, line) in (inside.y..).zip(&window.lines) {
        let place = Rect { y, height: 1, ..inside };
        match *line {
            ListLine::Session(at) => separator(scene, at, place, buffer),
            ListLine::Event(here) => {
                let Some(row) = ids.get(here).and_then(|id| scene.log.row(*id)) else { continue };
                if here == at {
                    scene.mark(buffer, place);
                }
                event(scene, (row, before(scene, here)), &columns, place, buffer);
                if here == at && model.focus == Focus::List {
                    cell_under_cursor(model.list.column, &columns, place, buffer);
                }
            }
        }
    }
}

/// When the event in the line above was logged.
fn before(scene: &Scene<'_>, at: usize) -> Option<Instant> {
    let id = scene.view.ids().get(at.checked_sub(1)?)?;
    scene.log.row(*id)?.time()
}

/// The columns' names, in the frame above them.
fn header(scene: &Scene<'_>, columns: &Columns, rect: Rect, buffer: &mut Buffer) {
    for (column, start, width) in columns.iter() {
        let chosen = column == scene.model.list.column && scene.model.focus == Focus::List;
        let role = if chosen { Role::Accent } else { Role::Title };
        // The frame, then the cursor's cell, in which the title's first blank stands.
        let x = rect.x + 1 + start as u16;
        let after = if columns.gap > 1 { " " } else { "" };
        let text = format!(" {}{after}", fit(column.title(), width));
        scene.put(buffer, Position { x, y: rect.y }, width as u16 + 2, &[Ink { role, text }]);
    }
}

fn event(
    scene: &Scene<'_>,
    (row, before): (Row<'_>, Option<Instant>),
    columns: &Columns,
    place: Rect,
    buffer: &mut Buffer,
) {
    let list = &scene.model.list;
    let summed = columns.has(Column::Summary);
    let said = RowText { log: scene.log, row, time: list.time, before, summed };
    for (column, start, width) in columns.iter() {
        let mut cell = said.cell(column, width);
        if column == Column::Summary && list.shift > 0 {
            cell.text = cell.text.chars().skip(list.shift).collect();
        }
        let x = place.x + 1 + start as u16;
        cell.text = match (column, list.time) {
            (Column::Time, crate::tui::model::TimeShown::Distance) => format!("{:>12}", cell.text),
            _ => fill(&cell.text, width),
        };
        scene.put_searched(buffer, Position { x, y: place.y }, width as u16, &[cell]);
        if columns.gap > 1 && start > 0 {
            let rule = [Ink { role: Role::Border, text: "│".to_owned() }];
            scene.put(buffer, Position { x: x - 2, y: place.y }, 1, &rule);
        }
    }
}

/// Underlines the cell under the cursor.
fn cell_under_cursor(column: Column, columns: &Columns, place: Rect, buffer: &mut Buffer) {
    if let Some((_, start, width)) = columns.iter().find(|(known, ..)| *known == column) {
        let cell = Rect { x: place.x + 1 + start as u16, width: width as u16, ..place };
        buffer.set_style(cell, Style::new().add_modifier(Modifier::UNDERLINED));
    }
}

/// The line between two sessions.
fn separator(scene: &Scene<'_>, at: usize, place: Rect, buffer: &mut Buffer) {
    let session = |at: usize| {
        let row = scene.view.ids().get(at).and_then(|id| scene.log.row(*id))?;
        row.source().session.as_deref()
    };
    let stamp = session(at).unwrap_or_default();
    // Sessions that run side by side take turns: only a later one is new.
    let newer = at.checked_sub(1).and_then(session).is_none_or(|before| before < stamp);
    let word = if newer { "new session" } else { "session" };
    let mut text = format!("── {word} {stamp} ");
    let rest = usize::from(place.width).saturating_sub(crate::tui::text::width(&text));
    text.extend(std::iter::repeat_n('─', rest));
    scene.put(buffer, place.as_position(), place.width, &[Ink::new(Role::Separator, &text)]);
}
