//! Pieces are the same in whatever chunks they come, and hostile input stays cheap.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// A piece, owned: its bytes as text, offset, line and sort.
type Owned = (String, u64, u64, Sort);

fn taken(splitter: &mut Splitter, into: &mut Vec<Owned>) {
    while let Some(piece) = splitter.next() {
        let text = String::from_utf8_lossy(piece.bytes).into_owned();
        into.push((text, piece.offset, piece.line, piece.sort));
    }
}

fn in_chunks(bytes: &[u8], sizes: &[usize], limit: usize) -> Vec<Owned> {
    let mut splitter = Splitter::with_limit(limit);
    let (mut pieces, mut rest) = (Vec::new(), bytes);
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (chunk, after) = rest.split_at((*size).clamp(1, rest.len()));
        splitter.push(chunk);
        taken(&mut splitter, &mut pieces);
        rest = after;
    }
    splitter.finish();
    taken(&mut splitter, &mut pieces);
    pieces
}

fn all(bytes: &[u8]) -> Vec<Owned> {
    in_chunks(bytes, &[usize::MAX], RECORD_MAX)
}

fn sorts(bytes: &[u8]) -> Vec<(String, Sort)> {
    all(bytes).into_iter().map(|(text, _, _, sort)| (text, sort)).collect()
}

#[rstest]
#[case("{\"a\":1}\n{\"b\":2}\n", &["{\"a\":1}", "{\"b\":2}"])]
#[case("{\"a\":1}{\"b\":\"}\\\"\"} ", &["{\"a\":1}", "{\"b\":\"}\\\"\"}"])]
#[case("\u{feff}{\n  \"a\": [1, 2]\n}\n", &["{\n  \"a\": [1, 2]\n}"])]
#[case("[{\"a\":1},\n {\"b\":[]}, 3, \"x\", [{}]]\n{}", &["{\"a\":1}", "{\"b\":[]}", "3", "\"x\"", "[{}]", "{}"])]
#[case(" [ ] [{}]", &["{}"])]
fn values_at_the_top_and_elements_of_arrays_are_pieces(
    #[case] text: &str,
    #[case] expected: &[&str],
) {
    let values: Vec<_> = expected.iter().map(|it| ((*it).to_owned(), Sort::Value)).collect();
    assert_eq!(sorts(text.as_bytes()), values);
}

#[test]
fn entries_of_an_archive_are_pieces_and_the_document_around_them_is_none() {
    let text = "{\"log\": {\"pages\": [{\"entries\": [1]}], \"entries\": [\n{\"x\": 1},\n{\"y\": \
                {\"log\": {\"entries\": [2]}}}\n], \"comment\": \"]}\"}, \"log2\": 1}\n{\"z\":1}";
    let pieces = all(text.as_bytes());
    let texts: Vec<_> = pieces.iter().map(|it| (it.0.as_str(), it.2, it.3)).collect();
    assert_eq!(
        texts,
        [
            ("{\"x\": 1}", 2, Sort::Entry),
            ("{\"y\": {\"log\": {\"entries\": [2]}}}", 3, Sort::Entry),
            ("{\"z\":1}", 5, Sort::Value),
        ]
    );
}

#[test]
fn offsets_and_lines_are_those_of_the_file() {
    let text = "\n{\"a\":\n1}\n\n  [{\"b\":2},\n{\"c\":3}]\n";
    for (piece, offset, line, _) in all(text.as_bytes()) {
        let at = text.find(&piece).unwrap();
        assert_eq!(offset, at as u64);
        assert_eq!(line, 1 + text[..at].matches('\n').count() as u64);
    }
}

#[rstest]
#[case("{\"a\":1\n{\"b\":2}\n", &[("{\"a\":1\n", Sort::Line), ("{\"b\":2}", Sort::Value)])]
#[case("{\"a\":\"x\n{\"b\":2}\n", &[("{\"a\":\"x\n", Sort::Line), ("{\"b\":2}", Sort::Value)])]
#[case("text\n{\"b\":2} more\n{}", &[("text\n", Sort::Line), ("{\"b\":2}", Sort::Value), ("more\n", Sort::Line), ("{}", Sort::Value)])]
#[case("[2021-03-14 09:26:53.589] [main] [trace] x\n[main 2026] y", &[("[2021-03-14 09:26:53.589] [main] [trace] x\n", Sort::Line), ("[main 2026] y", Sort::Line)])]
#[case("[{\"a\":1},{\"b\":", &[("{\"a\":1}", Sort::Value), ("{\"b\":", Sort::Cut)])]
#[case("[{\"a\":1},{\"b\"}\n{}", &[("{\"a\":1}", Sort::Value), ("{\"b\"}\n", Sort::Line), ("{}", Sort::Value)])]
#[case("{\"a\":[}\n{]}\n{}", &[("{\"a\":[}\n", Sort::Line), ("{]}\n", Sort::Line), ("{}", Sort::Value)])]
fn what_is_broken_is_a_line_and_the_next_line_is_tried_again(
    #[case] text: &str,
    #[case] expected: &[(&str, Sort)],
) {
    let expected: Vec<_> =
        expected.iter().map(|(text, sort)| ((*text).to_owned(), *sort)).collect();
    assert_eq!(sorts(text.as_bytes()), expected);
}

