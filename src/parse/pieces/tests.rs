//! Values in pieces, through the body that they are part of.

use std::fmt::Write as _;

use proptest::prelude::*;
use rstest::rstest;

use crate::event::Scalar;
use crate::parse::{Body, Notes};

/// A payload of `(key, length)`: texts of that many characters.
fn payload(pieces: &[(&str, usize)]) -> String {
    let text = |(at, (key, length)): (usize, &(&str, usize))| {
        let letter = char::from(b'a' + (at % 26) as u8);
        format!("\"{key}\":\"{}\"", letter.to_string().repeat(*length))
    };
    let members: Vec<_> = pieces.iter().enumerate().map(text).collect();
    format!("{{\"properties\":{{{}}}}}", members.join(","))
}

/// `(key, length)` of every entry, what is truncated, and whether pieces are missing.
fn joined(json: &str) -> (Vec<(String, usize)>, Vec<String>, bool) {
    let body = Body::new(json.as_bytes(), false);
    let length = |json: &str| serde_json::from_str::<String>(json).unwrap().chars().count();
    let entries = body.entries().map(|entry| (entry.key.to_owned(), length(entry.json))).collect();
    (entries, body.truncated(), body.notes().contains(Notes::PIECES_MISSING))
}

type Rows<'a> = &'a [(&'a str, usize)];

#[rstest]
#[case::two(&[("k", 8192), ("k_02", 5)], &[("k", 8197)], &[], false)]
#[case::in_numeric_order(
    &[("k_03", 7), ("x", 1), ("k", 8192), ("k_02", 8192)],
    &[("x", 1), ("k", 16391)], &[], false
)]
#[case::the_last_is_full(&[("k", 8192), ("k_02", 8192)], &[("k", 16384)], &[], false)]
#[case::from_one(&[("k", 8192), ("k_01", 8192), ("k_02", 1)], &[("k", 16385)], &[], false)]
#[case::without_a_bare_key(&[("k_01", 8192), ("k_02", 1)], &[("k", 8193)], &[], false)]
#[case::not_full(&[("step", 8191), ("step_02", 3)], &[("step", 8191), ("step_02", 3)], &["step"], false)]
#[case::short(&[("step", 4), ("step_02", 3)], &[("step", 4), ("step_02", 3)], &[], false)]
#[case::too_long(&[("k", 8192), ("k_02", 9000)], &[("k", 8192), ("k_02", 9000)], &["k"], false)]
#[case::gap(
    &[("k", 8192), ("k_02", 8192), ("k_04", 2)],
    &[("k", 16384), ("k_04", 2)], &["k"], true
)]
#[case::gap_at_once(&[("k", 8192), ("k_03", 2)], &[("k", 8192), ("k_03", 2)], &["k"], true)]
#[case::goes_on_behind_a_short_one(
    &[("k", 8192), ("k_02", 8), ("k_03", 8)],
    &[("k", 8200), ("k_03", 8)], &["k"], true
)]
#[case::one_digit(&[("k", 8192), ("k_2", 5)], &[("k", 8192), ("k_2", 5)], &["k"], false)]
#[case::zero(&[("k", 8192), ("k_00", 5)], &[("k", 8192), ("k_00", 5)], &["k"], false)]
#[case::two_values(
    &[("k", 8192), ("l", 8192), ("k_02", 5), ("l_02", 6)],
    &[("k", 8197), ("l", 8198)], &[], false
)]
fn pieces_are_joined_where_their_lengths_say_so(
    #[case] pieces: Rows<'_>,
    #[case] expected: Rows<'_>,
    #[case] truncated: &[&str],
    #[case] missing: bool,
) {
    let (entries, cut, note) = joined(&payload(pieces));
    let expected: Vec<_> = expected.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect();
    assert_eq!(entries, expected);
    assert_eq!((cut, note), (truncated.iter().map(ToString::to_string).collect(), missing));
}

/// `k`, `k_02` … as many as `count`, all full but the last.
fn series(count: usize, last: usize) -> String {
    let keys: Vec<_> =
        (1..=count).map(|n| if n == 1 { "k".to_owned() } else { format!("k_{n:02}") }).collect();
    let length = |at| if at + 1 == count { last } else { 8192 };
    let pieces: Vec<_> = keys.iter().enumerate().map(|(at, k)| (k.as_str(), length(at))).collect();
    payload(&pieces)
}

