//! What `print --format json` writes is a log again: read and written once more it is the same,
//! byte for byte, whatever the records were.
#![expect(clippy::unwrap_used, reason = "what cannot be read ends its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use proptest::prelude::*;
use serde_json::Value;
use telltail::catalog::Catalog;
use telltail::classify::Rules;
use telltail::event::{EventId, Format, Zone};
use telltail::pipeline::Ingest;
use telltail::query::{Context, Predicate, Truth};
use telltail::report::event_json;
use telltail::store::SourceFacts;

/// The bytes of one file, and what is known of it by its place.
struct File {
    label: &'static str,
    path: String,
    product: &'static str,
    session: Option<&'static str>,
    bytes: Vec<u8>,
}

impl File {
    fn named(label: &'static str, bytes: Vec<u8>) -> Self {
        let path = format!("/logs/20260314T092653/{label}");
        Self { label, path, product: "code", session: Some("20260314T092653"), bytes }
    }
}

fn ingest(zone: &str) -> Ingest {
    let rules = Rules::embedded().unwrap();
    Ingest::new(rules, Arc::new(Catalog::default()), Zone::given(zone).unwrap())
}

/// Everything that was read, in merged order, as it is printed.
fn printed(ingest: &mut Ingest) -> Vec<u8> {
    ingest.caught_up();
    let log = ingest.log();
    let log = log.read().unwrap_or_else(PoisonError::into_inner);
    let mut ids: Vec<EventId> = (0..log.len() as u32).map(EventId).collect();
    ids.sort_by_key(|id| log.merge_key(*id));
    let mut out = Vec::new();
    for id in ids {
        event_json(&mut out, &log.text(log.row(id).unwrap()).whole().event()).unwrap();
    }
    out
}

fn read(files: &[File], zone: &str) -> Ingest {
    let mut ingest = ingest(zone);
    for file in files {
        let facts = SourceFacts {
            label: file.label.to_owned(),
            path: file.path.clone(),
            product: file.product.to_owned(),
            session: file.session.map(str::to_owned),
            bearing: file.label.to_lowercase().contains("telemetry"),
            ..SourceFacts::default()
        };
        let source = ingest.add_source(facts).unwrap();
        ingest.bytes(source, &file.bytes);
        ingest.finish_part(source);
    }
    ingest
}

/// The same, of lines as they were printed.
fn reread(lines: &[u8]) -> Ingest {
    let file = File {
        label: "saved",
        path: "/saved".to_owned(),
        product: "unknown",
        session: None,
        bytes: lines.to_vec(),
    };
    read(&[file], "UTC")
}

#[track_caller]
fn comes_again(files: &[File], zone: &str) -> Vec<u8> {
    let first = printed(&mut read(files, zone));
    let again = printed(&mut reread(&first));
    let lines = |bytes: &[u8]| -> Vec<String> {
        String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
    };
    assert_eq!(lines(&again), lines(&first));
    assert_eq!(again, first);
    first
}

fn sample(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(path)).unwrap()
}

/// Every file below a folder.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { below(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_sample_comes_again_as_it_was() {
    let mut files = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs"), &mut files);
    assert!(files.len() > 15, "{}", files.len());
    for file in files {
        for zone in ["UTC", "Europe/Berlin"] {
            for label in ["remoteTelemetry.log", "main.log"] {
                comes_again(&[File::named(label, fs::read(&file).unwrap())], zone);
            }
        }
    }
}

#[test]
fn events_that_were_logged_and_posted_are_both_again() {
    let log = "2026-11-20 09:00:01.000 [trace] acme.demo/opened {\"properties\":{\"a\":\"b\",\"common.extname\":\"acme.demo\"},\"measurements\":{\"n\":1}}\n";
    let post = "{\"ver\":1,\"data\":{\"baseType\":\"EventData\",\"baseData\":{\"ver\":2,\"name\":\"acme.demo/opened\",\"properties\":{\"a\":\"b\",\"common.extname\":\"acme.demo\"},\"measurements\":{\"n\":1}}},\"iKey\":\"11111111-2222-4333-8444-555555555555\",\"name\":\"x.Event\",\"time\":\"2026-11-20T09:00:01.020Z\"}\n";
    let files = [File::named("telemetry.log", log.into()), File::named("post.json", post.into())];
    let lines = comes_again(&files, "UTC");
    let words = |lines: &[u8]| String::from_utf8_lossy(lines).matches("\"on\":\"both\"").count();
    assert_eq!(words(&lines), 2);
    // Of one without the other it is still told.
    let one = lines.split_inclusive(|byte| *byte == b'\n').next().unwrap();
    assert_eq!(printed(&mut reread(one)), one);
}

