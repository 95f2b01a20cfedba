//! What was allowed: by settings that were named, and by those of the editor whose logs they are.

use serde_json::Value;

use super::support::{Home, Ran, arg, core};

const STAMP: &str = "2026-11-20 09:00:01.000";
const LOG: &str = ".config/Code/logs/20261120T090000/telemetry.log";
const SETTINGS: &str = ".config/Code/User/settings.json";
const OFF: &str = r#"{"telemetry.telemetryLevel": "off"}"#;
const ALL: &str = r#"{"telemetry.telemetryLevel": "all"}"#;
/// A minute, as a setting of the editor may have been written in.
const MINUTES_OF_A_YEAR: u64 = 60 * 24 * 365;

/// What an audit finds of what is allowed: rule and severity.
fn found(ran: Ran) -> Vec<(String, String)> {
    let word = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
    let lines = ran.json().into_iter().filter(|line| line["type"] == "finding");
    let found = lines.map(|line| (word(&line, "rule"), word(&line, "severity")));
    found.filter(|(rule, _)| rule.starts_with("TEL02") || rule == "TEL034").collect()
}

fn audit(home: &Home, args: &[&str]) -> Vec<(String, String)> {
    found(home.run(&[&["audit", "--format", "json"], args].concat()))
}

fn one(rule: &str, severity: &str) -> Vec<(String, String)> {
    vec![(rule.to_owned(), severity.to_owned())]
}

#[test]
fn settings_that_are_named_hold_for_a_log_from_anywhere() {
    let home = Home::new();
    let log = home.file("saved/telemetry.log", core(STAMP, "startupLayout"));
    let (off, all) = (home.file("off.json", OFF), home.file("all.json", ALL));
    assert_eq!(audit(&home, &[arg(&log)]), []);
    let named = |file| audit(&home, &[arg(&log), "--settings", arg(file)]);
    assert_eq!(named(&off), one("TEL020", "error"));
    assert_eq!(named(&all), []);
}

#[test]
fn settings_that_are_named_and_cannot_be_read_are_wrong_usage() {
    let home = Home::new();
    let log = home.file("telemetry.log", core(STAMP, "startupLayout"));
    let folder = home.at("");
    for (file, says) in [(home.at("missing.json"), "is not there"), (folder, "no regular file")] {
        let complaint = home.run(&["audit", arg(&log), "--settings", arg(&file)]).complaint(2);
        assert!(complaint.contains("--settings: ") && complaint.contains(says), "{complaint}");
    }
}

