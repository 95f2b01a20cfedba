//! A page that is a table: header, rows, and what is said of the row under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::model::Focus;
use crate::tui::shape::{Heading, Places, TablePage, Widths, aligned, first_row, heading};
use crate::tui::text::{Ink, Inked, fit_line, line_width};

pub(super) fn draw(scene: &Scene<'_>, page: &impl TablePage, rect: Rect, buffer: &mut Buffer) {
    if rect.is_empty() {
        return;
    }
    let focused = scene.model.focus != Focus::Facets && scene.model.overlays.is_empty();
    let inside = frame::draw(scene, Pane::of(focused), rect, buffer);
    titles(scene, page, rect, buffer);
    if inside.is_empty() {
        return;
    }
    if page.len() == 0 {
        nothing(scene, page, inside, buffer);
        foot(scene, page, rect, 0, buffer);
        return;
    }
    let places = Places::of(rect, page.about_lines());
    let headings = page.headings();
    let widths = Widths::of(&headings, places.width());
    header(scene, page, (&headings, &widths), places.header, buffer);
    let cursor = page.cursor();
    let first = first_row(cursor, page.len(), usize::from(places.rows.height));
    for (y, at) in (places.rows.y..places.rows.bottom()).zip(first..page.len()) {
        let place = Rect { y, height: 1, ..places.rows };
        if at == cursor.at {
            scene.mark(buffer, place);
        }
        row(scene, page, (&headings, &widths), (at, place), buffer);
    }
    about(scene, page, &places, buffer);
    let below = page.len().saturating_sub(first + usize::from(places.rows.height));
    foot(scene, page, rect, below, buffer);
}

/// What it is on the left of the frame, the tabs on the right, or only the open one.
fn titles(scene: &Scene<'_>, page: &impl TablePage, rect: Rect, buffer: &mut Buffer) {
    let title = page.title();
    let (tabs, open) = page.tabs();
    let room = usize::from(rect.width.saturating_sub(4));
    let name = title.get(..1).unwrap_or_default().to_vec();
    let all = tab_line(tabs, open);
    let one = tab_line(tabs.get(open..=open).unwrap_or_default(), 0);
    // Rather all tabs than more than the name, and rather the open one than none.
    let choices = [(&title, &all), (&name, &all), (&title, &one), (&name, &one)];
    let fits = |(title, tabs): &(&Inked, &Inked)| line_width(title) + line_width(tabs) + 3 <= room;
    let (title, tabs) = match choices.into_iter().find(fits) {
        Some((title, tabs)) => (title.clone(), Some(tabs)),
        None => (fit_line(&title, room), None),
    };
    frame::title(scene, buffer, (rect, rect.y), 1, &title);
    if let Some(tabs) = tabs.filter(|tabs| !tabs.is_empty()) {
        let from = rect.width.saturating_sub(line_width(tabs) as u16 + 4).max(1);
        frame::title(scene, buffer, (rect, rect.y), from, tabs);
    }
}

/// The tabs; brackets mark the open one, for screens without colours.
fn tab_line(tabs: &[&str], open: usize) -> Inked {
    let tab = |(at, title): (usize, &&str)| {
        if at == open {
            Ink { role: Role::TabActive, text: format!("[{title}]") }
        } else {
            Ink { role: Role::Muted, text: format!(" {title} ") }
        }
    };
    tabs.iter().enumerate().map(tab).collect()
}

fn header(
    scene: &Scene<'_>,
    page: &impl TablePage,
    (headings, widths): (&[Heading], &Widths),
    place: Rect,
    buffer: &mut Buffer,
) {
    let sort = page.sort();
    let cursor = widths.shown(page.cursor().column);
    for (column, start, wide) in widths.iter() {
        let Some(known) = headings.get(column) else { continue };
        let sorted = (sort.column == column).then(|| page.falls(column) != sort.reversed);
        let role = if column == cursor { Role::Accent } else { Role::Title };
        let text = heading(known, sorted, wide);
        let cell = aligned(&[Ink { role, text }], wide, known.align);
        let at = Position { x: place.x + 1 + start as u16, y: place.y };
        scene.put(buffer, at, wide as u16, &cell);
    }
}

fn row(
    scene: &Scene<'_>,
    page: &impl TablePage,
    (headings, widths): (&[Heading], &Widths),
    (at, place): (usize, Rect),
    buffer: &mut Buffer,
) {
    let room = usize::from(place.width.saturating_sub(2));
    if let Some(line) = page.whole(at, room) {
        let x = place.x + 1;
        scene.put(buffer, Position { x, y: place.y }, room as u16, &line);
        return;
    }
    let cursor = page.cursor();
    for (column, start, wide) in widths.iter() {
        let Some(known) = headings.get(column) else { continue };
        let cell = aligned(&page.cell(at, column, wide), wide, known.align);
        let x = place.x + 1 + start as u16;
        scene.put(buffer, Position { x, y: place.y }, wide as u16, &cell);
        if at == cursor.at && column == widths.shown(cursor.column) {
            let cell = Rect { x, width: wide as u16, ..place };
            buffer.set_style(cell, Style::new().add_modifier(Modifier::UNDERLINED));
        }
    }
}

/// What is said of the row under the cursor; what is too long for its lines ends with an ellipsis.
fn about(scene: &Scene<'_>, page: &impl TablePage, places: &Places, buffer: &mut Buffer) {
    if !places.rule.is_empty() {
        let rule = [Ink { role: Role::Separator, text: "─".repeat(places.rule.width.into()) }];
        scene.put(buffer, places.rule.as_position(), places.rule.width, &rule);
    }
    let high = usize::from(places.about.height);
    let mut lines = page.about(page.cursor().at, places.width());
    if lines.len() > high {
        lines.truncate(high);
        if let Some(last) = lines.last_mut() {
            last.push(Ink { role: Role::Muted, text: " …".to_owned() });
        }
    }
    for (y, line) in (places.about.y..places.about.bottom()).zip(&lines) {
        let at = Position { x: places.about.x + 1, y };
        scene.put(buffer, at, places.width() as u16, line);
    }
}

/// Why there is no row.
fn nothing(scene: &Scene<'_>, page: &impl TablePage, inside: Rect, buffer: &mut Buffer) {
    let room = usize::from(inside.width.saturating_sub(2));
    let mut lines = page.empty(room);
    let high = usize::from(inside.height);
    if lines.len() > high {
        lines.retain(|line| !line.is_empty());
    }
    if lines.len() > high {
        lines.truncate(high);
        if let Some(last) = lines.last_mut() {
            last.push(Ink { role: Role::Muted, text: " …".to_owned() });
        }
    }
    for (y, line) in (inside.y..inside.bottom()).zip(lines) {
        scene.put(buffer, Position { x: inside.x + 1, y }, room as u16, &line);
    }
}

/// The sums on the left of the lower frame; on the right how many rows there are below.
fn foot(scene: &Scene<'_>, page: &impl TablePage, rect: Rect, below: usize, buffer: &mut Buffer) {
    if rect.height < 2 {
        return;
    }
    let wide = frame::below(scene, buffer, rect, below);
    let taken = if wide == 0 { 5 } else { wide + 8 };
    let foot = fit_line(&page.foot(), rect.width.saturating_sub(taken).into());
    frame::title(scene, buffer, (rect, rect.bottom() - 1), 1, &foot);
}
