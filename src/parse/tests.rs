use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::event::{Clock, Grammar, Kind, LogLevel, Scalar, Scope, Stamp};

/// Bytes of `2026-03-14 09:26:53.589 [trace] `.
const HEAD: &str = "2026-03-14 09:26:53.589 [trace] ";

fn stamp(level: LogLevel, head_len: usize) -> Stamp {
    Stamp { grammar: Grammar::Current, clock: Some(Clock::Wall(7)), level, head_len, logger: None }
}

/// The head of a trace record that says `text`, and the record.
fn traced(text: &str, bearing: bool) -> (Head, String) {
    let record = format!("{HEAD}{text}\n");
    (head(record.as_bytes(), Some(&stamp(LogLevel::Trace, HEAD.len())), bearing), record)
}

/// Name and payload of an event; `None` where the record is no event.
fn parts(text: &str, bearing: bool) -> Option<(String, Option<String>, Notes)> {
    let (head, record) = traced(text, bearing);
    let name = head.name_in(record.as_bytes())?.into_owned();
    assert_eq!(head.kind, Kind::Event);
    let body = head.body.map(|body| record[body].to_owned());
    Some((name, body, head.notes))
}

#[rstest]
#[case(r#"telemetry/x {"a":1}"#, "telemetry/x", Some(r#"{"a":1}"#), Notes::default())]
#[case("acme.x/noData {}", "acme.x/noData", Some("{}"), Notes::default())]
#[case(r#"exception {"k":"v"}"#, "exception", Some(r#"{"k":"v"}"#), Notes::default())]
#[case("exception", "exception", None, Notes::NO_PAYLOAD)]
#[case("some words a/b", "some words a/b", None, Notes::NO_PAYLOAD)]
#[case("a/we ird\nname {\"a\":1}", "a/we ird\nname", Some(r#"{"a":1}"#), Notes::default())]
#[case(r#"a/b {x} {"a":1}"#, "a/b {x}", Some(r#"{"a":1}"#), Notes::default())]
#[case(r#"a/b {"c" {"d":{}}"#, r#"a/b {"c""#, Some(r#"{"d":{}}"#), Notes::default())]
#[case(r#"a/b {} {"d":"e {}"}"#, "a/b {}", Some(r#"{"d":"e {}"}"#), Notes::default())]
#[case(r#"a/b {"x": {"y":1}}"#, "a/b", Some(r#"{"x": {"y":1}}"#), Notes::default())]
#[case(r#"a/b {"x {"y}"#, "a/b", Some(r#"{"x {"y}"#), Notes::BROKEN)]
#[case(r#"a/b {"x":1"#, "a/b", Some(r#"{"x":1"#), Notes::CUT)]
#[case("a/b {\"x\":1}\nstray", "a/b", Some("{\"x\":1}\nstray"), Notes::CUT)]
#[case("a/b {", "a/b", Some("{"), Notes::CUT)]
#[case("a/b {x:1}", "a/b", Some("{x:1}"), Notes::default())]
fn in_a_telemetry_log_a_trace_record_with_a_name_is_an_event(
    #[case] text: &str,
    #[case] name: &str,
    #[case] body: Option<&str>,
    #[case] notes: Notes,
) {
    let expected = (name.to_owned(), body.map(str::to_owned), notes);
    assert_eq!(parts(text, true), Some(expected));
}

#[rstest]
#[case("====")]
#[case("")]
#[case("words only")]
#[case(r#"initData {"path":"/a/b"}"#)]
#[case(r#"{"a/b":1}"#)]
#[case("exceptional {}")]
fn in_a_telemetry_log_a_trace_record_without_a_name_is_a_log(#[case] text: &str) {
    assert_eq!(parts(text, true), None);
    assert_eq!(traced(text, true).0.kind, Kind::Log);
}

#[test]
fn only_trace_records_are_events() {
    let record = b"2026-03-14 09:26:53.589 [info] telemetry/x {}";
    let head = head(record, Some(&stamp(LogLevel::Info, 31)), true);
    assert_eq!(
        (head.kind, head.level, head.clock),
        (Kind::Log, Some(LogLevel::Info), Some(Clock::Wall(7)))
    );
    assert_eq!(&record[head.message], b"telemetry/x {}");
}

