//! Posts that were made to hurt: refused or read in linear time, never with a panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Far more than linear work takes, far less than quadratic work would.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads a document and everything in it.
fn all_of(bytes: &[u8], forced: Option<Format>) {
    if let Reading::Events(found) = read(bytes, forced) {
        for found in &found {
            let body = Body::wire(&found.text, &found.post);
            let _ = (body.sight(), body.payload(), body.redacted(), body.truncated());
            let _ = (body.session_id(), body.machine(), body.version(), body.seq());
            assert!(body.any("no such key").next().is_none());
        }
    }
}

const FORMATS: [Format; 6] = [
    Format::AppInsights,
    Format::OneCollector,
    Format::PostHog,
    Format::Otlp,
    Format::Coder,
    Format::Har,
];

#[test]
fn values_nested_a_hundred_thousand_deep_are_read() {
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let lists = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for nested in [&deep, &lists] {
        for text in [
            format!("{{\"event\":\"x\",\"api_key\":\"k\",\"properties\":{{\"a\":{nested}}}}}"),
            format!(
                "{{\"iKey\":\"k\",\"data\":{{\"baseType\":\"EventData\",\"baseData\":{nested}}}}}"
            ),
            format!(
                "{{\"resourceLogs\":[{{\"scopeLogs\":[{{\"logRecords\":[{{\"body\":{{\"arrayValue\":{nested}}}}}]}}]}}]}}"
            ),
            format!(
                "{{\"startedDateTime\":\"x\",\"request\":{{\"postData\":{{\"text\":\"{{}}\"}},\"x\":{nested}}}}}"
            ),
            nested.clone(),
        ] {
            all_of(text.as_bytes(), None);
            for format in FORMATS {
                all_of(text.as_bytes(), Some(format));
            }
        }
    }
    // Wrapped values within wrapped values.
    let wrapped = "{\"arrayValue\":{\"values\":[".repeat(5_000) + &"]}}".repeat(5_000);
    let text = format!("{{\"eventName\":\"x\",\"body\":{wrapped}}}");
    let text = format!("{{\"resourceLogs\":[{{\"scopeLogs\":[{{\"logRecords\":[{text}]}}]}}]}}");
    all_of(text.as_bytes(), None);
}

#[test]
fn a_million_keys_take_linear_time() {
    let keys: Vec<String> = (0..1_000_000).map(|at| format!("\"k{at}\":{at}")).collect();
    let text =
        format!("{{\"event\":\"x\",\"api_key\":\"k\",\"properties\":{{{}}}}}", keys.join(","));
    let since = Instant::now();
    let Reading::Events(found) = read(text.as_bytes(), None) else { panic!("no events") };
    let body = Body::wire(&found[0].text, &found[0].post);
    assert_eq!(body.entries().filter(|entry| entry.key.starts_with('k')).count(), 1_000_001);
    assert!(since.elapsed() < PATIENCE);
}

#[test]
fn a_body_that_unpacks_without_end_is_refused() {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![b' '; 1 << 20];
    (0..80).for_each(|_| bomb.write_all(&zeros).expect("memory"));
    assert!(refusal(&bomb.finish().expect("memory")).contains("200 times its size"));
    // What does not pack well is bounded, too.
    let noise = noise(66 << 20);
    let mut large = GzEncoder::new(Vec::new(), Compression::best());
    large.write_all(&noise).expect("memory");
    let why = refusal(&large.finish().expect("memory"));
    assert_eq!(why, "its body unpacks to more than 64 MiB: refused");
}

/// Why a packed body is refused.
fn refusal(packed: &[u8]) -> &'static str {
    let posted = json!({"encoding": "base64", "text": BASE64_STANDARD.encode(packed)});
    let document = entry("https://h/v2.1/track", &json!([]), &posted);
    let Reading::Unknown(why) = read(document.as_bytes(), None) else { panic!("it was read") };
    why
}

/// Bytes that pack to about half.
fn noise(len: usize) -> Vec<u8> {
    let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    let states = std::iter::successors(Some(1_u32), next);
    states.take(len).map(|state| b"0123456789abcdef"[(state >> 28) as usize]).collect()
}

#[test]
fn a_body_that_packs_well_as_telemetry_does_is_read() {
    let line = |at: usize| {
        let time = format!("2026-11-21T01:{:02}:{:02}.{:03}Z", at / 60 % 60, at % 60, at % 997);
        format!(
            "{}\n",
            json!({"iKey": "k", "time": time, "data": {"baseType": "EventData",
            "baseData": {"name": "a/b", "properties": {"n": at}}}})
        )
    };
    let text: String = (0..20_000).map(line).collect();
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes()).expect("memory");
    let body = BASE64_STANDARD.encode(packed.finish().expect("memory"));
    let posted = json!({"encoding": "base64", "text": body});
    let document = entry("https://h/v2.1/track", &json!([]), &posted);
    let Reading::Events(found) = read(document.as_bytes(), None) else { panic!("refused") };
    assert_eq!(found.len(), 20_000);
}

