//! One row for each age and kind of payload, at the level of what `print --format json` says.

use rstest::rstest;
use serde_json::{Value, json};

use super::support::{Home, arg};

const STAMP: &str = "2026-03-14 09:26:53.589 [trace] ";
const OLD_STAMP: &str = "[2019-05-11 15:29:28.324] [renderer1] [trace] ";

/// Whether `actual` has all that `expected` has, and nothing where that says null.
fn agrees(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => expected.iter().all(|(key, value)| {
            let found = actual.get(key);
            if value.is_null() {
                found.is_none()
            } else {
                found.is_some_and(|it| agrees(value, it))
            }
        }),
        _ => expected == actual,
    }
}

fn check(file: &str, line: &str, filter: &str, expected: &Value) {
    let home = Home::new();
    let path = home.file(file, format!("{line}\n"));
    let printed = home.run(&["print", "--format", "json", "--tz", "UTC", arg(&path)]).json();
    assert_eq!(printed.len(), 1, "one event of {line}");
    let event = &printed[0];
    assert!(agrees(expected, event), "{event:#}\nis not\n{expected:#}");
    assert!(!filter.is_empty());
    let found = home.run(&["print", "--filter", filter, arg(&path)]).lines();
    assert!(!found.is_empty(), "{filter} finds it");
}

#[rstest]
#[case::core_now(
    "telemetry.log",
    &format!(r#"{STAMP}telemetry/startup {{"properties":{{"reason":"x","sessionID":"s","commitHash":"c","version":"1.100.3","common.product":"desktop","timestamp":"2026-03-14T09:26:53.589Z"}},"measurements":{{"ms":1.5,"common.sequence":4}}}}"#),
    "prop.reason=x m.ms>1 common.product=desktop seq=4",
    json!({"event": "startup", "producer": "vscode", "version": "1.100.3", "session_id": "s", "seq": 4,
        "properties": {"reason": "x", "sessionID": null}, "measurements": {"ms": 1.5, "common.sequence": null},
        "common": {"commitHash": "c", "common.sequence": 4}, "truncated": null, "on": "log"})
)]
#[case::core_2018_in_telemetry_log(
    "telemetry.log",
    &format!(r#"{OLD_STAMP}telemetry/editorOpened {{"properties":{{"typeId":"t","sessionID":"s","version":"1.33.1","common.source":"desktop","common.instanceId":"i"}},"measurements":{{"common.timesincesessionstart":12}}}}"#),
    "prop.typeId=t common.source=desktop",
    json!({"event": "editorOpened", "producer": "vscode", "version": "1.33.1", "session_id": "s",
        "properties": {"typeId": "t"}, "measurements": null, "common": {"common.source": "desktop"}})
)]
#[case::flat_and_stripped_in_a_renderer_log(
    "renderer1.log",
    &format!(r#"{OLD_STAMP}telemetry/editorOpened {{"typeId":"t","count":3}}"#),
    "kind:event prop.typeId=t m.count=3",
    json!({"kind": "event", "event": "editorOpened", "producer": "vscode",
        "properties": {"typeId": "t", "count": 3}, "measurements": null, "common": null})
)]
#[case::stripped_2020(
    "telemetry.log",
    &format!(r#"{OLD_STAMP}telemetry/editorOpened {{"properties":{{"typeId":"t"}},"measurements":{{"n":1}}}}"#),
    "prop.typeId=t m.n=1 not has:version",
    json!({"event": "editorOpened", "properties": {"typeId": "t"}, "measurements": {"n": 1}, "common": null, "version": null})
)]
#[case::extension_nested(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}acme.demo/run {{"properties":{{"a":true,"b":{{"c":[1]}},"version":"own","common.extname":"acme.demo","common.extversion":"2.0"}},"measurements":{{"ms":2}}}}"#),
    "prop.a=true prop.b.c=[1] prop.version=own version=2.0",
    json!({"producer": "acme.demo", "version": "2.0", "properties": {"a": true, "b": {"c": [1]}, "version": "own"},
        "measurements": {"ms": 2}, "common": {"common.extname": "acme.demo"}})
)]
#[case::extension_flat(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}acme.demo/run {{"a":1,"text":"x","common.extname":"acme.demo"}}"#),
    "m.a=1 prop.text=x",
    json!({"producer": "acme.demo", "properties": {"a": 1, "text": "x"}, "measurements": null,
        "common": {"common.extname": "acme.demo"}})
)]
#[case::only_measurements(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}acme.demo/run {{"measurements":{{"ms":4}},"common.extname":"acme.demo"}}"#),
    "m.ms=4 not has:prop.ms",
    json!({"properties": null, "measurements": {"ms": 4}, "common": {"common.extname": "acme.demo"}, "extra": null})
)]
#[case::tag_overrides(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}acme.demo/run {{"properties":{{"a":"b","common.extname":"acme.demo"}},"measurements":{{}},"tagOverrides":{{"ai.user.id":"u"}}}}"#),
    "has:any.tagOverrides prop.a=b",
    json!({"properties": {"a": "b", "tagOverrides": null}, "extra": {"tagOverrides": {"ai.user.id": "u"}}})
)]
#[case::issued_time(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}exception {{"properties":{{"unique_id":"u","common_extname":"copilot-chat"}},"measurements":{{}},"issuedTime":1795225600000}}"#),
    "has:any.issuedTime dest=github-enhanced",
    json!({"event": "exception", "producer": "GitHub.copilot-chat", "destination": "github-enhanced",
        "extra": {"issuedTime": 1_795_225_600_000_u64}, "properties": null})
)]
#[case::endpoint_of_a_debug_adapter(
    "telemetry.log",
    &format!(r#"{STAMP}[acme.node] telemetry/run {{"properties":{{"a":"b","common.vscodesessionid":"s"}},"measurements":{{}}}}"#),
    "producer=acme.node event=run",
    json!({"name": "[acme.node] telemetry/run", "event": "run", "producer": "acme.node", "session_id": "s",
        "destination": "app-insights", "destination_by": "guess", "properties": {"a": "b"}})
)]
#[case::wrapped_completions(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}GitHub.copilot-chat/wrapped-telemetry-event-name-copilot/ghostText.shown-wrapped-telemetry-event-name {{"properties":{{"unique_id":"u","common_extname":"copilot-chat","sku":"free"}},"measurements":{{"current_time":1}}}}"#),
    "event=copilot/ghostText.shown producer=GitHub.copilot-chat",
    json!({"event": "copilot/ghostText.shown", "producer": "GitHub.copilot-chat", "destination": "github",
        "properties": {"sku": "free"}, "common": {"unique_id": "u"}})
)]
#[case::redaction(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}acme.demo/run {{"mail":"<REDACTED: Email>","path":"at <REDACTED: user-file-path>/x","odd":"<REDACTED: Never Heard>"}}"#),
    "redacted:email redacted:never-heard redacted=user-file-path",
    json!({"redacted": ["email", "user-file-path", "never-heard"]})
)]
#[case::json_in_a_string(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}acme.demo/run {{"list":"[{{\"a\":1}}]"}}"#),
    r#"prop.list:"\"a\":1""#,
    json!({"properties": {"list": "[{\"a\":1}]"}, "notes": null})
)]
#[case::trusted_value_with_a_line_break(
    "extHostTelemetry.log",
    &format!(r#"{STAMP}acme.demo/run {{"properties":{{"p":"/home/alice/raw\n\tpath"}},"measurements":{{}}}}"#),
    "prop.p:alice",
    json!({"properties": {"p": "/home/alice/raw\n\tpath"}, "redacted": null, "line": 1})
)]
fn a_payload_of_each_age_is_read_as_what_it_is(
    #[case] file: &str,
    #[case] line: &str,
    #[case] filter: &str,
    #[case] expected: Value,
) {
    check(file, line, filter, &expected);
}

