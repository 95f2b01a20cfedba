//! One event of each format, in the likeness of what its SDK posts, and hostile posts.

mod hostile;

use std::io::Write as _;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::parse::Body;

/// An event as it was found, put together again: name, time, and its keys by scope.
#[derive(Debug, PartialEq)]
struct Seen {
    name: String,
    time: Option<i64>,
    properties: Value,
    measurements: Value,
    common: Value,
    extra: Value,
}

fn object(properties: &[crate::event::Property]) -> Value {
    let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    properties.iter().map(|it| (it.key.clone(), value(it.value.get()))).collect()
}

fn seen(found: &Found<'_>) -> Seen {
    let body = Body::wire(&found.text, &found.post);
    let sight = body.sight().expect("an event");
    let payload = body.payload();
    Seen {
        name: sight.name.clone(),
        time: sight.time.map(|time| time.0),
        properties: object(&payload.properties),
        measurements: object(&payload.measurements),
        common: object(&payload.common),
        extra: object(&payload.extra),
    }
}

fn events(document: &str) -> Vec<Seen> {
    match read(document.as_bytes(), None) {
        Reading::Events(found) => found.iter().map(seen).collect(),
        other => panic!("no events: {other:?}"),
    }
}

fn only(document: &Value) -> Seen {
    let mut events = events(&document.to_string());
    assert_eq!(events.len(), 1);
    events.remove(0)
}

const NOON: &str = "2026-03-14T12:00:00.250Z";
const NOON_MILLIS: i64 = 1_773_489_600_250;

fn envelope(sort: &str, base: &Value) -> Value {
    json!({
        "ver": 1, "iKey": "k-1", "time": NOON, "tags": {"ai.session.id": "s", "ai.user.id": "u"},
        "name": format!("Microsoft.ApplicationInsights.k1.{sort}"),
        "data": {"baseType": format!("{sort}Data"), "baseData": base},
    })
}

#[test]
fn an_envelope_is_an_event_with_its_tags_and_key_beside_it() {
    let base = json!({
        "ver": 2, "name": "acme.demo/opened",
        "properties": {"lang": "rust", "common.extname": "acme.demo"}, "measurements": {"ms": 2},
    });
    let event = only(&envelope("Event", &base));
    assert_eq!((event.name.as_str(), event.time), ("acme.demo/opened", Some(NOON_MILLIS)));
    assert_eq!(event.properties, json!({"lang": "rust"}));
    assert_eq!(event.measurements, json!({"ms": 2}));
    assert_eq!(event.common, json!({"common.extname": "acme.demo"}));
    let tags = json!({"ai.session.id": "s", "ai.user.id": "u"});
    let extra = json!({
        "baseType": "EventData", "ver": 1, "key": "k-1", "tags": tags, "wire": "app-insights",
    });
    assert_eq!(event.extra, extra);
}

#[test]
fn an_envelopes_session_and_user_stand_in_for_the_usual_keys() {
    let text = envelope("Event", &json!({"name": "a/b", "properties": {}})).to_string();
    let Reading::Events(found) = read(text.as_bytes(), None) else { panic!("no events") };
    let body = Body::wire(&found[0].text, &found[0].post);
    assert_eq!((body.session_id().as_deref(), body.machine().as_deref()), (Some("s"), Some("u")));
    assert!(body.on_wire());
    assert_eq!(body.any("key").map(|entry| entry.json).collect::<Vec<_>>(), ["\"k-1\""]);
}

#[test]
fn an_exception_carries_type_message_and_a_stack_of_lines() {
    let frame = |method: &str, assembly: &str| json!({"method": method, "assembly": assembly, "fileName": "a.js", "line": 7});
    let exceptions = json!([
        {"typeName": "TypeError", "message": "no", "parsedStack": [
            frame("f", "at f (a.js:7:31)"), frame("g", ""), frame("<no_method>", "x")]},
        {"typeName": "Error", "message": "inner", "stack": "Error: inner\n    at h (b.js:1:1)"},
    ]);
    let event = only(&envelope("Exception", &json!({"exceptions": exceptions, "properties": {}})));
    assert_eq!(event.name, "exception");
    let stack = "at f (a.js:7:31)\nat g (a.js:7)\nat a.js:7\ncaused by Error: inner\n\
                 Error: inner\n    at h (b.js:1:1)";
    let expected = json!({"type": "TypeError", "message": "no", "stack": stack});
    assert_eq!(event.properties, expected);
}

