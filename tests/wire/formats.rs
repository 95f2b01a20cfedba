//! One row for each format: what its sample comes to.

use rstest::rstest;
use serde_json::json;
use telltail::event::Format;

use super::*;

/// Kind, level, event, producer, destination, and what level and destination rest on.
fn rows(read: &Read) -> Vec<String> {
    let row = |event: &Value| {
        let keys = ["kind", "level", "level_by", "event", "producer", "destination"];
        let words: Vec<_> = keys.iter().map(|key| word(event, key)).collect();
        format!("{} {}", words.join(" "), word(event, "destination_by")).trim().to_owned()
    };
    read.events.iter().map(row).collect()
}

#[rstest]
#[case("app-insights.ndjson", Format::AppInsights, "line 1 is an Application Insights envelope", &[
    "event usage guess opened acme.audit-demo app-insights guess",
    "event usage guess response.success GitHub.copilot-chat github wire",
    "event usage guess copilot/ghostText.shown GitHub.copilot-chat github-enhanced wire",
    "event error wire exception acme.audit-demo app-insights guess",
    "event error wire message acme.audit-demo app-insights guess",
    "event usage guess heap/used acme.audit-demo app-insights guess",
    "event usage guess GET /open  app-insights guess",
    "event usage guess POST /query/items  app-insights guess",
    "event usage guess https://example.test/welcome  app-insights guess",
])]
#[case("app-insights-array.json", Format::AppInsights, "line 2 is an Application Insights envelope", &[
    "event usage guess activated acme.notes app-insights guess",
    "event usage guess saved acme.notes app-insights guess",
])]
#[case("one-collector.ndjson", Format::OneCollector, "line 1 is a 1DS record", &[
    "event usage rule editorOpened vscode microsoft guess",
    "event error rule UnhandledError vscode microsoft guess",
    "event error rule unhandlederror acme.audit-demo microsoft guess",
    "event usage guess panel.request GitHub.copilot-chat microsoft wire",
])]
#[case("posthog-batch.json", Format::PostHog, "line 1 is a PostHog capture", &[
    "event usage guess $identify  posthog wire",
    "event usage guess extension_activated FastAPILabs.fastapi-vscode posthog wire",
    "event error rule extension_activation_failed FastAPILabs.fastapi-vscode posthog wire",
    "event usage guess extension_cloud_sign_in FastAPILabs.fastapi-vscode posthog wire",
    "event error wire $exception  posthog wire",
])]
#[case("posthog-captures.ndjson", Format::PostHog, "line 1 is a PostHog capture", &[
    "event usage guess autocomplete Continue.continue posthog wire",
    "event error rule indexing_error Continue.continue posthog wire",
    "event usage guess add_docs_gui Devscode.devscode posthog wire",
    "event usage guess $pageview Continue.continue posthog wire",
])]
#[case("posthog-form.txt", Format::PostHog, "line 1 is a PostHog capture", &[
    "event usage guess step run Continue.continue posthog wire",
])]
#[case("otlp-logs.json", Format::Otlp, "line 1 is a document of OTLP logs", &[
    "event usage guess gen_ai.client.inference.operation.details GitHub.copilot-chat otlp guess",
    "event error wire copilot_chat.tool.call GitHub.copilot-chat otlp guess",
    "log warning",
])]
#[case("coder-track.json", Format::Coder, "line 1 is a track object of code-server's", &[
    "event usage rule serverStart vscode coder guess",
])]
#[case("mixed.ndjson", Format::AppInsights, "line 1 is an Application Insights envelope", &[
    "event usage guess opened acme.audit-demo app-insights guess",
    "raw", "raw", "raw", "raw",
    "event usage guess autocomplete Continue.continue posthog wire",
    "log info",
])]
fn a_sample_of_each_format_gives_its_events(
    #[case] name: &str,
    #[case] format: Format,
    #[case] why: &str,
    #[case] expected: &[&str],
) {
    let bytes = sample(name);
    let whole = read(&bytes);
    let words = |row: &String| row.split("  ").map(str::trim).collect::<Vec<_>>().join("  ");
    let rows: Vec<_> = rows(&whole).iter().map(words).collect();
    assert_eq!(rows, expected);
    let detected = whole.format.unwrap();
    assert_eq!((detected.format, detected.why.as_str()), (format, why));
    for size in [1, 7, 1000] {
        assert_eq!(read_in(&bytes, size, None).events, whole.events, "in chunks of {size}");
    }
}

