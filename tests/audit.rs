//! An audit says the same however a log is gone through: with everything remembered of one event to
//! read the next one by, or each event for itself.
#![expect(clippy::unwrap_used, reason = "a failure here is a panic that says so")]

use std::sync::{Arc, PoisonError};

use proptest::prelude::*;
use telltail::audit::{Audit, Auditor, Context, Desks, Finding, Policy};
use telltail::catalog::{Catalog, load_bytes};
use telltail::classify::Rules;
use telltail::event::Zone;
use telltail::pipeline::{Ingest, SharedLog};
use telltail::privacy::{Identity, Scanner};
use telltail::store::SourceFacts;

const CATALOG: &str = r#"{"events":{"acme.demo/a":{"x":{"classification":"SystemMetaData",
    "purpose":"FeatureInsight"},"n":{"classification":"SystemMetaData","purpose":"FeatureInsight",
    "isMeasurement":true}}},"commonProperties":{}}"#;

/// Values that are alike, of every kind, harmless or not, and broken ones.
const VALUES: [&str; 22] = [
    r#""startup""#,
    r#""startup2""#,
    r#""start""#,
    r#""""#,
    "null",
    "1",
    "12",
    "1.5e3",
    "1.2.3",
    "-",
    "true",
    "false",
    "tru",
    r#"{"a":1}"#,
    r#"["x"]"#,
    r#""/home/alice/raw/path""#,
    r#""a\"b\\c\u00e9""#,
    r#""\q""#,
    r#""bob@example.com""#,
    r#""<REDACTED: Email>""#,
    r#""0af3c1d2-5b7e-4c9a-8d21-9f6e3b2a7c54""#,
    "\"broken \u{1}\"",
];

const KEYS: [&str; 5] = ["x", "y", "n", "x_02", "common.extname"];

/// One record: its name, the keys of its payload and their values.
fn record() -> impl Strategy<Value = String> {
    let member = (0..KEYS.len(), prop_oneof![3 => 0..4usize, 2 => 0..VALUES.len()]);
    let members = prop::collection::vec(member, 0..6);
    (prop::sample::select(vec!["a", "b"]), members, any::<bool>()).prop_map(
        |(name, members, nested)| {
            let members: Vec<_> = members
                .iter()
                .map(|(key, at)| format!("\"{}\":{}", KEYS[*key], VALUES[*at]))
                .collect();
            let members = members.join(",");
            let payload = if nested {
                format!("{{\"properties\":{{{members}}},\"measurements\":{{\"ms\":1}}}}")
            } else {
                format!("{{{members}}}")
            };
            format!("2026-11-21 01:39:15.751 [trace] acme.demo/{name} {payload}\n")
        },
    )
}

fn log_of(records: &[String]) -> SharedLog {
    let catalog = load_bytes("telemetry.json".as_ref(), CATALOG.as_bytes())
        .map_or_else(|_| Catalog::default(), |loaded| loaded.catalog);
    let mut ingest = Ingest::new(Rules::embedded().unwrap(), Arc::new(catalog), Zone::utc());
    let label = "extHostTelemetry.log".to_owned();
    let facts = SourceFacts { label, bearing: true, ..SourceFacts::default() };
    let source = ingest.add_source(facts).unwrap();
    for record in records {
        ingest.bytes(source, record.as_bytes());
    }
    ingest.finish_part(source);
    ingest.log()
}

/// What an audit finds that forgets all after so many events.
fn findings(log: &SharedLog, at_once: usize) -> Vec<Finding> {
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let context = Context::new(Policy::default(), Scanner::new(Identity::default()));
    let mut audit = Audit::new(Arc::new(Auditor::new(context)));
    while !audit.advance(&log, at_once, &mut Desks::default()) {}
    audit.conclude(&log);
    audit.findings(&log).list
}

proptest! {
    #[test]
    fn what_is_remembered_of_one_event_changes_nothing_that_is_said_of_the_next(
        records in prop::collection::vec(record(), 1..40),
    ) {
        let log = log_of(&records);
        let at_once = findings(&log, usize::MAX);
        let told = |findings: &[Finding]| -> Vec<_> {
            findings
                .iter()
                .map(|it| (it.clone(), it.seen.as_ref().map(telltail::audit::Seen::oldest)))
                .map(|(it, places)| (Finding { seen: None, ..it.clone() }, it.count(), places))
                .collect()
        };
        prop_assert_eq!(told(&at_once), told(&findings(&log, 1)));
    }
}
