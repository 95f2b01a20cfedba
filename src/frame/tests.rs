use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::event::{Grammar, LogLevel};

/// What is compared between two ways of framing.
type Seen = (Vec<u8>, u64, u64, Option<crate::event::Stamp>, bool, bool);

fn seen(record: &Record<'_>) -> Seen {
    let Record { bytes, offset, line, opening, overlong, continued } = record.clone();
    (bytes.to_vec(), offset, line, opening, overlong, continued)
}

fn whole(bytes: &[u8]) -> Vec<Seen> {
    frame_all(bytes).map(|record| seen(&record)).collect()
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
fn a_stamp_of_the_current_grammar_is_read_whole() {
    let stamp = opening(b"2026-03-14 09:26:53.589 [warning] x\n", 7).unwrap();
    assert_eq!(stamp.grammar, Grammar::Current);
    assert_eq!(stamp.level, LogLevel::Warning);
    assert_eq!(stamp.wall, 1_773_480_413_589);
    assert_eq!((stamp.head_len, stamp.logger), (34, None));
    assert_eq!(opening(b"2026-03-14 09:26:53.589 [info]\r\n", 7).unwrap().head_len, 30);
}

#[test]
fn a_stamp_of_the_older_grammar_gives_its_logger() {
    let line = b"[2019-05-11 15:29:28.324] [renderer1] [trace] telemetry/x {}\n";
    let stamp = opening(line, 7).unwrap();
    assert_eq!((stamp.grammar, stamp.level), (Grammar::Older, LogLevel::Trace));
    assert_eq!(stamp.wall, 1_557_588_568_324);
    assert_eq!(&line[stamp.logger.unwrap()], b"renderer1");
    assert_eq!(&line[stamp.head_len..], b"telemetry/x {}\n");
}

#[test]
fn a_byte_order_mark_is_passed_over_at_the_start_of_a_file_only() {
    let line = "\u{feff}[2019-05-11 15:29:28.324] [main] [info] x".as_bytes();
    let stamp = opening(line, 0).unwrap();
    assert_eq!(&line[stamp.head_len..], b"x");
    assert_eq!(&line[stamp.logger.unwrap()], b"main");
    assert_eq!(opening(line, 1), None);
    assert_eq!(opening("\u{feff}\u{feff}2026-03-14 09:26:53.589 [info] x".as_bytes(), 0), None);
}

#[rstest]
#[case("2026-02-29 09:26:53.589 [info] no leap year")]
#[case("1900-02-29 09:26:53.589 [info] no leap year either")]
#[case("2026-00-14 09:26:53.589 [info] no month")]
#[case("2026-13-14 09:26:53.589 [info] no month")]
#[case("2026-04-31 09:26:53.589 [info] no day")]
#[case("2026-03-00 09:26:53.589 [info] no day")]
#[case("2026-03-14 24:26:53.589 [info] no hour")]
#[case("2026-03-14 09:60:53.589 [info] no minute")]
#[case("2026-03-14 09:26:61.589 [info] no second")]
#[case("2026-03-14 09:26:53,589 [info] comma")]
#[case("2026-03-14T09:26:53.589 [info] T")]
#[case("2026-03-14 09:26:53.589 [warn] no word of spdlog")]
#[case("2026-03-14 09:26:53.589 [Trace] case")]
#[case("2026-03-14 09:26:53.589 info no brackets")]
#[case(" 2026-03-14 09:26:53.589 [info] indented")]
#[case("[2026-03-14 09:26:53.589] [] [info] no logger")]
#[case("[2026-03-14 09:26:53.589] [a\nb] [info] logger over two lines")]
#[case("[2026-03-14 09:26:53.589] [info] logger missing")]
#[case("2026-03-14 09:26:53.589 [info")]
fn what_is_nearly_a_stamp_opens_nothing(#[case] line: &str) {
    assert_eq!(opening(line.as_bytes(), 9), None);
}

#[rstest]
#[case("2024-02-29 23:59:59.999", 1_709_251_199_999)]
#[case("2000-02-29 00:00:60.000", 951_782_460_000)]
#[case("1970-01-01 00:00:00.000", 0)]
#[case("1969-12-31 23:59:59.999", -1)]
#[case("2026-12-31 00:00:00.001", 1_798_675_200_001)]
fn the_wall_clock_is_read_as_if_it_were_utc(#[case] stamp: &str, #[case] wall: i64) {
    let line = format!("{stamp} [off] ");
    assert_eq!(opening(line.as_bytes(), 9).unwrap().wall, wall);
}

#[test]
fn a_logger_name_beyond_all_measure_is_none() {
    let line = |len| format!("[2026-03-14 09:26:53.589] [{}] [critical] x", "n".repeat(len));
    assert!(opening(line(128).as_bytes(), 9).is_some());
    assert!(opening(line(129).as_bytes(), 9).is_none());
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
        chunks in proptest::collection::vec(1_usize..200, 1..8),
    ) {
        prop_assert_eq!(chunked(&bytes, &chunks, Framer::new()), whole(&bytes));
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
    fn a_record_opens_exactly_where_a_line_has_a_stamp(bytes in log()) {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', &bytes).map(|at| at + 1))
            .filter(|at| opening(&bytes[*at..], *at as u64).is_some());
        let opened = frame_all(&bytes).filter(|r| r.opening.is_some()).map(|r| r.offset as usize);
        prop_assert_eq!(opened.collect::<Vec<_>>(), starts.collect::<Vec<_>>());
    }
}
