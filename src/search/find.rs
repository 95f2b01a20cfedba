//! Searching inside a view: where the next event is that holds a needle, or passes a predicate.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::event::EventId;
use crate::query::{Predicate, Truth};
use crate::store::{EventLog, share, threads};

use super::needle::Needle;
use super::scan::{Desk, Desks, look_at};

/// So many events are one thread's at a time.
const STRETCH: usize = 1024;

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Target {
    /// An event whose text holds it.
    Needle(Box<Needle>),
    /// An event that passes it.
    Predicate(Predicate),
}

/// Which way a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards newer events.
    Forward,
    /// Towards older events.
    Backward,
}

/// Where a search goes: from a place among events, which comes last, and around the end.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// The events.
    pub ids: &'a [EventId],
    /// Where it begins; one of their places, if there is any.
    pub from: usize,
    /// Which way it goes.
    pub direction: Direction,
}

impl Course<'_> {
    /// The place that lies so many steps away. There must be an event.
    pub fn at(&self, distance: usize) -> usize {
        let len = self.ids.len();
        match self.direction {
            Direction::Forward => (self.from + distance) % len,
            Direction::Backward => (self.from + len - distance % len) % len,
        }
    }
}

impl Target {
    /// The place among `ids` of the next event that is looked for, going from `from` (which is
    /// looked at last) and around the end.
    pub fn find(
        &self,
        log: &EventLog,
        ids: &[EventId],
        from: usize,
        direction: Direction,
    ) -> Option<usize> {
        let course = Course { ids, from, direction };
        self.find_within(log, course, ids.len(), &mut Desks::default())
    }

    /// The same among the next so many events only, from all cores.
    pub fn find_within(
        &self,
        log: &EventLog,
        course: Course<'_>,
        events: usize,
        desks: &mut Desks,
    ) -> Option<usize> {
        let end = events.min(course.ids.len()) + 1;
        let starts: Vec<usize> = (1..end).step_by(STRETCH).collect();
        let nearest = AtomicUsize::new(usize::MAX);
        share(&starts, threads(), &mut desks.0, |start, desk, (): &mut ()| {
            // Farther than what was found nobody needs to look.
            if *start < nearest.load(Ordering::Relaxed) {
                let distances = *start..end.min(start + STRETCH);
                let ids: Vec<EventId> = distances.map(|it| course.ids[course.at(it)]).collect();
                if let Some(at) = self.first(log, &ids, desk) {
                    nearest.fetch_min(start + at, Ordering::Relaxed);
                }
            }
        });
        let nearest = nearest.into_inner();
        (nearest < usize::MAX).then(|| course.at(nearest))
    }

    /// The place among `ids` of the first that is looked for.
    fn first(&self, log: &EventLog, ids: &[EventId], desk: &mut Desk) -> Option<usize> {
        match self {
            Self::Needle(needle) => {
                let mut at = 0;
                let mut found = None;
                desk.reader.read(log, ids, |_, text| {
                    found = needle.is_in(text.bytes()).then_some(at);
                    at += 1;
                    found.is_some()
                });
                found
            }
            Self::Predicate(predicate) => first_passing(predicate, log, ids, desk),
        }
    }
}

/// The place among `ids` of the first that passes. Text is read only of those whose columns cannot
/// tell, up to the first that passes by its columns.
fn first_passing(
    predicate: &Predicate,
    log: &EventLog,
    ids: &[EventId],
    desk: &mut Desk,
) -> Option<usize> {
    let mut by_columns = None;
    let mut open: Vec<usize> = Vec::new();
    for (at, row) in ids.iter().enumerate().filter_map(|(at, id)| Some((at, log.row(*id)?))) {
        match predicate.eval(&row) {
            Truth::False => {}
            Truth::Unknown => open.push(at),
            Truth::True => {
                by_columns = Some(at);
                break;
            }
        }
    }
    let asked: Vec<EventId> = open.iter().map(|at| ids[*at]).collect();
    let mut open = open.into_iter();
    let mut found = None;
    desk.reader.read(log, &asked, |row, text| {
        let at = open.next();
        found = at.filter(|_| look_at(row, &text, predicate) == Truth::True);
        found.is_some()
    });
    found.or(by_columns)
}
