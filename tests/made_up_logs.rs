//! The logs that the benches read: the same for the same seed, and holding what they say.

#[path = "../benches/logs/mod.rs"]
mod logs;

use std::sync::{Arc, PoisonError};

use logs::{Facts, Lines, Shape};
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::Zone;
use telltail::pipeline::{Ingest, SharedLog};
use telltail::query::{Context, Predicate};
use telltail::search::{Question, View};
use telltail::store::SourceFacts;

/// How long the logs of these tests are at least.
const SIZE: u64 = 1 << 19;

/// A checksum that the standard library does not change under us (FNV-1a).
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn a_seed_gives_the_same_bytes_on_every_run_and_machine() {
    let sums: Vec<String> = Shape::ALL
        .into_iter()
        .map(|shape| format!("{shape} {:016x}", sum(&logs::text(shape, 1, SIZE).0)))
        .collect();
    insta::assert_snapshot!(sums.join("\n"));
}

#[test]
fn another_seed_gives_other_bytes() {
    for shape in Shape::ALL {
        assert_ne!(logs::text(shape, 1, SIZE).0, logs::text(shape, 2, SIZE).0, "{shape}");
    }
}

#[test]
fn a_larger_log_begins_with_the_smaller_one() {
    let (small, _) = logs::text(Shape::Telemetry, 7, SIZE);
    let (large, _) = logs::text(Shape::Telemetry, 7, 2 * SIZE);
    assert!(large.starts_with(&small));
}

#[test]
fn what_a_log_is_said_to_hold_is_what_is_found_in_it() {
    let (text, facts) = logs::text(Shape::Telemetry, 3, 4 * SIZE);
    let log = read(&text);
    let count = |filter: &str| found(&log, filter);
    let found = Facts {
        bytes: text.len() as u64,
        records: count(""),
        copilot: count("copilot"),
        five_digits: count(r#"/"durationMs":[0-9]{5}\./"#),
        five_or_more: count(r"/[0-9]{5}\.[0-9]/"),
        slow: count("m.durationMs>500"),
        startup: count("prop.reason=startup"),
        hundredth: count("event=startupTimeVaried"),
    };
    assert_eq!(found, facts);
    assert!(facts.five_digits > 0 && facts.hundredth > 0);
}

#[test]
fn a_record_is_943_bytes_long_on_average_and_one_event_of_a_hundred_has_one_name() {
    let (_, facts) = logs::text(Shape::Telemetry, 1, 16 * SIZE);
    let average = facts.bytes as f64 / facts.records as f64;
    assert!((938.0..948.0).contains(&average), "{average}");
    let share = facts.hundredth as f64 / facts.records as f64;
    assert!((0.009..0.011).contains(&share), "{share}");
    let copilot = facts.copilot as f64 / facts.records as f64;
    assert!((0.027..0.032).contains(&copilot), "{copilot}");
}

#[test]
fn folders_hold_the_files_that_were_ordered() {
    let folder = tempfile::tempdir().expect("a folder for a while");
    let rotated = logs::rotated(&folder.path().join("a"), 1, 3, 10_000).expect("it is writable");
    let read = |name: &str| std::fs::read(folder.path().join("a").join(name)).expect("it is there");
    let parts = ["telemetry.2.log", "telemetry.1.log", "telemetry.log"].map(read).concat();
    let mut lines = Lines::new(Shape::Telemetry, 1);
    let mut whole = Vec::new();
    while lines.facts().records < rotated.records {
        lines.next(&mut whole);
    }
    assert_eq!(parts, whole, "one log, cut between records");

    let (session, facts) = logs::many(folder.path(), 1, 3, 10_000).expect("it is writable");
    assert!(session.join("window3/exthost/extHostTelemetry.log").exists());
    assert!(facts.bytes >= 30_000);
}

/// A log's bytes as events.
fn read(text: &[u8]) -> SharedLog {
    let rules = Rules::embedded().expect("the embedded rules are right");
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    let facts = SourceFacts { path: "telemetry.log".into(), bearing: true, ..Default::default() };
    let source = ingest.add_source(facts).expect("there is room for a source");
    ingest.bytes(source, text);
    ingest.finish_part(source);
    ingest.log()
}

/// How many events of a log pass a filter.
fn found(log: &SharedLog, filter: &str) -> u64 {
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let predicate = Predicate::read(filter, &Context::default()).expect("the filter is right");
    let mut view = View::new(Question { predicate, ..Question::default() });
    view.advance(&log, usize::MAX);
    view.ids().len() as u64
}
