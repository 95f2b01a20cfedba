//! Offsets from pairs of clocks, however late lines were written.

use proptest::prelude::*;
use rstest::rstest;

use super::offsets::{Offsets, Pair};
use super::*;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

fn utc(text: &str) -> i64 {
    Instant::from_iso(text).unwrap().0
}

/// The wall clock of a text, as a stamp is read.
fn wall(text: &str) -> i64 {
    utc(&format!("{text}Z"))
}

/// What pairs of wall clock and UTC show.
fn offsets(pairs: &[(i64, i64)]) -> Offsets {
    let mut offsets = Offsets::default();
    for (wall, utc) in pairs {
        learn(&mut offsets, *wall, *utc);
    }
    offsets
}

fn learn(offsets: &mut Offsets, wall: i64, utc: i64) -> bool {
    offsets.learn(Pair { wall, utc, expected: 0 })
}

/// The offsets in hours, in order of time.
fn hours(offsets: &Offsets) -> Vec<f64> {
    offsets.spells().iter().map(|it| it.ahead as f64 / HOUR as f64).collect()
}

/// Where offsets change, as UTC.
fn changes(offsets: &Offsets) -> Vec<String> {
    let from = offsets.spells().into_iter().skip(1);
    from.map(|it| Zone::utc().rfc3339(it.from)).collect()
}

#[rstest]
#[case("2026-03-14T09:40:17.640", "2026-03-14T08:40:17.637Z", 1.0)]
#[case("2026-03-14T09:40:17.640", "2026-03-14T09:40:08.001Z", 0.0)]
#[case("2026-03-14T14:10:59.640", "2026-03-14T08:40:17.637Z", 5.5)]
#[case("2026-03-14T14:25:17.640", "2026-03-14T08:40:17.637Z", 5.75)]
#[case("2026-03-14T05:10:17.640", "2026-03-14T08:40:17.637Z", -3.5)]
#[case("2026-03-14T22:40:17.640", "2026-03-14T08:40:17.637Z", 14.0)]
#[case("2026-03-13T20:40:17.640", "2026-03-14T08:40:17.637Z", -12.0)]
// A clock that the network set back in between.
#[case("2026-03-14T09:40:16.640", "2026-03-14T08:40:17.637Z", 1.0)]
fn one_pair_shows_the_offset(#[case] clock: &str, #[case] payload: &str, #[case] ahead: f64) {
    assert_eq!(hours(&offsets(&[(wall(clock), utc(payload))])), [ahead]);
}

#[rstest]
#[case::late_or_early("2026-03-14T09:54:37.640", "2026-03-14T08:40:17.637Z")]
#[case::negative("2026-03-14T09:39:17.640", "2026-03-14T08:40:17.637Z")]
#[case::another_day("2026-03-16T09:40:17.640", "2026-03-14T08:40:17.637Z")]
#[case::another_age("0001-01-01T00:00:00.000", "9999-01-01T00:00:00.000Z")]
fn a_pair_that_is_absurd_shows_nothing(#[case] clock: &str, #[case] payload: &str) {
    let mut offsets = Offsets::default();
    assert!(!learn(&mut offsets, wall(clock), utc(payload)));
    assert!(hours(&offsets).is_empty());
}

#[test]
fn the_widest_numbers_are_no_offset() {
    for (wall, utc) in [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (i64::MAX, i64::MAX)] {
        learn(&mut Offsets::default(), wall, utc);
    }
}

#[test]
fn a_first_line_that_was_an_hour_late_is_found_out_by_the_next() {
    let noon = utc("2026-06-01T12:00:00Z");
    let late = (noon + 2 * HOUR + 4 * SECOND, noon - HOUR);
    assert_eq!(hours(&offsets(&[late])), [3.0]);
    let next = (noon + 2 * HOUR + 5 * SECOND, noon + 5 * SECOND);
    assert_eq!(hours(&offsets(&[late, next])), [2.0]);
}

