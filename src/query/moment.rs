//! Times as people write them: dates, clock times, distances from now. Each is a stretch of
//! time as long as it was precise: a day, a minute, a second, a fraction.
//!
//! Wall-clock times are read in the context's zone; the clock is never asked, `now` is given.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::event::Instant;

use super::error::named;
use super::number::duration;
use super::{Context, QueryError, Span};

/// The forms a time may have, for messages.
pub(super) const FORMS: &str = "write a time as 2026-11-21, 2026-11-21T01:43, 14:02, -5m or now";

/// A stretch of time: its first moment, and the first moment after it.
pub(super) type Stretch = (Instant, Instant);

/// A time from the command line: whatever a filter's `time` takes, and also `2h` and `2h ago` for
/// two hours before now. Gives its first moment and the first moment after it.
///
/// # Errors
/// Text that is no time, with the forms that are.
pub fn parse_time(text: &str, context: &Context) -> Result<(Instant, Instant), QueryError> {
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
    near.then(|| context.now.plus_millis(millis.round() as i64)).map(|at| (at, at.plus_millis(1)))
}

/// A date, a clock time on the context's day, or both, with or without a distance from UTC.
fn wall(text: &str, context: &Context) -> Option<Stretch> {
    if let Some(clock) = clock(text) {
        let today = context.zone.civil(context.now).date();
        return Some(from(in_zone(today.to_datetime(clock.time), context)?, clock.millis));
    }
    let date = date(text.get(..10)?)?;
    let rest = &text[10..];
    if rest.is_empty() {
        let start = in_zone(date.to_datetime(Time::midnight()), context)?;
        let end = in_zone(date.tomorrow().ok()?.to_datetime(Time::midnight()), context)?;
        return Some((start, end));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let clock = clock(&rest[..at])?;
    let wall = date.to_datetime(clock.time);
    let start = match &rest[at..] {
        "" => in_zone(wall, context)?,
        "Z" | "z" => millis(Offset::UTC.to_timestamp(wall).ok()?),
        offset => millis(distance(offset)?.to_timestamp(wall).ok()?),
    };
    Some(from(start, clock.millis))
}

fn from(start: Instant, millis: i64) -> Stretch {
    (start, start.plus_millis(millis))
}

fn millis(at: Timestamp) -> Instant {
    Instant(at.as_millisecond())
}

/// The moment at which the context's wall shows `wall`.
fn in_zone(wall: DateTime, context: &Context) -> Option<Instant> {
    let as_if_utc = Offset::UTC.to_timestamp(wall).ok()?;
    Some(context.zone.instant(as_if_utc.as_millisecond()))
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