#[rstest]
#[case("telemetry/x {\"typeId\":\"y\"}", true)]
#[case("telemetry/x", true)]
#[case(r#"a/b {"properties":{"common.extname":"c"}}"#, true)]
#[case(r#"exception {"common.extname":"c"}"#, true)]
#[case(r#"a/b {"sessionID":"1","commitHash":"2"}"#, true)]
#[case(r#"a/b {"unique_id":"1","common_extname":"2"}"#, true)]
#[case("a/b", false)]
#[case("a/b {}", false)]
#[case("exception", false)]
#[case(r#"a/b {"sessionID":"1"}"#, false)]
#[case(r#"a/b {"x":"common.extname"}"#, false)]
#[case(r#"a/b {"x":"{\"common.extname\":1}"}"#, false)]
#[case(r#"initData {"common.extname":"c"}"#, false)]
fn elsewhere_only_what_has_telemetrys_own_marks_is_an_event(
    #[case] text: &str,
    #[case] expected: bool,
) {
    assert_eq!(parts(text, false).is_some(), expected);
}

#[test]
fn line_ends_and_the_byte_order_mark_are_no_part_of_a_message() {
    let record = b"2026-03-14 09:26:53.589 [trace] telemetry/x {\"a\":1}\r\n\r\n";
    let read = head(record, Some(&stamp(LogLevel::Trace, 32)), true);
    assert_eq!(&record[read.message.clone()], b"telemetry/x {\"a\":1}");
    assert_eq!(read.body_in(record), Some(&b"{\"a\":1}"[..]));
    let raw = head(b"\xef\xbb\xbfplain\r\n", None, true);
    assert_eq!((raw.kind, raw.message, raw.level), (Kind::Raw, 3..8, None));
    assert_eq!(head(b"\r\n", None, true).message, 0..0);
    let empty = b"2026-03-14 09:26:53.589 [trace] \n";
    assert_eq!(head(empty, Some(&stamp(LogLevel::Trace, 32)), true).message, 32..32);
}

#[test]
fn a_name_of_broken_utf8_is_noted() {
    let record = b"2026-03-14 09:26:53.589 [trace] a/\xff {\"x\":1}";
    let head = head(record, Some(&stamp(LogLevel::Trace, 32)), true);
    assert_eq!(head.notes.texts().collect::<Vec<_>>(), ["not valid UTF-8"]);
    assert_eq!(head.name_in(record).unwrap(), "a/\u{fffd}");
}

#[test]
fn many_places_where_a_payload_could_begin_are_not_all_tried() {
    // Each place reads well up to the end, where the last bracket is missing.
    let text = format!("a/b{}", r#" {"a":"#.repeat(200_000)) + "}";
    assert_eq!(parts(&text, true).unwrap().2, Notes::BROKEN);
}

#[rstest]
#[case("telemetry/serverStart", "serverStart", Some("telemetry"))]
#[case("monacoworkbench/a:b", "a:b", Some("monacoworkbench"))]
#[case("acme.audit-demo/tree.visible", "tree.visible", Some("acme.audit-demo"))]
#[case("git/git.repositoryInitialScan", "git.repositoryInitialScan", Some("git"))]
#[case("telemetry/terminal/createInstance", "terminal/createInstance", Some("telemetry"))]
#[case("exception", "exception", None)]
#[case(
    "GitHub.copilot-chat/wrapped-telemetry-event-name-copilot/ghostText.shown-wrapped-telemetry-event-name",
    "copilot/ghostText.shown",
    Some("GitHub.copilot-chat")
)]
#[case("wrapped-telemetry-event-name-copilot/x-wrapped-telemetry-event-name", "copilot/x", None)]
#[case("a/wrapped-telemetry-event-name-", "wrapped-telemetry-event-name-", Some("a"))]
#[case("/x", "x", Some(""))]
#[case("[acme.node] telemetry/run", "run", Some("acme.node"))]
#[case("[a/b] telemetry/run/x", "run/x", Some("a/b"))]
#[case("[] telemetry/run", "run", Some("[] telemetry"))]
#[case("[telemetry] telemetry/run", "run", Some("telemetry"))]
fn a_name_loses_its_prefix_and_its_wrapping(
    #[case] name: &str,
    #[case] event: &str,
    #[case] before: Option<&str>,
) {
    assert_eq!((event_name(name), prefix(name)), (event, before));
}

