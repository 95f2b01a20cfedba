//! Twins, from lines.

use std::sync::{Arc, PoisonError};

use rstest::rstest;

use crate::catalog::Catalog;
use crate::classify::Rules;
use crate::event::{EventId, Zone};
use crate::pipeline::Ingest;
use crate::store::{SourceFacts, Tie};

const GITHUB: &str = r#"{"properties":{"unique_id":"u","common_extname":"c","sku":"s"}}"#;
const ENHANCED: &str =
    r#"{"properties":{"unique_id":"u","common_extname":"c","messagesJson":"m"}}"#;
const MICROSOFT: &str = r#"{"properties":{"common.tid":"t","common.sku":"s"}}"#;
const STUB: &str = r#"{"properties":{"unique_id":"u","common_extname":"copilot-chat","reason":"Exception logged to enhanced telemetry"}}"#;
const ISSUED: &str =
    r#"{"properties":{"unique_id":"u","common_extname":"copilot-chat"},"issuedTime":1}"#;

/// A Copilot event, so many milliseconds after nine.
fn line(millis: u32, name: &str, body: &str) -> String {
    let (seconds, millis) = (millis / 1000, millis % 1000);
    format!("2026-03-14 09:00:{seconds:02}.{millis:03} [trace] {name} {body}\n")
}

fn ours(millis: u32, name: &str, body: &str) -> String {
    line(millis, &format!("GitHub.copilot-chat/{name}"), body)
}

/// The twins of the lines, lower first; each source is given its lines in one piece.
fn twins(sources: &[Vec<String>]) -> Vec<(u32, u32)> {
    let rules = Rules::embedded().unwrap();
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    for lines in sources {
        let facts = SourceFacts { bearing: true, ..SourceFacts::default() };
        let source = ingest.add_source(facts).unwrap();
        for line in lines {
            ingest.bytes(source, line.as_bytes());
            // As on a live log: seen open, and once more when it is complete.
            ingest.show_open();
        }
        ingest.finish_part(source);
    }
    let log = ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let mut found = Vec::new();
    for id in (0..log.len() as u32).map(EventId) {
        for link in log.links(id) {
            assert_eq!(link.tie, Tie::Twin);
            assert!(log.links(link.id).iter().any(|back| back.id == id), "at both ends");
            found.push((id.0.min(link.id.0), id.0.max(link.id.0)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[rstest]
#[case::both(&[ours(0, "response.success", GITHUB), ours(1, "response.success", MICROSOFT)], &[(0, 1)])]
#[case::exception(&[ours(5, "exception", STUB), line(5, "exception", ISSUED)], &[(0, 1)])]
#[case::another_name(&[ours(0, "a", GITHUB), ours(0, "b", MICROSOFT)], &[])]
#[case::one_destination(&[ours(0, "a", GITHUB), ours(0, "a", GITHUB)], &[])]
#[case::too_late(&[ours(0, "a", GITHUB), ours(21, "a", MICROSOFT)], &[])]
#[case::twice_in_turn(
    &[ours(0, "a", GITHUB), ours(0, "a", MICROSOFT), ours(0, "a", GITHUB), ours(0, "a", MICROSOFT)],
    &[(0, 1), (2, 3)]
)]
#[case::twice_in_a_row(
    &[ours(0, "a", GITHUB), ours(0, "a", GITHUB), ours(0, "a", MICROSOFT), ours(0, "a", MICROSOFT)],
    &[(0, 2), (1, 3)]
)]
#[case::three_destinations(
    &[ours(0, "a", GITHUB), ours(0, "a", ENHANCED), ours(0, "a", MICROSOFT)],
    &[(0, 1), (0, 2), (1, 2)]
)]
#[case::others_between(
    &[ours(0, "a", GITHUB), line(0, "telemetry/x", "{}"), ours(2, "b", GITHUB), ours(2, "a", MICROSOFT)],
    &[(0, 3)]
)]
#[case::clock_set_back(&[ours(90, "a", GITHUB), ours(10, "a", MICROSOFT)], &[])]
fn events_sent_to_two_destinations_are_twins(
    #[case] lines: &[String],
    #[case] expected: &[(u32, u32)],
) {
    assert_eq!(twins(&[lines.to_vec()]), expected);
}

#[test]
fn events_of_two_sources_are_no_twins() {
    let sources = [vec![ours(0, "a", GITHUB)], vec![ours(0, "a", MICROSOFT)]];
    assert_eq!(twins(&sources), []);
}

#[test]
fn a_burst_is_remembered_no_further_than_twins_stand_apart() {
    let mut lines = vec![ours(0, "a", GITHUB)];
    lines.extend((0..super::REMEMBERED).map(|n| ours(0, &format!("n{n}"), GITHUB)));
    let (mut near, mut far) = (lines.clone(), lines);
    near.pop();
    near.push(ours(0, "a", MICROSOFT));
    far.push(ours(0, "x", GITHUB));
    far.push(ours(0, "a", MICROSOFT));
    assert_eq!(twins(&[near]).len(), 1);
    assert_eq!(twins(&[far]), []);
}