#[test]
fn one_late_line_among_others_changes_nothing() {
    let noon = utc("2026-06-01T12:00:00Z");
    let at = |second: i64| (noon + 2 * HOUR + second * SECOND, noon + second * SECOND);
    let late = (noon + 2 * HOUR + 40 * SECOND, noon - HOUR + 39 * SECOND);
    assert_eq!(hours(&offsets(&[at(0), at(20), late, at(41), at(60)])), [2.0]);
    assert_eq!(hours(&offsets(&[at(0), late, at(41)])), [2.0]);
}

#[test]
fn clocks_set_forward_in_spring_begin_a_spell_at_the_hour() {
    let pairs = [
        ("2026-03-29T01:30:00", "2026-03-29T00:30:00Z"),
        ("2026-03-29T03:10:00", "2026-03-29T01:10:00Z"),
    ];
    let found = offsets(&pairs.map(|(clock, payload)| (wall(clock), utc(payload))));
    assert_eq!(hours(&found), [1.0, 2.0]);
    assert_eq!(changes(&found), ["2026-03-29T01:00:00.000+00:00"]);
}

#[test]
fn clocks_set_back_in_autumn_begin_a_spell_at_the_hour() {
    let pairs = [
        ("2026-10-25T02:50:00", "2026-10-25T00:50:00Z"),
        ("2026-10-25T02:10:00", "2026-10-25T01:10:00Z"),
    ];
    let found = offsets(&pairs.map(|(clock, payload)| (wall(clock), utc(payload))));
    assert_eq!(hours(&found), [2.0, 1.0]);
    assert_eq!(changes(&found), ["2026-10-25T01:00:00.000+00:00"]);
}

#[rstest]
#[case::berlin("Europe/Berlin", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z")]
#[case::london("Europe/London", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z")]
#[case::new_york("America/New_York", "2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z")]
#[case::new_york_back("America/New_York", "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z")]
#[case::sydney("Australia/Sydney", "2026-10-03T06:00:00Z", "2026-10-04T06:00:00Z")]
#[case::lord_howe("Australia/Lord_Howe", "2026-10-03T06:00:00Z", "2026-10-04T06:00:00Z")]
fn a_night_without_events_leaves_the_change_where_clocks_are_set(
    #[case] name: &str,
    #[case] before: &str,
    #[case] after: &str,
) {
    let zone = Zone::given(name).unwrap();
    let pairs = [before, after].map(utc).map(|utc| (utc + zone.ahead(Instant(utc)), utc));
    let found = offsets(&pairs);
    let [_, change] = found.spells()[..] else { panic!("{found:?}") };
    assert_eq!(zone.ahead(change.from), change.ahead, "{name}");
    assert_ne!(zone.ahead(change.from.plus_millis(-1)), change.ahead);
}

#[test]
fn a_journey_is_believed_when_several_lines_agree() {
    let noon = utc("2026-06-01T12:00:00Z");
    let home = |second: i64| (noon + 2 * HOUR + second * SECOND, noon + second * SECOND);
    let away = |second: i64| (noon + 9 * HOUR + second * SECOND, noon + second * SECOND);
    let mut pairs = vec![home(0), home(60), away(3600)];
    assert_eq!(hours(&offsets(&pairs)), [2.0]);
    pairs.extend([away(3620), away(3640)]);
    assert_eq!(hours(&offsets(&pairs)), [2.0, 9.0]);
    assert_eq!(changes(&offsets(&pairs)), ["2026-06-01T13:00:00.000+00:00"]);
}

#[test]
fn a_log_that_keeps_changing_is_not_followed_for_ever() {
    let mut offsets = Offsets::default();
    for day in 0..10_000_i64 {
        let utc = day * 24 * HOUR;
        learn(&mut offsets, utc + (day % 2) * HOUR, utc);
    }
    assert!(hours(&offsets).len() <= 16);
}

/// Offsets as there are, in quarters of an hour.
fn quarters() -> impl Strategy<Value = i64> {
    (-48..=56_i64).prop_map(|quarters| quarters * 15 * MINUTE)
}

