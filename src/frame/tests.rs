use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::event::{Format, Grammar, LogLevel, Stamp};

/// What is compared between two ways of framing.
type Seen = (Vec<u8>, u64, u64, Option<Stamp>, bool, bool);

fn seen(record: &Record<'_>) -> Seen {
    let Record { bytes, offset, line, opening, overlong, continued } = record.clone();
    (bytes.to_vec(), offset, line, opening, overlong, continued)
}

fn drain(framer: &mut Framer, records: &mut Vec<Seen>) {
    while let Some(record) = framer.next() {
        records.push(seen(&record));
    }
}

fn texts(bytes: &[u8]) -> Vec<String> {
    frame_all(bytes).map(|record| String::from_utf8_lossy(record.bytes).into_owned()).collect()
}

#[test]
fn a_record_is_a_stamped_line_and_the_lines_after_it_without_a_stamp() {
    let log = b"2026-03-14 09:26:53.589 [error] Error: bad\n\tat x (y.js:1:2)\n\n\
                2026-03-14 09:26:53.590 [info] fine\n";
    assert_eq!(
        texts(log),
        [
            "2026-03-14 09:26:53.589 [error] Error: bad\n\tat x (y.js:1:2)\n\n",
            "2026-03-14 09:26:53.590 [info] fine\n"
        ]
    );
    let lines: Vec<_> = frame_all(log).map(|record| (record.line, record.offset)).collect();
    assert_eq!(lines, [(1, 0), (4, 61)]);
}

#[test]
fn before_the_first_stamp_and_without_stamps_every_line_is_a_record() {
    assert_eq!(
        texts(b"raw\n\n2026-03-14 09:26:53.589 [info] a\nb"),
        ["raw\n", "\n", "2026-03-14 09:26:53.589 [info] a\nb"]
    );
    assert_eq!(texts(b"one\r\ntwo"), ["one\r\n", "two"]);
    assert_eq!(texts(b""), Vec::<String>::new());
}

#[test]
fn the_open_record_shows_at_its_newline_and_grows() {
    let mut framer = Framer::new();
    framer.push(b"2026-03-14 09:26:53.589 [info] a");
    assert!(framer.next().is_none());
    assert!(framer.open().is_none(), "never before its newline");
    framer.push(b"\nb");
    assert!(framer.next().is_none());
    let (record, change) = framer.open().unwrap();
    assert_eq!(record.bytes, b"2026-03-14 09:26:53.589 [info] a\n");
    assert_eq!(record.opening.as_ref().unwrap().level, LogLevel::Info);
    assert_eq!((record.offset, change), (0, Change::New));
    assert_eq!(framer.open().unwrap().1, Change::Same);
    framer.push(b"c\n2026");
    assert!(framer.next().is_none());
    let (record, change) = framer.open().unwrap();
    assert_eq!(record.bytes, b"2026-03-14 09:26:53.589 [info] a\nbc\n");
    assert_eq!(change, Change::Grown);
    framer.push(b"-03-14 09:26:53.590 [info] d\n");
    assert_eq!(framer.next().unwrap().bytes, b"2026-03-14 09:26:53.589 [info] a\nbc\n");
    assert!(framer.next().is_none());
    let (record, change) = framer.open().unwrap();
    assert_eq!((record.offset, record.line, change), (36, 3, Change::New));
    framer.finish();
    assert_eq!(framer.next().unwrap().line, 3);
    assert!(framer.next().is_none() && framer.open().is_none());
    assert_eq!(framer.pending(), 0);
}

#[test]
fn a_line_without_stamp_before_the_first_one_is_closed_at_its_newline() {
    let mut framer = Framer::new();
    framer.push(b"raw\nra");
    assert_eq!(framer.next().unwrap().bytes, b"raw\n");
    assert!(framer.next().is_none() && framer.open().is_none());
}

#[test]
fn a_record_ends_as_soon_as_the_next_stamp_is_seen_however_long_its_line() {
    let mut framer = Framer::new();
    framer.push(b"2026-03-14 09:26:53.589 [info] a\n2026-03-14 09:26:53.590 [trace] ");
    framer.push(&[b'x'; 200]);
    assert_eq!(framer.next().unwrap().bytes.len(), 33);
}

