//! A zone that becomes known moves what was read before.

use super::super::tests::{at, merged, with_sources};
use super::*;
use crate::event::Spell;
use crate::store::Entry;

const HOUR: i64 = 3_600_000;

/// A record whose wall clock shows `wall`, read as UTC.
fn on_the_wall(wall: i64) -> Entry<'static> {
    Entry { wall: Some(wall), ..at(b"x\n", wall) }
}

fn ahead(hours: i64) -> Zone {
    Zone::derived(&[Spell { from: Instant(i64::MIN), ahead: hours * HOUR }])
}

fn times(log: &EventLog) -> Vec<Option<i64>> {
    (0..log.len() as u32).map(|id| log.row(EventId(id)).unwrap().time().map(|it| it.0)).collect()
}

#[test]
fn walls_are_read_in_the_new_zone_and_what_says_utc_stays() {
    let mut log = with_sources(2);
    let (a, b) = (SourceId(0), SourceId(1));
    log.append(a, &on_the_wall(5 * HOUR));
    log.append(b, &on_the_wall(5 * HOUR + 1));
    log.append(a, &Entry { time: None, ..at(b"no stamp\n", 0) });
    log.append(a, &at(b"utc\n", 4 * HOUR));
    log.append(a, &on_the_wall(6 * HOUR));
    log.set_zone(&[a], &ahead(2));
    let expected = [Some(3 * HOUR), Some(5 * HOUR + 1), None, Some(4 * HOUR), Some(4 * HOUR)];
    assert_eq!(times(&log), expected);
    assert_eq!((log.zone(a), log.zone(b)), (&ahead(2), &Zone::utc()));
    assert_eq!(merged(&mut log), [0, 2, 3, 4, 1]);
    assert_eq!(log.retimed(), 1);
    // And back: nothing was lost.
    log.set_zone(&[a], &ahead(0));
    assert_eq!(times(&log)[..2], [Some(5 * HOUR), Some(5 * HOUR + 1)]);
    assert_eq!(merged(&mut log), [0, 2, 3, 1, 4]);
}

#[test]
fn a_wall_that_the_old_zone_skipped_is_known_all_the_same() {
    let berlin = Zone::given("Europe/Berlin").unwrap();
    let night = Instant::from_iso("2026-03-29T02:30:00Z").unwrap().0;
    let mut log = with_sources(1);
    let entry = Entry { time: Some(berlin.instant(night)), ..on_the_wall(night) };
    log.append(SourceId(0), &entry);
    log.set_zone(&[SourceId(0)], &ahead(0));
    assert_eq!(times(&log), [Some(night)]);
}

#[test]
fn the_newest_record_is_amended_as_before() {
    let mut log = with_sources(1);
    let source = SourceId(0);
    log.append(source, &on_the_wall(9 * HOUR));
    log.append(source, &on_the_wall(8 * HOUR));
    log.set_zone(&[source], &ahead(1));
    log.amend_last(source, &Entry { bytes: b"x\ny\n", ..at(b"", 7 * HOUR) });
    assert_eq!(times(&log), [Some(8 * HOUR), Some(7 * HOUR)]);
    log.append(source, &at(b"z\n", 8 * HOUR + 5));
    assert_eq!(merged(&mut log), [0, 1, 2]);
}

#[test]
fn a_zone_that_reads_alike_moves_nothing() {
    let mut log = with_sources(1);
    log.append(SourceId(0), &on_the_wall(HOUR));
    log.set_zone(&[SourceId(0)], &Zone::utc().borne_out());
    assert_eq!(log.retimed(), 0);
    assert_eq!(log.zone(SourceId(0)), &Zone::utc().borne_out());
    assert_eq!(log.zone(SourceId(9)), &Zone::utc());
}

#[test]
fn a_key_follows_its_event() {
    let mut log = with_sources(2);
    log.append(SourceId(0), &on_the_wall(HOUR));
    let key = log.merge_key(EventId(0));
    log.set_zone(&[SourceId(0)], &ahead(1));
    assert_eq!(log.key_now(key), log.merge_key(EventId(0)));
    assert_eq!(log.key_now(key.next()), log.merge_key(EventId(0)).next());
}

#[test]
fn a_zone_is_shared_by_sources_with_events() {
    let mut log = with_sources(3);
    log.set_zone(&[SourceId(0), SourceId(1)], &ahead(1));
    assert_eq!(log.shared_zone(), &Zone::utc());
    log.append(SourceId(0), &on_the_wall(HOUR));
    log.append(SourceId(1), &on_the_wall(HOUR));
    assert_eq!(log.shared_zone(), &ahead(1));
    log.append(SourceId(2), &on_the_wall(HOUR));
    assert_eq!(log.shared_zone(), &Zone::utc());
}

#[test]
fn what_was_assumed_is_told_of_sources_with_stamps() {
    let assumed = Zone::assumed();
    let mut log = with_sources(2);
    log.set_zone(&[SourceId(0)], &assumed);
    assert_eq!(log.assumed_zone(), None);
    log.append(SourceId(0), &Entry { time: None, ..at(b"no stamp\n", 0) });
    assert_eq!(log.assumed_zone(), None);
    log.append(SourceId(0), &on_the_wall(HOUR));
    assert_eq!(log.assumed_zone(), Some(&assumed));
    log.set_zone(&[SourceId(0)], &assumed.borne_out());
    assert_eq!(log.assumed_zone(), None);
}
