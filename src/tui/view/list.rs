//! The list of events.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::event::EventId;
use crate::store::Row;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::{Column, Focus};
use crate::tui::shape::{Columns, GUTTER, ListLine, MARK, RowText, Sheet, Spot, severity_sign};
use crate::tui::text::{Ink, fill, fit, fit_right, thousands, width};

/// The sign in front of an event that is shown as context.
const CONTEXT: &str = "┊";

/// Narrower lists say nothing in their lower frame.
const FOOTED_FROM: u16 = 30;

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let model = scene.model;
    let pane = Pane::of(model.focus == Focus::List && model.overlays.is_empty());
    let inside = frame::draw(scene, pane, rect, buffer);
    if inside.width <= GUTTER || inside.height == 0 {
        return;
    }
    let sheet = Sheet::new(model, scene.log, scene.view, rect);
    header(scene, &sheet.columns, rect, buffer);
    footer(scene, rect, buffer);
    let Some(at) = model.spot(scene.log, scene.view) else { return };
    let window = sheet.window(at, model.list.row);
    for (y, line) in (inside.y..inside.bottom()).zip(&window.lines) {
        let place = Rect { y, height: 1, ..inside };
        match *line {
            ListLine::Session(before, id) => separator(scene, (before, id), place, buffer),
            ListLine::Gap(count) => gap(scene, count, place, buffer),
            ListLine::Event(spot, part) => {
                if spot == at {
                    scene.mark(buffer, place);
                }
                if part == 0 {
                    event(scene, &sheet, spot, place, buffer);
                }
                folded(scene, &sheet, (spot, part), place, buffer);
                if spot == at && part == 0 && model.focus == Focus::List {
                    cell_under_cursor(&model.list.column, &sheet.columns, place, buffer);
                }
            }
        }
    }
}

/// The columns' names, in the frame above them, and how many there are on either side.
fn header(scene: &Scene<'_>, columns: &Columns, rect: Rect, buffer: &mut Buffer) {
    for (column, start, width) in columns.iter() {
        let chosen = *column == scene.model.list.column && scene.model.focus == Focus::List;
        let role = if chosen { Role::Accent } else { Role::Title };
        // The frame, then the gutter, in whose last cell the title's first blank stands.
        let x = rect.x + GUTTER + start as u16;
        let after = if columns.gap > 1 { " " } else { "" };
        let text = format!(" {}{after}", fit(&column.title(), width));
        let room = (width as u16 + 2).min(rect.right().saturating_sub(x + 1));
        scene.put(buffer, Position { x, y: rect.y }, room, &[Ink::new(role, &text)]);
    }
    if columns.first > 0 {
        let more = [Ink { role: Role::Accent, text: "‹".to_owned() }];
        scene.put(buffer, Position { x: rect.x + 1, y: rect.y }, 1, &more);
    }
    if columns.beyond() > 0 && rect.width > 6 {
        let text = format!(" +{} ›", columns.beyond());
        let wide = width(&text) as u16;
        let at = Position { x: rect.right().saturating_sub(wide + 1), y: rect.y };
        scene.put(buffer, at, wide, &[Ink { role: Role::Accent, text }]);
    }
}

/// How the list is shown, as far as that is out of the ordinary, in the frame below it.
fn footer(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let list = &scene.model.list;
    let mut inks: Vec<Ink> = Vec::new();
    let mut say = |role, text: String| {
        let between = if inks.is_empty() { "" } else { " · " };
        inks.push(Ink { role: Role::Border, text: between.to_owned() });
        inks.push(Ink { role, text });
    };
    let marks = scene.log.marks();
    if !marks.is_empty() {
        say(Role::Mark, format!("{MARK} {} marked", thousands(marks.len() as u64)));
    }
    if list.around > 0 {
        say(Role::Context, format!("{CONTEXT} {} around each", list.around));
    }
    if list.wrap {
        say(Role::Muted, "wrapped".to_owned());
    }
    if rect.width >= FOOTED_FROM && rect.height > 2 {
        frame::title(scene, buffer, (rect, rect.bottom() - 1), 2, &inks);
    }
}

