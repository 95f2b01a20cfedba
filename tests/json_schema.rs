//! The JSON contract of one event, held against the JSON Schema in the repository: what is
//! written passes, and what would break a script does not.

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonschema::Validator;
use rstest::rstest;
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use telltail::classify::Rules;
use telltail::event::{
    Decided, Declared, Event, EventId, Evidence, Instant, Kind, Level, LogLevel, Payload, Property,
    Purpose, Purposes, Telemetry, Where, Zone,
};
use telltail::pipeline::Ingest;
use telltail::store::SourceFacts;

const SCHEMA: &str = include_str!("../schema/telltail-event.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is a schema")
}

/// What is wrong with `value`, by the schema.
fn faults(value: &Value) -> Vec<String> {
    let validator = validator();
    validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

fn property(key: &str, value: &Value) -> Property {
    Property { key: key.to_owned(), value: to_raw_value(value).expect("JSON") }
}

fn at() -> Where {
    Where {
        source: "remoteTelemetry.log".to_owned(),
        path: "/logs/20261121T013859/remoteTelemetry.log".to_owned(),
        line: 7,
        offset: 9001,
        length: 1409,
    }
}

/// A record of `kind` with nothing but what every one has.
fn bare(kind: Kind) -> Event {
    Event {
        time: None,
        zone: Zone::utc(),
        kind,
        level: None,
        log_level: None,
        producer: None,
        product: "unknown".to_owned(),
        session: None,
        message: None,
        telemetry: None,
        notes: Vec::new(),
        at: Where { path: String::new(), source: "-".to_owned(), line: 1, ..Where::default() },
    }
}

fn telemetry() -> Telemetry {
    Telemetry {
        name: "acme.demo/trusted".to_owned(),
        event: "trusted".to_owned(),
        version: Some("1.2.3".to_owned()),
        level_by: Evidence::Rule,
        level_why: "no rule says otherwise".to_owned(),
        destination: Decided {
            value: "coder".to_owned(),
            by: Evidence::Guess,
            why: "code-server wrote it".to_owned(),
        },
        purposes: [Purpose::FeatureInsight, Purpose::BusinessInsight].into_iter().collect(),
        declared: Declared::Yes,
        undeclared: vec!["path".to_owned()],
        payload: Payload {
            properties: vec![
                property("path", &json!("/home/alice")),
                property("path", &json!({"last": ["counts", null]})),
            ],
            measurements: vec![property("ms", &json!(3.5)), property("odd", &json!("NaN"))],
            common: vec![property("common.extname", &json!("acme.demo"))],
            extra: vec![property("issuedTime", &json!(false))],
        },
        session_id: Some("8d1f".to_owned()),
        machine: Some("0af3".to_owned()),
        seq: Some(-1),
        redacted: vec!["Email".to_owned()],
        truncated: vec!["big".to_owned()],
        on: "both",
    }
}

/// An event with everything that an event can have.
fn whole() -> Event {
    Event {
        time: Some(Instant(1_795_225_139_846)),
        zone: Zone::given("-03:30").expect("a zone"),
        level: Some(Level::Usage),
        log_level: Some(LogLevel::Trace),
        producer: Some("acme.demo".to_owned()),
        session: Some("20261121T013859".to_owned()),
        telemetry: Some(Box::new(telemetry())),
        notes: vec!["the JSON is broken at byte 12".to_owned()],
        at: at(),
        ..bare(Kind::Event)
    }
}

/// An event about which next to nothing is known.
fn least() -> Event {
    let purposes = Purposes::only(Purpose::Unknown);
    let telemetry = Telemetry {
        version: None,
        purposes,
        declared: Declared::Unknown,
        undeclared: Vec::new(),
        payload: Payload::default(),
        session_id: None,
        machine: None,
        seq: None,
        redacted: Vec::new(),
        truncated: Vec::new(),
        on: "log",
        ..telemetry()
    };
    Event { level: Some(Level::Crash), telemetry: Some(Box::new(telemetry)), ..bare(Kind::Event) }
}

fn log(level: LogLevel) -> Event {
    Event {
        time: Some(Instant(0)),
        level: level.level(),
        log_level: Some(level),
        message: Some("hello".to_owned()),
        producer: Some("acme.demo".to_owned()),
        at: at(),
        ..bare(Kind::Log)
    }
}

fn raw() -> Event {
    Event { message: Some(String::new()), ..bare(Kind::Raw) }
}

fn json_of(event: &Event) -> Value {
    serde_json::to_value(event).expect("an event is JSON")
}

#[test]
fn the_schema_is_itself_valid_and_describes_every_key() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let keys = schema["properties"].as_object().expect("keys");
    for (key, value) in keys {
        assert!(value["description"].is_string(), "{key} has no description");
    }
    let named: BTreeSet<_> = keys.keys().cloned().collect();
    let written: BTreeSet<_> = [json_of(&whole()), json_of(&raw())]
        .iter()
        .flat_map(|value| value.as_object().expect("an object").keys().cloned())
        .collect();
    assert_eq!(named, written, "the schema and the program know different keys");
}

#[test]
fn what_only_events_have_is_what_the_schema_forbids_elsewhere() {
    let schema = schema();
    let forbidden: BTreeSet<_> =
        schema["$defs"]["no_telemetry"]["properties"].as_object().expect("keys").keys().collect();
    let (event, log) = (json_of(&whole()), json_of(&log(LogLevel::Info)));
    let elsewhere = ["notes", "session"];
    let own: BTreeSet<_> = event
        .as_object()
        .expect("an object")
        .keys()
        .filter(|key| log.get(key).is_none() && !elsewhere.contains(&key.as_str()))
        .collect();
    assert_eq!(forbidden, own);
}

