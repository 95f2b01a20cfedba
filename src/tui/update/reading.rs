//! What can be done in the list and in the detail pane alike: going to the next event of a
//! kind, following, and how events are shown.

use crate::event::{EventId, Level};
use crate::pipeline::{Ask, Stage};
use crate::query::Predicate;
use crate::search::{Direction, Target};
use crate::store::Row;

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Focus, Model};
use super::super::search::Sought;
use super::{Done, columns, copy, detail, list, marks, reveal, trail, twin};

/// What is worth going to: a note is to be known, no more.
const FINDING: &str = "severity>=warning";

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::NextError => next_error(model, Direction::Forward),
        Action::PreviousError => next_error(model, Direction::Backward),
        Action::NextSame => next_same(model, Direction::Forward),
        Action::PreviousSame => next_same(model, Direction::Backward),
        Action::NextTwin => return Some(twin::go(model, Direction::Forward)),
        Action::PreviousTwin => return Some(twin::go(model, Direction::Backward)),
        Action::NextFinding => return Some(find_finding(model, Direction::Forward)),
        Action::PreviousFinding => return Some(find_finding(model, Direction::Backward)),
        Action::NextHit => return Some(find(model, Direction::Forward)),
        Action::PreviousHit => return Some(find(model, Direction::Backward)),
        Action::NextTab => {
            if show_detail(model) {
                detail::turn(model, 1);
            }
        }
        Action::FoldCommon => {
            show_detail(model);
            detail::fold_common(model);
        }
        Action::Reveal => return Some(reveal::toggle(model)),
        Action::Copy => return Some(copy::ask(model)),
        Action::CycleLayout => detail::cycle_layout(model),
        Action::Follow => follow(model),
        Action::CycleTime => {
            model.list.time = model.list.time.next();
        }
        Action::Wrap => {
            model.list.wrap = !model.list.wrap;
        }
        Action::GoBack => trail::back(model),
        Action::GoForward => trail::forward(model),
        Action::AddColumn => columns::toggle_at_cursor(model),
        Action::EditColumns => columns::open(model),
        Action::Mark | Action::OnlyMarked | Action::UnmarkAll | Action::NextMark => {
            return marks::act(model, action);
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Brings the detail pane onto a screen that has no room for it beside the list; tells whether
/// it was there already.
fn show_detail(model: &mut Model) -> bool {
    let was_there = model.regions().detail.is_some();
    if !was_there {
        model.focus = Focus::Detail;
    }
    was_there
}

fn follow(model: &mut Model) {
    match (&model.stage, model.follows()) {
        (Stage::Done, _) => {
            list::follow(model);
            model.note("this log was read to its end; start telltail with -f to follow it");
        }
        (_, true) => {
            let last = model.look(|log, view| model.current(log, view));
            if let Some((_, id)) = last {
                list::select(model, id);
            }
        }
        (_, false) => list::follow(model),
    }
}

fn next_error(model: &mut Model, direction: Direction) {
    let is_error =
        |row: Row<'_>| matches!(row.level(), Some(Level::Error | Level::Crash | Level::Critical));
    next(model, direction, "error", is_error);
}

fn next_same(model: &mut Model, direction: Direction) {
    let name = model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        log.row(id).map(|row| row.name().to_owned())
    });
    match name {
        Some(name) if !name.is_empty() => {
            next(model, direction, "event of this name", |row| row.name() == name);
        }
        _ => model.note("log entries and raw lines have no event name to look for"),
    }
}

/// Goes to the next event that `is_wanted`. Looks at columns only.
fn next(model: &mut Model, direction: Direction, what: &str, is_wanted: impl Fn(Row<'_>) -> bool) {
    let found = model.look(|log, view| {
        let at = model.spot(log, view)?.at;
        let (Ok(before) | Err(before)) = at;
        let behind = at.map_or_else(|at| at, |at| at + 1);
        let ids = view.ids();
        let wanted = |id: &&EventId| log.row(**id).is_some_and(&is_wanted);
        match direction {
            Direction::Forward => ids.get(behind..)?.iter().find(wanted).copied(),
            Direction::Backward => ids.get(..before)?.iter().rfind(wanted).copied(),
        }
    });
    match (found, direction) {
        (Some(id), _) => list::show(model, id),
        (None, Direction::Forward) => model.note(format!("no {what} below")),
        (None, Direction::Backward) => model.note(format!("no {what} above")),
    }
}

/// Asks for the next hit of the search.
pub(super) fn find(model: &mut Model, direction: Direction) -> Vec<Effect> {
    let Some(needle) = model.search.needle.clone() else {
        model.note("nothing is searched for yet: / begins a search");
        return Vec::new();
    };
    seek(model, Sought::Hit, Target::Needle(Box::new(needle)), direction)
}

/// Asks for the next event with a finding that is a warning or an error.
fn find_finding(model: &mut Model, direction: Direction) -> Vec<Effect> {
    match Predicate::read(FINDING, &model.query) {
        Ok(predicate) => seek(model, Sought::Finding, Target::Predicate(predicate), direction),
        Err(_) => Vec::new(),
    }
}

/// Asks the search thread for the next event that is looked for.
pub(super) fn seek(
    model: &mut Model,
    sought: Sought,
    target: Target,
    direction: Direction,
) -> Vec<Effect> {
    let from = model.look(|log, view| model.current(log, view)).map(|(_, id)| id);
    model.search.asked += 1;
    model.search.asked_at = model.clock;
    model.search.from = from;
    model.search.sought = sought;
    let generation = model.search.asked;
    vec![Effect::Ask(Ask::Find { generation, target, from, direction })]
}
