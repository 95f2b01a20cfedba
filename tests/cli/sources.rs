//! `telltail sources`: what was looked for, what was found, and what the settings allow.

use insta::{assert_snapshot, with_settings};
use rstest::rstest;
use serde_json::{Value, json};

use super::support::{Home, Ran, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// A desktop in use with settings, one that never logged telemetry, and a server side.
fn home() -> Home {
    let home = Home::new();
    let code = ".config/Code";
    home.old_file(&format!("{code}/logs/20260313T080000/telemetry.log"), "", 90);
    let session = format!("{code}/logs/20260314T080000");
    home.old_file(&format!("{session}/telemetry.log"), &core(STAMP, "there"), 5);
    home.old_file(&format!("{session}/telemetry.1.log"), &core(STAMP, "before"), 6);
    home.old_file(&format!("{session}/window1/exthost/extHostTelemetry.log"), "", 7);
    home.old_file(&format!("{session}/main.log"), "words\n", 8);
    home.file(
        &format!("{code}/User/settings.json"),
        "{ // mine\n  \"telemetry.telemetryLevel\": \"error\",\n\
         \"fastapi.telemetry.enabled\": false,\n}",
    );
    home.file(".config/Cursor/logs/20260314T080000/main.log", "words\n");
    home.old_file(".vscode-server/data/logs/20260301T080000/remoteTelemetry.log", "", 2000);
    home
}

fn snapshot(home: &Home, name: &str, text: &str) {
    let own = arg(&home.at("")).trim_end_matches('/').to_owned();
    let filters = [
        (regex_of(&own), "[home]"),
        (r"last written \d{4}-\d\d-\d\d \d\d:\d\d:\d\d".to_owned(), "last written [moment]"),
    ];
    let filters = filters.iter().map(|(from, to)| (from.as_str(), *to)).collect::<Vec<_>>();
    with_settings!({ filters => filters, omit_expression => true }, {
        assert_snapshot!(name, text);
    });
}

fn regex_of(text: &str) -> String {
    text.replace('.', r"\.")
}

fn text(ran: Ran) -> String {
    String::from_utf8(ran.out).unwrap()
}

#[test]
fn what_was_found_comes_first_and_what_is_not_there_is_short() {
    let home = home();
    snapshot(&home, "sources-found", &home.run(&["sources"]).text());
}

#[test]
fn where_nothing_was_found_every_path_is_named() {
    let home = Home::new();
    let ran = home.run(&["sources", "--product", "code"]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(3), ""));
    let text = text(ran);
    for place in [".config/Code/logs", ".vscode-server/data/logs"] {
        assert!(text.contains(&format!("{}: not there", arg(&home.at(place)))), "{text}");
    }
}

#[test]
fn json_keeps_its_keys_and_says_what_settings_allow() {
    let home = home();
    let text = home.run(&["sources", "--format", "json"]).text();
    let places: Vec<Value> = serde_json::from_str(&text).unwrap();
    let code = &places[0];
    for key in ["product", "name", "path", "why", "looked", "sessions", "problems"] {
        assert!(places.iter().all(|place| place.get(key).is_some()), "{key}");
    }
    assert_eq!(
        (&code["newest"], &code["newest_session"]),
        (&json!(true), &json!("20260314T080000"))
    );
    let files = code["sessions"].as_array().unwrap().iter();
    let mut files = files.flat_map(|session| session["files"].as_array().unwrap());
    let telemetry = files.find(|it| it["path"].as_str().unwrap().ends_with("/telemetry.log"));
    let telemetry = telemetry.unwrap();
    assert_eq!(telemetry["what"], "core events, written by the shared process");
    assert_eq!(telemetry["era"], "since 2018 (1.26)");
    let consent = &code["consent"];
    assert_eq!((&consent["level"], &consent["certain"]), (&json!("error"), &json!(true)));
    assert_eq!(consent["file"], arg(&home.at(".config/Code/User/settings.json")));
    let switch = &code["switches"][0];
    assert_eq!(
        (&switch["key"], &switch["on"]),
        (&json!("fastapi.telemetry.enabled"), &json!(false))
    );
    let newest = places.iter().filter(|place| place["newest"] == true).count();
    assert_eq!(newest, 1);
    // What is not there has no settings.
    let missing = places.iter().find(|place| place["looked"] == "missing").unwrap();
    assert_eq!(missing.get("consent"), None);
}

#[rstest]
#[case(None, "level: all (default, no settings file)")]
#[case(Some("{}"), "level: all (default, telemetry.telemetryLevel is not set, ")]
#[case(Some(r#"{"telemetry.telemetryLevel":"off"}"#), "level: off (telemetry.telemetryLevel is")]
#[case(Some(r#"{"telemetry.enableTelemetry":false}"#), "level: off (telemetry.enableTelemetry is")]
#[case(
    Some(r#"{"telemetry.telemetryLevel":"of"}"#),
    "level: all? (telemetry.telemetryLevel is \"of\""
)]
#[case(Some(r#"{"telemetry.telemetryLevel":"off""#), "is broken")]
fn the_level_is_told_with_its_reason(#[case] settings: Option<&str>, #[case] told: &str) {
    let home = Home::new();
    home.file(".config/Code/logs/20260314T080000/telemetry.log", "");
    if let Some(settings) = settings {
        home.file(".config/Code/User/settings.json", settings);
    }
    let text = home.run(&["sources"]).text();
    assert!(text.contains(told), "{text}");
}

#[test]
fn hostile_settings_harm_no_terminal() {
    let home = Home::new();
    home.file(".config/Code/logs/20260314T080000/telemetry.log", "");
    let settings = "{\"telemetry.telemetryLevel\":\"\u{1b}[31m\u{202e}\",\"a\":[".to_owned();
    home.file(".config/Code/User/settings.json", settings + &"[".repeat(100_000));
    for command in [&["sources"][..], &["doctor"], &["sources", "--format", "json"]] {
        let text = home.run(command).text();
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        assert!(text.contains("nested deeper"), "{text}");
    }
}

#[rstest]
#[case(&core(STAMP, "there"), "on")]
#[case("", "")]
#[case("2026-03-14 09:00:00.000 [info] words\n", "")]
fn the_trace_state_of_the_newest_session_is_told(#[case] log: &str, #[case] state: &str) {
    let home = Home::new();
    home.file(".config/Code/logs/20260314T080000/telemetry.log", log);
    home.file(".config/Code/logs/20260314T080000/window1/exthost/extHostTelemetry.log", "");
    let json = home.run(&["sources", "--format", "json"]).text();
    let places: Vec<Value> = serde_json::from_str(&json).unwrap();
    let trace = &places[0]["trace"];
    let told = trace["state"].as_str().unwrap();
    assert_eq!(told == "on", state == "on", "{trace}");
    assert!(!trace["why"].as_str().unwrap().is_empty(), "{trace}");
    let report: Value =
        serde_json::from_str(&home.run(&["doctor", "--format", "json"]).text()).unwrap();
    assert_eq!(&report["places"][0]["trace"], trace);
    let text = home.run(&["sources"]).text();
    assert!(text.contains(&format!("  trace: {told}")), "{text}");
}
