//! The log gives back what was put in, wherever it lies by then.

use std::sync::Arc;

use proptest::prelude::*;

use crate::event::{
    Destination, EventId, Instant, Kind, Level, LogLevel, Purpose, Purposes, SourceId, Zone,
};
use crate::parse::Notes;
use crate::query::{Context, Predicate, Truth};

use super::*;

const DAY: i64 = 86_400_000;

fn empty() -> EventLog {
    EventLog::new(Setup {
        reasons: Vec::new().into(),
        destinations: crate::event::Destinations::default(),
        catalog: std::sync::Arc::default(),
        judge: None,
        zone: Zone::utc(),
    })
}

fn facts(path: &str) -> SourceFacts {
    SourceFacts { label: path.to_owned(), path: path.to_owned(), ..SourceFacts::default() }
}

/// An empty log with so many sources, `s0`, `s1`, ….
pub(super) fn with_sources(count: u16) -> EventLog {
    let mut log = empty();
    for source in 0..count {
        assert_eq!(log.add_source(facts(&format!("s{source}"))), Some(SourceId(source)));
    }
    log
}

fn raw(bytes: &[u8]) -> Entry<'_> {
    Entry {
        bytes,
        offset: 0,
        line: 1,
        time: None,
        wall: None,
        notes: Notes::default(),
        class: ClassFacts::default(),
    }
}

pub(super) fn at(bytes: &[u8], time: i64) -> Entry<'_> {
    let class = ClassFacts { kind: Kind::Log, ..ClassFacts::default() };
    Entry { time: Some(Instant(time)), class, ..raw(bytes) }
}

/// Where an event stands: path, offset, line, length.
fn place(log: &EventLog, id: EventId) -> (String, u64, u64, u64) {
    let text = log.text(log.row(id).unwrap());
    let place = text.whole().place();
    (place.path, place.offset, place.line, place.length)
}

fn bytes(log: &EventLog, id: EventId) -> Vec<u8> {
    log.text(log.row(id).unwrap()).bytes().to_vec()
}

/// The ids of a log in merged order, as the log keeps it.
pub(super) fn merged(log: &mut EventLog) -> Vec<u32> {
    let mut sorted: Vec<EventId> = (0..log.len() as u32).map(EventId).collect();
    sorted.sort_by_key(|id| log.merge_key(*id));
    log.settle();
    let kept: Vec<EventId> = log.in_order().collect();
    assert_eq!(kept, sorted, "it is the order by keys");
    kept.into_iter().map(|id| id.0).collect()
}

#[test]
fn every_column_gives_back_what_was_put_in() {
    let mut log = with_sources(2);
    let line = b"2026-03-14 09:00:00.000 [trace] acme.x/y {\"a\":1}\n";
    let levels = Level::ALL.map(Some).into_iter().chain([None]);
    let words = LogLevel::ALL.map(Some).into_iter().chain([None]);
    for (index, (level, log_level)) in levels.zip(words.cycle()).enumerate() {
        let class = ClassFacts {
            kind: Kind::ALL[index % 3],
            level,
            log_level,
            name: "acme.x/y",
            event: "y",
            producer: "acme.x",
            destination: Destination::GITHUB,
            purposes: Purposes::only(Purpose::FeatureInsight).with(Purpose::BusinessInsight),
            ..ClassFacts::default()
        };
        let notes = [Notes::OVERLONG, Notes::CONTINUED, Notes::default()][index % 3];
        let entry = Entry { notes, class, ..at(line, index as i64) };
        let id = log.append(SourceId(1), &entry).unwrap();
        let row = log.row(id).unwrap();
        assert_eq!((row.kind(), row.level(), row.log_level()), (class.kind, level, log_level));
        assert_eq!((row.name(), row.event(), row.producer()), ("acme.x/y", "y", "acme.x"));
        assert_eq!(row.time(), entry.time);
        assert_eq!(row.purposes(), class.purposes);
        assert_eq!(row.source_id(), SourceId(1));
        assert_eq!(row.size(), line.len() as u64);
        let sent = (class.kind == Kind::Event).then_some(Destination::GITHUB);
        assert_eq!(row.destination(), sent);
        let text = log.text(row);
        assert!(text.whole().notes().contains(entry.notes));
    }
}

