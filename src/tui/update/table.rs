//! What is the same on every page that is a table: moving, sorting, the mouse, and making rows
//! anew when what they show has changed.

use ratatui::layout::Position;

use crate::event::EventId;
use crate::query::{Expr, parse};

use super::super::actions::Action;
use super::super::message::{Effect, Turn};
use super::super::model::{Cursor, Focus, Model, Page, Place, Revision, Sort, Wish};
use super::super::shape::{
    Places, TablePage, Widths, catalog_page, differences_page, findings_page, first_row,
    score_page, stats_page,
};
use super::filter::Combine;
use super::step::{NOTCH, Step};
use super::{Done, catalog, differences, filter, findings, list, stats};

/// What every table does with an action.
pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        Action::Left => beside(model, false),
        Action::Right => beside(model, true),
        Action::SortTable => {
            let column = shown_column(model);
            sort_by(model, column);
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Makes the rows of the page that is shown anew, if that is due.
pub(super) fn refresh(model: &mut Model) {
    match model.page {
        Page::Stats => stats::refresh(model),
        Page::Findings => findings::refresh(model),
        Page::Catalog => catalog::refresh(model),
        Page::Differences => differences::refresh(model),
        Page::Events | Page::Sources => {}
    }
}

/// What rows are made of as it is now: of the log, and of what the filter shows of it.
pub(super) fn revision(model: &Model) -> Revision {
    model.look(|log, view| Revision {
        log: log.id(),
        changes: [
            log.len() as u64,
            log.amended().len() as u64,
            u64::from(log.retimed()),
            if model.page == Page::Findings { 0 } else { view.revision() },
        ],
    })
}

/// What is wanted of a table as it is now.
pub(super) fn wish(model: &Model, sort: Sort, tab: usize) -> Wish {
    Wish { sort, tab, answer: model.filter.answered, folds: 0 }
}

/// Looks at the page that is shown; `None` where it is no table.
fn look<T>(model: &Model, look: impl FnOnce(&dyn TablePage) -> T) -> Option<T> {
    model.look(|log, view| match model.page {
        Page::Stats => Some(look(&stats_page(model, log, view))),
        Page::Findings if model.findings.card => Some(look(&score_page(model, log))),
        Page::Findings => Some(look(&findings_page(model, log))),
        Page::Catalog => Some(look(&catalog_page(model, log))),
        Page::Differences => Some(look(&differences_page(model))),
        Page::Events | Page::Sources => None,
    })
}

/// Where one is in the table that is shown, and how it is sorted.
fn place(model: &mut Model) -> Option<(&mut Cursor, &mut Sort)> {
    match model.page {
        Page::Stats => Some((&mut model.stats.table.cursor, &mut model.stats.table.sort)),
        Page::Findings if model.findings.card => {
            Some((&mut model.findings.scores.cursor, &mut model.findings.scores.sort))
        }
        Page::Findings => Some((&mut model.findings.table.cursor, &mut model.findings.table.sort)),
        Page::Catalog => Some((&mut model.declared.table.cursor, &mut model.declared.table.sort)),
        Page::Differences => {
            let table = &mut model.differences.table;
            Some((&mut table.cursor, &mut table.sort))
        }
        Page::Events | Page::Sources => None,
    }
}

/// The size of the table: its parts, its columns, and how many rows there are.
fn size(model: &Model) -> Option<(Places, Widths, usize)> {
    let body = model.regions().body;
    look(model, |page| {
        let places = Places::of(body, page.about_lines());
        (places, Widths::of(&page.headings(), places.width()), page.len())
    })
}

/// Moves the cursor. At the start it is nobody's row that is looked at, but the first.
fn go(model: &mut Model, step: Step) {
    let Some((places, _, len)) = size(model) else { return };
    let height = usize::from(places.rows.height);
    let Some((cursor, _)) = place(model) else { return };
    cursor.top = first_row(*cursor, len, height);
    cursor.at = step.target(cursor.at, len, height);
    cursor.held = step != Step::Start && len > 0;
    cursor.top = first_row(*cursor, len, height);
}

fn beside(model: &mut Model, to_the_right: bool) {
    let Some((_, widths, _)) = size(model) else { return };
    if let Some((cursor, _)) = place(model) {
        cursor.column = widths.beside(cursor.column, to_the_right);
    }
}

/// The column under the cursor, of those that are shown.
pub(super) fn shown_column(model: &Model) -> usize {
    let column = look(model, |page| page.cursor().column).unwrap_or(0);
    size(model).map_or(0, |(_, widths, _)| widths.shown(column))
}

/// Sorts by a column; where the table is so already, the other way round.
fn sort_by(model: &mut Model, column: usize) {
    if let Some((cursor, sort)) = place(model) {
        let reversed = sort.column == column && !sort.reversed;
        *sort = Sort { column, reversed };
        cursor.column = column;
    }
}

/// A click: on a heading it sorts, on a row it goes there.
pub(super) fn click(model: &mut Model, at: Position) {
    let Some((places, widths, len)) = size(model) else { return };
    model.focus = Focus::List;
    let column = usize::from(at.x).checked_sub(usize::from(places.rows.x) + 1);
    let column = column.and_then(|cell| widths.at(cell));
    if places.header.contains(at) {
        if let Some(column) = column.filter(|_| len > 0) {
            sort_by(model, column);
        }
        return;
    }
    let Some((cursor, _)) = place(model).filter(|_| places.rows.contains(at)) else { return };
    let top = first_row(*cursor, len, usize::from(places.rows.height));
    let row = top + usize::from(at.y - places.rows.y);
    if row < len {
        let column = column.unwrap_or(cursor.column);
        *cursor = Cursor { at: row, top, column, held: true };
    }
}

/// The wheel scrolls; the cursor goes along where it would leave the screen.
pub(super) fn wheel(model: &mut Model, turn: Turn) {
    let Some((places, _, len)) = size(model) else { return };
    let height = usize::from(places.rows.height).max(1);
    let Some((cursor, _)) = place(model) else { return };
    let top = first_row(*cursor, len, height);
    let top = match turn {
        Turn::Up => top.saturating_sub(NOTCH),
        Turn::Down => (top + NOTCH).min(len.saturating_sub(height)),
        Turn::Left | Turn::Right => return,
    };
    let at = cursor.at.clamp(top, (top + height - 1).min(len.saturating_sub(1)).max(top));
    *cursor = Cursor { at, top, held: cursor.held || top > 0, ..*cursor };
}

/// Changes the filter by what a row stands for, which may be more than one term.
pub(super) fn narrow(model: &mut Model, combine: Combine, row: Option<Expr>) -> Vec<Effect> {
    match (combine, row) {
        (_, None) => Vec::new(),
        (Combine::Only, Some(row)) => filter::add(model, &row),
        (Combine::Not, Some(row)) => filter::add(model, &Expr::not(row)),
        (Combine::Or, Some(row @ Expr::Term(_))) => filter::widen(model, row),
        (Combine::Or, Some(row)) => match parse(&model.filter.applied) {
            Ok(applied) if model.filter.on && !applied.is_all() => {
                filter::replace(model, &Expr::or([applied, row]).to_string())
            }
            _ => filter::add(model, &row),
        },
    }
}

/// Shows an event in the list of events.
pub(super) fn show_event(model: &mut Model, id: EventId) -> Vec<Effect> {
    model.page = Page::Events;
    model.focus = Focus::List;
    list::show(model, id);
    Vec::new()
}

/// Shows the list of what the filter shows from its end, where it was looked at from there.
pub(super) fn show_list(model: &mut Model) {
    model.page = Page::Events;
    model.focus = Focus::List;
    if matches!(model.list.place, Place::End) {
        list::follow(model);
    }
}