#[test]
fn what_is_longer_than_the_limit_goes_on_as_a_continued_record() {
    let log = b"2026-03-14 09:26:53.589 [info] abcdefgh\nij\n2026-03-14 09:26:53.590 [info] k\n";
    let records: Vec<_> = Frames::with_limit(log, 35).collect();
    let shape: Vec<_> = records
        .iter()
        .map(|record| (record.bytes.len(), record.line, record.overlong, record.continued))
        .collect();
    assert_eq!(shape, [(35, 1, true, false), (8, 1, false, true), (33, 3, false, false)]);
    assert_eq!(records[1].bytes, b"efgh\nij\n");
    assert_eq!(records[1].opening, None);
}

#[test]
fn a_line_that_opens_at_the_limit_cuts_nothing() {
    let log = b"2026-03-14 09:26:53.589 [info] a\n2026-03-14 09:26:53.590 [info] b\n";
    let cuts = |limit| Frames::with_limit(log, limit).filter(|record| record.overlong).count();
    assert_eq!((cuts(33), cuts(32)), (0, 2));
}

const MIXED: &[u8] = b"[09:26:53] one\n  more\n2026-03-14 09:26:53.589 [info] two\n\
    [2026-03-14 09:26:53.590] [main] [info] three\n[09:26:54] four\n";

#[rstest]
#[case(None, &[1, 3, 4, 5])]
#[case(Some(Format::Console), &[1, 3, 4, 5])]
#[case(Some(Format::Current), &[1, 2, 3])]
#[case(Some(Format::Older), &[1, 2, 3, 4])]
#[case(Some(Format::Plain), &[1, 2, 3, 4, 5])]
fn a_format_says_which_lines_open_a_record(#[case] format: Option<Format>, #[case] lines: &[u64]) {
    let family = format.map_or(Family::default(), Family::of);
    let records: Vec<_> = Frames::of(MIXED, family).map(|record| record.line).collect();
    assert_eq!(records, lines);
}

#[test]
fn in_a_log_file_a_line_of_a_console_is_part_of_the_record_before_it() {
    let log = b"2026-03-14 09:26:53.589 [info] server said\n[09:26:53] ready\n\
                %c INFO x\n[2026-03-14 09:26:53.590] [main] [info] older\n";
    let lines: Vec<_> = frame_all(log).map(|record| record.line).collect();
    assert_eq!(lines, [1, 4]);
}

#[test]
fn a_framer_in_the_middle_of_a_file_counts_from_there() {
    let mut framer = Framer::at(100, 5);
    framer.push(b"tail\n2026-03-14 09:26:53.589 [info] a\n");
    framer.finish();
    let mut records = Vec::new();
    drain(&mut framer, &mut records);
    assert_eq!(records[1].1, 105);
    assert_eq!(records[1].2, 6);
    let at: Vec<_> = frame_at(b"x\ny\n", 100, 5).map(|r| (r.offset, r.line)).collect();
    assert_eq!(at, [(100, 5), (102, 6)]);
}

#[test]
fn the_room_of_records_that_were_taken_is_given_back() {
    let line = b"2026-03-14 09:26:53.589 [info] some words to fill a line of a log\n";
    let mut framer = Framer::new();
    for _ in 0..10_000 {
        framer.push(line);
        while framer.next().is_some() {}
        assert!(framer.pending() <= line.len());
    }
    assert!(framer.capacity() < 16 * line.len(), "{}", framer.capacity());
}

/// Pieces that logs are made of, and pieces that break them.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => Just(b"2026-03-14 09:26:53.589 [trace] telemetry/x {\"a\":1}".to_vec()),
        2 => Just(b"[2019-05-11 15:29:28.324] [main] [info] words".to_vec()),
        4 => Just(b"\n".to_vec()),
        2 => Just(b"\r\n".to_vec()),
        1 => Just(b"\r".to_vec()),
        1 => Just(b"\0".to_vec()),
        1 => Just("\u{feff}".as_bytes().to_vec()),
        1 => Just(b"2026-02-31 09:26:53.589 [trace] no day\n".to_vec()),
        1 => Just(b"[2019-05-11 15:29:28.324] [".to_vec()),
        1 => Just(b"\tat f (x.js:1:2)\n".to_vec()),
        1 => Just(vec![b'y'; 300]),
        2 => Just(b"\x1b[90m[main 2026-03-14T09:26:53.589Z]\x1b[0m words".to_vec()),
        2 => Just(b"[09:26:53] words".to_vec()),
        1 => Just(b"[2026-03-14T09:26:53.589Z] info  words".to_vec()),
        2 => Just(b"[7:0314/092653.589123:INFO:CONSOLE(2)] \"%c INFO color: #33f words".to_vec()),
        1 => Just(b"%cTRACE color: #888 words".to_vec()),
        1 => Just(b"\x1b[".to_vec()),
        2 => proptest::collection::vec(any::<u8>(), 0..20),
    ]
}

