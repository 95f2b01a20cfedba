//! How much comes in: events a second of all sources, bytes a second of each.

use std::collections::{HashMap, VecDeque};

use crate::event::{Instant, SourceId};
use crate::store::EventLog;

/// Over how long a rate is taken, in milliseconds.
const WINDOW: i64 = 5000;

/// The shortest time between two samples, in milliseconds.
const APART: i64 = 500;

/// Sources beyond these have no rate of their own: looking at each costs time.
const SOURCES: usize = 256;

/// What was there at a moment.
#[derive(Clone, Debug)]
struct Sample {
    at: Instant,
    events: u64,
    bytes: HashMap<SourceId, u64>,
}

/// How much came in during the last seconds.
#[derive(Clone, Debug, Default)]
pub(super) struct Rate(VecDeque<Sample>);

impl Rate {
    /// Takes a sample, where the last one is old enough.
    pub(super) fn look(&mut self, now: Instant, log: &EventLog) {
        if self.0.back().is_some_and(|last| now.0.saturating_sub(last.at.0) < APART) {
            return;
        }
        let sources = log.sources().take(SOURCES);
        let bytes = sources.map(|(id, ..)| (id, log.volume(id).1)).collect();
        self.0.push_back(Sample { at: now, events: log.len() as u64, bytes });
        while self.0.len() > 2 && self.0[1].at.0 <= now.0.saturating_sub(WINDOW) {
            self.0.pop_front();
        }
    }

    /// Forgets what was: what is there already when a log is opened did not just come in.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    /// Whether anything came in.
    pub(super) fn is_some(&self) -> bool {
        self.events() > 0.0
    }

    /// Events a second.
    pub(super) fn events(&self) -> f64 {
        self.each_second(|sample| sample.events)
    }

    /// Bytes a second of a source.
    pub(super) fn bytes(&self, source: SourceId) -> f64 {
        self.each_second(|sample| sample.bytes.get(&source).copied().unwrap_or_default())
    }

    fn each_second(&self, of: impl Fn(&Sample) -> u64) -> f64 {
        let (Some(first), Some(last)) = (self.0.front(), self.0.back()) else { return 0.0 };
        let millis = last.at.0.saturating_sub(first.at.0);
        if millis == 0 {
            return 0.0;
        }
        of(last).saturating_sub(of(first)) as f64 * 1000.0 / millis as f64
    }
}