#[rstest]
#[case("Message", json!({"message": "hello", "severityLevel": 3}), "message", json!({"message": "hello"}), json!({}))]
#[case("Metric", json!({"metrics": [{"name": "m", "value": 3, "count": 2, "min": null}]}), "m", json!({}), json!({"m": 3, "m.count": 2}))]
#[case("Request", json!({"id": "1", "name": "GET /x", "success": true}), "GET /x", json!({"id": "1", "name": "GET /x", "success": true}), json!({}))]
#[case("RemoteDependency", json!({"name": "POST /y", "target": "t"}), "POST /y", json!({"name": "POST /y", "target": "t"}), json!({}))]
#[case("PageView", json!({"name": "https://x/y", "properties": {"a": 1}}), "https://x/y", json!({"name": "https://x/y", "a": 1}), json!({}))]
#[case("Request", json!({"id": "1"}), "request", json!({"id": "1"}), json!({}))]
fn every_sort_of_envelope_has_a_name_and_its_own_keys(
    #[case] sort: &str,
    #[case] base: Value,
    #[case] name: &str,
    #[case] properties: Value,
    #[case] measurements: Value,
) {
    let event = only(&envelope(sort, &base));
    assert_eq!((event.name.as_str(), event.properties), (name, properties));
    assert_eq!(event.measurements, measurements);
    let sight = Sight { name: event.name, unprefixed: true, ..Sight::default() };
    assert_eq!(sight.event(), name);
}

#[test]
fn a_1ds_record_of_the_core_has_the_cores_common_keys() {
    let event = only(&json!({
        "name": "monacoworkbench/x", "time": NOON, "ver": "4.0", "iKey": "o:0123",
        "ext": {"sdk": {"ver": "1"}},
        "data": {"baseData": {"name": "monacoworkbench/x",
            "properties": {"version": "1.110.0", "a": "b"}, "measurements": {"common.sequence": 3}}},
    }));
    assert_eq!((event.name.as_str(), event.time), ("monacoworkbench/x", Some(NOON_MILLIS)));
    assert_eq!(event.properties, json!({"a": "b"}));
    assert_eq!(event.common, json!({"version": "1.110.0", "common.sequence": 3}));
    let extra = json!({
        "ver": "4.0", "key": "o:0123", "ext": {"sdk": {"ver": "1"}}, "wire": "one-collector",
    });
    assert_eq!(event.extra, extra);
}

#[test]
fn a_batch_gives_each_capture_what_stands_around_it() {
    let text = json!({"api_key": "phc_1", "sent_at": "2026-03-14T12:00:01.000Z", "batch": [
        {"event": "a b", "properties": {"n": 1, "$lib": "posthog-node"}, "timestamp": NOON,
            "distinct_id": "me", "uuid": "u1"},
        {"event": "later", "properties": {}},
    ]})
    .to_string();
    let [first, second] = <[Seen; 2]>::try_from(events(&text)).expect("two");
    assert_eq!((first.name.as_str(), first.time), ("a b", Some(NOON_MILLIS)));
    assert_eq!(first.properties, json!({"n": 1}));
    assert_eq!(first.common, json!({"$lib": "posthog-node", "distinct_id": "me"}));
    assert_eq!(first.extra["key"], "phc_1");
    assert_eq!(first.extra["uuid"], "u1");
    assert_eq!(second.time, Some(1_773_489_601_000), "when it was sent");
    let Reading::Events(found) = read(text.as_bytes(), None) else { panic!("no events") };
    for found in &found {
        assert_eq!(&text.as_bytes()[found.at..][..found.text.len()], &*found.text);
    }
    let body = Body::wire(&found[0].text, &found[0].post);
    assert_eq!(body.measurement("n").map(|entry| entry.json), Some("1"));
    assert!(std::sync::Arc::ptr_eq(&found[0].post, &found[1].post));
}

#[test]
fn an_exception_capture_carries_type_message_and_stack() {
    let list = json!([{"type": "RangeError", "value": "too far", "stacktrace": {"frames": [
        {"filename": "one.js", "function": "step", "lineno": 24, "colno": 15},
        {"filename": "two.js", "lineno": 3}]}}]);
    let event = only(&json!({"event": "$exception", "distinct_id": "u",
        "properties": {"$exception_list": list, "token": "phc_2"}}));
    assert_eq!(event.properties["type"], "RangeError");
    assert_eq!(event.properties["message"], "too far");
    assert_eq!(event.properties["stack"], "at step (one.js:24:15)\nat two.js:3");
    assert_eq!(event.properties["$exception_list"], list);
    assert_eq!(event.extra["key"], "phc_2");
}

