//! Moments as the wire formats write them: ISO 8601 in UTC, and nanoseconds since 1970.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::event::Instant;

/// `2026-11-21T01:40:23.085Z`; without a zone it is UTC.
pub(super) fn iso(text: &str) -> Option<Instant> {
    let stamped = || text.parse::<Timestamp>().ok();
    let civil = || Offset::UTC.to_timestamp(text.parse::<DateTime>().ok()?).ok();
    stamped().or_else(civil).map(|time| Instant(time.as_millisecond()))
}

/// Nanoseconds since 1970, as a number or a text; 0 says nothing.
pub(super) fn nanoseconds(json: &str) -> Option<Instant> {
    let nanoseconds: i128 = json.trim_matches('"').parse().ok()?;
    let millis = i64::try_from(nanoseconds / 1_000_000).ok()?;
    (millis > 0).then_some(Instant(millis))
}