#[test]
fn sources_are_what_they_were_and_the_file_is_one_without_events() {
    let files = [
        File::named("remoteTelemetry.log", sample("20260314T092653/remoteTelemetry.log")),
        File::named("main.log", b"2026-03-14 09:26:53.589 [info] started\n".to_vec()),
    ];
    let lines = comes_again(&files, "UTC");
    let ingest = reread(&lines);
    let log = ingest.log();
    let log = log.read().unwrap();
    let mut sources: Vec<_> =
        log.sources().map(|(id, facts, _)| (facts.label.clone(), log.volume(id).0)).collect();
    let teller = sources.remove(0);
    assert_eq!(teller, ("saved".to_owned(), 0));
    sources.sort();
    assert_eq!(sources[0], ("main.log".to_owned(), 1));
    assert_eq!(sources[1].0, "remoteTelemetry.log");
    let facts = log.sources().find(|(_, facts, _)| facts.label == "main.log").unwrap().1;
    assert_eq!(
        (facts.product.as_str(), facts.session.as_deref()),
        ("code", Some("20260314T092653"))
    );
    assert_eq!(facts.path, "/logs/20260314T092653/main.log");
    let teller = log.sources().next().unwrap().1.format.clone().unwrap();
    assert_eq!(teller.format, Format::Ndjson);
    assert_eq!(teller.why, "line 1 is an event as telltail prints it");
}

/// How many events pass a filter.
fn passing(ingest: &Ingest, filter: &str) -> usize {
    let predicate = Predicate::read(filter, &Context::default()).unwrap();
    let log = ingest.log();
    let log = log.read().unwrap();
    let rows = (0..log.len() as u32).filter_map(|id| log.row(EventId(id)));
    rows.filter(|row| {
        let by_columns = predicate.eval(row);
        let by_text = predicate.eval(&log.text(*row).whole());
        assert!(by_columns == Truth::Unknown || by_columns == by_text, "{filter}");
        by_text == Truth::True
    })
    .count()
}

#[test]
fn filters_say_the_same() {
    let files = [
        File::named("remoteTelemetry.log", sample("20260314T092653/remoteTelemetry.log")),
        File::named("hostile.telemetry.log", sample("hostile.telemetry.log")),
        File::named("post.json", sample("wire/mixed.ndjson")),
    ];
    let mut first = read(&files, "Europe/Berlin");
    let again = reread(&printed(&mut first));
    for filter in [
        "kind=event",
        "kind=log",
        "kind=raw",
        "level:error",
        "dest:microsoft",
        "dest:unknown",
        "by:guess",
        "on:wire",
        "on:log",
        "size>300",
        "size<100",
        "line<5",
        "source:remote",
        "session:2026",
        "product=code",
        "has:note",
        "has:version",
        "has:seq",
        "has:redacted",
        "has:truncated",
        "any.wire:posthog",
        "has:any.host",
        "producer:vscode",
        "time>09:27",
        "has:time",
        "level",
        "-level",
        "kind",
        "vscode",
        "message:e",
        "has:machine",
    ] {
        assert_eq!(passing(&again, filter), passing(&first, filter), "{filter}");
    }
}

#[test]
fn a_line_that_tells_of_no_record_is_a_raw_record_that_says_so() {
    for line in [
        r#"{"kind":"event","source":"x","line":1,"offset":0}"#,
        r#"{"kind":"shoe","source":"x","line":1,"offset":0,"length":3}"#,
        r#"{"kind":"event","source":"x","line":-1,"offset":0,"length":3}"#,
        "{}",
    ] {
        let mut ingest = ingest("UTC");
        ingest.read_as(Format::Ndjson);
        let source = ingest.add_source(SourceFacts::default()).unwrap();
        ingest.bytes(source, line.as_bytes());
        ingest.finish_part(source);
        let lines = printed(&mut ingest);
        let event: Value = serde_json::from_slice(&lines).unwrap();
        assert_eq!(event["kind"], "raw", "{line}");
        assert!(event["notes"][0].is_string(), "{line}: {event}");
    }
}

