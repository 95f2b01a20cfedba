//! A span of time that a person narrows a view to, beside the filter.

use crate::event::{Instant, Zone};

/// From one time to another; what has no time of its own lies in no span that is bounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first time that lies in it.
    pub from: Option<Instant>,
    /// The first time behind it.
    pub to: Option<Instant>,
}

impl Span {
    /// Whether it has no bounds: everything lies in it.
    pub fn is_all(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether an event of that time lies in it.
    pub fn contains(&self, time: Option<Instant>) -> bool {
        match time {
            Some(time) => {
                self.from.is_none_or(|from| from <= time) && self.to.is_none_or(|to| time < to)
            }
            None => self.is_all(),
        }
    }

    /// It as arguments of a command, each an option and its value, in the clock of `zone` with its
    /// distance from UTC, so that it means the same wherever it is read.
    pub fn arguments(&self, zone: &Zone) -> Vec<(&'static str, String)> {
        let named = [("--since", self.from), ("--until", self.to)];
        named.into_iter().filter_map(|(name, at)| Some((name, zone.rfc3339(at?)))).collect()
    }
}