#[test]
fn what_is_not_there_is_none() {
    let mut log = with_sources(1);
    assert!(log.is_empty());
    assert!(log.row(EventId(0)).is_none());
    assert_eq!(log.append(SourceId(1), &raw(b"x\n")), None);
    assert_eq!(log.amend_last(SourceId(0), &raw(b"x\n")), None);
    assert_eq!(log.amend_last(SourceId(1), &raw(b"x\n")), None);
    assert_eq!(log.len(), 0);
}

#[test]
fn an_amended_record_is_the_longer_one_under_the_same_id() {
    let mut log = with_sources(2);
    let first = log.append(SourceId(0), &at(b"one\n", 5)).unwrap();
    let other = log.append(SourceId(1), &at(b"other\n", 6)).unwrap();
    assert_eq!(log.amend_last(SourceId(0), &at(b"one\n  more\n", 5)), Some(first));
    assert_eq!(log.len(), 2);
    assert_eq!(bytes(&log, first), b"one\n  more\n");
    assert_eq!(bytes(&log, other), b"other\n");
    assert_eq!(log.amended(), [first]);
    assert_eq!(log.volume(SourceId(0)), (1, 11));
    let entry = Entry { offset: 11, line: 3, ..at(b"two\n", 7) };
    let second = log.append(SourceId(0), &entry).unwrap();
    assert_eq!(place(&log, second), ("s0".to_owned(), 11, 3, 4));
    assert_eq!(log.newest(SourceId(0)), Some(second));
    assert_eq!(log.volume(SourceId(0)), (2, 15));
}

#[test]
fn sealed_text_is_packed_and_gives_back_every_record() {
    let mut log = with_sources(1);
    let line = |number: u64| format!("record {number} {}\n", "plum ".repeat(200)).into_bytes();
    let (mut offset, count) = (0, 5000);
    for number in 0..count {
        let line = line(number);
        let entry = Entry { offset, line: number + 1, ..raw(&line) };
        log.append(SourceId(0), &entry).unwrap();
        offset += line.len() as u64;
    }
    assert!(offset > 4 << 20, "several segments: {offset}");
    assert!(log.text_memory() < offset as usize / 2, "packed: {}", log.text_memory());
    // Here and there, so that what was unpacked is used again.
    let mut offsets = 0;
    for number in 0..count {
        let (here, there) = (number, number * 2_654_435_761 % count);
        assert_eq!(bytes(&log, EventId(there as u32)), line(there));
        let length = line(here).len() as u64;
        assert_eq!(place(&log, EventId(here as u32)), ("s0".to_owned(), offsets, here + 1, length));
        offsets += length;
    }
}

#[test]
fn a_record_longer_than_a_segment_is_whole() {
    let mut log = with_sources(1);
    let wide = [b"x".repeat(3 << 20).as_slice(), b"\n"].concat();
    let first = log.append(SourceId(0), &raw(&wide)).unwrap();
    let entry = Entry { offset: wide.len() as u64, line: 2, ..raw(b"after\n") };
    let second = log.append(SourceId(0), &entry).unwrap();
    assert!(bytes(&log, first) == wide);
    assert_eq!(bytes(&log, second), b"after\n");
    assert_eq!(place(&log, second).2, 2);
}

