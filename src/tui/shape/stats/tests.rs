use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::load_bytes;
use crate::classify::Rules;
use crate::event::Zone;
use crate::pipeline::Ingest;
use crate::search::{Group, Question, StatsField, stats};
use crate::store::SourceFacts;

use super::*;

const CATALOG: &str = r#"{"vscode-core": {"events": {"a": {
    "x": {"classification": "SystemMetaData", "purpose": "FeatureInsight"},
    "y": {"classification": "SystemMetaData", "purpose": "PerformanceAndHealth"}},
    "b": {"x": {"classification": "SystemMetaData", "purpose": "FeatureInsight"}}},
    "commonProperties": {}}}"#;

const LOG: &str = "2026-11-20 09:00:00.000 [trace] telemetry/a {\"properties\":{}}\n\
    2026-11-20 09:00:01.000 [trace] telemetry/b {\"properties\":{}}\n\
    2026-11-20 09:00:02.000 [trace] telemetry/a {\"properties\":{}}\n\
    2026-11-20 09:00:03.000 [info] not an event\n\
    2026-11-20 09:00:04.000 [trace] telemetry/UnhandledError {\"properties\":{}}\n\
    2026-11-20 09:00:05.000 [trace] acme.demo/c {\"properties\":{\"common.extname\":\"acme.demo\"}}\n\
    2026-11-20 09:00:06.000 [trace] GitHub.copilot-chat/c {\"properties\":{}}\n";

fn ingest() -> Ingest {
    let rules = Rules::embedded().expect("the embedded rules are right");
    let catalog = load_bytes("catalog.json".as_ref(), CATALOG.as_bytes()).expect("it is one");
    let mut ingest = Ingest::new(rules, Arc::new(catalog.catalog), Zone::utc());
    let facts = SourceFacts { label: "telemetry.log".into(), bearing: true, ..Default::default() };
    let source = ingest.add_source(facts).expect("there is room");
    ingest.bytes(source, LOG.as_bytes());
    ingest.show_open();
    ingest
}

fn volume(group: &Group) -> Volume {
    let Group { count, bytes, first, last, .. } = *group;
    Volume { count, bytes, first, last }
}

#[test]
fn the_page_counts_as_the_command_does() {
    let shared = ingest().log();
    let log = shared.read().expect("nobody panicked");
    let mut view = View::new(Question::default());
    view.advance(&log, usize::MAX);
    for facet in StatsState::TABS {
        let (rows, total) = stats_rows(&log, &view, facet).expect("it is counted");
        let groups = stats(&log, &view, &[StatsField(facet.field())]);
        assert_eq!(total.count, groups.iter().map(|it| it.count).sum::<u64>());
        assert_eq!(total.bytes, groups.iter().map(|it| it.bytes).sum::<u64>());
        let shown: BTreeMap<_, _> = rows.iter().map(|row| (row.name.clone(), row.volume)).collect();
        let mut counted: BTreeMap<String, u64> = BTreeMap::new();
        for group in &groups {
            let value = &group.values[0];
            // Several purposes of an event are one value there, and each counts here.
            for word in value.split(',').filter(|it| !it.is_empty() || facet != Facet::Purpose) {
                *counted.entry(word.to_owned()).or_default() += group.count;
            }
            if facet != Facet::Purpose && !value.is_empty() {
                assert_eq!(shown.get(value), Some(&volume(group)), "{facet:?}");
            }
        }
        let shown: BTreeMap<_, _> = shown.into_iter().map(|(name, it)| (name, it.count)).collect();
        assert_eq!(shown, counted, "{facet:?}");
    }
}

#[test]
fn a_row_s_filter_shows_as_many_as_the_row_says() {
    let shared = ingest().log();
    let log = shared.read().expect("nobody panicked");
    let mut all = View::new(Question::default());
    all.advance(&log, usize::MAX);
    for facet in StatsState::TABS {
        let (rows, _) = stats_rows(&log, &all, facet).expect("it is counted");
        for row in rows {
            let text = row.term(facet).to_string();
            let context = crate::query::Context {
                now: crate::event::Instant(0),
                zone: Zone::utc(),
                destinations: log.destinations().names().to_vec(),
            };
            let predicate = crate::query::Predicate::read(&text, &context).expect("it is a filter");
            let mut view = View::new(Question { predicate, ..Question::default() });
            view.advance(&log, usize::MAX);
            assert_eq!(view.ids().len() as u64, row.volume.count, "{text}");
        }
    }
}

#[test]
fn rows_are_sorted_by_any_column_and_what_has_no_value_stands_last() {
    let shared = ingest().log();
    let log = shared.read().expect("nobody panicked");
    let mut view = View::new(Question::default());
    view.advance(&log, usize::MAX);
    let (mut rows, _) = stats_rows(&log, &view, Facet::Event).expect("it is counted");
    let mut sorted = |column, reversed| -> Vec<String> {
        sort_stats(&mut rows, Sort { column, reversed });
        rows.iter().map(|row| row.name.clone()).collect()
    };
    assert_eq!(sorted(COUNT, false), ["a", "c", "UnhandledError", "b", ""]);
    assert_eq!(sorted(COUNT, true), ["UnhandledError", "b", "", "a", "c"]);
    assert_eq!(sorted(NAME, false), ["UnhandledError", "a", "b", "c", ""]);
    assert_eq!(sorted(LAST, false).first().map(String::as_str), Some("c"));
}