#[test]
fn a_record_is_the_elements_own_bytes_where_it_says_it_stands() {
    for name in names().iter().filter(|name| *name != "posthog-form.txt") {
        let bytes = sample(name);
        let read = read(&bytes);
        for (event, record) in read.events.iter().zip(&read.records) {
            let at = event["offset"].as_u64().unwrap() as usize;
            assert_eq!(&bytes[at..at + record.len()], record, "{name}: {event}");
            let line = bytes[..at].split(|byte| *byte == b'\n').count();
            assert_eq!(event["line"], line, "{name}: {event}");
        }
    }
}

#[test]
fn the_table_of_the_samples_says_what_is_in_them() {
    let readme = fs::read_to_string(samples().join("../README.md")).unwrap();
    let row = |line: &str| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let name = cells.get(1)?.strip_prefix("wire/")?.to_owned();
        let number = |at: usize| cells.get(at)?.parse::<usize>().ok();
        Some((name, [number(2)?, number(3)?, number(4)?]))
    };
    let table: Vec<_> = readme.lines().filter_map(row).collect();
    let listed: Vec<_> = table.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(listed, names());
    for (name, counts) in table {
        let events = read(&sample(&name)).events;
        let of = |kind: &str| events.iter().filter(|event| event["kind"] == kind).count();
        assert_eq!([of("event"), of("log"), of("raw")], counts, "{name}");
    }
}

#[test]
fn exceptions_of_every_format_carry_type_message_and_stack() {
    let of = |name: &str, at: usize| read(&sample(name)).events[at]["properties"].clone();
    let stack = "at Opener.open (/ext/out/main.js:7:31)\nat node:internal/timers:581\n\
                 caused by Error: inner\nError: inner\n    at deep (/ext/out/main.js:9:1)";
    let expected = json!({"type": "TypeError", "message": "x is not a function", "stack": stack});
    assert_eq!(of("app-insights.ndjson", 3), expected);
    let posthog = of("posthog-batch.json", 4);
    assert_eq!(posthog["type"], "RangeError");
    assert_eq!(posthog["message"], "too far");
    assert_eq!(posthog["stack"], "at step (one.js:24:15)\nat two.js:3");
}

#[test]
fn what_is_no_event_says_why() {
    let events = read(&sample("mixed.ndjson")).events;
    let notes: Vec<_> = events.iter().map(|event| word(&event["notes"], "0")).collect();
    assert!(notes.iter().all(String::is_empty), "notes are a list");
    let notes = |at: usize| events[at]["notes"][0].as_str();
    assert_eq!(notes(3), Some("a JSON value of no known shape"));
    assert_eq!(notes(4), Some("it stands among events, but is none of their format"));
    assert_eq!((notes(0), notes(5)), (None, None));
}

#[test]
fn a_format_that_is_said_is_used_and_a_log_is_never_taken_for_json() {
    let forced = read_in(b"{\"name\":\"a/b\",\"properties\":{\"x\":1}}", 5, Some(Format::Coder));
    assert_eq!(rows(&forced), ["event usage guess b vscode.a coder guess"]);
    assert_eq!(forced.format.unwrap().why, "--format-in says so");
    let log = "{\"printed\":\"before\"}\n2026-03-14 09:26:53.589 [error] one\n  two\n";
    for size in [1, 9, 1000] {
        let read = read_in(log.as_bytes(), size, None);
        assert_eq!(rows(&read), ["raw", "log error"]);
        assert_eq!(read.events[1]["message"], "one\n  two");
        assert_eq!(read.events[1]["line"], 2);
    }
}
