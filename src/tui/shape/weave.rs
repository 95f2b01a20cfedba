//! The events of the list in their order: those of the view, and with context also what was
//! logged around each.

use crate::event::EventId;
use crate::search::View;
use crate::store::EventLog;

/// An event of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Spot {
    pub(in crate::tui) id: EventId,
    /// Where it stands in the view; of one that is context only, where it would.
    pub(in crate::tui) at: Result<usize, usize>,
}

/// A step from an event of the list to the one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Stride {
    /// How many events of the log between the two are not shown; known with context only.
    pub(in crate::tui) gap: usize,
    /// `None` at the end of the list.
    pub(in crate::tui) to: Option<Spot>,
}

/// The events of the list.
#[derive(Clone, Copy)]
pub(in crate::tui) struct Weave<'a> {
    pub(in crate::tui) log: &'a EventLog,
    view: &'a View,
    around: usize,
    /// The first place of the log that counts.
    floor: usize,
}

impl<'a> Weave<'a> {
    pub(in crate::tui) fn new(log: &'a EventLog, view: &'a View, around: usize) -> Self {
        // What is not in its place yet has no neighbours.
        let around = if log.is_settled() { around } else { 0 };
        let since = view.question().since.filter(|_| around > 0);
        Self { log, view, around, floor: since.map_or(0, |since| log.settled_before(since)) }
    }

    fn ids(&self) -> &'a [EventId] {
        self.view.ids()
    }

    /// The spot of an event; of one that is not in the list, the nearest.
    pub(in crate::tui) fn spot(&self, id: EventId) -> Option<Spot> {
        match self.view.position(self.log, id) {
            Ok(at) => Some(Spot { id, at: Ok(at) }),
            Err(at) if self.is_near(id, at) => Some(Spot { id, at: Err(at) }),
            Err(at) => {
                let at = at.min(self.ids().len().checked_sub(1)?);
                Some(Spot { id: *self.ids().get(at)?, at: Ok(at) })
            }
        }
    }

    /// The spot of the last event that passes.
    pub(in crate::tui) fn last_match(&self) -> Option<Spot> {
        let at = self.ids().len().checked_sub(1)?;
        Some(Spot { id: *self.ids().get(at)?, at: Ok(at) })
    }

    /// The first and the last spot of the list.
    pub(in crate::tui) fn end(&self, forward: bool) -> Option<Spot> {
        let mut spot =
            if forward { self.last_match()? } else { Spot { id: *self.ids().first()?, at: Ok(0) } };
        while self.around > 0
            && let Some(next) = self.step(spot, forward).to
        {
            spot = next;
        }
        Some(spot)
    }

    /// Whether an event that would stand at `at` of the view is context of one that does.
    fn is_near(&self, id: EventId, at: usize) -> bool {
        let here = self.log.place(id);
        let near = |at: usize| {
            let place = self.ids().get(at).map(|id| self.log.place(*id));
            place.is_some_and(|place| place.abs_diff(here) <= self.around)
        };
        self.around > 0 && here >= self.floor && (near(at) || at.checked_sub(1).is_some_and(near))
    }

    /// What stands beside an event of the list.
    pub(in crate::tui) fn step(&self, from: Spot, forward: bool) -> Stride {
        // The events of the view on both sides.
        let (before, after) = match from.at {
            Ok(at) => (at.checked_sub(1), at + 1),
            Err(at) => (at.checked_sub(1), at),
        };
        let matched = |at: usize| self.ids().get(at).map(|id| Spot { id: *id, at: Ok(at) });
        if self.around == 0 {
            let to = if forward { matched(after) } else { before.and_then(matched) };
            return Stride { gap: 0, to };
        }
        let here = self.log.place(from.id);
        // The one it would be context of, if the next is: the match itself or the one before.
        let own = from.at.ok();
        let place = |at: usize| self.ids().get(at).map(|id| self.log.place(*id));
        if forward {
            self.onward(here, own.or(before).and_then(place), (after, place(after)))
        } else {
            let next = before.map(|at| (at, place(at)));
            self.backward(here, place(own.unwrap_or(after)), next)
        }
    }

    fn onward(
        &self,
        here: usize,
        behind: Option<usize>,
        (at, next): (usize, Option<usize>),
    ) -> Stride {
        let beside = here + 1;
        let near = behind.is_some_and(|behind| beside <= behind + self.around);
        let to = match next {
            _ if near => beside,
            Some(next) => beside.max(next.saturating_sub(self.around)),
            None => self.log.len(),
        };
        let at = if next == Some(to) { Ok(at) } else { Err(at) };
        let spot = self.log.settled_at(to).map(|id| Spot { id, at });
        Stride { gap: to.min(self.log.len()) - beside.min(to), to: spot }
    }

    fn backward(
        &self,
        here: usize,
        ahead: Option<usize>,
        next: Option<(usize, Option<usize>)>,
    ) -> Stride {
        let left = here.saturating_sub(self.floor);
        let Some(beside) = here.checked_sub(1).filter(|_| left > 0) else {
            return Stride { gap: 0, to: None };
        };
        let near = ahead.is_some_and(|ahead| beside + self.around >= ahead);
        let next = next.and_then(|(at, place)| Some((at, place?)));
        let to = match next {
            _ if near => beside,
            Some((_, place)) => beside.min(place + self.around),
            None => return Stride { gap: left, to: None },
        };
        let would = next.map_or(0, |(at, _)| at + 1);
        let spot = self.log.settled_at(to).map(|id| match next {
            Some((at, place)) if place == to => Spot { id, at: Ok(at) },
            _ => Spot { id, at: Err(would) },
        });
        Stride { gap: beside - to, to: spot }
    }

    /// Whether the events belong to different sessions, of which both are known to be some.
    pub(in crate::tui) fn changes_session(&self, before: EventId, id: EventId) -> bool {
        let session = |id| self.log.row(id).and_then(|row| row.source().session.as_deref());
        session(id).is_some() && session(before) != session(id)
    }
}