#[test]
fn every_kind_of_event_passes() {
    let mut events = vec![whole(), least(), raw()];
    events.extend(LogLevel::ALL.map(log));
    for event in &events {
        let value = json_of(event);
        assert_eq!(faults(&value), Vec::<String>::new(), "{value:#}");
    }
}

#[rstest]
#[case(Declared::Yes, Purpose::None)]
#[case(Declared::No, Purpose::Undeclared)]
#[case(Declared::Unknown, Purpose::Unknown)]
fn every_way_of_having_no_purpose_passes(#[case] declared: Declared, #[case] purpose: Purpose) {
    let mut event = least();
    if let Some(telemetry) = &mut event.telemetry {
        (telemetry.declared, telemetry.purposes) = (declared, Purposes::only(purpose));
    }
    assert_eq!(faults(&json_of(&event)), Vec::<String>::new());
}

#[test]
fn what_was_seen_on_the_wire_passes() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-logs/wire");
    let rules = Rules::embedded().expect("rules");
    let mut ingest = Ingest::new(rules, Arc::default(), Zone::utc());
    for entry in std::fs::read_dir(folder).expect("the samples") {
        let label = entry.expect("a sample").path().display().to_string();
        let bytes = std::fs::read(&label).expect("a sample");
        let facts = SourceFacts { label, product: "unknown".to_owned(), ..SourceFacts::default() };
        let source = ingest.add_source(facts).expect("a source");
        ingest.bytes(source, &bytes);
        ingest.finish_part(source);
    }
    let log = ingest.log();
    let log = log.read().expect("the log");
    let rows = (0..log.len() as u32).filter_map(|id| log.row(EventId(id)));
    let values: Vec<_> = rows.map(|row| json_of(&log.text(row).whole().event())).collect();
    assert!(values.iter().filter(|value| value["on"] == "wire").count() > 20);
    assert!(values.iter().any(|value| value["destination_by"] == "wire"));
    for value in values {
        assert_eq!(faults(&value), Vec::<String>::new(), "{value:#}");
    }
}

#[test]
fn keys_of_the_future_are_ignored() {
    let mut value = json_of(&whole());
    value["colour"] = json!({"of": "magic"});
    assert_eq!(faults(&value), Vec::<String>::new());
}

#[rstest]
#[case(whole(), &[
    "kind", "product", "source", "line", "offset", "length", "level", "level_by", "level_why",
    "name", "event", "destination", "destination_by", "destination_why", "purposes", "declared",
    "on",
])]
#[case(log(LogLevel::Info), &["kind", "product", "message", "source", "line"])]
#[case(raw(), &["kind", "message", "source", "line"])]
fn what_is_required_must_be_there(#[case] event: Event, #[case] keys: &[&str]) {
    for key in keys {
        let mut value = json_of(&event);
        assert!(value.as_object_mut().expect("an object").remove(*key).is_some(), "{key}");
        assert!(!faults(&value).is_empty(), "passes without {key}");
    }
}

#[rstest]
#[case("time", json!("2026-11-21T01:38:59.846Z"))]
#[case("time", json!("2026-11-21T01:38:59+00:00"))]
#[case("time", json!("2026-11-21 01:38:59.846+00:00"))]
#[case("time", json!("2026-13-21T01:38:59.846+00:00"))]
#[case("time", json!(1_795_225_139_846_u64))]
#[case("kind", json!("telemetry"))]
#[case("level", json!("info"))]
#[case("level", json!("Usage"))]
#[case("level_by", json!("catalog"))]
#[case("log_level", json!("warn"))]
#[case("name", json!(""))]
#[case("destination", json!(null))]
#[case("destination_by", json!("high"))]
#[case("destination_why", json!(""))]
#[case("purposes", json!([]))]
#[case("purposes", json!("FeatureInsight"))]
#[case("purposes", json!(["featureinsight"]))]
#[case("purposes", json!(["FeatureInsight", "FeatureInsight"]))]
#[case("purposes", json!(["FeatureInsight", "none"]))]
#[case("purposes", json!(["undeclared"]))]
#[case("purposes", json!(["unknown"]))]
#[case("declared", json!("no"))]
#[case("declared", json!(true))]
#[case("undeclared", json!([]))]
#[case("undeclared", json!(["a", "a"]))]
#[case("undeclared", json!([1]))]
#[case("properties", json!([]))]
#[case("properties", json!({}))]
#[case("measurements", json!("3"))]
#[case("seq", json!("0"))]
#[case("redacted", json!("Email"))]
#[case("notes", json!([]))]
#[case("on", json!("disk"))]
#[case("path", json!(""))]
#[case("line", json!(0))]
#[case("offset", json!(-1))]
#[case("length", json!(1.5))]
fn a_wrong_value_fails(#[case] key: &str, #[case] wrong: Value) {
    let mut value = json_of(&whole());
    value[key] = wrong;
    assert!(!faults(&value).is_empty(), "passes: {value:#}");
}

#[rstest]
#[case(log(LogLevel::Info), "level", json!("usage"))]
#[case(log(LogLevel::Info), "destination", json!("microsoft"))]
#[case(log(LogLevel::Info), "purposes", json!(["unknown"]))]
#[case(raw(), "level", json!("info"))]
#[case(raw(), "log_level", json!("info"))]
#[case(raw(), "name", json!("a/b"))]
#[case(least(), "undeclared", json!(["a"]))]
fn what_a_kind_does_not_have_fails(#[case] event: Event, #[case] key: &str, #[case] value: Value) {
    let mut json = json_of(&event);
    json[key] = value;
    assert!(!faults(&json).is_empty(), "passes: {json:#}");
}
