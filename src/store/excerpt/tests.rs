//! The first events of a log are what a log is into which no more had come.

use std::sync::Arc;

use proptest::prelude::*;

use crate::event::{Kind, Level, LogLevel, SourceId};
use crate::parse::Notes;
use crate::store::tests::{at, with_sources};
use crate::store::{ClassFacts, Entry, LogId, Tie};

use super::*;

/// A log into which nothing but these events of `whole` was loaded, in this order.
pub(crate) fn loaded(whole: &EventLog, ids: &[EventId]) -> EventLog {
    let mut log = whole.emptied();
    log.classes = Arc::default();
    for id in ids {
        let row = whole.columns.row(id.index());
        let cells = *whole.classes.get(row.class);
        let (part, place) = (whole.part(*id).unwrap(), whole.segments.place(row.span, None));
        let place = place.unwrap();
        log.begin_part(row.source, &part.path);
        log.begin_post(row.source, part.post.as_ref());
        let text = whole.row(*id).unwrap().text();
        let is_odd = whole.oddities.of(*id).is_some_and(|it| it.odd);
        let odd = if is_odd { Notes::BROKEN } else { Notes::default() };
        let entry = Entry {
            bytes: text.bytes(),
            offset: place.offset,
            line: place.line,
            time: row.times.time,
            wall: row.times.wall,
            notes: cells.framing.with(odd),
            class: ClassFacts {
                kind: cells.kind,
                log_level: cells.log_level,
                name: whole.classes.names.name(cells.name),
                event: whole.classes.events.name(cells.event),
                producer: whole.classes.producers.name(cells.producer),
                level: cells.level,
                level_reason: cells.level_reason,
                destination: cells.destination,
                destination_reason: cells.destination_reason,
                purposes: cells.purposes,
            },
        };
        // What its source said before the first of these counts for the merge clock.
        let source = &mut log.sources[row.source.index()];
        if source.newest.is_none() {
            source.clock = row.times.clock;
        }
        let here = log.append(row.source, &entry).unwrap();
        for link in whole.links(*id) {
            if let Some(other) = ids[..here.index()].iter().position(|it| *it == link.id) {
                log.link(EventId(other as u32), here, link.tie);
            }
        }
    }
    log
}

/// What happens to a log while it is read.
#[derive(Clone, Debug)]
enum Happens {
    Append { source: u16, time: Option<i64>, size: usize, sort: usize },
    Amend { source: u16, time: Option<i64>, size: usize, sort: usize },
    Link { a: usize, b: usize, pair: bool },
    Part(u16),
    Seal,
}

const SOURCES: u16 = 3;

const LINES: [&str; 5] = [
    "Log level: Trace",
    "Below are logs for extension telemetry events sent to the telemetry output channel API once \
     the log level is set to trace.",
    "acme.x/y {\"a\":1}",
    "acme.x/y {\"a\":",
    "something\nand more",
];

fn happens() -> impl Strategy<Value = Happens> {
    let time = || prop::option::weighted(0.9, prop_oneof![0..40_000_i64, Just(i64::MAX / 4)]);
    let size = || prop_oneof![9 => 0..300_usize, 1 => Just(600_000)];
    let appended = (0..SOURCES, time(), size(), 0..LINES.len());
    let amended = (0..SOURCES, time(), size(), 0..LINES.len());
    prop_oneof![
        12 => appended.prop_map(|(source, time, size, sort)| Happens::Append { source, time, size, sort }),
        2 => amended.prop_map(|(source, time, size, sort)| Happens::Amend { source, time, size, sort }),
        3 => (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(a, b, pair)| Happens::Link { a: a.index(1000), b: b.index(1000), pair }),
        1 => (0..SOURCES).prop_map(Happens::Part),
        1 => Just(Happens::Seal),
    ]
}

fn happen(log: &mut EventLog, happens: &Happens, offsets: &mut [u64]) {
    match *happens {
        Happens::Append { source, time, size, sort }
        | Happens::Amend { source, time, size, sort } => {
            let bytes =
                format!("2026-03-14 09:00:00.000 [info] {}{}\n", LINES[sort], " ".repeat(size));
            let offset = &mut offsets[usize::from(source)];
            let kind = if sort == 2 || sort == 3 { Kind::Event } else { Kind::Log };
            let entry = Entry {
                offset: *offset,
                line: 1 + *offset,
                time: time.map(Instant),
                notes: if sort == 3 { Notes::CUT } else { Notes::default() },
                class: ClassFacts {
                    kind,
                    log_level: Some(LogLevel::Info),
                    name: LINES[sort],
                    level: Some(if sort == 3 { Level::Error } else { Level::Usage }),
                    ..ClassFacts::default()
                },
                ..at(bytes.as_bytes(), 0)
            };
            if matches!(happens, Happens::Append { .. }) {
                *offset += bytes.len() as u64;
                log.append(SourceId(source), &entry).unwrap();
            } else {
                log.amend_last(SourceId(source), &entry);
            }
        }
        Happens::Link { a, b, pair } => {
            let len = log.len().max(1);
            let (a, b) = (EventId((a % len) as u32), EventId((b % len) as u32));
            if a != b && log.links(a).iter().all(|link| link.id != b) {
                log.link(a, b, if pair { Tie::Pair } else { Tie::Twin });
            }
        }
        Happens::Part(source) => log.begin_part(SourceId(source), "other"),
        Happens::Seal => log.segments.seal(),
    }
}

