//! The mouse: a click goes to what is under it, the wheel scrolls what is under it, and what lies
//! between two panes, or a stretch of the timeline, is dragged.

use ratatui::layout::{Position, Rect};

use super::super::line::{FILTER_PROMPT, SEARCH_PROMPT};
use super::super::message::{Effect, Mouse, Turn};
use super::super::model::{Focus, Grab, Model, Overlay, Page};
use super::super::shape::{facet_lines, facets_top};
use super::step::Step;
use super::{choices, completion, detail, facets, filter, help, list, sources, table, timeline};

/// The facet column is never narrower.
const NARROWEST: u16 = 16;

pub(super) fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    match mouse {
        Mouse::Click { x, y } => {
            model.grab = grabbed(model, Position { x, y });
            click(model, Position { x, y })
        }
        Mouse::Drag { x, y } => {
            drag(model, Position { x, y });
            Vec::new()
        }
        Mouse::Release { .. } => release(model),
        Mouse::Wheel { x, y, turn } => {
            wheel(model, Position { x, y }, turn);
            Vec::new()
        }
    }
}

/// Whether a line at the bottom is typed into, or nothing lies over the panes.
fn panes_are_free(model: &Model) -> bool {
    matches!(model.overlays.last(), None | Some(Overlay::Filter | Overlay::Search))
}

/// What the button takes hold of where it goes down.
fn grabbed(model: &Model, at: Position) -> Option<Grab> {
    if !panes_are_free(model) || model.page != Page::Events {
        return None;
    }
    let regions = model.regions();
    if regions.timeline.is_some_and(|rect| rect.contains(at)) {
        return timeline::stretch(model, at.x);
    }
    let (list, detail) = (regions.list?, regions.detail);
    let beside = |rect: Rect| at.x == rect.x && rect.y == list.y && rect.contains(at);
    let below = |rect: Rect| at.y == rect.y && rect.x == list.x && rect.contains(at);
    if detail.is_some_and(|rect| (rect.y == list.y && beside(rect)) || below(rect)) {
        return Some(Grab::Split);
    }
    let edge = regions.facets.filter(|_| regions.popup.is_none())?;
    (at.x + 1 == edge.right() && edge.contains(at)).then_some(Grab::Facets)
}

/// Moves what is held.
fn drag(model: &mut Model, at: Position) {
    let regions = model.regions();
    match model.grab {
        Some(Grab::Stretch { from, .. }) => timeline::drag(model, from, at.x),
        Some(Grab::Facets) => {
            let wide = at.x.saturating_sub(regions.body.x) + 1;
            model.shares.facets = Some(wide.clamp(NARROWEST, (model.width / 2).max(NARROWEST)));
        }
        Some(Grab::Split) => {
            if let (Some(list), Some(detail)) = (regions.list, regions.detail) {
                model.shares.split = split(list, detail, at);
            }
        }
        None => {}
    }
}

/// How much of list and detail pane is the detail pane's where the line between them is at `at`,
/// in percent.
fn split(list: Rect, detail: Rect, at: Position) -> u16 {
    let all = list.union(detail);
    let (end, at, whole) = if list.y == detail.y {
        (all.right(), at.x, all.width)
    } else {
        (all.bottom(), at.y, all.height)
    };
    let rest = u32::from(end.saturating_sub(at));
    (rest * 100).div_ceil(u32::from(whole.max(1))).clamp(10, 90) as u16
}

/// Lets go of what was held.
fn release(model: &mut Model) -> Vec<Effect> {
    match model.grab.take() {
        Some(Grab::Stretch { from, to }) => timeline::release(model, from, to),
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, at: Position) -> Vec<Effect> {
    if let Some(effects) = choices::click(model, at) {
        return effects;
    }
    if let Some(effects) = completion::click(model, at) {
        return effects;
    }
    if !panes_are_free(model) {
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
    match model.page {
        Page::Events => {}
        Page::Sources => {
            if let Some((_, y)) = inside(regions.body, at) {
                sources::click(model, y);
            }
            return Vec::new();
        }
        Page::Stats | Page::Findings | Page::Catalog | Page::Differences => {
            table::click(model, at);
            return Vec::new();
        }
    }
    if let Some(rect) = hit(regions.list) {
        model.focus = Focus::List;
        if let Some((x, y)) = inside(rect, at) {
            list::click(model, y, x);
        }
    } else if let Some(rect) = hit(regions.detail) {
        model.focus = Focus::Detail;
        match inside(rect, at) {
            Some((x, y)) => detail::click(model, y, x),
            None if at.y == rect.y => {
                detail::click_title(model, rect.width, usize::from(at.x - rect.x));
            }
            None => {}
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
    completion::moved(model);
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
        Turn::Left | Turn::Right => return sideways(model, at, turn),
    };
    if matches!(model.overlays.last(), Some(Overlay::Help(_) | Overlay::Explained(_))) {
        return help::go(model, step);
    }
    if choices::wheel(model, turn) {
        return;
    }
    let regions = model.regions();
    let hit = |rect: Option<Rect>| rect.is_some_and(|rect| rect.contains(at));
    if hit(regions.facets_shown()) {
        facets::go(model, Step::Lines(if turn == Turn::Down { 1 } else { -1 }));
        return;
    }
    match model.page {
        Page::Events => {}
        Page::Sources => return sources::go(model, step),
        Page::Stats | Page::Findings | Page::Catalog | Page::Differences => {
            return table::wheel(model, turn);
        }
    }
    if hit(regions.detail) {
        detail::go(model, step);
    } else if hit(regions.list) {
        list::wheel(model, turn);
    }
}

/// The wheel turned sideways scrolls long summaries.
fn sideways(model: &mut Model, at: Position, turn: Turn) {
    let hit = model.regions().list.is_some_and(|rect| rect.contains(at));
    if hit && panes_are_free(model) && model.page == Page::Events {
        list::sideways(model, turn);
    }
}
