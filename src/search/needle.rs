//! Searching inside a view: what `/` looks for, and where `n` and `N` go.

use std::sync::atomic::{AtomicUsize, Ordering};

use regex::bytes::{Regex, RegexBuilder};

use crate::event::EventId;
use crate::store::EventLog;

use super::scan::{Desks, share, threads};

/// So many events are one thread's at a time.
const STRETCH: usize = 1024;

/// Which way a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards newer events.
    Forward,
    /// Towards older events.
    Backward,
}

/// A compiled search: a piece of text in any case, or `/regex/`.
#[derive(Clone, Debug)]
pub struct Needle {
    regex: Regex,
}

impl Needle {
    /// Compiles what was typed. Text is searched for as it stands, in any case; `/…/` is a
    /// regular expression, case-sensitive if it holds a capital letter.
    ///
    /// # Errors
    /// A regular expression that is wrong or too large, as a sentence for the person.
    pub fn new(typed: &str) -> Result<Self, String> {
        let inner = typed.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let (pattern, any_case) = match inner {
            Some(inner) if !inner.is_empty() => {
                (inner.to_owned(), !inner.chars().any(char::is_uppercase))
            }
            _ => (regex::escape(typed), true),
        };
        let built =
            RegexBuilder::new(&pattern).case_insensitive(any_case).size_limit(1 << 20).build();
        let last_line = |error: regex::Error| {
            error.to_string().lines().last().unwrap_or("not a regular expression").to_owned()
        };
        built.map(|regex| Self { regex }).map_err(last_line)
    }

    /// Whether it is anywhere in `bytes`.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.regex.is_match(bytes)
    }

    /// Where it is in `text`, for highlighting; empty hits are left out.
    pub fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = std::ops::Range<usize>> + 't {
        let found = self.regex.find_iter(text.as_bytes()).map(|hit| hit.range());
        found.filter(|hit| {
            !hit.is_empty() && text.is_char_boundary(hit.start) && text.is_char_boundary(hit.end)
        })
    }

    /// The place among `ids` of the next event that holds it, going from `from` (which is looked
    /// at last) and around the end.
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
        share(&starts, threads(), desks, |start, desk, (): &mut ()| {
            // Farther than what was found nobody needs to look.
            if *start < nearest.load(Ordering::Relaxed) {
                let distances = *start..end.min(start + STRETCH);
                let ids: Vec<EventId> =
                    distances.clone().map(|it| course.ids[course.at(it)]).collect();
                let mut distance = *start;
                desk.read(log, &ids, |_, text| {
                    let found = self.is_in(text.bytes());
                    if found {
                        nearest.fetch_min(distance, Ordering::Relaxed);
                    }
                    distance += 1;
                    found
                });
            }
        });
        let nearest = nearest.into_inner();
        (nearest < usize::MAX).then(|| course.at(nearest))
    }
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
