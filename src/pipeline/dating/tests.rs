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
    let Anchor::Until(pipe) = Anchor::of_file(Path::new("no such file")) else { panic!("until") };
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
