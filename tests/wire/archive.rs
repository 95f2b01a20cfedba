//! An HTTP archive that holds the samples gives what the samples give.

use std::io::Write as _;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use telltail::event::Format;

use super::*;

/// Where the samples were posted, in the order of their names; `None` for what is no post.
const URLS: [(&str, &str); 8] = [
    ("app-insights-array.json", "https://dc.services.visualstudio.com/v2/track"),
    ("app-insights.ndjson", "https://westus-0.in.applicationinsights.azure.com/v2.1/track"),
    ("coder-track.json", "https://v1.telemetry.coder.com/track"),
    ("one-collector.ndjson", "https://mobile.events.data.microsoft.com/OneCollector/1.0?cors=true"),
    ("otlp-logs.json", "http://localhost:4318/v1/logs"),
    ("posthog-batch.json", "https://eu.i.posthog.com/batch/"),
    ("posthog-captures.ndjson", "https://app.posthog.com/capture/"),
    ("posthog-form.txt", "https://app.posthog.com/e/?ip=1&_=17&ver=1.2"),
];

/// How a body is put into an archive.
#[derive(Clone, Copy, Debug)]
enum Packing {
    Text,
    GzipInBase64,
}

fn posted(body: &[u8], packing: Packing) -> Value {
    match packing {
        Packing::Text => json!({"mimeType": "text/plain", "text": String::from_utf8_lossy(body)}),
        Packing::GzipInBase64 => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(body).unwrap();
            let text = BASE64_STANDARD.encode(encoder.finish().unwrap());
            json!({"mimeType": "application/json", "encoding": "base64", "text": text})
        }
    }
}

fn entry(url: &str, request: &Value) -> Value {
    let mut request = request.clone();
    request["url"] = json!(url);
    json!({
        "startedDateTime": "2026-03-14T08:40:00.000Z", "time": 12.5, "request": request,
        "response": {"status": 200, "content": {"text": "{\"event\":\"x\",\"api_key\":\"k\"}"}},
    })
}

/// An archive of every sample, with other traffic between.
fn archive(packing: Packing, pretty: bool) -> String {
    let other = [
        entry("https://example.test/", &json!({"method": "GET", "headers": []})),
        entry("https://example.test/api", &json!({"method": "POST", "postData": {"text": "{}"}})),
        entry("https://us.i.posthog.com/flags/", &json!({"postData": {"text": "{\"token\":1}"}})),
    ];
    let mut entries = Vec::new();
    for (at, (name, url)) in URLS.iter().enumerate() {
        entries.push(other[at % other.len()].clone());
        let posted = posted(&sample(name), packing);
        entries.push(entry(url, &json!({"method": "POST", "headers": [], "postData": posted})));
    }
    let log = json!({"version": "1.2", "creator": {"name": "x"}, "pages": [], "entries": entries,
        "comment": "the end"});
    let har = json!({ "log": log });
    if pretty { serde_json::to_string_pretty(&har).unwrap() } else { har.to_string() }
}

/// An event without where it stands and where it was posted, which only the archive tells.
fn content(event: &Value) -> Value {
    let mut event = event.clone();
    let object = event.as_object_mut().unwrap();
    for key in ["line", "offset", "length", "destination", "destination_by", "destination_why"] {
        object.remove(key);
    }
    if let Some(extra) = object.get_mut("extra").and_then(Value::as_object_mut) {
        extra.remove("host");
        extra.remove("url");
    }
    event
}

fn contents(events: &[Value]) -> Vec<Value> {
    events.iter().map(content).collect()
}

#[test]
fn an_archive_of_the_samples_gives_what_the_samples_give() {
    let expected: Vec<Value> =
        URLS.iter().flat_map(|(name, _)| contents(&read(&sample(name)).events)).collect();
    for packing in [Packing::Text, Packing::GzipInBase64] {
        for pretty in [false, true] {
            let archive = archive(packing, pretty);
            let read = read_in(archive.as_bytes(), 4096, None);
            assert_eq!(contents(&read.events), expected, "{packing:?}, pretty: {pretty}");
            let detected = read.format.unwrap();
            assert_eq!(detected.format, Format::Har);
            assert!(detected.why.ends_with("8 of 16 requests hold telemetry"), "{}", detected.why);
        }
    }
}

#[test]
fn the_host_proves_where_events_went() {
    let events = read(archive(Packing::GzipInBase64, false).as_bytes()).events;
    let by_event = |name: &str| {
        let event = events.iter().find(|event| event["event"] == name).unwrap();
        (word(event, "destination"), word(event, "destination_by"))
    };
    let expected = [
        ("activated", "app-insights"),
        ("opened", "app-insights"),
        ("serverStart", "coder"),
        ("editorOpened", "microsoft"),
        ("copilot_chat.tool.call", "otlp"),
        ("$identify", "posthog"),
        ("autocomplete", "posthog"),
        // The key says more than the host.
        ("response.success", "github"),
        ("copilot/ghostText.shown", "github-enhanced"),
    ];
    for (event, destination) in expected {
        assert_eq!(by_event(event), (destination.to_owned(), "wire".to_owned()), "{event}");
    }
}

#[test]
fn an_archive_that_was_cut_gives_what_is_whole() {
    let archive = archive(Packing::Text, true);
    let cut = archive.len() * 2 / 3;
    let read = read(&archive.as_bytes()[..archive.floor_char_boundary(cut)]);
    let last = read.events.last().unwrap();
    assert_eq!(last["kind"], "raw");
    assert_eq!(last["notes"][0], "the file ends before this JSON value does");
    let whole = read.events.len() - 1;
    assert!(read.events[..whole].iter().all(|event| event["kind"] == "event"));
    assert!(whole > 10);
}

#[test]
fn a_body_that_cannot_be_read_is_kept_with_the_reason() {
    let posted = json!({"mimeType": "application/x-protobuf", "text": "\u{a}\u{1}"});
    let headers = json!([{"name": "Content-Type", "value": "application/x-protobuf"}]);
    let request = json!({"method": "POST", "headers": headers, "postData": posted});
    let har = json!({"log": {"entries": [entry("http://localhost:4318/v1/logs", &request)]}});
    let events = read(har.to_string().as_bytes()).events;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["kind"], "raw");
    assert_eq!(events[0]["notes"][0], "its body is protobuf; only JSON is read");
}
