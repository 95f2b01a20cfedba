//! Drawing the model. Changes nothing, and names no colour: everything has a role.
//!
//! One file a region. A region that has no room is not drawn.

mod catalog;
mod columns;
mod completion;
mod detail;
mod differences;
mod edited;
mod explained;
mod facets;
mod filter_line;
mod findings;
mod footer;
mod frame;
mod help;
mod list;
mod menu;
mod message;
mod page;
mod palette;
mod panel;
mod played;
mod prompt;
mod sources;
mod stats;
mod table;
mod timeline;
mod top_line;
mod typed;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;
use crate::search::View;
use crate::store::EventLog;

use super::layout::{Regions, regions};
use super::line::FIND_PROMPT;
use super::model::{Model, Overlay, Page};
use super::shape::popup_rect;
use super::styles::Brush;
use super::text::{Ink, fit_line};

/// What is drawn: the model, and what it looks at, locked for this frame.
#[derive(Clone, Copy)]
struct Scene<'a> {
    model: &'a Model,
    log: &'a EventLog,
    view: &'a View,
    brush: Brush<'a>,
    /// Inks what is searched: hits are highlighted.
    finder: Brush<'a>,
}

/// Draws the model, which is laid out for the size it was told last. A terminal that has another
/// one by now will tell it; until then it shows as much as it has room for.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let screen = frame.area();
    let area = Rect::new(0, 0, model.width, model.height);
    let brush = Brush { theme: &model.theme, needle: None };
    let finder = Brush { needle: model.search.needle.as_ref(), ..brush };
    let mut other = (area != screen).then(|| Buffer::empty(area));
    let cursor = model.look(|log, view| {
        let buffer = other.as_mut().unwrap_or_else(|| frame.buffer_mut());
        draw(&Scene { model, log, view, brush, finder }, area, buffer)
    });
    if let Some(other) = other {
        for at in area.intersection(screen).positions() {
            frame.buffer_mut()[at].clone_from(&other[at]);
        }
    }
    if let Some(cursor) = cursor.filter(|cursor| area.intersection(screen).contains(*cursor)) {
        frame.set_cursor_position(cursor);
    }
}

/// Draws every region; where the terminal's cursor stands, if a line is typed into.
fn draw(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let model = scene.model;
    let regions = regions(area, model.arrangement());
    let mut draw = |region: Option<Rect>, how: fn(&Scene<'_>, Rect, &mut Buffer)| {
        if let Some(rect) = region {
            how(scene, rect, buffer);
        }
    };
    draw(regions.top, top_line::draw);
    draw(regions.message, message::draw);
    draw(regions.footer, footer::draw);
    draw(regions.timeline, timeline::draw);
    match model.page {
        Page::Events => events(scene, &regions, buffer),
        Page::Stats => stats::draw(scene, regions.body, buffer),
        Page::Findings => findings::draw(scene, regions.body, buffer),
        Page::Catalog => catalog::draw(scene, regions.body, buffer),
        Page::Differences => differences::draw(scene, regions.body, buffer),
        Page::Sources => sources::draw(scene, regions.body, buffer),
    }
    if let Some(rect) = regions.facets_shown() {
        facets::draw(scene, rect, buffer);
    }
    let line = regions.line.and_then(|rect| filter_line::draw(scene, rect, buffer));
    offered(scene, buffer);
    overlay(scene, &regions, line, buffer)
}

/// The list of events and what belongs to it.
fn events(scene: &Scene<'_>, regions: &Regions, buffer: &mut Buffer) {
    if let Some(instead) = panel::instead(scene, regions) {
        if let Some(rect) = instead.list {
            list::draw(scene, rect, buffer);
        }
        panel::draw(scene, &instead, buffer);
        return;
    }
    if let Some(rect) = regions.list {
        list::draw(scene, rect, buffer);
    }
    if let Some(rect) = regions.detail {
        detail::draw(scene, rect, buffer);
    }
}

/// Draws what is offered for the word that is typed into the filter line.
fn offered(scene: &Scene<'_>, buffer: &mut Buffer) {
    let rect = popup_rect(scene.model, scene.log, scene.view);
    if let Some((popup, rect)) = scene.model.filter.completing.popup.as_ref().zip(rect) {
        completion::draw(scene, popup, rect, buffer);
    }
}

/// Draws what lies uppermost; where the terminal's cursor stands, if it is typed into. The lines of
/// filter and search are drawn already.
fn overlay(
    scene: &Scene<'_>,
    regions: &Regions,
    line: Option<Position>,
    buffer: &mut Buffer,
) -> Option<Position> {
    let body = regions.body;
    match scene.model.overlays.last() {
        None | Some(Overlay::Filter | Overlay::Search) => return line,
        Some(Overlay::Help(top)) => help::draw(scene, *top, body, buffer),
        Some(Overlay::Explained(top)) => explained::draw(scene, *top, body, buffer),
        Some(Overlay::Columns(at)) => columns::draw(scene, *at, body, buffer),
        Some(Overlay::Menu(menu)) => menu::draw(scene, menu, body, buffer),
        Some(Overlay::Palette(palette)) => return palette::draw(scene, palette, body, buffer),
        Some(Overlay::Prompt(prompt)) => {
            return regions.line.map(|rect| prompt::draw(scene, prompt, rect, buffer));
        }
        Some(Overlay::FacetFind) => {
            let typed = (FIND_PROMPT, &scene.model.facets.find);
            return regions.line.map(|rect| typed::draw(scene, typed, rect, buffer));
        }
    }
    None
}

impl Scene<'_> {
    /// Puts a line at a place, as much of it as fits into `width`.
    fn put(&self, buffer: &mut Buffer, at: Position, width: u16, inks: &[Ink]) {
        let shown = fit_line(inks, usize::from(width));
        buffer.set_line(at.x, at.y, &self.brush.line(&shown), width);
    }

    /// The same, with hits of the search highlighted.
    fn put_searched(&self, buffer: &mut Buffer, at: Position, width: u16, inks: &[Ink]) {
        let shown = fit_line(inks, usize::from(width));
        buffer.set_line(at.x, at.y, &self.finder.line(&shown), width);
    }

    /// Marks a line that is about to be drawn as the one under the cursor.
    fn mark(&self, buffer: &mut Buffer, place: Rect) {
        let mark = [Ink { role: Role::Accent, text: "▌".to_owned() }];
        self.put(buffer, place.as_position(), 1, &mark);
        buffer.set_style(place, self.brush.style(Role::Selection));
    }
}