#[test]
fn a_value_over_the_limit_is_refused_and_the_next_one_read() {
    let long = format!(
        "{{\"a\":\"{}\"}}\n[{{\"b\":1}},{{\"c\":\"{}\"}},{{\"d\":2}}]\n{{}}",
        "x".repeat(5000),
        "y".repeat(9000)
    );
    for sizes in [&[usize::MAX][..], &[1], &[700, 3]] {
        let pieces = in_chunks(long.as_bytes(), sizes, 4096);
        let found: Vec<_> = pieces.iter().map(|it| (it.3, it.0.len())).collect();
        let expected = [
            (Sort::Refused, 1024),
            (Sort::Value, 7),
            (Sort::Refused, 1024),
            (Sort::Value, 7),
            (Sort::Value, 2),
        ];
        assert_eq!(found, expected);
    }
}

#[test]
fn a_file_that_is_no_json_after_all_is_given_back_from_its_last_piece_on() {
    let mut splitter = Splitter::default();
    splitter.push(b"{}\nstamped line\nnext\n");
    assert_eq!(splitter.next().map(|piece| piece.sort), Some(Sort::Value));
    assert_eq!(splitter.next().map(|piece| piece.sort), Some(Sort::Line));
    assert_eq!(splitter.give_back(), (b"stamped line\nnext\n".to_vec(), 3, 2));
}

#[rstest]
#[case("{\"a\":1}", Some(true))]
#[case(" \u{feff}{", Some(false))]
#[case("\u{feff} { \n}", Some(true))]
#[case("[ {", Some(true))]
#[case("[]", Some(true))]
#[case("[2021-03-14", Some(false))]
#[case("[main 2026-", Some(false))]
#[case("{x}", Some(false))]
#[case("[", None)]
#[case("{ ", None)]
#[case("da", None)]
#[case("data=eyJ", Some(true))]
#[case("date", Some(false))]
#[case("2026-03-14", Some(false))]
#[case("", None)]
fn a_log_is_never_taken_for_json(#[case] first: &str, #[case] expected: Option<bool>) {
    assert_eq!(is_json(first.as_bytes(), false), expected);
    assert_eq!(is_json(first.as_bytes(), true), Some(expected == Some(true)));
}

/// Far more than linear work takes, far less than quadratic work would.
const PATIENCE: Duration = Duration::from_secs(60);

#[rstest]
#[case::braces("{", 2_000_000)]
#[case::brackets_a_line("[\n", 1_000_000)]
#[case::arrays_of_arrays("[{\"a\":\n", 300_000)]
#[case::open_objects("{\"a\":\n", 500_000)]
#[case::open_lists("{\"a\":[\n", 500_000)]
#[case::deep_in_one_line("{\"a\":[", 500_000)]
#[case::quotes("\"", 2_000_000)]
#[case::lines("\n", 2_000_000)]
fn hostile_input_takes_linear_time(#[case] pattern: &str, #[case] times: usize) {
    let bytes = pattern.repeat(times).into_bytes();
    let since = Instant::now();
    let pieces = in_chunks(&bytes, &[65_536], RECORD_MAX);
    assert!(since.elapsed() < PATIENCE);
    let kept: usize = pieces.iter().map(|piece| piece.0.len()).sum();
    let space = bytes.iter().filter(|byte| byte.is_ascii_whitespace() || **byte == b'[').count();
    assert!(kept + space >= bytes.len(), "only what stands between values is passed over");
}

#[test]
fn nesting_of_any_depth_is_one_value() {
    let deep = 100_000;
    let text = format!("{}1{}", "{\"a\":".repeat(deep), "}".repeat(deep));
    assert_eq!(sorts(text.as_bytes()), [(text, Sort::Value)]);
}

fn scraps() -> impl Strategy<Value = Vec<u8>> {
    let scrap = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..12),
        prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\n",
            " ",
            "{\"a\":1}",
            "[{}",
            "1",
            "null",
            "{\"log\":{\"entries\":[",
            "{\"x\":{}}",
            "]}}",
            "2026-03-14 09:00:00.000 [info] x\n",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn any_chunks_give_the_same_pieces(
        bytes in scraps(),
        sizes in prop::collection::vec(1..30_usize, 1..8),
    ) {
        let expected = all(&bytes);
        prop_assert_eq!(in_chunks(&bytes, &sizes, RECORD_MAX), expected.clone());
        let mut end = 0;
        for (_, offset, _, _) in &expected {
            prop_assert!(*offset >= end, "pieces come in order");
            end = *offset;
        }
    }

    #[test]
    fn values_are_cut_where_a_parser_would(
        values in prop::collection::vec("[a-z{}\\[\\]\"\\\\,: \u{e9}]{0,12}", 1..8),
        spaces in prop::collection::vec("[ \n\t]{0,3}", 8),
    ) {
        let objects: Vec<String> = values
            .iter()
            .map(|text| serde_json::json!({ "log": [text, { text: [1, null, [text]] }] }).to_string())
            .collect();
        let text: String =
            objects.iter().zip(&spaces).flat_map(|(object, space)| [&**object, space]).collect();
        let found: Vec<_> = sorts(text.as_bytes());
        let expected: Vec<_> = objects.into_iter().map(|it| (it, Sort::Value)).collect();
        prop_assert_eq!(found, expected);
    }
}
