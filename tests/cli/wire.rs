//! Saved posts on the command line.

use serde_json::Value;

use crate::samples::folder;
use crate::support::{Home, arg};

#[test]
fn posts_from_standard_input_are_events_that_were_seen_on_the_wire() {
    let home = Home::new();
    let posts = std::fs::read(folder().join("wire/posthog-batch.json")).unwrap();
    let args = ["print", "--format", "json", "--filter", "on:wire any.key:phc_* by:wire", "-"];
    let events = home.pipe(&args, &posts).json();
    let names: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    let expected = [
        "$identify",
        "extension_activated",
        "extension_activation_failed",
        "extension_cloud_sign_in",
        "$exception",
    ];
    assert_eq!(names, expected);
    assert!(events.iter().all(|event| event["on"] == "wire"));
    let args = ["print", "--filter", "on:log", "-"];
    assert_eq!(home.pipe(&args, &posts).text(), "");
}

#[test]
fn raw_gives_each_event_its_own_line() {
    let home = Home::new();
    let path = folder().join("wire/posthog-batch.json");
    let lines = home.run(&["print", "--format", "raw", arg(&path)]).lines();
    assert_eq!(lines.len(), 5);
    let batch: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    for (line, capture) in lines.iter().zip(batch["batch"].as_array().unwrap()) {
        assert_eq!(&serde_json::from_str::<Value>(line).unwrap(), capture);
    }
}

#[test]
fn a_format_that_is_said_is_how_posts_are_read() {
    let home = Home::new();
    let post = b"{\"name\":\"monacoworkbench/x\",\"properties\":{\"a\":1}}";
    let kinds = |args: &[&str]| -> Vec<String> {
        let events = home.pipe(args, post).json();
        events.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(&["print", "--format", "json", "-"]), ["raw"]);
    assert_eq!(kinds(&["print", "--format", "json", "--format-in", "coder", "-"]), ["event"]);
    assert_eq!(kinds(&["print", "--format", "json", "--format-in", "plain", "-"]), ["raw"]);
}

#[test]
fn properties_that_are_numbers_count_as_measurements_of_a_capture() {
    let home = Home::new();
    let path = folder().join("wire/posthog-batch.json");
    let args = ["stats", "--by", "event", "--filter", "m.duration_ms>=12", "--format", "csv"];
    let lines = home.run(&[&args[..], &[arg(&path)]].concat()).lines();
    assert_eq!(lines.last().map(String::as_str), Some("1,354,extension_activated"));
}

#[test]
fn a_name_that_stands_for_two_events_is_counted_as_it_is_printed() {
    let home = Home::new();
    let log = home.file("telemetry.log", "2026-03-14 09:26:53.589 [trace] a.b/foo {}\n");
    let capture = r#"{"event":"a.b/foo","distinct_id":"u","properties":{"$lib":"web"}}"#;
    let posts = home.file("posts.json", capture);
    let files = [arg(&log), arg(&posts)];
    let printed = home.run(&[&["print", "--format", "json"], &files[..]].concat()).json();
    let mut seen: Vec<_> = printed.iter().map(|event| event["event"].clone()).collect();
    seen.sort_by_key(ToString::to_string);
    let stats = ["stats", "--by", "event", "--format", "json"];
    let counted = home.run(&[&stats, &files[..]].concat()).json();
    let mut counted: Vec<_> = counted.iter().map(|row| row["event"].clone()).collect();
    counted.sort_by_key(ToString::to_string);
    assert_eq!(seen, ["a.b/foo", "foo"]);
    assert_eq!(counted, seen);
}