proptest! {
    #[test]
    fn lines_written_within_a_minute_show_nothing_but_the_offset(
        ahead in quarters(),
        events in prop::collection::vec((0..20 * MINUTE, 0..MINUTE), 1..60),
    ) {
        let mut offsets = Offsets::default();
        let mut made = utc("2026-06-01T06:00:00Z");
        for (pause, lag) in events {
            made += pause;
            learn(&mut offsets, made + ahead + lag, made);
            prop_assert_eq!(offsets.spells().len(), 1);
            prop_assert_eq!(offsets.spells()[0].ahead, ahead);
        }
    }

    #[test]
    fn a_lag_of_minutes_shows_the_quarter_hour_until_there_is_better(
        ahead in quarters(),
        lag in MINUTE + 1..14 * MINUTE,
        late in 0..4_i64,
    ) {
        let made = utc("2026-06-01T06:00:00Z");
        let weak = (made + ahead + lag, made);
        prop_assert_eq!(offsets(&[weak]).spells()[0].ahead, ahead);
        let later = (made + ahead + lag + late * 15 * MINUTE, made);
        prop_assert_eq!(offsets(&[later, weak]).spells()[0].ahead, ahead);
        let good = (made + ahead + MINUTE, made + MINUTE);
        for pairs in [[later, good, later], [good, later, weak]] {
            prop_assert_eq!(offsets(&pairs).spells().len(), 1);
            prop_assert_eq!(offsets(&pairs).spells()[0].ahead, ahead);
        }
    }

    /// Whatever lags: what is found is never behind the truth, and once honest lines have come
    /// for a while the truth is found.
    #[test]
    fn lags_of_any_length_and_order_give_way_to_the_truth(
        ahead in quarters(),
        late in prop::collection::vec((0..2 * MINUTE, 0..5 * HOUR), 0..40),
    ) {
        let mut offsets = Offsets::default();
        let mut written = utc("2026-06-01T06:00:00Z");
        for (pause, lag) in late {
            written += pause;
            learn(&mut offsets, written + ahead, written - lag);
            prop_assert!(offsets.spells().iter().all(|it| it.ahead >= ahead));
        }
        for _ in 0..5 {
            written += 20 * SECOND;
            learn(&mut offsets, written + ahead, written);
        }
        let last = offsets.spells().last().copied().unwrap();
        prop_assert_eq!(last.ahead, ahead);
    }

    /// The same pairs in the order of two files that are read one after the other.
    #[test]
    fn a_change_is_found_whichever_file_is_read_first(
        split in prop::collection::vec(any::<bool>(), 40),
        autumn in any::<bool>(),
    ) {
        let zone = Zone::given("Europe/Berlin").unwrap();
        let set = utc(if autumn { "2026-10-25T01:00:00Z" } else { "2026-03-29T01:00:00Z" });
        let pairs: Vec<_> = (0..40_i64)
            .map(|at| set + (at - 20) * 5 * MINUTE)
            .map(|utc| (utc + zone.ahead(Instant(utc)), utc))
            .collect();
        let of = |file: bool| {
            let its = pairs.iter().zip(&split).filter(move |(_, it)| **it == file);
            its.map(|(pair, _)| *pair).collect::<Vec<_>>()
        };
        let read = [of(true), of(false)].concat();
        let found = offsets(&read);
        for (_, utc) in &pairs {
            let utc = Instant(*utc);
            prop_assert_eq!(Zone::derived(&found.spells()).ahead(utc), zone.ahead(utc));
        }
    }
}

fn facts(path: &str, session: Option<&str>) -> SourceFacts {
    let session = session.map(str::to_owned);
    SourceFacts { path: path.to_owned(), session, ..SourceFacts::default() }
}

#[test]
fn a_session_shares_a_zone_and_a_file_alone_has_its_own() {
    let stamp = Some("20260314T092653");
    let mut zones = Zones::new(Zone::utc());
    let paths = [
        ("/l/20260314T092653/telemetry.log", stamp),
        ("/l/20260314T092653/window1/exthost/extHostTelemetry.log", stamp),
        ("/other/20260314T092653/telemetry.log", stamp),
        ("/l/alone.log", None),
    ];
    for (at, (path, session)) in paths.into_iter().enumerate() {
        zones.add(SourceId(at as u16), &facts(path, session));
    }
    let (clock, payload) = (wall("2026-03-14T09:26:53.009"), utc("2026-03-14T08:26:53.009Z"));
    let learnt = zones.learn(SourceId(1), clock, Instant(payload)).unwrap();
    assert_eq!(learnt.0, [SourceId(0), SourceId(1)]);
    assert_eq!(learnt.1.evidence, ZoneEvidence::Derived);
    let ahead = |source| zones.of(SourceId(source)).ahead(Instant(payload));
    assert_eq!([0, 1, 2, 3].map(ahead), [HOUR, HOUR, 0, 0]);
    // What is added later has the zone of its session.
    let added = zones.add(SourceId(4), &facts("/l/20260314T092653/main.log", stamp));
    assert_eq!(added.ahead(Instant(payload)), HOUR);
}

