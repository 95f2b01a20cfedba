//! The moment that a line's clock shows, where the line leaves out the date or the year.
//!
//! A source's lines come roughly in order, so each is placed by the one before it: a time of day
//! that jumps back by more than half a day has gone over midnight. The first is placed by what is
//! known of the source: its session began then, or its bytes were there by then. A line that does
//! say its date is the best that the next can be placed by.

use std::path::Path;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use crate::event::{Clock, Instant, Zone};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// By how much a line may be ahead of the moment until which it was written: clocks differ.
const AHEAD: i64 = HOUR / 12;

/// When a source was written, from what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// From here on, by the wall clock, in milliseconds since 1970 as if the wall were UTC's.
    Since(i64),
    /// Until here.
    Until(Instant),
}

impl Anchor {
    /// The launch that a session folder's stamp (`20260314T092653`) names, by the wall clock.
    pub fn of_session(stamp: Option<&str>) -> Option<Self> {
        let launch = DateTime::strptime("%Y%m%dT%H%M%S", stamp?).ok()?;
        Some(Self::Since(millis(launch)?))
    }

    /// Until now: of what is written while it is read.
    pub fn now() -> Self {
        Self::Until(Instant(jiff::Timestamp::now().as_millisecond()))
    }

    /// Until the file at `path` was last written; until now, where that is no file.
    pub fn of_file(path: &Path) -> Self {
        let modified = std::fs::metadata(path)
            .ok()
            .filter(std::fs::Metadata::is_file)
            .and_then(|metadata| jiff::Timestamp::try_from(metadata.modified().ok()?).ok());
        modified.map_or_else(Self::now, |at| Self::Until(Instant(at.as_millisecond())))
    }
}

/// Where a line was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// By the wall clock, as [`Clock::Wall`] has it.
    Wall(i64),
    /// At a moment that the line says itself.
    Utc(Instant),
}

impl Placed {
    /// The wall clock, where it was placed by that.
    pub(super) const fn wall(self) -> Option<i64> {
        match self {
            Self::Wall(wall) => Some(wall),
            Self::Utc(_) => None,
        }
    }

    /// The moment; what the wall's clock means is told by `of_wall`.
    pub(super) fn instant(self, of_wall: impl FnOnce(i64) -> Instant) -> Instant {
        match self {
            Self::Wall(wall) => of_wall(wall),
            Self::Utc(moment) => moment,
        }
    }
}

/// What the next line is placed by.
#[derive(Clone, Copy, Debug)]
enum Near {
    Anchor(Anchor),
    /// The line before it, on the same wall.
    Line(i64),
    /// The line before it, which said UTC: with a wrong zone the wall is hours away from it.
    Utc(Instant),
}

/// Places the lines of one source, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Dating {
    near: Option<Near>,
}

impl Dating {
    pub(super) fn new(anchor: Option<Anchor>) -> Self {
        Self { near: anchor.map(Near::Anchor) }
    }

    /// Takes an anchor where there is none yet.
    pub(super) fn assume(&mut self, anchor: Anchor) {
        self.near = self.near.or(Some(Near::Anchor(anchor)));
    }

    /// The date and time that `clock` shows. Placing the same line twice changes nothing; `None`
    /// where the date is not said and nothing is known of it.
    pub(super) fn place(&mut self, clock: Clock, zone: &Zone) -> Option<Placed> {
        let wall = match clock {
            Clock::Utc(moment) => {
                self.near = Some(Near::Utc(Instant(moment)));
                return Some(Placed::Utc(Instant(moment)));
            }
            Clock::Wall(wall) => wall,
            Clock::TimeOfDay(time) => self.near?.day_of(time, zone)? + time,
            Clock::Yearless { month, day, time } => {
                let month = i8::try_from(month).ok()?;
                self.near?.year_of(month, i8::try_from(day).ok()?, zone)? + time
            }
        };
        self.near = Some(Near::Line(wall));
        Some(Placed::Wall(wall))
    }
}

impl Near {
    fn wall(self, zone: &Zone) -> Option<i64> {
        match self {
            Self::Anchor(Anchor::Since(wall)) | Self::Line(wall) => Some(wall),
            Self::Anchor(Anchor::Until(moment)) | Self::Utc(moment) => millis(zone.civil(moment)),
        }
    }

    /// The midnight at which the day of a line with this time of day began.
    fn day_of(self, time: i64, zone: &Zone) -> Option<i64> {
        let wall = self.wall(zone)?;
        let (today, ahead) = (wall - wall.rem_euclid(DAY), time - wall.rem_euclid(DAY));
        let (least, most) = match self {
            // After midnight comes what was before it by almost a day: two writers out of step.
            Self::Line(_) => (-DAY / 2, DAY - HOUR),
            Self::Utc(_) => (-DAY / 2, DAY / 2),
            Self::Anchor(Anchor::Since(_)) => (-HOUR, DAY),
            Self::Anchor(Anchor::Until(_)) => (-DAY, AHEAD),
        };
        Some(match ahead {
            ahead if ahead < least => today + DAY,
            ahead if ahead > most => today - DAY,
            _ => today,
        })
    }

    /// The midnight of the nearest such day, among those that were before an end that is known.
    fn year_of(self, month: i8, day: i8, zone: &Zone) -> Option<i64> {
        let wall = self.wall(zone)?;
        let year = Offset::UTC.to_datetime(jiff::Timestamp::from_millisecond(wall).ok()?).year();
        let latest = match self {
            Self::Anchor(Anchor::Until(_)) => wall + DAY,
            _ => i64::MAX,
        };
        // Two leap years are eight years apart at most.
        let years = (year.saturating_sub(8)..=year.saturating_add(8)).filter_map(|year| {
            millis(Date::new(year, month, day).ok()?.to_datetime(jiff::civil::Time::midnight()))
        });
        years.filter(|midnight| *midnight <= latest).min_by_key(|midnight| (wall - midnight).abs())
    }
}

/// A civil time in milliseconds since 1970, as if it were UTC's.
fn millis(civil: DateTime) -> Option<i64> {
    Offset::UTC.to_timestamp(civil).ok().map(jiff::Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests;
