//! Times as people write them: dates, clock times, distances from now. Each is a stretch of
//! time as long as it was precise: a day, a minute, a second, a fraction.
//!
//! A time without a distance from UTC is what a clock on the wall shows: it is compared with the
//! wall clock of each event, as that is shown, so that logs from other zones need no reckoning.
//! The clock is never asked: `now` is given, and with the context's zone the day that is today.

use std::cmp::Ordering;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::event::{Instant, Zone};

use super::error::named;
use super::number::duration;
use super::{Context, QueryError, Span};

/// The forms a time may have, for messages.
pub(super) const FORMS: &str = "write a time as 2026-11-21, 2026-11-21T01:43, 14:02, -5m or now";

/// An end of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A moment.
    Moment(Instant),
    /// What the clock on the wall shows, in milliseconds since 1970 as if the wall were UTC's.
    Wall(i64),
}

impl Edge {
    /// How an event's time, in UTC and on its wall, is ordered to this.
    pub(super) fn order_of(self, at: Instant, wall: i64) -> Ordering {
        match self {
            Self::Moment(moment) => at.cmp(&moment),
            Self::Wall(edge) => wall.cmp(&edge),
        }
    }

    fn plus_millis(self, millis: i64) -> Self {
        match self {
            Self::Moment(moment) => Self::Moment(moment.plus_millis(millis)),
            Self::Wall(wall) => Self::Wall(wall.saturating_add(millis)),
        }
    }
}

/// As a filter takes it.
impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moment(moment) => f.write_str(&Zone::utc().rfc3339(*moment)),
            Self::Wall(wall) => {
                let civil = Zone::utc().civil(Instant(*wall));
                write!(f, "{}", civil.strftime("%Y-%m-%dT%H:%M:%S%.3f"))
            }
        }
    }
}

/// A stretch of time: its first moment, and the first moment after it.
pub(super) type Stretch = (Edge, Edge);

/// A time from the command line: whatever a filter's `time` takes, and also `2h` and `2h ago` for
/// two hours before now. Gives its first moment and the first moment after it.
///
/// # Errors
/// Text that is no time, with the forms that are.
pub fn parse_time(text: &str, context: &Context) -> Result<(Edge, Edge), QueryError> {
    let trimmed = text.trim();
    stretch(trimmed, context)
        .or_else(|| duration(trimmed).and_then(|millis| from_now(-millis, context)))
        .ok_or_else(|| {
            let span = Span::new(0, text.len());
            QueryError::wrong(span, format!("{} is no time", named(text))).hint(FORMS)
        })
}

/// The stretch of time that `text` names, in a filter.
pub(super) fn stretch(text: &str, context: &Context) -> Option<Stretch> {
    relative(text, context).or_else(|| wall(text, context))
}

/// `now`, `-5m`, `+1h30m`, `5m ago`.
fn relative(text: &str, context: &Context) -> Option<Stretch> {
    if text.eq_ignore_ascii_case("now") {
        return from_now(0.0, context);
    }
    if let Some(distance) = text.strip_suffix(" ago") {
        let unsigned = !distance.starts_with(['-', '+']);
        return duration(distance.trim()).filter(|_| unsigned).and_then(|d| from_now(-d, context));
    }
    let signed = text.starts_with(['-', '+']);
    duration(text).filter(|_| signed).and_then(|millis| from_now(millis, context))
}

/// The one millisecond `millis` from now. Distances of more than ten thousand years are no times.
fn from_now(millis: f64, context: &Context) -> Option<Stretch> {
    const FARTHEST: f64 = 3.2e14;
    let near = millis.abs() < FARTHEST;
    near.then(|| from(Edge::Moment(context.now.plus_millis(millis.round() as i64)), 1))
}

/// A date, a clock time on the context's day, or both, with or without a distance from UTC.
fn wall(text: &str, context: &Context) -> Option<Stretch> {
    if let Some(clock) = clock(text) {
        let today = context.zone.civil(context.now).date();
        return Some(from(on_wall(today.to_datetime(clock.time))?, clock.millis));
    }
    let date = date(text.get(..10)?)?;
    let rest = &text[10..];
    if rest.is_empty() {
        let start = on_wall(date.to_datetime(Time::midnight()))?;
        let end = on_wall(date.tomorrow().ok()?.to_datetime(Time::midnight()))?;
        return Some((start, end));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let clock = clock(&rest[..at])?;
    let wall = date.to_datetime(clock.time);
    let start = match &rest[at..] {
        "" => on_wall(wall)?,
        "Z" | "z" => moment(Offset::UTC.to_timestamp(wall).ok()?),
        offset => moment(distance(offset)?.to_timestamp(wall).ok()?),
    };
    Some(from(start, clock.millis))
}

fn from(start: Edge, millis: i64) -> Stretch {
    (start, start.plus_millis(millis))
}

fn moment(at: Timestamp) -> Edge {
    Edge::Moment(Instant(at.as_millisecond()))
}

fn on_wall(wall: DateTime) -> Option<Edge> {
    let as_if_utc = Offset::UTC.to_timestamp(wall).ok()?;
    Some(Edge::Wall(as_if_utc.as_millisecond()))
}

/// `2026-11-21`, and no other form: filters stay readable.
fn date(text: &str) -> Option<Date> {
    like(text, "dddd-dd-dd").then(|| text.parse().ok())?
}

/// A time of day and how long a stretch it names.
struct Clock {
    time: Time,
    millis: i64,
}

/// `14:02`, `9:05`, `14:02:03`, `14:02:03.25`.
fn clock(text: &str) -> Option<Clock> {
    let padded = if like(text.get(..2)?, "d:") { format!("0{text}") } else { text.to_owned() };
    let (whole, fraction) = padded.split_once('.').unwrap_or((&padded, ""));
    let digits = fraction.len();
    let millis = match (like(whole, "dd:dd"), like(whole, "dd:dd:dd"), digits) {
        (true, _, 0) => 60_000,
        (_, true, 0) => 1000,
        (_, true, 1) => 100,
        (_, true, 2) => 10,
        (_, true, 3..=9) => 1,
        _ => return None,
    };
    Some(Clock { time: padded.parse().ok()?, millis })
}

/// `+02:00`, `-0330`.
fn distance(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let digits = digits.replacen(':', "", 1);
    if !like(&digits, "dddd") {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    Offset::from_seconds(sign * (number / 100 * 3600 + number % 100 * 60)).ok()
}

/// Whether `text` has the form of `shape`, where `d` stands for a digit.
fn like(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            form => byte == form,
        })
}