#[rstest]
#[case("telemetry/terminal/create", "monacoworkbench/terminal/create")]
#[case("acme.demo/x", "acme.demo/x")]
#[case("git/x", "git/x")]
#[case(
    "GitHub.copilot-chat/wrapped-telemetry-event-name-copilot/x-wrapped-telemetry-event-name",
    "copilot/x"
)]
#[case("exception", "exception")]
fn an_event_has_one_name_for_log_and_wire(#[case] logged: &str, #[case] sent: &str) {
    assert_eq!(sent_name(logged), sent_name(sent));
    assert_ne!(sent_name(logged), sent_name("acme.other/x"));
}

#[test]
fn the_core_is_known_by_its_own_prefix_alone() {
    assert!(is_core("telemetry/x") && is_core("monacoworkbench/x"));
    assert!(!is_core("[telemetry] telemetry/x") && !is_core("exception") && !is_core("git/x"));
}

/// `scope:key` of every entry.
fn scopes(json: &str, is_core: bool) -> Vec<String> {
    let body = Body::new(json.as_bytes(), is_core);
    body.entries().map(|entry| format!("{:?}:{}", entry.scope, entry.key)).collect()
}

#[test]
fn a_core_payload_is_told_apart_from_its_common_keys() {
    let json = r#"{"properties":{"reason":"x","sessionID":"s","version":"1","timestamp":"t",
        "abexp.assignmentcontext":"a","common.product":"p"},
        "measurements":{"ms":1.5,"common.sequence":12}}"#;
    assert_eq!(
        scopes(json, true),
        [
            "Properties:reason",
            "Common:sessionID",
            "Common:version",
            "Common:timestamp",
            "Common:abexp.assignmentcontext",
            "Common:common.product",
            "Measurements:ms",
            "Common:common.sequence"
        ]
    );
}

#[test]
fn an_extensions_payload_keeps_keys_that_only_the_core_has_in_common() {
    let json = r#"{"properties":{"version":"1","common.extname":"a.b"},"tagOverrides":{},"x":1}"#;
    assert_eq!(
        scopes(json, false),
        ["Properties:version", "Common:common.extname", "Extra:tagOverrides", "Extra:x"]
    );
}

#[test]
fn a_flat_payload_is_all_its_own_but_for_the_common_keys() {
    let json = r#"{"count":1,"nested":{"a":1},"issuedTime":5,"common.extname":"a.b"}"#;
    assert_eq!(
        scopes(json, false),
        ["Properties:count", "Properties:nested", "Extra:issuedTime", "Common:common.extname"]
    );
    assert!(Body::new(json.as_bytes(), false).is_flat());
}

#[test]
fn measurements_alone_have_the_common_keys_beside_them() {
    let json = r#"{"measurements":{"ms":4},"common.extname":"a.b","own":"x"}"#;
    let expected = ["Measurements:ms", "Common:common.extname", "Properties:own"];
    assert_eq!(scopes(json, false), expected);
    let odd = r#"{"properties":"text","measurements":7}"#;
    assert_eq!(scopes(odd, false), ["Properties:properties", "Properties:measurements"]);
    let half = r#"{"measurements":null,"properties":{"a":1}}"#;
    assert_eq!(scopes(half, false), ["Extra:measurements", "Properties:a"]);
    let empty = r#"{"properties":{},"x":1}"#;
    assert_eq!(scopes(empty, false), ["Extra:x"]);
}

