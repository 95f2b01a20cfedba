//! The mouse: a click goes to what is under it, the wheel scrolls what is under it.

use ratatui::layout::{Position, Rect};

use super::super::line::{FILTER_PROMPT, SEARCH_PROMPT};
use super::super::message::{Effect, Mouse, Turn};
use super::super::model::{Focus, Model, Overlay, Page};
use super::super::shape::{facet_lines, facets_top};
use super::step::Step;
use super::{detail, facets, filter, help, list, sources, table};

pub(super) fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    match mouse {
        Mouse::Click { x, y } => click(model, Position { x, y }),
        Mouse::Drag { .. } | Mouse::Release { .. } => Vec::new(),
        Mouse::Wheel { x, y, turn } => {
            wheel(model, Position { x, y }, turn);
            Vec::new()
        }
    }
}

fn click(model: &mut Model, at: Position) -> Vec<Effect> {
    if matches!(model.overlays.last(), Some(Overlay::Help(_) | Overlay::Explained(_))) {
        return Vec::new();
    }
    let regions = model.regions();
    let hit = |rect: Option<Rect>| rect.filter(|rect| rect.contains(at));
    if let Some(line) = hit(regions.line) {
        return click_line(model, line, at);
    }
    // A click elsewhere leaves a line as Enter does, if what is typed can stand.
    if !leave_line(model) {
        return Vec::new();
    }
    if let Some(rect) = hit(regions.facets_shown()) {
        return click_facet(model, rect, at);
    }
    if model.page != Page::Events {
        table::click(model, at);
        return Vec::new();
    }
    if let Some(rect) = hit(regions.list) {
        model.focus = Focus::List;
        if let Some((x, y)) = inside(rect, at) {
            list::click(model, y, x.saturating_sub(1));
        }
    } else if let Some(rect) = hit(regions.detail) {
        model.focus = Focus::Detail;
        if let Some((_, y)) = inside(rect, at) {
            detail::click(model, y);
        }
    }
    Vec::new()
}

/// The cell of a framed pane that was hit, counted from the first within the frame.
fn inside(rect: Rect, at: Position) -> Option<(usize, usize)> {
    let (x, y) = (at.x.checked_sub(rect.x + 1)?, at.y.checked_sub(rect.y + 1)?);
    (at.x + 1 < rect.right() && at.y + 1 < rect.bottom()).then_some((x.into(), y.into()))
}

fn click_line(model: &mut Model, rect: Rect, at: Position) -> Vec<Effect> {
    if model.overlays.is_empty() {
        filter::edit(model);
    }
    let (prompt, line) = match model.overlays.last() {
        Some(Overlay::Search) => (SEARCH_PROMPT, &mut model.search.line),
        _ => (FILTER_PROMPT, &mut model.filter.line),
    };
    let column = usize::from(at.x - rect.x);
    if let Some(column) = column.checked_sub(prompt.chars().count()) {
        line.point(column);
    }
    Vec::new()
}

/// Ends the editing of a line; tells whether none is edited any more.
fn leave_line(model: &mut Model) -> bool {
    use super::super::actions::Action::KeepLine;
    if matches!(model.overlays.last(), Some(Overlay::Filter)) {
        filter::act(model, KeepLine);
    } else if matches!(model.overlays.last(), Some(Overlay::Search)) && model.search.error.is_none()
    {
        model.search.line.keep();
        model.overlays.pop();
    }
    model.overlays.is_empty()
}

fn click_facet(model: &mut Model, rect: Rect, at: Position) -> Vec<Effect> {
    let lines = model.look(|log, view| facet_lines(model, log, view));
    let Some((_, y)) = inside(rect, at) else {
        model.focus = Focus::Facets;
        return Vec::new();
    };
    // The line at the top is the frame itself.
    let top = facets_top(model, &lines, rect.height) + 1;
    match lines.get(top + y) {
        Some(line) => facets::click(model, &line.clone()),
        None => Vec::new(),
    }
}

fn wheel(model: &mut Model, at: Position, turn: Turn) {
    let step = match turn {
        Turn::Up => Step::Lines(-3),
        Turn::Down => Step::Lines(3),
        Turn::Left | Turn::Right => {
            return table::wheel(model, turn);
        }
    };
    if matches!(model.overlays.last(), Some(Overlay::Help(_) | Overlay::Explained(_))) {
        return help::go(model, step);
    }
    match model.page {
        Page::Events => {}
        Page::Sources => return sources::go(model, step),
        Page::Stats | Page::Findings | Page::Catalog => return table::wheel(model, turn),
    }
    let regions = model.regions();
    let hit = |rect: Option<Rect>| rect.is_some_and(|rect| rect.contains(at));
    if hit(regions.facets_shown()) {
        facets::go(model, Step::Lines(if turn == Turn::Down { 1 } else { -1 }));
    } else if hit(regions.detail) {
        detail::go(model, step);
    } else if hit(regions.list) {
        list::wheel(model, turn);
    }
}