#[test]
fn cut_values_and_keys_are_listed_as_truncated() {
    let (cut, old, key) = ("x".repeat(8191), "y".repeat(1023), "k".repeat(149));
    let body = json!({"properties": {"cut": cut, "old": old, &key: "1"}, "measurements": {}});
    let line = format!("{STAMP}telemetry/x {body}");
    check("telemetry.log", &line, "truncated=cut", &json!({"truncated": ["cut", "old", &key]}));
    // An extension's values are not cut at the core's older limit.
    let line = format!("{STAMP}acme.demo/x {body}");
    let expected = json!({"truncated": ["cut", &key]});
    check("extHostTelemetry.log", &line, "not truncated=old", &expected);
}

#[test]
fn a_value_in_pieces_is_one_under_its_first_name() {
    let full = "x".repeat(8192);
    let body = json!({"properties": {
        "messagesJson": full, "messagesJson_02": full, "messagesJson_03": "end",
        "step": "1", "step_02": "2", "unique_id": "u", "common_extname": "copilot-chat",
    }, "measurements": {}});
    let line = format!("{STAMP}GitHub.copilot-chat/engine.messages {body}");
    let whole = format!("{full}{full}end");
    let expected = json!({
        "properties": {
            "messagesJson": whole, "messagesJson_02": null, "messagesJson_03": null,
            "step": "1", "step_02": "2",
        },
        "truncated": null, "notes": null, "destination": "github-enhanced",
    });
    let filter = "prop.messagesJson:xend not has:prop.messagesJson_02 has:prop.step_02";
    check("extHostTelemetry.log", &line, filter, &expected);
    let gap = line.replace("messagesJson_02", "messagesJson_04");
    let expected = json!({"truncated": ["messagesJson", "messagesJson_04"], "notes": ["pieces of a value are missing"]});
    check("extHostTelemetry.log", &gap, "note:pieces truncated=messagesJson", &expected);
}
