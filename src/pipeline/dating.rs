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

    /// The moment, of a record that follows one of `after`.
    pub(super) fn instant(self, zone: &Zone, after: Option<Instant>) -> Instant {
        match self {
            Self::Wall(wall) => zone.instant_after(wall, after),
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
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// A civil time as milliseconds.
    fn at(civil: &str) -> i64 {
        millis(civil.parse().unwrap()).unwrap()
    }

    fn time(time: &str) -> Clock {
        Clock::TimeOfDay(at(&format!("1970-01-01T{time}")))
    }

    fn yearless(month: u8, day: u8, hour: i64) -> Clock {
        Clock::Yearless { month, day, time: hour * HOUR }
    }

    fn until(civil: &str) -> Anchor {
        Anchor::Until(Instant(at(civil)))
    }

    fn since(civil: &str) -> Anchor {
        Anchor::Since(at(civil))
    }

    #[rstest]
    #[case::same_day(since("2026-03-14T09:26:53"), time("09:26:54"), "2026-03-14T09:26:54")]
    #[case::over_midnight(since("2026-03-14T23:59:59"), time("00:00:01"), "2026-03-15T00:00:01")]
    #[case::at_launch(since("2026-03-14T09:26:53"), time("09:26:50"), "2026-03-14T09:26:50")]
    #[case::hours_later(since("2026-03-14T09:00:00"), time("07:00:00"), "2026-03-15T07:00:00")]
    #[case::before_now(until("2026-03-14T09:26:53"), time("09:26:53"), "2026-03-14T09:26:53")]
    #[case::clocks_differ(until("2026-03-14T09:26:53"), time("09:27:53"), "2026-03-14T09:27:53")]
    #[case::yesterday(until("2026-03-14T09:26:53"), time("21:00:00"), "2026-03-13T21:00:00")]
    #[case::this_year(until("2026-03-14T09:00:00"), yearless(3, 12, 9), "2026-03-12T09:00:00")]
    #[case::last_year(until("2026-01-02T09:00:00"), yearless(12, 31, 9), "2025-12-31T09:00:00")]
    #[case::next_year(since("2025-12-31T23:00:00"), yearless(1, 1, 0), "2026-01-01T00:00:00")]
    #[case::leap_year(until("2026-03-14T09:00:00"), yearless(2, 29, 9), "2024-02-29T09:00:00")]
    fn the_first_line_is_placed_by_what_is_known(
        #[case] anchor: Anchor,
        #[case] clock: Clock,
        #[case] expected: &str,
    ) {
        let mut dating = Dating::new(Some(anchor));
        assert_eq!(dating.place(clock, &Zone::utc()), Some(Placed::Wall(at(expected))));
    }

    #[rstest]
    #[case::later("08:00:00", "21:30:00", "2026-03-14T21:30:00")]
    #[case::a_little_earlier("08:00:00", "07:59:59", "2026-03-14T07:59:59")]
    #[case::over_midnight("23:59:59", "00:00:01", "2026-03-15T00:00:01")]
    #[case::back_over_midnight("00:00:01", "23:59:59", "2026-03-13T23:59:59")]
    fn a_line_is_placed_by_the_one_before_it(
        #[case] first: &str,
        #[case] second: &str,
        #[case] expected: &str,
    ) {
        let mut dating = Dating::new(Some(since("2026-03-14T00:00:00")));
        dating.place(time(first), &Zone::utc()).unwrap();
        let placed = dating.place(time(second), &Zone::utc());
        assert_eq!(placed, Some(Placed::Wall(at(expected))));
        assert_eq!(dating.place(time(second), &Zone::utc()), placed, "twice is the same");
    }

    #[test]
    fn a_line_that_says_its_date_is_the_better_anchor() {
        let berlin = Zone::given("+01:00").unwrap();
        let mut dating = Dating::new(Some(until("2026-11-21T12:00:00")));
        let utc = at("2019-03-14T23:30:00");
        assert_eq!(dating.place(Clock::Utc(utc), &berlin), Some(Placed::Utc(Instant(utc))));
        let placed = dating.place(time("00:30:01"), &berlin);
        assert_eq!(
            placed,
            Some(Placed::Wall(utc + HOUR + 1000)),
            "the next day, on the wall of Berlin"
        );
        dating.place(Clock::Wall(at("2018-01-01T10:00:00")), &berlin).unwrap();
        let placed = dating.place(time("10:00:01"), &berlin);
        assert_eq!(placed, Some(Placed::Wall(at("2018-01-01T10:00:01"))));
    }

    #[test]
    fn a_session_is_a_better_anchor_than_a_file() {
        let session = Anchor::of_session(Some("20260314T092653"));
        assert_eq!(session, Some(since("2026-03-14T09:26:53")));
        let mut dating = Dating::new(session);
        dating.assume(until("2026-11-21T12:00:00"));
        let placed = dating.place(time("09:30:00"), &Zone::utc());
        assert_eq!(placed, Some(Placed::Wall(at("2026-03-14T09:30:00"))));
        for other in [None, Some("demo"), Some("20260230T092653")] {
            assert_eq!(Anchor::of_session(other), None);
        }
    }

    #[test]
    fn without_an_anchor_only_a_date_places_a_line() {
        let mut dating = Dating::default();
        assert_eq!(dating.place(time("09:30:00"), &Zone::utc()), None);
        let wall = at("2026-03-14T09:00:00");
        assert_eq!(dating.place(Clock::Wall(wall), &Zone::utc()), Some(Placed::Wall(wall)));
        assert!(dating.place(time("09:30:00"), &Zone::utc()).is_some());
    }

    #[test]
    fn a_file_is_written_until_its_last_change_and_a_pipe_until_now() {
        let now = jiff::Timestamp::now().as_millisecond();
        let Anchor::Until(pipe) = Anchor::of_file(Path::new("no such file")) else {
            panic!("until")
        };
        assert!(pipe.0 >= now);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let Anchor::Until(written) = Anchor::of_file(&file) else { panic!("until") };
        assert!(written.0 < now);
    }

    proptest! {
        #[test]
        fn any_clocks_are_placed_within_a_day_or_half_a_year_of_the_one_before(
            start in -10_000_000_000_000_i64..10_000_000_000_000,
            clocks in proptest::collection::vec(
                prop_oneof![
                    (0..DAY).prop_map(Clock::TimeOfDay),
                    (1_u8..=12, 1_u8..=28, 0..DAY)
                        .prop_map(|(month, day, time)| Clock::Yearless { month, day, time }),
                ],
                0..20,
            ),
        ) {
            let mut dating = Dating::new(Some(Anchor::Since(start)));
            let mut before = start;
            for clock in clocks {
                let placed = dating.place(clock, &Zone::utc()).and_then(Placed::wall).unwrap();
                let most = if matches!(clock, Clock::TimeOfDay(_)) { DAY } else { 185 * DAY };
                prop_assert!((placed - before).abs() <= most);
                before = placed;
            }
        }
    }
}