#[test]
fn githubs_own_spelling_of_common_keys_is_known() {
    let json = r#"{"properties":{"unique_id":"u","common_extname":"c","editor_version":"vscode/1",
        "client_sessionid":"s","client_machineid":"m","common_extversion":"2","sku":"free"}}"#;
    let body = Body::new(json.as_bytes(), false);
    let own: Vec<_> = body.entries().filter(|e| e.scope == Scope::Properties).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].key, "sku");
    assert_eq!(body.session_id().unwrap(), "s");
    assert_eq!(body.machine().unwrap(), "m");
    assert_eq!(body.version().unwrap(), "2");
    assert_eq!(body.extname().unwrap(), "c");
    // Without its marks the same key is nobody's common one.
    assert_eq!(scopes(r#"{"editor_version":"x"}"#, false), ["Properties:editor_version"]);
}

#[test]
fn facts_are_read_from_the_common_keys() {
    let json = r#"{"properties":{"sessionID":"s","version":"1.100","common.machineId":"m",
        "timestamp":"2026-03-14T08:26:53.589Z"},"measurements":{"common.sequence":41}}"#;
    let body = Body::new(json.as_bytes(), true);
    assert_eq!(body.session_id().unwrap(), "s");
    assert_eq!(body.machine().unwrap(), "m");
    assert_eq!(body.version().unwrap(), "1.100");
    assert_eq!(body.timestamp().unwrap(), "2026-03-14T08:26:53.589Z");
    assert_eq!(body.seq(), Some(41));
    assert_eq!(body.extname(), None);
}

const FLAT: &str = r#"{"count":3,"flag":true,"nested":{"a":1,"b":{"c":"x"}},"nested.a":"literal",
    "text":"7","count":4,"na\u0069ve":"y","common.extname":"a.b","common.ext.name":"c"}"#;

