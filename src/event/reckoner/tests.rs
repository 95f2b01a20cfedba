//! A reckoner gives what its zone gives.

use proptest::prelude::*;

use super::*;
use crate::event::Spell;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn utc(text: &str) -> i64 {
    Instant::from_iso(text).unwrap().0
}

/// Zones of all sorts: with and without summer time, with changes of other kinds, without any.
const ZONES: [&str; 10] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "UTC",
    "+02:00",
    "local",
];

fn zone() -> impl Strategy<Value = Zone> {
    let named = prop::sample::select(&ZONES[..]).prop_map(|name| Zone::given(name).unwrap());
    let distance = prop_oneof![
        8 => (-48_i64..=52).prop_map(|it| it * 15 * MINUTE),
        1 => any::<i64>(),
    ];
    let step = prop_oneof![1..6 * HOUR, DAY..90 * DAY];
    let derived = proptest::collection::vec((step, distance), 0..6).prop_map(|steps| {
        let mut from = utc("2026-01-01T00:00:00Z");
        let spells = steps.into_iter().map(|(step, ahead)| {
            from += step;
            Spell { from: Instant(from), ahead }
        });
        Zone::derived(&spells.collect::<Vec<_>>())
    });
    prop_oneof![named, derived]
}

/// Walls that follow each other as in a log, from any time on, and some that do not.
fn walls() -> impl Strategy<Value = Vec<i64>> {
    let start = prop_oneof![
        4 => utc("2026-01-01T00:00:00Z")..utc("2027-01-01T00:00:00Z"),
        2 => utc("2026-10-24T22:00:00Z")..utc("2026-10-25T06:00:00Z"),
        2 => utc("2026-03-28T22:00:00Z")..utc("2026-03-29T06:00:00Z"),
        2 => utc("1850-01-01T00:00:00Z")..utc("2150-01-01T00:00:00Z"),
        1 => any::<i64>(),
        1 => Just(i64::MIN),
        1 => Just(i64::MAX),
    ];
    let step = prop_oneof![
        4 => 0..5_000_i64,
        4 => -HOUR..3 * HOUR,
        2 => -5 * DAY..100 * DAY,
    ];
    (start, proptest::collection::vec(step, 1..60)).prop_map(|(start, steps)| {
        let mut wall = start;
        steps
            .into_iter()
            .map(|step| {
                wall = wall.saturating_add(step);
                wall
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn it_reads_every_wall_clock_as_its_zone_does(
        zone in zone(), walls in walls(), jump in -2 * HOUR..2 * HOUR,
    ) {
        let mut reckoner = Reckoner::new(zone.clone());
        let mut last = None;
        for wall in walls {
            for after in [None, last, last.map(|it: Instant| it.plus_millis(jump))] {
                let moment = zone.instant_after(wall, after);
                prop_assert_eq!(reckoner.instant_after(wall, after), moment, "{} {:?}", wall, after);
            }
            let moment = zone.instant_after(wall, last);
            for moment in [moment, moment.plus_millis(jump), Instant(wall)] {
                prop_assert_eq!(reckoner.ahead(moment), zone.ahead(moment), "{:?}", moment);
            }
            last = Some(moment);
        }
    }
}

#[test]
fn up_to_the_change_of_clocks_the_zone_is_asked_once() {
    let zone = Zone::given("Europe/Berlin").unwrap();
    let mut reckoner = Reckoner::new(zone);
    reckoner.instant_after(utc("2026-07-01T00:00:00Z"), None);
    let summer = utc("2026-03-29T03:00:00Z")..utc("2026-10-25T02:00:00Z");
    assert_eq!(reckoner.steady, Steady { walls: summer, ahead: 2 * HOUR });
    reckoner.instant_after(utc("2026-10-25T02:30:00Z"), None);
    assert_eq!(reckoner.unsteady.start, utc("2026-10-25T02:30:00Z"));
    reckoner.instant_after(utc("2026-10-25T03:00:00Z"), None);
    assert_eq!(reckoner.steady.ahead, HOUR);
}