#[test]
fn settings_that_are_named_and_broken_are_told_of() {
    let home = Home::new();
    let log = home.file("telemetry.log", core(STAMP, "startupLayout"));
    for (text, says) in [("[]", "is broken"), (r#"{"telemetry.telemetryLevel":3}"#, "Level")] {
        let file = home.file("odd.json", text);
        let ran = home.run(&["audit", arg(&log), "--settings", arg(&file)]);
        assert_eq!(ran.status, Some(0));
        assert!(ran.err.contains("--settings: ") && ran.err.contains(says), "{}", ran.err);
    }
}

#[test]
fn an_editor_s_own_settings_are_certain_for_what_was_logged_after_them() {
    let home = Home::new();
    let log = home.file(LOG, core(STAMP, "startupLayout"));
    home.file(SETTINGS, OFF);
    // Written now, which is after the event, unless this machine's clock is years behind.
    let newer = std::time::SystemTime::now() + std::time::Duration::from_secs(3600 * 24 * 3650);
    let file = std::fs::File::options().write(true).open(home.at(SETTINGS)).unwrap();
    file.set_modified(newer).unwrap();
    assert_eq!(audit(&home, &[arg(&log)]), one("TEL020", "note"));
    home.old_file(SETTINGS, OFF, 20 * MINUTES_OF_A_YEAR);
    assert_eq!(audit(&home, &[arg(&log)]), one("TEL020", "error"));
    // What is named counts alone.
    let all = home.file("all.json", ALL);
    assert_eq!(audit(&home, &[arg(&log), "--settings", arg(&all)]), []);
}

#[test]
fn a_log_that_was_saved_elsewhere_is_not_judged_by_this_machine_s_settings() {
    let home = Home::new();
    home.old_file(SETTINGS, OFF, 20 * MINUTES_OF_A_YEAR);
    let saved = home.file("saved/logs/20261120T090000/telemetry.log", core(STAMP, "startupLayout"));
    assert_eq!(audit(&home, &[arg(&saved)]), []);
}

/// An event of Copilot's that only enhanced telemetry gets.
fn enhanced(stamp: &str) -> String {
    format!(
        "{stamp} [trace] GitHub.copilot-chat/engine.messages {{\"properties\":{{\"unique_id\":\"u\",\
         \"common_extname\":\"copilot-chat\",\"messagesJson\":\"[]\"}},\"measurements\":{{}}}}\n"
    )
}

#[test]
fn what_the_command_line_says_of_enhanced_telemetry_goes_before_what_the_log_says() {
    let home = Home::new();
    let stub = format!(
        "{STAMP} [trace] GitHub.copilot-chat/exception {{\"properties\":{{\"unique_id\":\"u\",\
         \"common_extname\":\"copilot-chat\",\"reason\":\"Exception not logged due to opt-out\"}},\
         \"measurements\":{{}}}}\n"
    );
    let logs = ["logs/20261120T090000", "logs/20261121T090000"].map(|session| {
        let file = format!("{session}/window1/exthost/extHostTelemetry.log");
        let stub = if session.contains("1120") { stub.as_str() } else { "" };
        home.file(&file, enhanced(STAMP) + stub)
    });
    let logs = logs.each_ref().map(|log| arg(log));
    let with = |args: &[&str]| audit(&home, &[&logs, args].concat());
    // The other session says nothing of it.
    assert_eq!(with(&[]), one("TEL034", "error"));
    assert_eq!(with(&["--enhanced-consent", "yes"]), []);
    assert_eq!(with(&["--enhanced-consent", "no"]), one("TEL034", "error"));
    let count = |args: &[&str]| {
        let lines = home.run(&[&["audit", "--format", "json"], &logs[..], args].concat()).json();
        let finding = lines.into_iter().find(|line| line["rule"] == "TEL034").unwrap();
        finding["count"].as_u64().unwrap()
    };
    assert_eq!((count(&[]), count(&["--enhanced-consent", "no"])), (1, 2));
}

/// An event of an extension's, as Application Insights gets it.
fn posted(name: &str, time: &str) -> String {
    format!(
        "{{\"ver\":1,\"sampleRate\":100,\"tags\":{{\"ai.internal.sdkVersion\":\"ulm_node:2.9.8\"}},\
         \"data\":{{\"baseType\":\"EventData\",\"baseData\":{{\"ver\":2,\"name\":\"acme.demo/{name}\",\
         \"properties\":{{\"common.extname\":\"acme.demo\"}},\"measurements\":{{}}}}}},\
         \"iKey\":\"11111111-2222-4333-8444-555555555555\",\
         \"name\":\"Microsoft.ApplicationInsights.11111111222243338444555555555555.Event\",\
         \"time\":\"2026-11-20T{time}Z\"}}\n"
    )
}

#[test]
fn a_post_is_held_against_the_logs_of_its_time_and_its_producer() {
    let home = Home::new();
    let wire = home
        .file("wire.ndjson", posted("opened", "09:00:01.020") + &posted("past", "09:00:02.500"));
    let later = home.file("later.ndjson", posted("past", "12:00:00.000"));
    let of = |producer: &str| {
        let line = format!(
            "{STAMP} [trace] {producer}/opened {{\"properties\":{{\"common.extname\":\"{producer}\"}},\
             \"measurements\":{{}}}}\n"
        );
        home.file(&format!("{producer}/extHostTelemetry.log"), line)
    };
    let (own, other) = (of("acme.demo"), of("acme.other"));
    assert_eq!(audit(&home, &[arg(&own), arg(&wire)]), one("TEL023", "warning"));
    // The log had ended by then.
    assert_eq!(audit(&home, &[arg(&own), arg(&later)]), []);
    for undecided in [vec![arg(&wire)], vec![arg(&other), arg(&wire)]] {
        assert_eq!(audit(&home, &undecided), one("TEL023", "note"), "{undecided:?}");
    }
}
