//! Going to the same event elsewhere: at its other destination, or on log or wire.

use crate::event::EventId;
use crate::search::Direction;

use super::super::model::Model;
use super::list;

/// Goes to the next of the events that belong to the one that is looked at, in the order in which
/// they came, and from the last on to the first.
pub(super) fn go(model: &mut Model, direction: Direction) {
    let found = model.look(|log, view| {
        let (_, id) = model.current(log, view)?;
        let to = next(id, log.links(id).iter().map(|link| link.id).collect(), direction)?;
        Some((to, view.position(log, to).is_ok()))
    });
    match found {
        Some((id, true)) => list::show(model, id),
        Some((_, false)) => model.note("its twin is hidden by the filter or the facets"),
        None => model.note("no twin of this event was seen, at another destination or elsewhere"),
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
