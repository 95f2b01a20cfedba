//! Going to what belongs to an event: itself elsewhere, at its other destination or on log or
//! wire, and then what shares an id with it: a request, a session.

use crate::event::EventId;
use crate::search::{Direction, Target, correlation};

use super::super::message::Effect;
use super::super::model::Model;
use super::super::search::{Related, Sought};
use super::{list, reading};

/// Goes to the next of the twins of the event that is looked at, in the order in which they came,
/// and from the last on to the first. Who came from there, or where there is none, goes on to what
/// shares an id with it.
pub(super) fn go(model: &mut Model, direction: Direction) -> Vec<Effect> {
    let found = model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        let twin = next(id, log.links(id).iter().map(|link| link.id).collect(), direction);
        Some((
            twin,
            twin.is_some_and(|twin| view.position(log, twin).is_ok()),
            correlation(log, id),
        ))
    });
    let Some((twin, is_shown, ids)) = found else {
        model.note("there is no event here to go on from");
        return Vec::new();
    };
    let back = twin.is_some() && twin == model.list.trail.last();
    if let Some(twin) = twin.filter(|_| is_shown && !back) {
        list::show(model, twin);
        return Vec::new();
    }
    if twin.is_some() && !is_shown {
        model.note("its twin is hidden by the filter or the facets");
        return Vec::new();
    }
    seek(model, Related { key: "", rest: ids, twin, direction })
}

/// Looks for the next event that shares the first of the ids.
fn seek(model: &mut Model, mut related: Related) -> Vec<Effect> {
    if related.rest.is_empty() {
        match related.twin {
            Some(twin) => list::show(model, twin),
            None if related.key.is_empty() => model
                .note("no twin of this event was seen, and it holds no id that others could share"),
            None => {
                model.note("no twin of this event is shown, and none that shares an id with it");
            }
        }
        return Vec::new();
    }
    let next = related.rest.remove(0);
    related.key = next.key;
    let direction = related.direction;
    let target = Target::Predicate(next.predicate());
    reading::seek(model, Sought::Related(related), target, direction)
}

/// What shares an id was found, or nothing was.
pub(super) fn found(model: &mut Model, related: Related, id: Option<EventId>) -> Vec<Effect> {
    match id.filter(|id| model.search.from != Some(*id)) {
        Some(id) => {
            list::show(model, id);
            model.note(format!("the same {}", related.key));
            Vec::new()
        }
        None => seek(model, related),
    }
}

/// The one of `others` that comes after `id`, in a circle.
fn next(id: EventId, mut others: Vec<EventId>, direction: Direction) -> Option<EventId> {
    others.sort_unstable();
    match direction {
        Direction::Forward => others.iter().find(|it| **it > id).or(others.first()).copied(),
        Direction::Backward => others.iter().rfind(|it| **it < id).or(others.last()).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_are_gone_through_in_a_circle() {
        let others = || vec![EventId(9), EventId(2), EventId(4)];
        let from = |id, direction| next(EventId(id), others(), direction).map(|id| id.0);
        assert_eq!(from(3, Direction::Forward), Some(4));
        assert_eq!(from(3, Direction::Backward), Some(2));
        assert_eq!(from(10, Direction::Forward), Some(2));
        assert_eq!(from(1, Direction::Backward), Some(9));
        assert_eq!(next(EventId(1), Vec::new(), Direction::Forward), None);
    }
}
