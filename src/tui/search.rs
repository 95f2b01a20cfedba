//! The search: the line it is typed into, and what is looked for.

use crate::event::{EventId, Instant};
use crate::search::{Correlation, Direction, Needle};

use super::line::Line;

/// The search inside the view.
#[derive(Clone, Debug)]
pub(super) struct Search {
    pub(super) line: Line,
    pub(super) needle: Option<Needle>,
    /// Why what is typed cannot be looked for.
    pub(super) error: Option<String>,
    /// The generation asked last.
    pub(super) asked: u64,
    /// The generation answered last, and when the last one was asked.
    pub(super) answered: u64,
    pub(super) asked_at: Instant,
    /// Where the search asked last began.
    pub(super) from: Option<EventId>,
    /// What was asked for last.
    pub(super) sought: Sought,
}

/// What is looked for by the search thread.
#[derive(Clone, Debug, Default)]
pub(super) enum Sought {
    /// What is typed.
    #[default]
    Hit,
    /// An event that is a finding.
    Finding,
    /// An event that belongs to one.
    Related(Related),
}

/// What events are looked for that belong to one.
#[derive(Clone, Debug)]
pub(super) struct Related {
    /// The key of what they share.
    pub(super) key: &'static str,
    /// What else is tried, where nothing shares that.
    pub(super) rest: Vec<Correlation>,
    /// Where to go at last.
    pub(super) twin: Option<EventId>,
    pub(super) direction: Direction,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            line: Line::default(),
            needle: None,
            error: None,
            asked: 0,
            answered: 0,
            asked_at: Instant(0),
            from: None,
            sought: Sought::Hit,
        }
    }
}

impl Search {
    /// One that remembers what was searched for in earlier runs.
    pub(super) fn remembering(history: Vec<String>) -> Self {
        Self { line: Line::default().with_history(history), ..Self::default() }
    }

    /// Reads the text in the line; an empty one looks for nothing. A wrong one keeps the last.
    pub(super) fn read(&mut self) {
        let text = self.line.text();
        self.error = None;
        if text.is_empty() {
            self.needle = None;
            return;
        }
        match Needle::new(text) {
            Ok(needle) => self.needle = Some(needle),
            Err(error) => self.error = Some(error),
        }
    }
}