/// Records of every sort, whole and broken.
fn records() -> impl Strategy<Value = Vec<u8>> {
    let stamps = (0..3_u32, 0..60_u32, 0..4_u32).prop_map(|(minute, second, milli)| {
        format!("2026-03-14 09:{minute:02}:{second:02}.00{milli}")
    });
    let payloads = prop::sample::select(vec![
        r#" {"properties":{"a":"b","n":"1"},"measurements":{"m":1.50}}"#,
        r#" {"a":1,"b":{"c":[1,"x"]},"common.extname":"acme.demo","common.extversion":"1.2.3"}"#,
        r#" {"properties":{"p":"\u202e\u0000é","a":"x","a":"y"},"measurements":{},"extra":1e999}"#,
        r#" {"properties":{"sessionID":"s-1","common.machineId":"m","version":"1.9","timestamp":"2026-03-14T09:26:53.589Z"},"measurements":{"common.sequence":7}}"#,
        r#" {"messagesJson":"a","messagesJson_02":"b","messagesJson_04":"d"}"#,
        r#" {"a":"<REDACTED: Email> and /home/x"}"#,
        r#" {"a":"#,
        r#" {"a":}"#,
        " {}",
        "",
    ]);
    let names = prop::sample::select(vec![
        "[trace] telemetry/editorOpened",
        "[trace] acme.demo/opened",
        "[trace] exception",
        "[trace] GitHub.copilot-chat/response.success",
        "[info] a message",
        "[error] boom {\"a\":1}",
        "[warning] \u{1b}[31mred",
    ]);
    let tails =
        prop::sample::select(vec!["\n", "\r\n", "\n    at f (x.js:1:2)\n\n", "\n{\"a\":1}\n"]);
    let record = (stamps, names, payloads, tails).prop_map(|(stamp, name, payload, tail)| {
        format!("{stamp} {name}{payload}{tail}").into_bytes()
    });
    prop_oneof![
        8 => record,
        1 => prop::collection::vec(any::<u8>(), 0..40),
        1 => Just(b"2026-03-14 09:26:53.589 [trace] acme.demo/x {\"a\":\"\xff\xfe\"}\n".to_vec()),
        1 => "[ -~]{0,30}\n".prop_map(String::into_bytes),
    ]
}

fn logs() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(records(), 0..12).prop_map(|records| records.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_was_logged_comes_again(one in logs(), two in logs(), main in logs()) {
        let files = [
            File::named("remoteTelemetry.log", one),
            File::named("telemetry.log", two),
            File::named("main.log", main),
            File::named("post.json", sample("wire/mixed.ndjson")),
        ];
        comes_again(&files, "Europe/Berlin");
    }

    #[test]
    fn any_object_can_be_told(members in prop::collection::vec((prop::sample::select(vec![
        "time", "kind", "level", "name", "event", "message", "properties", "extra", "on", "notes", "source", "path",
        "line", "offset", "length", "seq", "log_level", "redacted",
    ]), prop::sample::select(vec![
        "1", "-1", "18446744073709551615", "\"event\"", "\"raw\"", "\"log\"", "\"both\"", "{}", "{\"wire\":1}", "[]", "[\"a\",1]",
        "null", "\"2026-11-21T01:38:59.846+00:00\"", "\"9999-12-31T23:59:59.999-23:59\"", "\"\\ud800\"",
    ])), 0..20)) {
        let members: Vec<_> = members.iter().map(|(key, json)| format!("\"{key}\":{json}")).collect();
        let line = format!("{{\"kind\":\"event\",\"source\":\"s\",\"line\":1,\"offset\":0,\"length\":1,{}}}", members.join(","));
        let _ = printed(&mut reread(line.as_bytes()));
    }
}
