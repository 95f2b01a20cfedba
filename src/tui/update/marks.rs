//! Marks on events: setting them, going through them, showing nothing else.

use crate::event::EventId;

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
    if model.list.only_marked { vec![filter::ask(model)] } else { Vec::new() }
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some((_, id)) = model.look(|log, view| model.current(log, view)) else {
        return Vec::new();
    };
    if !model.list.marks.remove(&id) {
        model.list.marks.insert(id);
    }
    // The event that is looked at stays where it is, and so does who looks at it.
    list::hold(model);
    ask_again(model)
}

fn only(model: &mut Model) -> Vec<Effect> {
    if model.list.marks.is_empty() && !model.list.only_marked {
        let key = model.keys.first(model.context(), Action::Mark);
        model.note(format!("nothing is marked yet: {key} marks the event under the cursor"));
        return Vec::new();
    }
    model.list.only_marked = !model.list.only_marked;
    vec![filter::ask(model)]
}

fn clear(model: &mut Model) -> Vec<Effect> {
    let count = model.list.marks.len() as u64;
    let was_only = std::mem::take(&mut model.list.only_marked);
    model.list.marks.clear();
    model.note(match count {
        0 => "nothing was marked".to_owned(),
        count => format!("{} taken away", counted(count, "mark")),
    });
    if was_only { vec![filter::ask(model)] } else { Vec::new() }
}

/// Goes to the next marked event that is shown, and from the last on to the first.
fn next(model: &mut Model) {
    let found = model.look(|log, view| {
        let (_, here) = model.current(log, view)?;
        let key = |id: EventId| log.merge_key(id);
        let marks = model.list.marks.iter().copied();
        let mut shown: Vec<EventId> = marks.filter(|id| view.position(log, *id).is_ok()).collect();
        shown.sort_by_key(|id| key(*id));
        shown.iter().find(|id| key(**id) > key(here)).or(shown.first()).copied()
    });
    match found {
        Some(id) => list::show(model, id),
        None if model.list.marks.is_empty() => model.note("nothing is marked"),
        None => model.note("what is marked is hidden by the filter or the facets"),
    }
}
