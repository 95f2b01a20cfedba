//! The detail pane: making its lines, moving through them, filtering by a property.

use crate::query::{Expr, Field, Op, Term, Wanted};

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Common, Focus, Model, Tab};
use super::super::shape::{ContentKey, content};
use super::Done;
use super::filter;
use super::step::Step;

/// The longest value that is put into the filter, in bytes.
const LONGEST: usize = 512;

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    if let Some(step) = Step::of(action) {
        go(model, step);
        return Some(Vec::new());
    }
    match action {
        Action::Left => turn(model, Tab::ALL.len() - 1),
        Action::Right => turn(model, 1),
        Action::OnlyThis => return Some(narrow(model, |term| term)),
        Action::NotThis => return Some(narrow(model, Expr::not)),
        _ => return None,
    }
    Some(Vec::new())
}

/// Makes the lines anew where the event, the tab or the width has changed, and keeps the cursor
/// within them and on the screen.
pub(super) fn refresh(model: &mut Model) {
    let Some(pane) = model.regions().detail else {
        model.detail.content = None;
        return;
    };
    let made = model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        let row = log.row(id)?;
        let key = ContentKey {
            id,
            size: row.size(),
            links: row.links().len(),
            tab: model.detail.tab,
            common: model.detail.common,
            // Two borders, and the cursor's cell.
            width: usize::from(pane.width.saturating_sub(3)),
        };
        let known = model.detail.content.as_ref().filter(|known| known.key == key);
        Some(known.is_none().then(|| content(log, row, key)))
    });
    match made {
        None => model.detail.content = None,
        Some(None) => {}
        Some(Some(made)) => {
            let other = model.detail.content.as_ref().is_some_and(|it| it.key.id != made.key.id);
            // Who goes from event to event while reading a pane wants to compare the same place.
            if other && model.focus != Focus::Detail {
                (model.detail.line, model.detail.top) = (0, 0);
            }
            model.detail.content = Some(made);
        }
    }
    keep_in_view(model);
}

/// How many lines of the pane are on the screen at once, at least one.
fn height(model: &Model) -> usize {
    let pane = model.regions().detail.map_or(0, |rect| rect.height);
    usize::from(pane.saturating_sub(2)).max(1)
}

fn keep_in_view(model: &mut Model) {
    let height = height(model);
    let detail = &mut model.detail;
    let len = detail.content.as_ref().map_or(0, |content| content.lines.len());
    detail.line = detail.line.min(len.saturating_sub(1));
    detail.top = detail.top.min(len.saturating_sub(height)).min(detail.line);
    detail.top = detail.top.max((detail.line + 1).saturating_sub(height));
}

pub(super) fn go(model: &mut Model, step: Step) {
    let page = height(model);
    let len = model.detail.content.as_ref().map_or(0, |content| content.lines.len());
    model.detail.line = step.target(model.detail.line, len, page);
}

/// Puts the cursor into a line that is on the screen.
pub(super) fn click(model: &mut Model, line: usize) {
    model.detail.line = model.detail.top + line;
}

/// Goes on by some tabs, around the end.
pub(super) fn turn(model: &mut Model, by: usize) {
    let at = Tab::ALL.iter().position(|tab| *tab == model.detail.tab).unwrap_or(0);
    model.detail.tab = Tab::ALL[(at + by) % Tab::ALL.len()];
    (model.detail.line, model.detail.top) = (0, 0);
}

pub(super) fn fold_common(model: &mut Model) {
    model.detail.tab = Tab::Properties;
    model.detail.common = match model.detail.common {
        Common::Folded => Common::Shown,
        Common::Shown => Common::Folded,
    };
}

/// Adds the property under the cursor to the filter.
fn narrow(model: &mut Model, mean: impl Fn(Expr) -> Expr) -> Vec<Effect> {
    let detail = &model.detail;
    let entry = detail.content.as_ref().and_then(|content| {
        content.lines.get(detail.line)?.entry.and_then(|entry| content.entries.get(entry))
    });
    let Some((field, property)) = entry else {
        model.note("there is no property under the cursor to filter by");
        return Vec::new();
    };
    if property.value.get().len() > LONGEST {
        model.note("this value is too long to filter by; / searches for a part of it");
        return Vec::new();
    }
    let term = term(field.clone(), property.value.get(), property.text());
    filter::add(model, &mean(Expr::Term(term)))
}

/// The term that a property stands for. An object or an array cannot be compared; that it is
/// there can.
fn term(field: Field, json: &str, text: String) -> Term {
    match json.as_bytes().first() {
        Some(b'"') => Term::new(field, Op::Equal, vec![Wanted::text(text)]),
        Some(b'{' | b'[') => Term::new(field, Op::Has, Vec::new()),
        _ => Term::new(field, Op::Equal, vec![Wanted::word(json)]),
    }
}
