//! Marks on events: setting them, going through them, showing nothing else.

use crate::event::EventId;
use crate::query::Field;

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::Model;
use super::super::text::counted;
use super::{Done, filter, list};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::Mark => Some(toggle(model)),
        Action::OnlyMarked => Some(only(model)),
        Action::UnmarkAll => Some(clear(model)),
        Action::NextMark => {
            next(model);
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Asks anew, where the answer depends on the marks.
pub(super) fn ask_again(model: &mut Model) -> Vec<Effect> {
    let question = model.filter.question();
    let mut fields = question.predicate.fields();
    let asks = model.list.only_marked || fields.any(|(field, _)| *field == Field::Marked);
    if asks { vec![filter::ask(model)] } else { Vec::new() }
}

/// Notes something of the event that is looked at, which marks it.
pub(super) fn note(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let noted = model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        log.marks().set(id, text);
        Some(())
    });
    noted.ok_or("there is no event here to note anything of")?;
    list::hold(model);
    Ok(ask_again(model))
}

/// What was noted of the event that is looked at.
pub(super) fn noted(model: &Model) -> Option<String> {
    model.look(|log, view| log.marks().note(model.current(log, view)?.1))
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some((_, id)) = model.look(|log, view| model.current(log, view)) else {
        return Vec::new();
    };
    model.look(|log, _| log.marks().toggle(id));
    // The event that is looked at stays where it is, and so does who looks at it.
    list::hold(model);
    ask_again(model)
}

fn only(model: &mut Model) -> Vec<Effect> {
    if model.look(|log, _| log.marks().is_empty()) && !model.list.only_marked {
        let key = model.keys.first(model.context(), Action::Mark);
        model.note(format!("nothing is marked yet: {key} marks the event under the cursor"));
        return Vec::new();
    }
    model.list.only_marked = !model.list.only_marked;
    vec![filter::ask(model)]
}

fn clear(model: &mut Model) -> Vec<Effect> {
    let was_only = std::mem::take(&mut model.list.only_marked);
    let count = model.look(|log, _| {
        let count = log.marks().len() as u64;
        log.marks().clear();
        count
    });
    model.note(match count {
        0 => "nothing was marked".to_owned(),
        count => format!("{} taken away", counted(count, "mark")),
    });
    if was_only { vec![filter::ask(model)] } else { ask_again(model) }
}

/// Goes to the next marked event that is shown, and from the last on to the first.
fn next(model: &mut Model) {
    let found = model.look(|log, view| {
        let (_, here) = model.current(log, view)?;
        let key = |id: EventId| log.merge_key(id);
        let marks = log.marks().ids().into_iter().filter(|id| id.index() < log.len());
        let mut shown: Vec<EventId> = marks.filter(|id| view.position(log, *id).is_ok()).collect();
        shown.sort_by_key(|id| key(*id));
        shown.iter().find(|id| key(**id) > key(here)).or(shown.first()).copied()
    });
    match found {
        Some(id) => list::show(model, id),
        None if model.look(|log, _| log.marks().is_empty()) => model.note("nothing is marked"),
        None => model.note("what is marked is hidden by the filter or the facets"),
    }
}