#[test]
fn places_are_those_of_the_part_that_a_record_was_read_from() {
    let mut log = with_sources(1);
    let old = log.append(SourceId(0), &raw(b"old\nof two lines\n")).unwrap();
    log.begin_part(SourceId(0), "s0.new");
    let new = log.append(SourceId(0), &raw(b"new\n")).unwrap();
    let next = Entry { offset: 4, line: 2, ..raw(b"next\n") };
    let next = log.append(SourceId(0), &next).unwrap();
    assert_eq!(place(&log, old), ("s0".to_owned(), 0, 1, 17));
    assert_eq!(place(&log, new), ("s0.new".to_owned(), 0, 1, 4));
    assert_eq!(place(&log, next), ("s0.new".to_owned(), 4, 2, 5));
}

#[test]
fn sources_merge_by_the_running_maximum_of_their_times() {
    let mut log = with_sources(2);
    for (source, time) in [
        (0, Some(10)), // 0
        (0, Some(40)), // 1
        (0, Some(20)), // 2: its clock went back, its place does not
        (0, None),     // 3: takes its predecessor's
        (1, Some(30)), // 4: late, between 0 and 1
        (1, Some(40)), // 5: as late as 1, of a later source
        (0, Some(50)), // 6
    ] {
        let entry = Entry { time: time.map(Instant), ..raw(b"x\n") };
        log.append(SourceId(source), &entry).unwrap();
    }
    assert_eq!(merged(&mut log), [0, 4, 1, 2, 3, 5, 6]);
    let times: Vec<_> = (0..7).map(|id| log.row(EventId(id)).unwrap().time()).collect();
    let expected = [Some(10), Some(40), Some(20), None, Some(30), Some(40), Some(50)];
    assert_eq!(times, expected.map(|time| time.map(Instant)));
}

#[test]
fn records_before_a_sources_first_stamp_come_first() {
    let mut log = with_sources(2);
    log.append(SourceId(0), &at(b"x\n", -5 * DAY)).unwrap();
    log.append(SourceId(1), &raw(b"x\n")).unwrap();
    log.append(SourceId(1), &at(b"x\n", 3)).unwrap();
    assert_eq!(merged(&mut log), [1, 0, 2]);
}

#[test]
fn an_amended_stamp_does_not_move_the_clock_twice() {
    let mut log = with_sources(1);
    log.append(SourceId(0), &at(b"a\n", 10)).unwrap();
    let last = log.append(SourceId(0), &at(b"b\n", 99)).unwrap();
    log.amend_last(SourceId(0), &at(b"b\nc\n", 20)).unwrap();
    assert_eq!(log.row(last).unwrap().time(), Some(Instant(20)));
    let next = log.append(SourceId(0), &at(b"d\n", 30)).unwrap();
    let other = log.add_source(facts("other")).unwrap();
    let between = log.append(other, &at(b"x\n", 25)).unwrap();
    assert_eq!(merged(&mut log), [0, last.0, between.0, next.0]);
}

#[test]
fn times_far_behind_the_clock_are_exact() {
    let edge = i64::from(u32::MAX);
    let lags = [0, 1, edge - 2, edge - 1, edge, edge + 1, 50 * DAY, 365 * 1000 * DAY];
    let mut log = with_sources(1);
    let clock = 400 * DAY;
    log.append(SourceId(0), &at(b"x\n", clock)).unwrap();
    for lag in lags {
        let id = log.append(SourceId(0), &at(b"x\n", clock - lag)).unwrap();
        assert_eq!(log.row(id).unwrap().time(), Some(Instant(clock - lag)), "{lag}");
    }
    // One that was far behind and is not any more when it is amended, and the other way round.
    let last = log.amend_last(SourceId(0), &at(b"xy\n", clock - 1)).unwrap();
    assert_eq!(log.row(last).unwrap().time(), Some(Instant(clock - 1)));
    log.amend_last(SourceId(0), &at(b"xyz\n", clock - 60 * DAY)).unwrap();
    assert_eq!(log.row(last).unwrap().time(), Some(Instant(clock - 60 * DAY)));
    assert_eq!(merged(&mut log), (0..=lags.len() as u32).collect::<Vec<_>>());
}

