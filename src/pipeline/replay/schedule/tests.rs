//! When events are due.

use proptest::prelude::*;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// When events at these milliseconds are due.
fn dues(mut schedule: Schedule, times: &[i64]) -> Vec<f64> {
    let due = |time: &i64| {
        let due = schedule.due(Instant(*time));
        schedule.pass(Instant(*time));
        due.as_secs_f64()
    };
    times.iter().map(due).collect()
}

#[test]
fn the_first_event_is_due_at_once_and_the_others_as_far_apart_as_they_were() {
    let times = [1_000_000, 1_000_500, 1_002_000, 1_002_000];
    let once = dues(Schedule::new(Speed::Times(1.0), None), &times);
    assert_eq!(once, [0.0, 0.5, 2.0, 2.0]);
    let ten = dues(Schedule::new(Speed::Times(10.0), None), &times);
    assert_eq!(ten, [0.0, 0.05, 0.2, 0.2]);
    assert_eq!(dues(Schedule::new(Speed::Max, None), &times), [0.0; 4]);
}

#[test]
fn a_long_gap_is_played_as_the_longest_that_is_wanted_before_the_speed_counts() {
    let times = [0, 500, 3_600_500, 3_601_000];
    let dues = dues(Schedule::new(Speed::Times(2.0), Some(5 * SECOND)), &times);
    assert_eq!(dues, [0.0, 0.25, 2.75, 3.0]);
}

#[test]
fn what_has_no_time_is_due_at_once_and_what_goes_back_is_not_waited_for() {
    let times = [i64::MIN, i64::MIN, 5_000, 4_000, 6_000];
    assert_eq!(dues(Schedule::new(Speed::Times(1.0), None), &times), [0.0, 0.0, 0.0, 0.0, 1.0]);
}

#[test]
fn the_clock_goes_on_between_events_and_faster_in_a_gap_that_is_cut() {
    let mut schedule = Schedule::new(Speed::Times(1.0), Some(4 * SECOND));
    assert_eq!(schedule.clock(Duration::ZERO, Instant(10_000)), Instant(10_000));
    schedule.pass(Instant(10_000));
    assert_eq!(schedule.clock(SECOND, Instant(12_000)), Instant(11_000));
    assert_eq!(schedule.clock(3 * SECOND, Instant(12_000)), Instant(12_000));
    // Forty seconds in four.
    assert_eq!(schedule.clock(SECOND, Instant(50_000)), Instant(20_000));
}

#[test]
fn what_is_left_of_a_gap_is_played_when_it_goes_on_within_it() {
    let (last, next) = (Instant(10_000), Instant(50_000));
    let begun = Schedule::new(Speed::Times(1.0), Some(4 * SECOND));
    let mut schedule = begun.within(Speed::Times(2.0), (last, next), Instant(20_000));
    assert_eq!(schedule.due(next), 3 * SECOND / 2);
    assert_eq!(schedule.clock(SECOND / 2, next), Instant(30_000));
    schedule.pass(next);
    assert_eq!(schedule.due(Instant(51_000)), 2 * SECOND);
}

#[test]
fn what_is_ages_away_never_comes_and_nothing_overflows() {
    let mut schedule = Schedule::new(Speed::Times(0.1), None);
    schedule.pass(Instant(i64::MIN + 1));
    let far = schedule.due(Instant(i64::MAX));
    assert!(far > Duration::from_secs(1 << 50));
    assert!(schedule.clock(far, Instant(i64::MAX)) <= Instant(i64::MAX));
    schedule.pass(Instant(i64::MAX));
    assert!(schedule.due(Instant(0)) >= far);
}

proptest! {
    /// However often it is paused and goes on, all of it takes as long as without.
    #[test]
    fn pauses_change_nothing(
        gaps in prop::collection::vec(0i64..20_000, 1..40),
        pauses in prop::collection::vec((0usize..40, 0.0f64..1.0), 0..8),
        max_gap in prop::option::of(1u64..10_000),
        times in prop::sample::select(vec![0.1, 1.0, 7.0, 60.0]),
    ) {
        let speed = Speed::Times(times);
        let max_gap = max_gap.map(Duration::from_millis);
        let at = |clock: &mut i64, gap: &i64| { *clock += gap; Some(Instant(*clock)) };
        let events: Vec<Instant> = gaps.iter().scan(1_000, at).collect();
        let mut whole = Schedule::new(speed, max_gap);
        let mut parts = whole.clone();
        let mut before = Duration::ZERO;
        for (n, event) in events.iter().enumerate() {
            if n > 0 {
                for (_, part) in pauses.iter().filter(|(at, _)| *at == n) {
                    let elapsed = parts.due(*event).mul_f64(*part);
                    let here = parts.clock(elapsed, *event);
                    if elapsed.as_secs_f64() * 1000.0 * times < parts.since {
                        continue;
                    }
                    before += elapsed;
                    parts = parts.within(speed, (events[n - 1], *event), here);
                }
            }
            let (one, other) = (whole.due(*event), before + parts.due(*event));
            // A clock shows milliseconds, which a pause rounds to.
            let cut = 10.0 * pauses.len() as f64 + 1.0;
            let apart = (one.as_secs_f64() - other.as_secs_f64()).abs() * 1000.0;
            prop_assert!(apart <= cut, "{one:?} {other:?}");
            whole.pass(*event);
            parts.pass(*event);
        }
    }
}
