//! `--since` and `--until`: what of a log is played at all.

use std::ops::Range;

use crate::event::Instant;
use crate::query::{Context, Edge, parse_time};
use crate::store::EventLog;

use super::super::args::Which;
use super::super::failure::Failure;

/// The places in merged order that are played, and what times mean: in a log that is played again,
/// today is the day of its last event, and now is when that was.
pub(super) fn places(
    log: &EventLog,
    which: &Which,
    context: &Context,
) -> Result<(Range<usize>, Context), Failure> {
    let end = log.settled_at(log.len().saturating_sub(1));
    let last = end.map(|id| log.merge_key(id).clock()).filter(|last| last.0 > i64::MIN);
    let context = Context { now: last.unwrap_or(context.now), ..context.clone() };
    let bound = |option: &str, text: Option<&str>| {
        text.map(|text| place(log, option, text, &context)).transpose()
    };
    let since = bound("--since", which.since.as_deref())?.unwrap_or(0);
    let until = bound("--until", which.until.as_deref())?.unwrap_or(log.len());
    Ok((since..until.max(since), context))
}

/// Where the first event stands whose clock has come to the time that a text says.
fn place(log: &EventLog, option: &str, text: &str, context: &Context) -> Result<usize, Failure> {
    let (edge, _) = parse_time(text, context)
        .map_err(|error| Failure::Usage(format!("{option} '{text}': {error}")))?;
    let moment = moment(log, edge);
    let (mut low, mut high) = (0, log.len());
    while low < high {
        let middle = low.midpoint(high);
        let id = log.settled_at(middle);
        if id.is_some_and(|id| log.merge_key(id).clock() < moment) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// The moment at which the clock on the log's wall shows a time.
fn moment(log: &EventLog, edge: Edge) -> Instant {
    match edge {
        Edge::Moment(moment) => moment,
        Edge::Wall(wall) => log.shared_zone().instant(wall),
    }
}