#[test]
fn an_identify_capture_says_what_it_sets() {
    let event = only(&json!({"event": "$identify", "api_key": "k", "distinct_id": "u",
        "properties": {"$set": {"plan": "p"}, "$session_id": "s"}}));
    assert_eq!(event.properties, json!({"$set": {"plan": "p"}}));
    assert_eq!(event.common, json!({"$session_id": "s", "distinct_id": "u"}));
}

#[test]
fn otlp_records_have_plain_values_and_their_resource_around_them() {
    let attribute = |key: &str, value: Value| json!({"key": key, "value": value});
    let text = json!({"resourceLogs": [{
        "resource": {"attributes": [attribute("service.name", json!({"stringValue": "demo"}))]},
        "scopeLogs": [{"scope": {"name": "sc"}, "logRecords": [
            {"timeUnixNano": "1773489600250000000", "eventName": "gen_ai.x",
                "body": {"stringValue": "hi"}, "attributes": [
                attribute("n", json!({"intValue": 3})),
                attribute("m", json!({"intValue": "4"})),
                attribute("list", json!({"arrayValue": {"values": [{"intValue": "1"}, {"boolValue": true}]}})),
                attribute("map", json!({"kvlistValue": {"values": [attribute("k", json!({}))]}})),
            ]},
            {"observedTimeUnixNano": 1_773_489_600_250_000_000_i64, "severityNumber": 13,
                "body": {"stringValue": "careful"}},
        ]}],
    }]})
    .to_string();
    let [event, log] = <[Seen; 2]>::try_from(events(&text)).expect("two");
    assert_eq!((event.name.as_str(), event.time), ("gen_ai.x", Some(NOON_MILLIS)));
    let own = json!({"n": 3, "m": 4, "list": [1, true], "map": {"k": null}, "body": "hi"});
    assert_eq!(event.properties, own);
    assert_eq!(event.common, json!({"service.name": "demo"}));
    assert_eq!(event.extra, json!({"scope.name": "sc", "wire": "otlp"}));
    assert_eq!((log.name.as_str(), log.time), ("", Some(NOON_MILLIS)));
    let Reading::Events(found) = read(text.as_bytes(), None) else { panic!("no events") };
    let body = Body::wire(&found[1].text, &found[1].post);
    let sight = body.sight().expect("a log entry");
    assert_eq!(sight.message.as_deref(), Some("careful"));
    assert_eq!(sight.log_level, Some(crate::event::LogLevel::Warning));
}

#[test]
fn a_track_object_tells_its_time_among_its_properties() {
    let event = only(&json!({"name": "monacoworkbench/serverStart",
        "properties": {"timestamp": NOON, "common.cpuModel": "x"}, "measurements": {"cores": 4}}));
    assert_eq!(
        (event.name.as_str(), event.time),
        ("monacoworkbench/serverStart", Some(NOON_MILLIS))
    );
    assert_eq!(event.measurements, json!({"cores": 4}));
    assert_eq!(event.common, json!({"timestamp": NOON, "common.cpuModel": "x"}));
}

/// A capture, to be packed in every way.
const CAPTURE: &str =
    r#"{"event":"chat","properties":{"token":"phc_3","a":"é"},"distinct_id":"d"}"#;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

