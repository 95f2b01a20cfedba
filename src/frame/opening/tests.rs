use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::event::{Clock, Grammar, LogLevel};

#[rstest]
#[case("2026-03-14 09:26:53.589 [trace] m", Grammar::Current, LogLevel::Trace)]
#[case("[2026-03-14 09:26:53.589] [main] [error] m", Grammar::Older, LogLevel::Error)]
#[case("\x1b[93m[main 2026-03-14T09:26:53.589Z]\x1b[0m m", Grammar::Main, LogLevel::Warning)]
#[case("[main 9:26:53 AM] m", Grammar::Main, LogLevel::Info)]
#[case(
    "[1:0314/092653.589123:INFO:CONSOLE(2)] \"%cTRACE color: #888 m",
    Grammar::Chromium,
    LogLevel::Trace
)]
#[case("[1:0314/092653.589:ERROR:gpu.cc(9)] m", Grammar::Chromium, LogLevel::Error)]
#[case("%c INFO color: #33f m", Grammar::DevTools, LogLevel::Info)]
#[case("[09:26:53] m", Grammar::Server, LogLevel::Info)]
#[case("[2026-03-14T09:26:53.589Z] debug m", Grammar::Wrapper, LogLevel::Debug)]
fn every_grammar_opens_a_record(
    #[case] line: &str,
    #[case] grammar: Grammar,
    #[case] level: LogLevel,
) {
    let stamp = opening(line.as_bytes(), 7).unwrap();
    assert_eq!((stamp.grammar, stamp.level), (grammar, level));
    assert_eq!(&line[stamp.head_len..], "m");
    let is_file = matches!(grammar, Grammar::Current | Grammar::Older);
    assert_eq!(file_opening(line.as_bytes(), 7).is_some(), is_file);
    let marked = format!("\u{feff}{line}");
    let behind = opening(marked.as_bytes(), 0).unwrap();
    assert_eq!(&marked[behind.head_len..], "m");
    assert_eq!(opening(marked.as_bytes(), 1), None);
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
#[case("[main")]
#[case("\x1b[0m")]
#[case("[9]")]
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
    assert_eq!(opening(line.as_bytes(), 9).unwrap().clock, Some(Clock::Wall(wall)));
}

/// Pieces of heads, in any order and cut anywhere.
fn head() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"2026-03-14 09:26:53.589".to_vec()),
        Just(b"2026-03-14T09:26:53.589Z".to_vec()),
        Just(b"[main ".to_vec()),
        Just(b"[1:2:0314/092653.589123:INFO:CONSOLE(2)] \"".to_vec()),
        Just(b"%c  ERR color: #f33; ".to_vec()),
        Just(b"background: ".to_vec()),
        Just(b"09:26:53".to_vec()),
        Just(b" [trace] ".to_vec()),
        Just(b"debug ".to_vec()),
        Just(b"\x1b[90m".to_vec()),
        Just(b"\x1b[38;2;1;2;".to_vec()),
        Just(b"[".to_vec()),
        Just(b"] ".to_vec()),
        Just(b"\n".to_vec()),
        Just("\u{feff}".as_bytes().to_vec()),
        Just(vec![b'7'; 200]),
        proptest::collection::vec(any::<u8>(), 0..12),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_looked_at_without_harm(line in head(), offset in 0_u64..2) {
        if let Some(stamp) = opening(&line, offset) {
            prop_assert!(stamp.head_len <= line.len());
            prop_assert!(stamp.logger.is_none_or(|at| at.end <= stamp.head_len));
            prop_assert!(!line[..stamp.head_len].contains(&b'\n'));
        }
    }

    #[test]
    fn what_comes_behind_the_head_changes_nothing(
        line in head(),
        more in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        // Once a line has ended, or is as long as a head can be, it opens what it opens.
        let mut line = line;
        line.push(b'\n');
        let longer = [&line[..], &more].concat();
        prop_assert_eq!(opening(&longer, 1), opening(&line, 1));
        line.pop();
        line.resize(line.len().max(HEAD_MAX), b'x');
        let longer = [&line[..], &more].concat();
        prop_assert_eq!(opening(&longer, 1), opening(&line, 1));
    }

    #[test]
    fn at_most_one_grammar_knows_a_line(line in head()) {
        let readers = [
            current::current, older::older, main::main, server::server, wrapper::wrapper,
            chromium::chromium, devtools::devtools,
        ];
        prop_assert!(readers.iter().filter(|read| read(&line).is_some()).count() <= 1);
    }
}