#[test]
fn a_literal_key_wins_over_a_path_into_nested_values() {
    let body = Body::new(FLAT.as_bytes(), false);
    let own = |key| body.own(key).map(|entry| entry.json);
    assert_eq!(own("nested.a"), Some("\"literal\""));
    assert_eq!(own("nested.b.c"), Some("\"x\""));
    assert_eq!(own("nested.b"), Some(r#"{"c":"x"}"#));
    assert_eq!((own("nested.b.d"), own("flag.x"), own("missing")), (None, None, None));
    assert_eq!(own("count"), Some("4"), "the last value counts");
    assert_eq!(own("naive"), Some("\"y\""), "an escape hides no key");
    assert_eq!(own("common.extname"), None);
}

#[test]
fn numbers_of_a_flat_payload_are_measurements_too() {
    let body = Body::new(FLAT.as_bytes(), false);
    assert_eq!(body.measurement("count").unwrap().json, "4");
    assert_eq!(body.measurement("text"), None);
    let nested = Body::new(br#"{"properties":{"n":1},"measurements":{"m":2}}"#, false);
    assert_eq!(nested.measurement("n"), None);
    assert_eq!(nested.measurement("m").unwrap().json, "2");
}

#[test]
fn a_common_key_is_found_with_and_without_its_prefix() {
    let body = Body::new(FLAT.as_bytes(), false);
    assert_eq!(body.common("extname").unwrap().key, "common.extname");
    assert_eq!(body.common("common.extname").unwrap().key, "common.extname");
    assert_eq!(body.common("ext.name").unwrap().json, "\"c\"");
    assert_eq!((body.common("name"), body.common("count")), (None, None));
    let core = Body::new(br#"{"properties":{"sessionID":"s"}}"#, true);
    assert_eq!(core.common("sessionID").unwrap().json, "\"s\"");
}

#[test]
fn any_gives_each_place_where_a_key_stands_once() {
    let json = br#"{"properties":{"k":"own","common.k":"common"},"measurements":{"k":1},"k":[]}"#;
    let body = Body::new(json, false);
    let any: Vec<_> = body.any("k").map(|entry| entry.json).collect();
    assert_eq!(any, ["\"own\"", "1", "\"common\"", "[]"]);
    assert_eq!(Body::new(FLAT.as_bytes(), false).any("count").count(), 1);
}

#[test]
fn a_lookup_says_the_same_before_and_after_splitting() {
    for key in ["count", "nested.b.c", "naive", "missing", "extname", ""] {
        let fresh = Body::new(FLAT.as_bytes(), false);
        let split = Body::new(FLAT.as_bytes(), false);
        assert_eq!(split.entries().count(), 9);
        assert_eq!(fresh.own(key), split.own(key), "{key}");
        assert_eq!(fresh.common(key), split.common(key), "{key}");
    }
}

#[test]
fn broken_payloads_and_broken_text_are_noted() {
    let broken = Body::new(br#"{"a":1"#, false);
    assert_eq!((broken.entries().count(), broken.notes()), (0, Notes::BROKEN));
    assert_eq!(Body::new(b"[1]", false).notes(), Notes::BROKEN);
    let invalid = Body::new(b"{\"a\":\"\xff\"}", false);
    assert_eq!(invalid.notes(), Notes::INVALID_UTF8);
    assert_eq!(invalid.own("a").unwrap().scalar(), Scalar::Text("\u{fffd}".into()));
    assert!(Body::new(b"{}", false).notes().is_empty());
}

#[test]
fn nesting_of_any_depth_is_no_danger() {
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let body = Body::new(deep.as_bytes(), false);
    assert_eq!(body.own("a").unwrap().json.len(), 400_001);
    assert_eq!(body.own("a.b"), None);
    let cut = format!("{{\"a\":{}", "{\"a\":".repeat(200_000));
    assert_eq!(Body::new(cut.as_bytes(), false).notes(), Notes::BROKEN);
}

#[test]
fn a_payload_keeps_order_and_the_text_of_its_values() {
    let payload = payload(br#"{"b":1.50,"a":{"x": [1]},"common.c":null}"#, false);
    let own: Vec<_> =
        payload.properties.iter().map(|p| format!("{}={}", p.key, p.value.get())).collect();
    assert_eq!(own, ["b=1.50", r#"a={"x": [1]}"#]);
    assert_eq!(payload.scope(Scope::Common)[0].value.get(), "null");
}

#[rstest]
#[case(r#""a\nb""#, Scalar::Text("a\nb".into()))]
#[case(r#""cut \ud83d""#, Scalar::Text("cut \u{fffd}".into()))]
#[case(r#""\udc00\ud83dx""#, Scalar::Text("\u{fffd}\u{fffd}x".into()))]
#[case("12.5", Scalar::Number(12.5))]
#[case("-3e2", Scalar::Number(-300.0))]
#[case("1e999", Scalar::Json("1e999"))]
#[case("true", Scalar::Flag(true))]
#[case("false", Scalar::Flag(false))]
#[case("null", Scalar::Json("null"))]
#[case("{}", Scalar::Json("{}"))]
#[case("\"", Scalar::Json("\""))]
#[case("truth", Scalar::Json("truth"))]
#[case("", Scalar::Json(""))]
fn a_scalar_is_what_a_person_reads(#[case] json: &str, #[case] expected: Scalar<'_>) {
    assert_eq!(scalar(json), expected);
}

#[test]
fn redaction_marks_give_their_labels_once() {
    let json = br#"{"a":"<REDACTED: Email>","b":"at <REDACTED: user-file-path>/x",
        "c":"<REDACTED: Generic Secret> <REDACTED: Email>","d":"<REDACTED: >","e":"<REDACTED: no"}"#;
    let labels = Body::new(json, false).redacted();
    assert_eq!(labels, ["email", "user-file-path", "generic-secret"]);
}

#[test]
fn a_flood_of_redaction_labels_is_bounded() {
    let flood: Vec<_> = (0..50_000).map(|n| format!("<REDACTED: {n}>")).collect();
    let flood = flood.concat();
    assert_eq!(Body::new(flood.as_bytes(), false).redacted().len(), 64);
}

#[test]
fn values_and_keys_of_a_cut_length_are_truncated() {
    let text = |len: usize| format!("\"{}\"", "x".repeat(len));
    let key = "k".repeat(149);
    let json = format!(
        r#"{{"a":{},"b":{},"c":{},"d":{},"e":"{}\ud83d","{key}":1}}"#,
        text(8190),
        text(8191),
        text(8192),
        text(9000),
        "\u{1f600}".repeat(4095),
    );
    assert_eq!(Body::new(json.as_bytes(), false).truncated(), ["b", "c", "e", &key]);
}

#[test]
fn the_older_limit_counts_for_the_core_alone() {
    let text = |len: usize| "x".repeat(len);
    let json = format!(r#"{{"a":"{}","b":"{}","c":"{}"}}"#, text(1022), text(1023), text(1024));
    assert_eq!(Body::new(json.as_bytes(), true).truncated(), ["b"]);
    assert!(Body::new(json.as_bytes(), false).truncated().is_empty());
}

#[test]
fn a_summary_lists_properties_then_measurements() {
    let json = br#"{"properties":{"reason":"startup","common.os":"linux","flag":true},
        "measurements":{"durationMs":12.5}}"#;
    let payload = payload(json, false);
    assert_eq!(summary(&payload, 80), "reason=startup flag=true durationMs=12.5");
    assert_eq!(summary(&payload, 12), "reason=star…");
    assert_eq!(summary(&payload, 0), "");
}

#[test]
fn a_summary_shortens_long_values() {
    let json = format!(r#"{{"a":"{}","b":1}}"#, "ü".repeat(100));
    let line = summary(&payload(json.as_bytes(), false), 80);
    assert_eq!(line, format!("a={}… b=1", "ü".repeat(39)));
}

/// Bytes that look like telemetry, and bytes that do not.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"telemetry/x".to_vec()),
        Just(b"a/b".to_vec()),
        Just(b"exception".to_vec()),
        Just(b" {\"".to_vec()),
        Just(b" {}".to_vec()),
        Just(b"{".to_vec()),
        Just(b"}".to_vec()),
        Just(b"\"properties\":{".to_vec()),
        Just(b"\"common.extname\":\"<REDACTED: E>\",".to_vec()),
        Just(b"\"unique_id\":1,".to_vec()),
        Just(b"\\ud83d\"".to_vec()),
        Just(b"\r\n".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..8),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_head_never_panics_and_its_ranges_lie_inside(
        bytes in text(),
        head_len in 0_usize..40,
        stamped in any::<bool>(),
        bearing in any::<bool>(),
    ) {
        let stamp = stamp(LogLevel::Trace, head_len);
        let head = head(&bytes, stamped.then_some(&stamp), bearing);
        prop_assert!(bytes.get(head.message.clone()).is_some());
        for range in head.name.iter().chain(&head.body) {
            prop_assert!(range.start >= head.message.start && range.end <= head.message.end);
            prop_assert!(bytes.get(range.clone()).is_some());
        }
        prop_assert_eq!(head.kind == Kind::Event, head.name.is_some());
        if let Some(name) = head.name_in(&bytes) {
            prop_assert!(name.ends_with(event_name(&name)) || name.contains(event_name(&name)));
        }
    }

    #[test]
    fn a_payload_never_panics(bytes in text(), core in any::<bool>(), key in ".{0,6}") {
        let body = Body::new(&bytes, core);
        let _ = (body.own(&key), body.measurement(&key), body.common(&key));
        let _ = (body.any(&key).count(), body.redacted(), body.truncated(), body.seq());
        let payload = body.payload();
        prop_assert!(summary(&payload, 30).chars().count() <= 30);
    }

    #[test]
    fn every_member_of_an_object_comes_out_as_it_went_in(
        members in proptest::collection::vec((".{0,8}", ".{0,8}"), 0..8),
        nested in any::<bool>(),
    ) {
        let object: Vec<_> = members
            .iter()
            .map(|(key, value)| format!("{}:{}", serde_json::json!(key), serde_json::json!(value)))
            .collect();
        let object = format!("{{{}}}", object.join(","));
        let json = if nested { format!("{{\"properties\":{object}}}") } else { object };
        let body = Body::new(json.as_bytes(), false);
        let seen: Vec<_> = body
            .entries()
            .map(|entry| match entry.scalar() {
                Scalar::Text(text) => (entry.key.to_owned(), text.into_owned()),
                other => (entry.key.to_owned(), format!("{other:?}")),
            })
            .collect();
        prop_assert_eq!(seen, members.clone());
        for (key, _) in &members {
            let found = body.any(key).next();
            prop_assert!(found.is_some_and(|entry| entry.key == key || key.contains('.')));
        }
    }
}

/// The head of a line of a console and the line, as framing hands it over.
fn consoled(line: &str, grammar: Grammar, level: LogLevel, before: &str) -> (Head, String) {
    let record = format!("{before}{line}\n");
    let clock = Some(Clock::TimeOfDay(7));
    let stamp = Stamp { grammar, clock, level, head_len: before.len(), logger: None };
    (head(record.as_bytes(), Some(&stamp), true), record)
}

#[rstest]
#[case("a/b {\"c\":1}", Grammar::Main, LogLevel::Info, Kind::Log)]
#[case("telemetry/b {\"c\":1}", Grammar::Main, LogLevel::Info, Kind::Event)]
#[case("telemetry/b {\"c\":1}", Grammar::Main, LogLevel::Warning, Kind::Log)]
#[case("telemetry/b", Grammar::Server, LogLevel::Info, Kind::Event)]
#[case("telemetry/b {\"c\":1}", Grammar::DevTools, LogLevel::Trace, Kind::Event)]
#[case("telemetry/b {\"c\":1}", Grammar::DevTools, LogLevel::Info, Kind::Log)]
#[case("exception {\"common.extname\":\"a.b\"}", Grammar::Chromium, LogLevel::Trace, Kind::Event)]
fn on_a_console_an_event_needs_telemetrys_own_marks_and_no_other_level(
    #[case] text: &str,
    #[case] grammar: Grammar,
    #[case] level: LogLevel,
    #[case] kind: Kind,
) {
    let (head, record) = consoled(text, grammar, level, "[head] ");
    assert_eq!(head.kind, kind);
    assert_eq!(head.level, Some(if kind == Kind::Event { LogLevel::Trace } else { level }));
    assert_eq!(head.message_in(record.as_bytes()), text);
    assert!(head.notes.contains(Notes::UNDATED));
}

#[rstest]
#[case("a \"b\"\", source: file:///x.js (25)", "a \"b\"")]
#[case("a\", source: b\", source: file:///x.js (25)", "a\", source: b")]
#[case("two\nlines\", source: x (1)", "two\nlines")]
#[case("telemetry/x [object Object]\", source: x (1)", "telemetry/x")]
#[case("without an end", "without an end")]
fn what_a_window_logs_is_said_without_chromiums_quotes(#[case] text: &str, #[case] said: &str) {
    let before = "[1:0314/092653.589:INFO:CONSOLE(2)] \"%cTRACE ";
    let (head, record) = consoled(text, Grammar::Chromium, LogLevel::Trace, before);
    assert_eq!(head.message_in(record.as_bytes()), said);
    let before = "[1:0314/092653.589:INFO:gpu.cc(2)] ";
    let (head, record) = consoled(text, Grammar::Chromium, LogLevel::Info, before);
    assert_eq!(head.message_in(record.as_bytes()), text);
}

#[test]
fn escapes_are_no_part_of_what_a_console_says_and_stay_in_a_log_file() {
    let text = "one \u{1b}[38;2;140;140;140m{}\u{1b}[0m";
    let (console, record) = consoled(text, Grammar::Server, LogLevel::Info, "[head] ");
    assert_eq!(console.message_in(record.as_bytes()), "one {}");
    let (file, record) = consoled(text, Grammar::Current, LogLevel::Info, "[head] ");
    assert_eq!(file.message_in(record.as_bytes()), text);
    let raw = head(text.as_bytes(), None, false);
    assert_eq!(raw.message_in(text.as_bytes()), "one {}");
}