fn deflate(text: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

fn entry(url: &str, headers: &Value, posted: &Value) -> String {
    json!({"startedDateTime": NOON, "response": {"content": {"text": "x"}},
        "request": {"method": "POST", "url": url, "headers": headers, "postData": posted}})
    .to_string()
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[rstest]
#[case::plain(json!({"text": CAPTURE}))]
#[case::in_an_array(json!({"text": format!("[{CAPTURE}]")}))]
#[case::base64_of_gzip(json!({"encoding": "base64", "text": BASE64_STANDARD.encode(gzip(CAPTURE.as_bytes()))}))]
#[case::gzip_as_characters(json!({"text": latin(&gzip(CAPTURE.as_bytes()))}))]
#[case::base64_unsaid(json!({"text": BASE64_STANDARD.encode(CAPTURE)}))]
#[case::a_form(json!({"text": format!("data={}&compression=base64", BASE64_STANDARD.encode(CAPTURE).replace('=', "%3D"))}))]
#[case::fields(json!({"params": [{"name": "data", "value": BASE64_STANDARD.encode(CAPTURE)}]}))]
fn a_request_of_an_archive_is_unpacked(#[case] posted: Value) {
    let url = "https://EU.i.posthog.com/e/?compression=gzip-js&_=1";
    let event = events(&entry(url, &json!([]), &posted)).remove(0);
    assert_eq!((event.name.as_str(), event.time), ("chat", Some(NOON_MILLIS)));
    assert_eq!(event.properties, json!({"a": "é"}));
    assert_eq!(event.extra["host"], "eu.i.posthog.com");
    assert_eq!(event.extra["url"], "https://EU.i.posthog.com/e/");
    assert_eq!(event.extra["key"], "phc_3");
}

#[test]
fn a_deflated_body_is_unpacked_where_its_header_says_so() {
    let posted = json!({"text": latin(&deflate(CAPTURE.as_bytes()))});
    let headers = json!([{"name": "Content-Encoding", "value": "deflate"}]);
    assert_eq!(events(&entry("http://h/e/", &headers, &posted))[0].name, "chat");
}

#[test]
fn a_form_on_its_own_is_a_capture() {
    let text = format!("data={}", BASE64_STANDARD.encode(CAPTURE));
    assert_eq!(events(&text)[0].name, "chat");
}

#[rstest]
#[case("https://example.test/api", json!({"text": "{\"a\":1}"}), None)]
#[case("https://example.test/api", json!({"text": "binary"}), None)]
#[case("https://us.i.posthog.com/flags/?v=2", json!({"text": "{\"token\":\"t\"}"}), None)]
#[case("https://h/v1/logs", json!({"text": "\u{1}\u{2}"}), Some("its body is no JSON"))]
#[case("https://h/v2/track", json!({"text": "{\"a\":1}"}), Some("a JSON value of no known shape"))]
#[case("https://us.i.posthog.com/e/", json!({"text": "data=abc&compression=lz64"}), Some("its body is packed as lz64, which is not read"))]
fn other_traffic_is_passed_over_and_unread_telemetry_is_not(
    #[case] url: &str,
    #[case] posted: Value,
    #[case] why: Option<&str>,
) {
    match (read(entry(url, &json!([]), &posted).as_bytes(), None), why) {
        (Reading::Other, None) => {}
        (Reading::Unknown(found), Some(why)) => assert_eq!(found, why),
        (found, why) => panic!("{found:?}, not {why:?}"),
    }
}

#[rstest]
#[case("{}")]
#[case("{\"level\":\"info\",\"message\":\"x\"}")]
#[case("{\"name\":\"a/b\"}")]
#[case("{\"event\":5,\"properties\":{}}")]
#[case("[1]")]
fn what_has_no_known_shape_is_not_guessed_at(#[case] text: &str) {
    assert!(matches!(read(text.as_bytes(), None), Reading::Unknown(_)));
}

#[test]
fn a_forced_format_is_not_asked_for_its_marks() {
    let text = b"{\"name\":\"x/y\",\"properties\":{\"a\":1}}";
    assert!(matches!(read(text, None), Reading::Unknown(_)));
    let Reading::Events(found) = read(text, Some(Format::Coder)) else { panic!("no events") };
    assert_eq!(seen(&found[0]).properties, json!({"a": 1}));
}

#[rstest]
#[case::capture(json!({"event": "", "distinct_id": "x"}), None)]
#[case::envelope(
    json!({"iKey": "k", "data": {"baseType": "EventData", "baseData": {"name": ""}}}),
    Some("event")
)]
#[case::metric(
    json!({"iKey": "k", "data": {"baseType": "MetricData", "baseData": {"metrics": [{"name": ""}]}}}),
    Some("metric")
)]
fn an_event_has_a_name_or_is_none(#[case] document: Value, #[case] name: Option<&str>) {
    let document = document.to_string();
    let Reading::Events(found) = read(document.as_bytes(), None) else { panic!("no events") };
    let body = Body::wire(&found[0].text, &found[0].post);
    assert_eq!(body.sight().map(|sight| sight.name.as_str()), name);
}
