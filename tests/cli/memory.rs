//! `--max-memory`: what is dropped is said, and what columns tell stays.

use std::fmt::Write as _;

use serde_json::Value;

use super::support::Home;

fn parsed(lines: &[u8]) -> Vec<Value> {
    let lines = std::str::from_utf8(lines).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A log of some MiB that packs badly enough to be worth dropping.
fn written() -> String {
    let mut text = String::new();
    for at in 0..3000_u64 {
        let words = (0..100).map(|part| format!("{:x}", (at * 7919 + part) * 2_654_435_761));
        let noise = words.collect::<Vec<_>>().concat();
        let _ = writeln!(
            text,
            "2026-11-21 01:39:00.000 [trace] telemetry/opened {{\"properties\":{{\"noise\":\
             \"{noise}\"}}}}"
        );
    }
    text
}

#[test]
fn text_that_was_dropped_is_said_to_be_and_every_event_is_counted() {
    let home = Home::new();
    let text = written();
    let args = ["stats", "--by", "event", "--format", "json", "--max-memory", "64KiB", "-"];
    let ran = home.pipe(&args, text.as_bytes());
    assert!(ran.err.contains("was dropped to keep within --max-memory"), "{}", ran.err);
    let groups = parsed(&ran.out);
    assert_eq!(groups.first().and_then(|group| group["count"].as_u64()), Some(3000));
    let ran = home.pipe(&["stats", "-"], text.as_bytes());
    assert!(!ran.err.contains("dropped"), "{}", ran.err);
}

#[test]
fn records_whose_text_is_lost_are_missed_by_raw_and_noted_by_the_others() {
    let home = Home::new();
    let text = written();
    let print = |format: &str| {
        let args = ["print", "--tail", "3000", "--format", format, "--max-memory", "64KiB", "-"];
        home.pipe(&args, text.as_bytes())
    };
    let raw = print("raw");
    assert_eq!(raw.status, Some(3));
    assert!(raw.err.contains("records are missing from what was written"));
    let json = print("json");
    assert_eq!(json.status, Some(0));
    let lines = parsed(&json.out);
    assert_eq!(lines.len(), 3000);
    assert_eq!(lines[0]["notes"][0], "its text was dropped to keep within --max-memory");
    assert_eq!(lines[0]["event"], "opened");
    assert_eq!(lines[2999]["notes"], Value::Null, "the newest is there");
    let said = String::from_utf8(print("text").out).unwrap();
    assert!(said.lines().next().is_some_and(|line| line.ends_with("within --max-memory")));
}

#[test]
fn what_a_filter_cannot_decide_for_its_text_is_lost_is_not_passed_over_in_silence() {
    let home = Home::new();
    let text = written();
    for command in
        [&["stats", "--filter", "noise"][..], &["print", "--tail", "9", "--filter=-noise"]]
    {
        let args = [command, &["--max-memory", "64KiB", "-"]].concat();
        let ran = home.pipe(&args, text.as_bytes());
        assert_eq!(ran.status, Some(3), "{command:?}");
        let said = "events are left out: their text is lost, and the filter asks for it";
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

#[test]
fn a_filter_may_begin_with_a_minus() {
    let home = Home::new();
    home.file("telemetry.log", written());
    let ran = home.run(&["stats", "--format", "json", "--filter", "-ext:vscode", "telemetry.log"]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn a_saved_file_loses_nothing_for_its_text_takes_no_memory() {
    let home = Home::new();
    let text = written();
    home.file("telemetry.log", &text);
    let ran = home.run(&["print", "--format", "raw", "--max-memory", "64KiB", "telemetry.log"]);
    assert!(ran.bytes() == text.as_bytes());
}

#[test]
fn a_size_that_is_none_is_wrong_usage() {
    let home = Home::new();
    let ran = home.run(&["stats", "--max-memory", "much", "telemetry.log"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("--max-memory 'much' is no size: write it as 512MiB"));
}