/// Everything that a log tells, and that two that hold the same tell alike.
fn told(log: &EventLog) -> Vec<String> {
    let mut told = Vec::new();
    for id in (0..log.len() as u32).map(EventId) {
        let (row, columns) = (log.row(id).unwrap(), log.columns.row(id.index()));
        let text = row.text();
        let mut links = row.links().to_vec();
        links.sort_unstable();
        told.push(format!(
            "{:?} {:?} {:?} {} {:?} {:?} {:?} {}",
            columns.times,
            columns.source,
            log.merge_key(id),
            row.name(),
            row.on(),
            links,
            text.whole().place(),
            String::from_utf8_lossy(text.bytes()),
        ));
    }
    told.push(format!("{:?} {}", log.in_order().collect::<Vec<_>>(), log.is_settled()));
    for (id, facts, state) in log.sources() {
        let source = &log.sources[id.index()];
        let moments = (source.oldest, source.newest, source.clock, log.zone(id));
        told.push(format!(
            "{facts:?} {state:?} {:?} {:?} {moments:?}",
            log.volume(id),
            log.tally(id),
        ));
    }
    let mut paired = log.paired().to_vec();
    paired.sort_unstable();
    paired.dedup();
    told.push(format!("{paired:?}"));
    told
}

/// Each segment's text is that of its records, as searches know it.
fn segments_hold_their_records(log: &EventLog) {
    let mut events = 0;
    for at in 0..log.segment_count() as u32 {
        let segment = log.segment(at).unwrap();
        let mut buffer = Vec::new();
        let text = segment.bytes(&mut buffer).unwrap();
        let mut end = 0;
        for id in segment.rows().iter() {
            let (its, range) = log.lies(id);
            assert!(its == at && range.start >= end && range.end <= text.len());
            assert_eq!(&text[range.clone()], log.row(id).unwrap().text().bytes());
            (end, events) = (range.end, events + 1);
        }
        assert_eq!(end, segment.len());
    }
    assert_eq!(events, log.len());
}

fn story() -> impl Strategy<Value = Vec<Happens>> {
    prop::collection::vec(happens(), 0..80)
}

proptest! {
    #[test]
    fn an_excerpt_is_a_log_into_which_no_more_had_come(
        story in story(),
        ends in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        from in any::<prop::sample::Index>(),
    ) {
        let mut whole = with_sources(SOURCES);
        let mut offsets = [0; SOURCES as usize];
        for it in &story {
            happen(&mut whole, it, &mut offsets);
        }
        whole.settle();
        let order: Vec<EventId> = whole.in_order().collect();
        // Half of the time all of it.
        let from = if from.index(2) == 0 { 0 } else { from.index(order.len() + 1) };
        let reference = |ids: &[EventId]| told(&loaded(&whole, ids));
        let mut expected: Vec<_> = ends.iter().map(|end| from + end.index(order.len() - from + 1)).collect();
        expected.sort_unstable();
        let expected: Vec<_> =
            expected.into_iter().map(|to| (to - from, reference(&order[from..to]))).collect();
        let numbered = whole.numbered(from..order.len());
        let mut excerpt = numbered.excerpt();
        for (to, expected) in expected {
            excerpt.take_on(&numbered, to);
            prop_assert_eq!(excerpt.len(), to);
            prop_assert_eq!(told(&excerpt), expected);
            segments_hold_their_records(&excerpt);
        }
    }
}

#[test]
fn an_event_is_the_same_in_all_excerpts_and_so_are_its_marks() {
    let mut whole = with_sources(2);
    for time in [40, 10, 30, 20, 50] {
        let source = SourceId(u16::from(time % 20 == 0));
        whole.append(source, &at(format!("{time}\n").as_bytes(), time));
    }
    whole.marks().set(EventId(2), "thirty");
    let whole = whole.numbered(0..5);
    let excerpt = |to: usize| {
        let mut excerpt = whole.excerpt();
        excerpt.take_on(&whole, to);
        excerpt
    };
    let (long, short, other) = (excerpt(4), excerpt(1), with_sources(1));
    assert_eq!(long.row(EventId(1)).unwrap().text().bytes(), b"30\n");
    assert_eq!(long.marks().note(EventId(1)).as_deref(), Some("thirty"));
    short.marks().toggle(EventId(3));
    assert!(long.marks().is_marked(EventId(3)));
    let shift = |log: &EventLog, before: LogId| log.shift_from(before);
    assert_eq!((shift(&short, long.id()), shift(&long, short.id())), (Some(0), Some(0)));
    assert_eq!((shift(&short, other.id()), shift(&other, short.id())), (None, None));
    assert_ne!(short.id(), long.id());
    // What is not there comes behind all that is.
    assert!(short.merge_key(EventId(3)) > short.merge_key(EventId(0)));
}

#[test]
fn nothing_that_is_full_is_copied() {
    let mut whole = with_sources(1);
    for time in 0..100_000 {
        whole.append(SourceId(0), &at(b"2026-03-14 09:00:00.000 [info] again and again\n", time));
    }
    let whole = whole.numbered(0..100_000);
    let mut excerpt = whole.excerpt();
    excerpt.take_on(&whole, 90_000);
    let own = excerpt.columns.own_blocks(&whole.columns);
    assert!(own <= 1, "{own} blocks of columns are copies");
    excerpt.take_on(&whole, 90_001);
    assert_eq!(excerpt.newest(SourceId(0)), Some(EventId(90_000)));
    assert_eq!(excerpt.volume(SourceId(0)).0, 90_001);
}
