//! Moving through the list of events.

use crate::event::EventId;

use super::super::actions::Action;
use super::super::message::Turn;
use super::super::model::{Column, Focus, Model, Place};
use super::super::shape::{Columns, GUTTER, ListLine, Sheet, Spot};
use super::filter::Combine;
use super::step::{NOTCH, Step};
use super::{Done, cell, trail};

/// How far a summary is scrolled by one key.
const SHIFT: isize = 20;

/// How far it can be scrolled at all.
const MOST_SHIFT: usize = 1000;

/// How many events can be shown around each that passes.
const AROUND: [usize; 8] = [0, 1, 2, 5, 10, 20, 50, 100];

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        Action::Left => left(model),
        Action::Right => right(model),
        Action::FineLeft => shift(model, -1),
        Action::FineRight => shift(model, 1),
        Action::MoreContext => context(model, true),
        Action::LessContext => context(model, false),
        Action::OpenDetail => {
            hold(model);
            model.focus = Focus::Detail;
        }
        _ => return Combine::of(action).map(|combine| cell::narrow(model, combine)),
    }
    Some(Vec::new())
}

fn go(model: &mut Model, step: Step) {
    let found = model.look(|log, view| {
        let sheet = Sheet::of(model, log, view);
        let from = model.spot(log, view)?;
        let seen = sheet.window(from, model.list.row);
        Some(match step {
            Step::Lines(by) => {
                let to = steps(&sheet, from, by);
                let edge = if by < 0 { 0 } else { usize::MAX };
                (to, seen.line_of(to.id).unwrap_or(edge))
            }
            Step::Halves(halves) => {
                let by = halves * (sheet.height as isize).max(2) / 2;
                (sheet.walk(from, by).0, seen.cursor)
            }
            Step::Start => (sheet.weave.end(false)?, 0),
            Step::End => (sheet.weave.end(true)?, usize::MAX),
        })
    });
    let Some((spot, row)) = found else { return };
    if matches!(step, Step::Start | Step::End) {
        trail::leave(model);
    }
    if step == Step::End {
        follow(model);
    } else {
        select(model, spot.id);
        model.list.row = row;
    }
}

/// The event so many events below or above.
fn steps(sheet: &Sheet<'_>, from: Spot, by: isize) -> Spot {
    let mut at = from;
    for _ in 0..by.unsigned_abs() {
        let Some(next) = sheet.weave.step(at, by > 0).to else { break };
        at = next;
    }
    at
}

/// Looks at an event, which ends following.
pub(super) fn select(model: &mut Model, id: EventId) {
    if model.follows() {
        model.list.left_at = model.look(|log, _| log.len());
    }
    model.list.place = Place::At(id);
}

/// Stays at the event that is looked at, whatever comes: who reads it wants to finish.
pub(super) fn hold(model: &mut Model) {
    if let Some((_, id)) = model.look(|log, view| model.current(log, view)) {
        select(model, id);
    }
}

/// Stays at the event that is looked at, unless what comes is followed.
pub(super) fn hold_place(model: &mut Model) {
    if !model.follows() {
        hold(model);
    }
}

/// Stays at the end from now on.
pub(super) fn follow(model: &mut Model) {
    model.list.place = Place::End;
    model.list.row = usize::MAX;
}

/// Jumps to an event that may be off the screen, which then comes into its middle. The way back
/// is remembered.
pub(super) fn show(model: &mut Model, id: EventId) {
    trail::leave(model);
    bring(model, id);
}

/// The same without remembering the way.
pub(super) fn bring(model: &mut Model, id: EventId) {
    let page = model.list_height();
    let row = model.look(|log, view| {
        let sheet = Sheet::of(model, log, view);
        let from = model.spot(log, view)?;
        sheet.window(from, model.list.row).line_of(id)
    });
    select(model, id);
    model.list.row = row.unwrap_or(page / 2);
}

/// The columns of the list as they are now.
pub(super) fn shown_columns(model: &Model) -> Columns {
    model.look(|log, view| Sheet::of(model, log, view).columns)
}