fn log() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// Frames `bytes` in chunks of the given lengths (over and over), and checks at every step that
/// what is shown as open is how the record that comes next begins.
fn chunked(bytes: &[u8], chunks: &[usize], mut framer: Framer) -> Vec<Seen> {
    let mut records = Vec::new();
    let (mut rest, mut lengths) = (bytes, chunks.iter().cycle());
    while !rest.is_empty() {
        let len = (*lengths.next().unwrap()).clamp(1, rest.len());
        framer.push(&rest[..len]);
        rest = &rest[len..];
        drain(&mut framer, &mut records);
        if let Some((record, _)) = framer.open() {
            assert!(bytes[record.offset as usize..].starts_with(record.bytes));
            assert_eq!(record.bytes.last(), Some(&b'\n'));
        }
    }
    framer.finish();
    drain(&mut framer, &mut records);
    records
}

proptest! {
    #[test]
    fn records_are_the_same_in_any_chunks(
        bytes in log(),
        format in proptest::option::of(proptest::sample::select(&Format::ALL[..4])),
        chunks in proptest::collection::vec(1_usize..200, 1..8),
    ) {
        let family = format.map_or(Family::default(), Family::of);
        let whole: Vec<_> = Frames::of(&bytes, family).map(|record| seen(&record)).collect();
        prop_assert_eq!(chunked(&bytes, &chunks, Framer::of(family)), whole);
    }

    #[test]
    fn records_are_the_same_in_any_chunks_under_a_limit(
        bytes in log(),
        chunks in proptest::collection::vec(1_usize..60, 1..8),
        limit in 1_usize..120,
    ) {
        let whole: Vec<_> =
            Frames::with_limit(&bytes, limit).map(|record| seen(&record)).collect();
        prop_assert!(whole.iter().all(|record| record.0.len() <= limit));
        prop_assert_eq!(chunked(&bytes, &chunks, Framer::with_limit(limit)), whole);
    }

    #[test]
    fn records_tile_the_input_and_know_their_lines(bytes in log(), limit in 1_usize..400) {
        let mut at = 0;
        for record in Frames::with_limit(&bytes, limit) {
            prop_assert_eq!(record.offset, at as u64);
            prop_assert!(!record.bytes.is_empty());
            let lines = memchr::memchr_iter(b'\n', &bytes[..at]).count();
            prop_assert_eq!(record.line, lines as u64 + 1);
            prop_assert!(!(record.continued && record.opening.is_some()));
            at += record.bytes.len();
            prop_assert_eq!(record.bytes, &bytes[at - record.bytes.len()..at]);
        }
        prop_assert_eq!(at, bytes.len());
    }

    #[test]
    fn a_record_opens_exactly_where_a_line_has_a_stamp_of_the_family(bytes in log()) {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', &bytes).map(|at| at + 1));
        let stamps = starts.filter_map(|at| Some((at, opening(&bytes[at..], at as u64)?)));
        let stamps: Vec<_> = stamps.collect();
        let is_file = |stamp: &Stamp| matches!(stamp.grammar, Grammar::Current | Grammar::Older);
        let in_file = stamps.first().is_some_and(|(_, stamp)| is_file(stamp));
        let opens = stamps.iter().filter(|(_, stamp)| !in_file || is_file(stamp));
        let expected: Vec<_> = opens.map(|(at, _)| *at).collect();
        let opened = frame_all(&bytes).filter(|r| r.opening.is_some()).map(|r| r.offset as usize);
        prop_assert_eq!(opened.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_stored_record_opens_as_it_did_in_its_file(bytes in log()) {
        for record in frame_all(&bytes) {
            if record.opening.is_some() {
                prop_assert_eq!(opening(record.bytes, 0), record.opening);
            }
        }
    }
}
