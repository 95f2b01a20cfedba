use std::fmt::Write as _;
use std::sync::Arc;

use crate::catalog::load_bytes;
use crate::classify::Rules;
use crate::event::Zone;
use crate::pipeline::Ingest;
use crate::store::SourceFacts;

use super::*;

/// A log of `fired` against a catalog of `declared` events, `e0` to.
fn ingest(declared: usize, fired: &[&str]) -> Ingest {
    let rules = Rules::embedded().expect("the embedded rules are right");
    let property = r#"{"classification":"SystemMetaData","purpose":"FeatureInsight"}"#;
    let events: Vec<String> =
        (0..declared).map(|at| format!(r#""e{at}":{{"x":{property}}}"#)).collect();
    let text = format!(
        r#"{{"vscode-core":{{"events":{{{}}},"commonProperties":{{}}}}}}"#,
        events.join(",")
    );
    let catalog = load_bytes("catalog.json".as_ref(), text.as_bytes()).expect("it is one");
    let mut ingest = Ingest::new(rules, Arc::new(catalog.catalog), Zone::utc());
    let facts = SourceFacts { label: "telemetry.log".into(), bearing: true, ..Default::default() };
    let source = ingest.add_source(facts).expect("there is room");
    let mut log = String::new();
    for name in fired {
        let _ = writeln!(log, "2026-11-20 09:00:00.000 [trace] {name} {{\"properties\":{{}}}}");
    }
    ingest.bytes(source, log.as_bytes());
    ingest.show_open();
    ingest
}

fn names(rows: &[CatalogRow]) -> Vec<String> {
    let name = |row: &CatalogRow| match &row.line {
        CatalogLine::Producer { .. } => row.producer.clone(),
        CatalogLine::Event(event) => event.name.clone(),
        CatalogLine::Property { property, .. } => property.name.clone(),
    };
    rows.iter().map(name).collect()
}

#[test]
fn events_are_told_apart_by_their_fate() {
    let fired = ["telemetry/e1", "telemetry/e1", "telemetry/other", "acme.demo/gone"];
    let shared = ingest(2, &fired).log();
    let log = shared.read().expect("nobody panicked");
    let mut state = CatalogState::default();
    let (rows, sum) = catalog_rows(&log, &state);
    assert_eq!(names(&rows), ["vscode", "e0", "e1", "other"]);
    assert_eq!((sum.declared, sum.fired, sum.undeclared, sum.unknown), (2, 1, 1, (1, 1)));
    let tabs = [(1, "e1"), (2, "e0"), (3, "other")];
    for (tab, only) in tabs {
        state.table.tab = tab;
        assert_eq!(names(&catalog_rows(&log, &state).0), ["vscode", only]);
    }
}

#[test]
fn what_is_unfolded_shows_its_properties_and_what_is_folded_nothing() {
    let shared = ingest(2, &[]).log();
    let log = shared.read().expect("nobody panicked");
    let mut state = CatalogState::default();
    state.open.insert(("vscode".to_owned(), "e0".to_owned()));
    assert_eq!(names(&catalog_rows(&log, &state).0), ["vscode", "e0", "x", "e1"]);
    state.closed.insert("vscode".to_owned());
    assert_eq!(names(&catalog_rows(&log, &state).0), ["vscode"]);
}

#[test]
fn sorting_by_what_fired_puts_the_most_frequent_first() {
    let shared = ingest(3, &["telemetry/e2", "telemetry/e2", "telemetry/e1"]).log();
    let log = shared.read().expect("nobody panicked");
    let mut state = CatalogState::default();
    state.table.sort = Sort { column: FIRED, reversed: false };
    assert_eq!(names(&catalog_rows(&log, &state).0), ["vscode", "e2", "e1", "e0"]);
    state.table.sort.reversed = true;
    assert_eq!(names(&catalog_rows(&log, &state).0), ["vscode", "e0", "e1", "e2"]);
}

#[test]
fn a_catalog_of_thousands_of_events_is_listed_whole() {
    let shared = ingest(20_000, &["telemetry/e19999"]).log();
    let log = shared.read().expect("nobody panicked");
    let (rows, sum) = catalog_rows(&log, &CatalogState::default());
    assert_eq!((rows.len(), sum.fired), (20_001, 1));
}