fn left(model: &mut Model) {
    if model.list.column == Column::Summary && model.list.shift > 0 && !model.list.wrap {
        shift(model, -SHIFT);
    } else if let Some(column) = shown_columns(model).beside(&model.list.column, false) {
        go_to_column(model, column.clone());
    }
}

fn right(model: &mut Model) {
    if let Some(column) = shown_columns(model).beside(&model.list.column, true) {
        go_to_column(model, column.clone());
    } else if model.list.column == Column::Summary && !model.list.wrap {
        shift(model, SHIFT);
    }
}

/// Puts the cursor into a column, and brings that onto the screen.
pub(super) fn go_to_column(model: &mut Model, column: Column) {
    model.list.column = column;
    model.list.first = shown_columns(model).first;
}

/// Scrolls the summaries.
fn shift(model: &mut Model, by: isize) {
    model.list.shift = model.list.shift.saturating_add_signed(by).min(MOST_SHIFT);
}

/// Shows more or less of what was logged around each event that passes.
fn context(model: &mut Model, more: bool) {
    let around = model.list.around;
    let to = if more {
        AROUND.into_iter().find(|it| *it > around)
    } else {
        AROUND.into_iter().rfind(|it| *it < around)
    };
    let Some(to) = to else {
        let text = if more { "no more of it is shown" } else { "nothing around is shown" };
        return model.note(text);
    };
    // The event that is looked at stays where it is.
    let row = model.look(|log, view| {
        let spot = model.spot(log, view)?;
        Some(Sheet::of(model, log, view).window(spot, model.list.row).cursor)
    });
    model.list.around = to;
    if !model.follows() {
        model.list.row = row.unwrap_or(0);
    }
    if !model.filter.is_narrowing() && !model.list.only_marked && to > 0 {
        model.note("nothing is hidden by a filter: there is nothing to show around what is shown");
    }
}

/// Scrolls by a notch of the wheel. The cursor stays on its event while that is on the screen.
pub(super) fn wheel(model: &mut Model, turn: Turn) {
    let down = match turn {
        Turn::Down => true,
        Turn::Up => false,
        Turn::Left | Turn::Right => return sideways(model, turn),
    };
    let found = model.look(|log, view| {
        let sheet = Sheet::of(model, log, view);
        let from = model.spot(log, view)?;
        let cursor = sheet.window(from, model.list.row).cursor as isize;
        let (last, notch) = (sheet.height as isize - 1, NOTCH as isize);
        let row = if down { cursor - notch } else { cursor + notch };
        // What would leave the screen hands the cursor on.
        let over = if down { row.min(0) } else { (row - last).max(0) };
        let (to, gone) = sheet.walk(from, -over);
        let row = row.saturating_add(if down { gone as isize } else { -(gone as isize) }).max(0);
        // The window may refuse: at its ends nothing is scrolled.
        Some((to.id, sheet.window(to, row as usize).cursor))
    });
    if let Some((id, row)) = found {
        if !(model.follows() && down) {
            select(model, id);
        }
        model.list.row = row;
    }
}

/// Scrolls the summaries by a notch of the wheel turned sideways.
pub(super) fn sideways(model: &mut Model, turn: Turn) {
    let notch = NOTCH as isize;
    shift(model, if turn == Turn::Left { -notch } else { notch });
}

/// Looks at what stands in a line of the list, and in a cell of that line.
pub(super) fn click(model: &mut Model, line: usize, cell: usize) {
    let found = model.look(|log, view| {
        let sheet = Sheet::of(model, log, view);
        let at = model.spot(log, view)?;
        let window = sheet.window(at, model.list.row);
        let column = cell.checked_sub(GUTTER.into()).and_then(|cell| sheet.columns.at(cell));
        let hit = match window.lines.get(line)? {
            ListLine::Event(spot, part) => Some((spot.id, line.saturating_sub(*part))),
            ListLine::Session(..) | ListLine::Gap(_) => None,
        };
        Some((hit, column.cloned()))
    });
    let Some((hit, column)) = found else { return };
    if let Some(column) = column {
        model.list.column = column;
    }
    if let Some((id, row)) = hit {
        select(model, id);
        model.list.row = row;
    }
}