#[rstest]
#[case(50, 8192, true)]
#[case(50, 8191, false)]
#[case(21, 8192, true)]
#[case(21, 1, false)]
#[case(20, 8192, false)]
fn a_series_at_its_maximum_is_truncated(
    #[case] count: usize,
    #[case] last: usize,
    #[case] truncated: bool,
) {
    let (entries, cut, missing) = joined(&series(count, last));
    assert_eq!(entries, [("k".to_owned(), (count - 1) * 8192 + last)]);
    assert_eq!((cut.len(), missing), (usize::from(truncated), false));
}

#[test]
fn more_pieces_than_there_can_be_stay() {
    let (entries, cut, missing) = joined(&series(52, 3));
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[0].1, 50 * 8192);
    assert_eq!((cut, missing), (vec!["k".to_owned(), "k_51".to_owned()], true));
}

#[test]
fn a_joined_value_is_found_under_its_first_name_and_its_pieces_are_not() {
    let json = payload(&[("k", 8192), ("k_02", 2)]);
    let body = Body::new(json.as_bytes(), false);
    let Some(Scalar::Text(text)) = body.own("k").map(|entry| entry.scalar()) else {
        panic!("it is a text")
    };
    assert!(text.ends_with("abb"));
    assert_eq!(body.own("k_02"), None);
    assert_eq!(body.payload().properties.len(), 1);
    assert!(body.payload().properties[0].text().ends_with("abb"));
}

#[test]
fn escapes_count_as_what_they_mean_and_a_cut_character_is_whole_again() {
    let head = format!("{}\\n\\\\\\ud83d", "x".repeat(8189));
    let json = format!(r#"{{"k":"{head}","k_02":"\ude00\"end"}}"#);
    let body = Body::new(json.as_bytes(), false);
    let Some(Scalar::Text(text)) = body.own("k").map(|entry| entry.scalar()) else {
        panic!("it is a text")
    };
    assert!(text.ends_with("x\n\\\u{1f600}\"end"), "{}", &text[8180..]);
    assert!(body.notes().is_empty());
}

#[test]
fn only_own_properties_and_only_texts_are_pieces() {
    let full = "x".repeat(8192);
    let other = format!(r#"{{"k":"{full}","k_02":7,"common.k":"{full}","common.k_02":"y"}}"#);
    let body = Body::new(other.as_bytes(), false);
    assert_eq!(body.entries().count(), 4);
    assert!(body.notes().is_empty());
}

#[test]
fn a_flood_of_numbered_keys_takes_no_more_than_a_flood() {
    let full = "x".repeat(8192);
    let keys: Vec<_> = (0..200_000).map(|n| format!("\"k{n}_02\":\"\",\"k_02\":\"{n}\"")).collect();
    let json = format!("{{\"k\":\"{full}\",{}}}", keys.join(","));
    let body = Body::new(json.as_bytes(), false);
    let Some(Scalar::Text(text)) = body.own("k").map(|entry| entry.scalar()) else {
        panic!("it is a text")
    };
    assert!(text.ends_with("199999"), "of a key that was logged twice the last counts");
    assert_eq!(body.entries().count(), 400_000);
}

/// A text as JavaScript writes it into JSON: halves of a pair that stand alone are escaped.
fn quoted(units: &[u16]) -> String {
    let mut json = String::from("\"");
    for unit in char::decode_utf16(units.iter().copied()) {
        match unit {
            Ok(c) => json.push_str(serde_json::to_string(&c).unwrap().trim_matches('"')),
            Err(half) => {
                write!(json, "\\u{:04x}", half.unpaired_surrogate()).unwrap();
            }
        }
    }
    json + "\""
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_a_sender_took_apart_comes_out_whole(
        unit in "[a\u{1f600}\n\\\\é]{1,5}",
        length in 8193..30_000_usize,
    ) {
        let whole: Vec<u16> = unit.encode_utf16().cycle().take(length).collect();
        let key = |at: usize| if at == 0 { "k".to_owned() } else { format!("k_{:02}", at + 1) };
        let member = |(at, piece): (usize, &[u16])| format!("\"{}\":{}", key(at), quoted(piece));
        let members: Vec<_> = whole.chunks(8192).enumerate().map(member).collect();
        let json = format!("{{{}}}", members.join(","));
        let body = Body::new(json.as_bytes(), false);
        prop_assert_eq!(body.entries().count(), 1);
        let scalar = body.own("k").map(|entry| entry.scalar());
        let expected = Scalar::Text(String::from_utf16_lossy(&whole).into());
        prop_assert!(scalar == Some(expected));
    }
}
