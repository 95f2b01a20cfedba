//! A wall clock by spells means what the zone it was taken from means.

use proptest::prelude::*;

use super::*;
use crate::event::Zone;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

fn utc(text: &str) -> Instant {
    Instant::from_iso(text).unwrap()
}

/// Central Europe in 2026.
fn berlin() -> Zone {
    Zone::derived(&[
        Spell { from: Instant(i64::MIN), ahead: HOUR },
        Spell { from: utc("2026-03-29T01:00:00Z"), ahead: 2 * HOUR },
        Spell { from: utc("2026-10-25T01:00:00Z"), ahead: HOUR },
    ])
}

proptest! {
    #[test]
    fn it_reads_as_the_named_zone_does(minute in 0..365 * 24 * 60_i64, near in any::<bool>()) {
        let named = Zone::given("Europe/Berlin").unwrap();
        let start = if near { "2026-10-24T22:00:00Z" } else { "2026-01-01T00:00:00Z" };
        let minute = if near { minute % 480 } else { minute };
        let wall = utc(start).0 + minute * MINUTE;
        let moment = named.instant(wall);
        prop_assert_eq!(berlin().instant(wall), moment);
        prop_assert_eq!(berlin().rfc3339(moment), named.rfc3339(moment));
        for after in [moment.plus_millis(-HOUR), moment.plus_millis(HOUR)] {
            let after = Some(after);
            prop_assert_eq!(berlin().instant_after(wall, after), named.instant_after(wall, after));
        }
    }

    #[test]
    fn any_numbers_are_taken(wall in any::<i64>(), after in any::<i64>(), ahead in any::<i64>()) {
        let spells = [
            Spell { from: Instant(0), ahead },
            Spell { from: Instant(HOUR), ahead: -ahead / 2 },
        ];
        let zone = Zone::derived(&spells);
        zone.rfc3339(zone.instant_after(wall, Some(Instant(after))));
        Zone::derived(&[]).instant(wall);
    }
}

#[test]
fn where_clocks_were_set_back_time_goes_on() {
    let at = |clock: &str| utc(&format!("2026-10-25T{clock}:00Z")).0;
    for zone in [berlin(), Zone::given("Europe/Berlin").unwrap()] {
        let mut last = None;
        let clocks = ["01:59", "02:30", "02:59", "02:00", "02:30", "02:59", "03:00"];
        let moments = clocks.map(|clock| {
            last = Some(zone.instant_after(at(clock), last));
            zone.rfc3339(last.unwrap())[11..].replace(":00.000", "")
        });
        let expected = [
            "01:59+02:00",
            "02:30+02:00",
            "02:59+02:00",
            "02:00+01:00",
            "02:30+01:00",
            "02:59+01:00",
            "03:00+01:00",
        ];
        assert_eq!(moments, expected);
    }
}

#[test]
fn two_writers_a_little_out_of_order_are_no_change_of_clocks() {
    let wall = utc("2026-10-25T02:30:00Z").0;
    let first = berlin().instant(wall);
    assert_eq!(berlin().instant_after(wall - 500, Some(first)), first.plus_millis(-500));
}