#[test]
fn no_time_is_too_far_from_another() {
    let mut log = with_sources(1);
    for time in [i64::MAX, i64::MIN, 0, i64::MAX] {
        let id = log.append(SourceId(0), &at(b"x\n", time)).unwrap();
        assert_eq!(log.row(id).unwrap().time(), Some(Instant(time)));
    }
    assert_eq!(merged(&mut log), [0, 1, 2, 3]);
}

#[test]
fn a_very_long_name_is_cut_in_the_columns_and_whole_in_the_text() {
    let mut log = with_sources(1);
    // The cut would fall into a character.
    let event = format!("x{}", "ä".repeat(1000));
    let name = format!("acme.x/{event}");
    let line = format!("2026-03-14 09:00:00.000 [trace] {name} {{\"common.extname\":\"x\"}}\n");
    let class = ClassFacts {
        kind: Kind::Event,
        name: &name,
        event: &event,
        producer: &name,
        ..ClassFacts::default()
    };
    let entry = Entry { class, ..at(line.as_bytes(), 0) };
    let id = log.append(SourceId(0), &entry).unwrap();
    let row = log.row(id).unwrap();
    for (column, whole) in [(row.name(), &name), (row.event(), &event), (row.producer(), &name)] {
        assert!((1023..=1024).contains(&column.len()), "{}", column.len());
        assert!(whole.starts_with(column));
    }
    let text = log.text(row);
    let telemetry = text.whole().event().telemetry.unwrap();
    assert_eq!((telemetry.name, telemetry.event), (name.clone(), event.clone()));
}

#[test]
fn a_renamed_source_keeps_its_records() {
    let mut log = with_sources(2);
    let id = log.append(SourceId(0), &raw(b"x\n")).unwrap();
    log.relabel([(SourceId(0), "folder/s0".to_owned()), (SourceId(9), "nobody".to_owned())]);
    log.set_state(SourceId(0), SourceState::Gone);
    assert_eq!(log.row(id).unwrap().source().label, "folder/s0");
    let states: Vec<_> = log.sources().map(|(_, _, state)| state.clone()).collect();
    assert_eq!(states, [SourceState::Gone, SourceState::Open]);
    assert_eq!(log.facet_name(Facet::Source, FacetKey(0)), "folder/s0");
}

