//! What a console printed, piped in; and sources that are read as what a person says they are.

use serde_json::Value;

use super::samples;
use super::support::{Home, arg};

/// A line of each grammar, and what is told of it: time, kind, level, and message or event.
const LINES: [(&str, [&str; 4]); 11] = [
    (
        "\u{1b}[90m[main 2026-03-14T08:00:00.101Z]\u{1b}[0m window ready",
        ["2026-03-14T08:00:00.101", "log", "info", "window ready"],
    ),
    (
        "\u{1b}[93m[main 2026-03-14T08:00:00.102Z]\u{1b}[0m slow \u{1b}[1mdisk\u{1b}[0m",
        ["2026-03-14T08:00:00.102", "log", "warning", "slow disk"],
    ),
    (
        "\u{1b}[91m[main 2026-03-14T08:00:00.103Z]\u{1b}[0m Error: no\n    at f (g.js:1:2)",
        ["2026-03-14T08:00:00.103", "log", "error", "Error: no\n    at f (g.js:1:2)"],
    ),
    (
        "[7:0314/080000.200123:INFO:CONSOLE(2)] \"%c  ERR color: #f33 no\", source: f.js (2)",
        ["2026-03-14T08:00:00.200", "log", "error", "no"],
    ),
    (
        "[7:8:0314/080000.300:ERROR:gpu.cc(12)] no gpu",
        ["2026-03-14T08:00:00.300", "log", "error", "no gpu"],
    ),
    (
        "[7:0314/080000.400123:INFO:CONSOLE(2)] \"%cTRACE color: #888 telemetry/opened {\"a\":1}\", \
         source: f.js (2)",
        ["2026-03-14T08:00:00.400", "event", "usage", "opened"],
    ),
    ("[main 8:00:01 AM] idle", ["2026-03-14T08:00:01.000", "log", "info", "idle"]),
    ("[main 08:00:02] telemetry/old {}", ["2026-03-14T08:00:02.000", "event", "usage", "old"]),
    ("[08:00:03] ready", ["2026-03-14T08:00:03.000", "log", "info", "ready"]),
    (
        "[2026-03-14T08:00:04.200Z] debug got \u{1b}[38;2;140;140;140m{\"a\":1}\u{1b}[0m",
        ["2026-03-14T08:00:04.200", "log", "debug", "got {\"a\":1}"],
    ),
    (
        "2026-03-14 08:00:05.000 [critical] a file's line",
        ["2026-03-14T08:00:05.000", "log", "critical", "a file's line"],
    ),
];

fn told(event: &Value) -> [&str; 4] {
    let time = event["time"].as_str().unwrap().strip_suffix("+00:00").unwrap();
    let text = event["message"].as_str().or_else(|| event["event"].as_str());
    [time, event["kind"].as_str().unwrap(), event["level"].as_str().unwrap(), text.unwrap()]
}

#[test]
fn every_grammar_of_a_console_is_read_as_what_it_is() {
    let home = Home::new();
    let text = LINES.map(|(line, _)| line).join("\n");
    let events = home.pipe(&["print", "--format", "json", "-"], text.as_bytes()).json();
    let found: Vec<_> = events.iter().map(told).collect();
    assert_eq!(found, LINES.map(|(_, expected)| expected));
    let undated = events.iter().filter(|event| event["notes"].to_string().contains("assumed"));
    assert_eq!(undated.count(), 6, "the day of Chromium's lines and of times of day is not logged");
}

#[test]
fn no_escape_of_a_console_reaches_a_terminal() {
    let home = Home::new();
    let sample = samples::named("console.log");
    assert!(sample.bytes().contains(&0x1b));
    for format in ["text", "json"] {
        let out = home.pipe(&["print", "--format", format, "-"], &sample.bytes()).text();
        assert!(!out.contains(['\u{1b}', '\u{7}']), "{format}");
        assert!(!out.contains("[0m") && !out.contains("\\e"), "{format}");
    }
    let raw = home.pipe(&["print", "--format", "raw", "-"], &sample.bytes()).bytes();
    assert_eq!(raw, sample.bytes());
}

#[test]
fn a_format_can_be_said() {
    let home = Home::new();
    let crlf = samples::named("crlf.log");
    let kinds = |format: &str| {
        let args = ["print", "--format", "json", "--format-in", format, arg(&crlf.path)];
        let events = home.run(&args).json();
        events.iter().filter(|event| event["kind"] == "raw").count()
    };
    let lines = String::from_utf8(crlf.bytes()).unwrap().lines().count();
    assert_eq!(kinds("current"), 2);
    assert_eq!(kinds("plain"), lines);
    assert_eq!(kinds("older"), lines);
}

#[test]
fn a_format_that_is_none_is_wrong_usage_and_the_list_is_told() {
    let said = Home::new().run(&["print", "--format-in", "yaml", "-"]).complaint(2);
    assert!(said.contains("'yaml'") && said.contains("current, older, console, plain"), "{said}");
}