#[test]
fn a_session_that_was_saved_under_another_name_is_told_by_its_layout() {
    let clock = |paths: [&str; 2]| {
        let mut zones = Zones::new(Zone::utc());
        for (at, path) in paths.into_iter().enumerate() {
            zones.add(SourceId(at as u16), &facts(path, None));
        }
        zones.of_source[0] == zones.of_source[1]
    };
    assert!(clock(["saved/telemetry.log", "saved/exthost1/remoteExtHostTelemetry.log"]));
    assert!(clock(["saved/main.log", "saved/window1/exthost/acme.x/Acme.log"]));
    assert!(clock(["telemetry.log", "window2/renderer.log"]));
    assert!(!clock(["saved/telemetry.log", "other/window1/renderer.log"]));
    assert!(!clock(["saved/one.log", "saved/two.log"]));
    assert!(!clock(["", ""]));
}

#[test]
fn a_zone_that_agrees_is_kept_for_it_knows_when_clocks_are_set() {
    let mut zones = Zones::new(Zone::given("Europe/Berlin").unwrap());
    zones.add(SourceId(0), &facts("telemetry.log", None));
    let winter = (wall("2026-01-14T09:26:53"), utc("2026-01-14T08:26:53Z"));
    zones.learn(SourceId(0), winter.0, Instant(winter.1)).unwrap();
    let zone = zones.of(SourceId(0)).clone();
    assert_eq!(zone.evidence, ZoneEvidence::Derived);
    assert!(zone.reads_like(&Zone::given("Europe/Berlin").unwrap()));
    assert_eq!(zone.ahead(Instant(utc("2026-07-01T00:00:00Z"))), 2 * HOUR);
    // It does not agree any more: what was seen counts.
    let summer = (wall("2026-07-14T09:26:53"), utc("2026-07-14T08:26:53Z"));
    assert!(zones.learn(SourceId(0), summer.0, Instant(summer.1)).is_some());
    assert_eq!(zones.of(SourceId(0)).ahead(Instant(summer.1)), HOUR);
}

#[test]
fn few_core_events_of_a_busy_log_are_looked_into() {
    let mut sampler = Sampler::default();
    let mut looked = 0;
    for at in 0..64_000_u64 {
        // Ten events a second, of a kilobyte each.
        sampler.sample(at << 10, at as i64 * 100, || {
            looked += 1;
            None
        });
    }
    assert!((1000..1040).contains(&looked), "{looked}");
}

#[test]
fn the_first_core_event_after_clocks_were_set_is_looked_into() {
    let mut sampler = Sampler::default();
    let mut offset = 0;
    let mut looks = |wall: i64| {
        offset += 1;
        let mut looked = false;
        sampler.sample(offset, wall, || {
            looked = true;
            None
        });
        looked
    };
    let start = wall("2026-10-25T02:45:00");
    for second in 0..800 {
        looks(start + second * SECOND);
    }
    assert!(!looks(start + 801 * SECOND));
    assert!(looks(start + 802 * SECOND - HOUR), "set back");
    assert!(!looks(start + 803 * SECOND - HOUR));
    assert!(looks(start + 804 * SECOND), "set forward");
}

#[test]
fn a_record_that_is_judged_again_has_the_time_it_had() {
    let mut sampler = Sampler::default();
    let time = Some(Instant(7));
    assert_eq!(sampler.sample(0, 0, || time), time);
    assert_eq!(sampler.sample(0, 0, || None), time);
    // One that had none yet may have got it.
    assert_eq!(sampler.sample(9, 0, || None), None);
    assert_eq!(sampler.sample(9, 0, || time), time);
}