/// One thing that is done to a log.
#[derive(Clone, Debug)]
enum Deed {
    Append {
        source: u16,
        lines: u8,
        width: usize,
        time: Option<i64>,
    },
    Amend {
        source: u16,
        lines: u8,
        time: Option<i64>,
    },
    Part {
        source: u16,
    },
    /// Bytes that were left out: the next record stands further on.
    Gap {
        source: u16,
        bytes: u64,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let source = || 0..3_u16;
    let time = || prop::option::weighted(0.8, -60 * DAY..60 * DAY);
    // Now and then a record that fills a good part of a segment.
    let width = prop_oneof![40 => 0..40_usize, 1 => 200_000..500_000_usize];
    prop_oneof![
        8 => (source(), 1..5_u8, width, time())
            .prop_map(|(source, lines, width, time)| Deed::Append { source, lines, width, time }),
        4 => (source(), 1..4_u8, time())
            .prop_map(|(source, lines, time)| Deed::Amend { source, lines, time }),
        1 => source().prop_map(|source| Deed::Part { source }),
        1 => (source(), 1..100_u64).prop_map(|(source, bytes)| Deed::Gap { source, bytes }),
    ]
}

/// A record as it must come out again.
#[derive(Clone, Debug)]
struct Known {
    source: u16,
    bytes: Vec<u8>,
    place: (String, u64, u64),
    time: Option<i64>,
}

/// Where a source is in its file, in the plainest possible way.
#[derive(Clone, Debug, Default)]
struct Regard {
    part: u32,
    offset: u64,
    line: u64,
    newest: Option<usize>,
}

fn text(number: usize, lines: u8, width: usize) -> Vec<u8> {
    (0..lines)
        .flat_map(|line| format!("{number}.{line}{}\n", "x".repeat(width)).into_bytes())
        .collect()
}

/// Does the deeds to a log and to a plain list.
fn perform(deeds: &[Deed]) -> (EventLog, Vec<Known>) {
    let mut log = with_sources(3);
    let mut known: Vec<Known> = Vec::new();
    let mut standings: [Regard; 3] =
        std::array::from_fn(|_| Regard { line: 1, ..Regard::default() });
    let path = |source: u16, part: u32| {
        if part == 0 { format!("s{source}") } else { format!("s{source}.{part}") }
    };
    for deed in deeds {
        match *deed {
            Deed::Append { source, lines, width, time } => {
                let regard = &mut standings[usize::from(source)];
                let bytes = text(known.len(), lines, width);
                let place = (path(source, regard.part), regard.offset, regard.line);
                let entry = Entry {
                    offset: place.1,
                    line: place.2,
                    time: time.map(Instant),
                    ..raw(&bytes)
                };
                log.append(SourceId(source), &entry).unwrap();
                regard.offset += bytes.len() as u64;
                regard.line += u64::from(lines);
                regard.newest = Some(known.len());
                known.push(Known { source, bytes, place, time });
            }
            Deed::Amend { source, lines, time } => {
                let regard = &mut standings[usize::from(source)];
                let Some(newest) = regard.newest else { continue };
                let more = text(newest, lines, 3);
                let record = &mut known[newest];
                record.bytes.extend(&more);
                record.time = time;
                let entry = Entry {
                    offset: record.place.1,
                    line: record.place.2,
                    time: time.map(Instant),
                    ..raw(&record.bytes)
                };
                assert_eq!(log.amend_last(SourceId(source), &entry), Some(EventId(newest as u32)));
                regard.offset += more.len() as u64;
                regard.line += u64::from(lines);
            }
            Deed::Part { source } => {
                let regard = &mut standings[usize::from(source)];
                let part = regard.part + 1;
                *regard = Regard { part, line: 1, ..Regard::default() };
                log.begin_part(SourceId(source), &path(source, part));
            }
            Deed::Gap { source, bytes } => {
                let regard = &mut standings[usize::from(source)];
                regard.offset += bytes;
                regard.newest = None;
            }
        }
    }
    (log, known)
}

/// The order by the definition: a source's running maximum, then the source, then arrival.
fn in_order(known: &[Known]) -> Vec<u32> {
    let mut clocks = [i64::MIN; 3];
    let mut keys: Vec<(i64, u16, u32)> = Vec::new();
    for (id, record) in known.iter().enumerate() {
        let clock = &mut clocks[usize::from(record.source)];
        *clock = record.time.map_or(*clock, |time| time.max(*clock));
        keys.push((*clock, record.source, id as u32));
    }
    keys.sort_unstable();
    keys.into_iter().map(|(.., id)| id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_done_every_record_is_where_and_what_it_was(
        deeds in prop::collection::vec(deed(), 1..120),
    ) {
        let (mut log, known) = perform(&deeds);
        prop_assert_eq!(log.len(), known.len());
        for (id, record) in known.iter().enumerate() {
            let id = EventId(id as u32);
            prop_assert!(bytes(&log, id) == record.bytes);
            let (path, offset, line, length) = place(&log, id);
            prop_assert_eq!((path, offset, line), record.place.clone());
            prop_assert_eq!(length, record.bytes.len() as u64);
            prop_assert_eq!(log.row(id).unwrap().time(), record.time.map(Instant));
        }
        prop_assert_eq!(merged(&mut log), in_order(&known));
        for source in 0..3_u16 {
            let own = || known.iter().filter(|record| record.source == source);
            let bytes: u64 = own().map(|record| record.bytes.len() as u64).sum();
            prop_assert_eq!(log.volume(SourceId(source)), (own().count() as u64, bytes));
        }
    }
}

#[test]
fn an_event_whose_text_was_dropped_says_so_and_keeps_its_columns() {
    let mut log = with_sources(1);
    log.segments.limit_memory(0);
    let line = b"2026-03-14 09:00:00.000 [trace] acme.x/y {\"properties\":{\"a\":\"b\"}}\n";
    let first = Entry {
        class: ClassFacts {
            kind: Kind::Event,
            level: Some(Level::Error),
            name: "acme.x/y",
            event: "y",
            producer: "acme.x",
            ..ClassFacts::default()
        },
        ..at(line, 5)
    };
    let first = log.append(SourceId(0), &first).unwrap();
    let second = log.append(SourceId(0), &at(&vec![b'x'; 2 << 20], 6)).unwrap();
    assert_eq!(log.segments.dropped(), Dropped { events: 1, bytes: line.len() as u64 });
    assert_eq!(bytes(&log, second).len(), 2 << 20);
    let text = log.text(log.row(first).unwrap());
    assert_eq!((text.bytes(), text.lost()), (&[] as &[u8], Some(&Lost::Dropped)));
    let whole = text.whole();
    let event = whole.event();
    assert_eq!(event.notes, ["its text was dropped to keep within --max-memory"]);
    assert_eq!((event.level, event.time), (Some(Level::Error), Some(Instant(5))));
    assert_eq!(event.at.length, line.len() as u64);
    let telemetry = event.telemetry.unwrap();
    assert_eq!((telemetry.name.as_str(), telemetry.event.as_str()), ("acme.x/y", "y"));
    assert!(telemetry.undeclared.is_empty());
    let context = Context::default();
    let eval = |query: &str| Predicate::read(query, &context).unwrap().eval(&whole);
    assert_eq!((eval("level:error"), eval("zebra")), (Truth::True, Truth::Unknown));
    assert_eq!((eval("-zebra"), eval("prop.a=b")), (Truth::Unknown, Truth::Unknown));
    assert_eq!(eval("note:dropped"), Truth::True);
}

/// A saved file whose bytes are others by now.
#[derive(Debug)]
struct Changed(Vec<u8>);

impl Reread for Changed {
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), String> {
        into.copy_from_slice(&self.0[offset as usize..offset as usize + into.len()]);
        Ok(())
    }
}

#[rstest::rstest]
#[case(b"2026-03-14 09:00:00.000 [info] one\n", None)]
#[case(b"2026-03-14 09:00:01.000 [info] one\n", Some("the file was changed since it was read"))]
#[case(
    b"\x00\x01 no line of a log at all\xff......\n",
    Some("the file was changed since it was read")
)]
fn saved_text_that_does_not_begin_as_it_did_is_gone(#[case] now: &[u8], #[case] why: Option<&str>) {
    let mut log = with_sources(1);
    let sealed = Sealed::Saved { file: Arc::new(Changed(now.to_vec())), offset: 0, len: now.len() };
    let text = BatchText { sealed, offset: 0, line: 1, marks: Vec::new(), records: 1 };
    let batch = log.begin_batch(SourceId(0), text).unwrap();
    let facts = ClassFacts { kind: Kind::Log, ..ClassFacts::default() };
    let class = log.class_of(&facts);
    let wall = Instant::from_iso("2026-03-14T09:00:00Z").unwrap();
    let id = log.append_of(
        batch,
        &BatchRecord {
            start: 0,
            len: now.len() as u32,
            class,
            time: Some(wall),
            wall: Some(wall.0),
            counted: Counted { stamped: true, ..Counted::default() },
        },
    );
    let text = log.text(log.row(id.unwrap()).unwrap());
    let gone = why.map(|why| Lost::Gone(why.to_owned()));
    assert_eq!(text.lost(), gone.as_ref());
    assert_eq!(text.bytes(), if gone.is_some() { b"" } else { now });
}
