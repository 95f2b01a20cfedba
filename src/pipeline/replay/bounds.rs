//! What of a log is played at all: from one time to another, as they were typed. What they mean is
//! known once the log is: today is the day of its last event, and now is when that was.

use std::ops::Range;

use thiserror::Error;

use crate::event::Instant;
use crate::query::{Context, Edge, QueryError, parse_time};
use crate::store::EventLog;

/// From when to when a log is played.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    since: Option<String>,
    until: Option<String>,
    context: Context,
}

/// Why something is no bound.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{option} '{text}': {error}")]
pub struct BoundsError {
    option: &'static str,
    text: String,
    error: QueryError,
}

impl Bounds {
    /// What was logged at `since` or later, and before `until`.
    ///
    /// # Errors
    /// One of them is no time.
    pub fn new(
        since: Option<&str>,
        until: Option<&str>,
        context: &Context,
    ) -> Result<Self, BoundsError> {
        let check = |option, text: Option<&str>| {
            text.map(|text| {
                let wrong = |error| BoundsError { option, text: text.to_owned(), error };
                parse_time(text, context).map_err(wrong).map(|_| text.to_owned())
            })
            .transpose()
        };
        let (since, until) = (check("--since", since)?, check("--until", until)?);
        Ok(Self { since, until, context: context.clone() })
    }

    /// What times mean that a person says of this log, which is read whole.
    pub fn context(&self, log: &EventLog) -> Context {
        let last = log.len().checked_sub(1).and_then(|last| log.clock_at(last));
        let now = last.filter(|last| *last > Instant(i64::MIN)).unwrap_or(self.context.now);
        Context { now, ..self.context.clone() }
    }

    /// The places in the merged order of a log that lie between them.
    pub fn places(&self, log: &EventLog) -> Range<usize> {
        let context = self.context(log);
        let place = |text: &Option<String>| {
            let (edge, _) = parse_time(text.as_deref()?, &context).ok()?;
            Some(log.places_before(moment(log, edge)))
        };
        let since = place(&self.since).unwrap_or(0);
        since..place(&self.until).unwrap_or(log.len()).max(since)
    }
}

/// The moment at which the clock on the log's wall shows a time.
fn moment(log: &EventLog, edge: Edge) -> Instant {
    match edge {
        Edge::Moment(moment) => moment,
        Edge::Wall(wall) => log.shared_zone().instant(wall),
    }
}
