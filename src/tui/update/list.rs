//! Moving through the list of events, and filtering by the cell under the cursor.

use crate::event::{EventId, Kind, Level, Purpose};
use crate::query::{Field, Op, Term, Wanted};
use crate::search::View;
use crate::store::{EventLog, Row};

use super::super::actions::Action;
use super::super::message::{Effect, Turn};
use super::super::model::{Column, Focus, Model, Place};
use super::super::shape::{Columns, ListLine, Window, columns, window};
use super::Done;
use super::filter::{self, How};
use super::step::Step;

/// How far a summary is scrolled by one key.
const SHIFT: usize = 20;

/// How many lines a notch of the wheel is.
const NOTCH: usize = 3;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        Action::Left => left(model),
        Action::Right => right(model),
        Action::OpenDetail => {
            hold(model);
            model.focus = Focus::Detail;
        }
        Action::OnlyThis => return Some(narrow(model, How::Only)),
        Action::NotThis => return Some(narrow(model, How::Not)),
        Action::OrThis => return Some(narrow(model, How::Or)),
        _ => return None,
    }
    Some(Vec::new())
}

/// The lines of the list as they are now.
pub(in crate::tui) fn lines(model: &Model, log: &EventLog, view: &View) -> Window {
    let at = model.current(log, view).map_or(0, |(at, _)| at);
    window(log, view.ids(), at, model.list.row, model.list_height())
}

fn go(model: &mut Model, step: Step) {
    let page = model.list_height();
    let found = model.look(|log, view| {
        let (at, _) = model.current(log, view)?;
        let ids = view.ids();
        let to = step.target(at, ids.len(), page);
        let seen = lines(model, log, view);
        let row = match step {
            Step::Lines(_) => row_of(&seen, to).unwrap_or(if to < at { 0 } else { page }),
            Step::Halves(_) => seen.cursor,
            Step::Start => 0,
            Step::End => page,
        };
        Some((*ids.get(to)?, row))
    });
    let Some((id, row)) = found else { return };
    if step == Step::End {
        follow(model);
    } else {
        select(model, id);
        model.list.row = row;
    }
}

/// The line in which the event at place `at` stands.
fn row_of(window: &Window, at: usize) -> Option<usize> {
    window.lines.iter().position(|line| *line == ListLine::Event(at))
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

/// Looks at an event that may be off the screen, which then comes into its middle.
pub(super) fn show(model: &mut Model, id: EventId) {
    let page = model.list_height();
    let row = model.look(|log, view| {
        let at = view.position(log, id).ok()?;
        row_of(&lines(model, log, view), at)
    });
    select(model, id);
    model.list.row = row.unwrap_or(page / 2);
}

/// The columns of the list as they are now. One cell on the left is the cursor's.
pub(in crate::tui) fn shown_columns(model: &Model) -> Columns {
    let width = model.regions().list.map_or(0, |list| list.width);
    columns(usize::from(width.saturating_sub(3)), model.list.time)
}

fn left(model: &mut Model) {
    if model.list.column == Column::Summary && model.list.shift > 0 {
        model.list.shift = model.list.shift.saturating_sub(SHIFT);
    } else if let Some(column) = shown_columns(model).beside(model.list.column, false) {
        model.list.column = column;
    }
}

fn right(model: &mut Model) {
    if let Some(column) = shown_columns(model).beside(model.list.column, true) {
        model.list.column = column;
    } else if model.list.column == Column::Summary {
        model.list.shift = (model.list.shift + SHIFT).min(1000);
    }
}

/// Scrolls by a notch of the wheel. The cursor stays on its event while that is on the screen.
pub(super) fn wheel(model: &mut Model, turn: Turn) {
    let page = model.list_height();
    let found = model.look(|log, view| {
        let seen = lines(model, log, view);
        let (at, _) = model.current(log, view)?;
        let (row, over) = match turn {
            Turn::Down => (seen.cursor.saturating_sub(NOTCH), NOTCH.saturating_sub(seen.cursor)),
            Turn::Left | Turn::Right => return None,
            Turn::Up => {
                let row = seen.cursor + NOTCH;
                (row.min(page - 1), (row + 1).saturating_sub(page))
            }
        };
        let by = over as isize * if turn == Turn::Down { 1 } else { -1 };
        let to = Step::Lines(by).target(at, view.ids().len(), page);
        // The window may refuse: at its ends nothing is scrolled.
        let row = window(log, view.ids(), to, row, page).cursor;
        Some((*view.ids().get(to)?, row))
    });
    if let Some((id, row)) = found {
        if !(model.follows() && turn == Turn::Down) {
            select(model, id);
        }
        model.list.row = row;
    }
}

/// Scrolls the summaries by a notch of the wheel turned sideways.
pub(super) fn sideways(model: &mut Model, turn: Turn) {
    let shift = &mut model.list.shift;
    *shift = match turn {
        Turn::Left => shift.saturating_sub(NOTCH),
        _ => (*shift + NOTCH).min(1000),
    };
}

/// Looks at what stands in a line of the list, and in a cell of that line.
pub(super) fn click(model: &mut Model, line: usize, cell: usize) {
    let id = model.look(|log, view| match lines(model, log, view).lines.get(line)? {
        ListLine::Event(at) => view.ids().get(*at).copied(),
        ListLine::Session(_) => None,
    });
    if let Some(column) = shown_columns(model).at(cell) {
        model.list.column = column;
    }
    if let Some(id) = id {
        select(model, id);
        model.list.row = line;
    }
}

/// Adds the cell under the cursor to the filter.
fn narrow(model: &mut Model, how: How) -> Vec<Effect> {
    let column = model.list.column;
    match cell_term(model) {
        Some(term) => filter::narrow(model, how, term),
        None if column == Column::Summary => {
            model.note("Enter opens the event; there it can be filtered by each property");
            Vec::new()
        }
        None => {
            model.note(format!("there is no {} here to filter by", column.title()));
            Vec::new()
        }
    }
}

/// The term that the cell under the cursor stands for; `None` for an empty one.
pub(super) fn cell_term(model: &Model) -> Option<Term> {
    model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        term(log, log.row(id)?, model.list.column)
    })
}

/// The term that the cell of an event stands for; `None` for an empty one.
fn term(log: &EventLog, row: Row<'_>, column: Column) -> Option<Term> {
    let (field, op, wanted) = match column {
        Column::Time => {
            let minute = log.zone(row.source_id()).civil(row.time()?).strftime("%Y-%m-%dT%H:%M");
            (Field::Time, Op::Match, vec![Wanted::word(minute.to_string())])
        }
        Column::Level => {
            (Field::Level, Op::Equal, vec![Wanted::word(row.level().map(Level::as_str)?)])
        }
        Column::Destination => {
            row.destination()?;
            (Field::Dest, Op::Equal, vec![Wanted::word(row.destination_name())])
        }
        Column::Purpose => {
            let words = row.purposes().iter().map(Purpose::as_str).map(Wanted::word);
            (Field::Purpose, Op::Equal, words.collect())
        }
        Column::Producer if row.producer().is_empty() => return None,
        Column::Producer => (Field::Producer, Op::Equal, vec![Wanted::word(row.producer())]),
        Column::Event if row.kind() != Kind::Event => {
            (Field::Kind, Op::Equal, vec![Wanted::word(row.kind().as_str())])
        }
        Column::Event => (Field::Event, Op::Equal, vec![Wanted::word(row.event())]),
        Column::Summary => return None,
    };
    (!wanted.is_empty()).then(|| Term::new(field, op, wanted))
}