#[test]
fn what_stands_around_a_million_events_is_not_held_a_million_times() {
    let long = "x".repeat(1 << 20);
    let events = vec!["{\"iKey\":1,\"data\":{\"baseType\":1}}"; 100_000].join(",");
    let posted = json!({"text": format!("[{events}]")});
    let headers = json!([{"name": "apikey", "value": long}]);
    let document = entry(&format!("https://h/v2/track/{long}"), &headers, &posted);
    let Reading::Events(found) = read(document.as_bytes(), None) else { panic!("no events") };
    assert_eq!(found.len(), 100_000);
    let [first, .., last] = &found[..] else { panic!("no events") };
    assert!(std::sync::Arc::ptr_eq(&first.post, &last.post));
    let facts = [&first.post.url, &first.post.key].map(|it| it.as_deref().unwrap_or_default());
    assert!(facts.iter().all(|it| it.len() < 400 && it.ends_with('…')), "{facts:?}");
}

#[test]
fn what_a_post_says_of_all_its_events_is_bounded_and_the_events_are_whole() {
    let attribute = |key: usize, value: &str| json!({"key": format!("k{key}"), "value": {"stringValue": value}});
    let many: Vec<Value> = (0..5_000).map(|at| attribute(at, "v")).collect();
    let long = vec![attribute(0, &"x".repeat(1 << 20)), attribute(1, "short")];
    for (attributes, kept) in [(many, 128), (long, 1)] {
        let scope = |at: usize| {
            json!({"scope": {"name": format!("s{at}")},
                "logRecords": [{"eventName": "a", "attributes": [attribute(at, "own")]}]})
        };
        let scopes: Vec<Value> = (0..5_000).map(scope).collect();
        let document = json!({"resourceLogs": [{
            "resource": {"attributes": attributes}, "scopeLogs": scopes}]});
        let text = document.to_string();
        let Reading::Events(found) = read(text.as_bytes(), None) else { panic!("no events") };
        assert_eq!(found.len(), 5_000);
        for at in &found {
            assert!(std::sync::Arc::ptr_eq(&at.post.shared, &found[0].post.shared));
        }
        for found in &found {
            assert_eq!(found.post.shared.len(), kept);
            assert!(found.post.note.is_some_and(|note| note.contains("is too much")));
            let body = Body::wire(&found.text, &found.post);
            assert!(body.entries().any(|entry| entry.json == "\"own\""));
        }
    }
}

fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "1",
        "\"x\"",
        "\"event\":",
        "\"batch\":[",
        "\"api_key\":",
        "\"properties\":{",
        "\"measurements\":{",
        "\"iKey\":",
        "\"data\":{",
        "\"baseData\":{",
        "\"baseType\":\"ExceptionData\"",
        "\"exceptions\":[",
        "\"metrics\":[",
        "\"resourceLogs\":[",
        "\"scopeLogs\":[",
        "\"logRecords\":[",
        "\"attributes\":[",
        "\"key\":",
        "\"value\":{",
        "\"intValue\":\"7\"",
        "\"request\":{",
        "\"postData\":{",
        "\"text\":",
        "\"startedDateTime\":\"2026\"",
        "\\u0041",
        "data=",
        "\"H4sI\"",
        "\"name\":\"a/b\"",
    ]);
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

/// JSON of the shapes that are looked for, with any values in any place.
fn shaped() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
        Just(json!("phc_1")),
        Just(json!(NOON)),
    ];
    let keys = prop::sample::select(vec![
        "event",
        "batch",
        "api_key",
        "properties",
        "measurements",
        "iKey",
        "data",
        "baseData",
        "baseType",
        "exceptions",
        "metrics",
        "name",
        "time",
        "ver",
        "resourceLogs",
        "scopeLogs",
        "logRecords",
        "attributes",
        "key",
        "value",
        "stringValue",
        "arrayValue",
        "values",
        "body",
        "request",
        "postData",
        "text",
        "url",
        "headers",
        "startedDateTime",
        "tags",
        "x.y",
    ]);
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys.clone(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        format in prop::option::of(prop::sample::select(&FORMATS[..])),
    ) {
        all_of(&bytes, format);
    }

    #[test]
    fn no_scraps_are_too_odd(
        text in scraps(),
        format in prop::option::of(prop::sample::select(&FORMATS[..])),
    ) {
        all_of(text.as_bytes(), format);
    }

    #[test]
    fn no_json_is_too_odd(
        value in shaped(),
        format in prop::option::of(prop::sample::select(&FORMATS[..])),
    ) {
        all_of(value.to_string().as_bytes(), format);
    }
}
