//! Exports of any records: the same bytes in whatever stretches they are written, and nothing that
//! a log says is anything but text in them.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

use std::sync::{Arc, PoisonError};

use jiff::civil::date;
use proptest::prelude::*;
use telltail::audit::Waivers;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::Zone;
use telltail::pipeline::{Ingest, SharedLog};
use telltail::privacy::{Identity, Redactor};
use telltail::report::{Export, Form, Report, default_columns};
use telltail::store::SourceFacts;

/// A log of what was written, and who reads it.
fn log(text: &[u8]) -> (Ingest, SharedLog) {
    let rules = Rules::embedded().unwrap();
    let mut ingest = Ingest::new(rules, Arc::new(Catalog::default()), Zone::utc());
    let facts = SourceFacts {
        label: "telemetry.log".to_owned(),
        path: "logs/telemetry.log".to_owned(),
        bearing: true,
        ..SourceFacts::default()
    };
    let source = ingest.add_source(facts).unwrap();
    ingest.bytes(source, text);
    ingest.finish_part(source);
    ingest.settle();
    let log = ingest.log();
    (ingest, log)
}

fn report(ingest: &Ingest) -> Report {
    Report {
        auditor: ingest.auditor(),
        which: "all events".to_owned(),
        filter: "level:error | <b>".to_owned(),
        whole: true,
        show_values: false,
        folder: String::new(),
        waivers: Waivers::default(),
        today: date(2026, 11, 21),
    }
}

fn form(at: usize, ingest: &Ingest) -> Form {
    match at {
        0 => Form::Ndjson,
        1 => Form::Csv(default_columns()),
        2 => Form::Raw,
        _ => Form::Markdown(Box::new(report(ingest))),
    }
}

/// All of a log in a form, so many events at a time.
fn exported(ingest: &Ingest, log: &SharedLog, at: usize, events: usize, redact: bool) -> Vec<u8> {
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let redactor = redact.then(|| Redactor::new(Identity::default()));
    let ids = log.in_order().collect();
    let mut export = Export::new(log.id(), ids, form(at, ingest), redactor);
    let mut out = Vec::new();
    while !export.advance(&log, events, &mut out).unwrap() {
        let (done, of) = export.progress();
        assert!(done <= of);
    }
    export.end(&log, &mut out).unwrap();
    out
}

/// Lines of a log, and what is none.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let value = r"[ -~]{0,20}|[|<>`*_#@\[\]]{0,12}|/home/alice/[a-z]{1,8}|a[a-z]{1,5}@contoso\.com";
    let event = ("[a-z]{1,6}", value, 0..3_i32).prop_map(|(name, value, key)| {
        let value = serde_json::Value::from(value);
        format!("[trace] acme.demo/{name} {{\"properties\":{{\"k{key}\":{value}}}}}").into_bytes()
    });
    let entry = "[ -~]{0,30}".prop_map(|text| format!("[info] {text}").into_bytes());
    let any = proptest::collection::vec(any::<u8>(), 0..40);
    let line = prop_oneof![6 => event, 2 => entry, 1 => any];
    proptest::collection::vec(line, 0..30).prop_map(|lines| {
        let mut text = Vec::new();
        for (at, line) in lines.into_iter().enumerate() {
            text.extend(format!("2026-11-21 01:39:{:02}.000 ", at % 60).bytes());
            text.extend(line);
            text.push(b'\n');
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_export_is_the_same_in_whatever_stretches(text in lines(), events in 1..8_usize) {
        let (ingest, log) = log(&text);
        for at in 0..4 {
            for redact in [false, true] {
                let whole = exported(&ingest, &log, at, usize::MAX, redact);
                prop_assert_eq!(&whole, &exported(&ingest, &log, at, events, redact));
            }
        }
        prop_assert_eq!(exported(&ingest, &log, 2, events, false), text);
    }

    #[test]
    fn a_table_has_a_row_an_event_and_no_cell_is_run(text in lines()) {
        let (ingest, log) = log(&text);
        let table = exported(&ingest, &log, 1, 4, false);
        let mut csv = csv::Reader::from_reader(&*table);
        let mut rows = 0;
        for row in csv.byte_records() {
            let row = row.unwrap();
            rows += 1;
            for cell in &row {
                let cell = String::from_utf8_lossy(cell);
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                prop_assert!(!runs || cell.parse::<f64>().is_ok(), "{cell:?}");
            }
        }
        prop_assert_eq!(rows, log.read().unwrap().len());
    }

    #[test]
    fn in_a_report_what_a_log_says_is_text(text in lines()) {
        let (ingest, log) = log(&text);
        let page = String::from_utf8(exported(&ingest, &log, 3, 4, false)).unwrap();
        for line in page.lines() {
            let line = line.replace("<br>", "").replace("<code>&#64;</code>", "");
            let line = line.replace("<code>&#35;</code>", "");
            prop_assert!(!line.contains(['<', '>', '@']), "{line}");
            prop_assert!(!line.contains("alice") && !line.contains("contoso"), "{line}");
            if line.starts_with("| ") {
                // What stands behind a backslash is only itself.
                let bars = line.replace(r"\\", "").replace(r"\|", "").matches('|').count();
                prop_assert!([3, 7, 8, 9].contains(&bars), "{bars}: {line}");
            }
        }
    }
}