/// The first line of an event.
fn event(scene: &Scene<'_>, sheet: &Sheet<'_>, spot: Spot, place: Rect, buffer: &mut Buffer) {
    let Some(row) = scene.log.row(spot.id) else { return };
    if let Some(sign) = sign(scene, row, spot) {
        let at = Position { x: place.x + 1, y: place.y };
        scene.put(buffer, at, 1, &[sign]);
    }
    let list = &scene.model.list;
    let columns = &sheet.columns;
    let above = sheet.weave.step(spot, false).to.and_then(|it| scene.log.row(it.id));
    let said = RowText {
        log: scene.log,
        row,
        veil: scene.model.veils().of(row.id()),
        time: list.time,
        before: above.and_then(|row| row.time()),
        now: scene.model.query.now,
        summed: sheet.wraps.place.is_some() || columns.has(&Column::Summary),
        folded: sheet.wraps.has(spot.id),
    };
    for ((column, start, width), cell) in columns.iter().zip(said.cells(columns)) {
        let mut ink = cell.ink;
        if *column == Column::Summary && list.shift > 0 {
            ink.text = ink.text.chars().skip(list.shift).collect();
        }
        if spot.at.is_err() {
            ink.role = Role::Context;
        }
        let x = place.x + GUTTER + start as u16;
        ink.text = if cell.right { fit_right(&ink.text, width) } else { fill(&ink.text, width) };
        scene.put_searched(buffer, Position { x, y: place.y }, width as u16, &[ink]);
        if columns.gap > 1 && start > 0 {
            let rule = [Ink { role: Role::Border, text: "│".to_owned() }];
            scene.put(buffer, Position { x: x - 2, y: place.y }, 1, &rule);
        }
    }
}

/// A line of an event's summary, where that goes over several.
fn folded(
    scene: &Scene<'_>,
    sheet: &Sheet<'_>,
    (spot, part): (Spot, usize),
    place: Rect,
    buffer: &mut Buffer,
) {
    let Some(wrap) = sheet.wraps.place else { return };
    let Some(at) = part.checked_sub(usize::from(wrap.below)) else { return };
    let lines = sheet.wraps.of(spot.id);
    let Some(line) = lines.get(at) else { return };
    let role = match (spot.at, wrap.below) {
        (Err(_), _) => Role::Context,
        (Ok(_), true) => Role::Muted,
        (Ok(_), false) => Role::Text,
    };
    let x = place.x + GUTTER + wrap.start as u16;
    let ink = [Ink { role, text: line.clone() }];
    scene.put_searched(buffer, Position { x, y: place.y }, wrap.width as u16, &ink);
}

/// What is to be known of an event before any of its columns: that it is marked, that it is shown
/// as context only, that it is a finding.
fn sign(scene: &Scene<'_>, row: Row<'_>, spot: Spot) -> Option<Ink> {
    let (role, text) = if scene.log.marks().is_marked(spot.id) {
        (Role::Mark, MARK)
    } else if spot.at.is_err() {
        (Role::Context, CONTEXT)
    } else {
        severity_sign(scene.model.audited.sign(scene.log, row)?)
    };
    Some(Ink { role, text: text.to_owned() })
}

/// Underlines the cell under the cursor.
fn cell_under_cursor(column: &Column, columns: &Columns, place: Rect, buffer: &mut Buffer) {
    if let Some((_, start, width)) = columns.iter().find(|(known, ..)| *known == column) {
        let x = place.x + GUTTER + start as u16;
        let cell = Rect { x, width: width as u16, ..place }.intersection(place);
        buffer.set_style(cell, Style::new().add_modifier(Modifier::UNDERLINED));
    }
}

/// The line between two sessions.
fn separator(
    scene: &Scene<'_>,
    (before, id): (EventId, EventId),
    place: Rect,
    buffer: &mut Buffer,
) {
    let session = |id: EventId| scene.log.row(id)?.source().session.as_deref();
    let stamp = session(id).unwrap_or_default();
    // Sessions that run side by side take turns: only a later one is new.
    let newer = session(before).is_none_or(|before| before < stamp);
    let word = if newer { "new session" } else { "session" };
    rule(scene, &format!("── {word} {stamp} "), place, buffer);
}

/// The line in the place of events that are not shown.
fn gap(scene: &Scene<'_>, count: usize, place: Rect, buffer: &mut Buffer) {
    rule(scene, &format!("── {} not shown ", thousands(count as u64)), place, buffer);
}

fn rule(scene: &Scene<'_>, text: &str, place: Rect, buffer: &mut Buffer) {
    let rest = usize::from(place.width).saturating_sub(width(text));
    let text = text.to_owned() + &"─".repeat(rest);
    scene.put(buffer, place.as_position(), place.width, &[Ink::new(Role::Separator, &text)]);
}
