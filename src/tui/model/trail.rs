//! The events from which jumps were made, to go back to them and forward again.

use crate::event::EventId;

/// So many are remembered.
const MOST: usize = 100;

/// A trail of events. Single steps leave none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Trail {
    places: Vec<EventId>,
    /// Which of them is looked at; as many as there are while none is.
    at: usize,
}

impl Trail {
    /// Somebody jumps away from `here`. What was ahead is forgotten.
    pub(in crate::tui) fn leave(&mut self, here: EventId) {
        self.places.truncate(self.at);
        if self.places.last() != Some(&here) {
            self.places.push(here);
        }
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// Where one came from by the last jump.
    pub(in crate::tui) fn last(&self) -> Option<EventId> {
        self.places.get(self.at.checked_sub(1)?).copied()
    }

    /// The event before, for somebody who is at `here`.
    pub(in crate::tui) fn back(&mut self, here: EventId) -> Option<EventId> {
        if self.at >= self.places.len() {
            self.leave(here);
            self.at = self.places.len().saturating_sub(1);
        }
        // Who has not moved since the jump is not sent to where they are.
        while self.at > 0 {
            self.at -= 1;
            if self.places.get(self.at) != Some(&here) {
                return self.places.get(self.at).copied();
            }
        }
        None
    }

    /// The event after, for somebody who has gone back to `here`.
    pub(in crate::tui) fn forward(&mut self, here: EventId) -> Option<EventId> {
        while self.at + 1 < self.places.len() {
            self.at += 1;
            if self.places.get(self.at) != Some(&here) {
                return self.places.get(self.at).copied();
            }
        }
        None
    }

    /// The events have other ids; some are not there any more.
    pub(in crate::tui) fn rename(&mut self, new: impl Fn(EventId) -> Option<EventId>) {
        let ahead = self.places.split_off(self.at.min(self.places.len()));
        self.places = self.places.iter().filter_map(|id| new(*id)).collect();
        self.at = self.places.len();
        self.places.extend(ahead.into_iter().filter_map(new));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail(ids: impl IntoIterator<Item = u32>) -> Trail {
        let mut trail = Trail::default();
        ids.into_iter().for_each(|id| trail.leave(EventId(id)));
        trail
    }

    #[test]
    fn back_goes_to_where_a_jump_was_made_and_forward_returns() {
        let mut trail = trail([1, 2]);
        assert_eq!(trail.back(EventId(3)), Some(EventId(2)));
        assert_eq!(trail.back(EventId(2)), Some(EventId(1)));
        assert_eq!(trail.back(EventId(1)), None);
        assert_eq!(trail.forward(EventId(1)), Some(EventId(2)));
        assert_eq!(trail.forward(EventId(2)), Some(EventId(3)));
        assert_eq!(trail.forward(EventId(3)), None);
    }

    #[test]
    fn a_jump_from_within_forgets_what_was_ahead() {
        let mut trail = trail([1, 2]);
        assert_eq!(trail.back(EventId(3)), Some(EventId(2)));
        trail.leave(EventId(2));
        assert_eq!(trail.back(EventId(9)), Some(EventId(2)));
        assert_eq!(trail.back(EventId(2)), Some(EventId(1)));
    }

    #[test]
    fn it_is_bounded_and_the_oldest_go() {
        let mut trail = trail(0..500);
        let mut here = EventId(500);
        let mut steps = 0;
        while let Some(id) = trail.back(here) {
            here = id;
            steps += 1;
        }
        assert!(steps <= MOST && here.0 > 390, "{steps} {here:?}");
    }
}
