//! `telltail diff`: what differs between two logs, two catalogs, a baseline and a log, how it is
//! told, and how a run exits.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use serde_json::Value;

use super::audit::{lines, of_type};
use super::support::{Home, arg};

const SCHEMA: &str = include_str!("../../schema/telltail-diff.schema.json");

/// An event of a version in a minute.
fn event(minute: u32, name: &str, version: &str, properties: &str) -> String {
    format!(
        "2026-03-14 09:{minute:02}:00.000 [trace] acme.demo/{name} \
         {{\"properties\":{{\"common.extversion\":\"{version}\"{properties}}},\"measurements\":{{}}}}\n"
    )
}

fn old() -> String {
    let each = (0..40).map(|at| {
        event(at, "opened", "1.0.0", ",\"kind\":\"a\"") + &event(at, "closed", "1.0.0", "")
    });
    each.collect()
}

/// A version later: one event more often, one gone, one new with an id, a value of another kind, and
/// a path.
fn new() -> String {
    let each = (0..40).map(|at| {
        let often = event(at, "opened", "1.1.0", ",\"kind\":1").repeat(4);
        often
            + &event(
                at,
                "saved",
                "1.1.0",
                ",\"machineId\":\"x\",\"file\":\"/home/robin/secret-plan/a.rs\"",
            )
    });
    each.collect()
}

fn both() -> (Home, PathBuf, PathBuf) {
    let home = Home::new();
    let old = home.file("old/telemetry.log", old());
    let new = home.file("new/telemetry.log", new());
    (home, old, new)
}

fn told(line: &Value) -> String {
    let word = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    [word("sign"), word("what"), word("event"), word("key")].join(" ").trim_end().to_owned()
}

#[test]
fn two_logs_are_told_apart_in_every_respect() {
    let (home, old, new) = both();
    let ran = home.run(&["diff", arg(&old), arg(&new), "--format", "json"]);
    assert_eq!(ran.err, "", "{ran:?}");
    let text = String::from_utf8_lossy(&ran.out).into_owned();
    assert!(!text.contains("secret-plan"), "{text}");
    let said = lines(ran);
    let differences = of_type(&said, "difference");
    let found: BTreeSet<String> = differences.iter().map(told).collect();
    for expected in [
        "changed version",
        "gone event closed",
        "new event saved",
        "changed property opened kind",
        "changed volume opened",
        "new finding saved file",
    ] {
        assert!(found.contains(expected), "{expected} is not in {found:#?}");
    }
    let of = |word: &str| differences.iter().find(|it| told(it) == word).unwrap();
    let saved = of("new event saved");
    assert_eq!(saved["also"], serde_json::json!(["identifier"]));
    assert_eq!((&saved["new_count"], &saved["chance"]), (&40.into(), &false.into()));
    let volume = of("changed volume opened");
    assert_eq!(
        (&volume["old_rate"]["count"], &volume["new_rate"]["count"]),
        (&40.into(), &160.into())
    );
    assert_eq!(volume["old_rate"]["minutes"], 40);
    let version = of("changed version");
    assert_eq!((&version["old"], &version["new"]), (&"1.0.0".into(), &"1.1.0".into()));
    let last = said.last().unwrap();
    assert_eq!((&last["old"]["events"], &last["new"]["minutes"]), (&80.into(), &40.into()));
}

#[test]
fn every_line_of_json_fits_the_schema_and_every_filter_shows_events() {
    let (home, old, new) = both();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let declared = home.file("a.json", catalog("SystemMetaData"));
    let other = home.file("b.json", catalog("CallstackOrException"));
    let mut keys: BTreeSet<(String, String)> = BTreeSet::new();
    for (a, b) in [(&old, &new), (&new, &old), (&old, &old), (&declared, &other)] {
        for line in home.run(&["diff", arg(a), arg(b), "--format", "json"]).json() {
            let faults: Vec<String> =
                validator.iter_errors(&line).map(|it| it.to_string()).collect();
            assert!(faults.is_empty(), "{line}\n{faults:#?}");
            let kind = line["type"].as_str().unwrap().to_owned();
            keys.extend(line.as_object().unwrap().keys().map(|key| (kind.clone(), key.clone())));
            if let Some(filter) = line["filter"].as_str() {
                let shown = home.run(&["print", arg(&old), arg(&new), "--filter", filter]).lines();
                assert!(!shown.is_empty(), "{line}");
            }
        }
    }
    for (kind, key) in keys {
        let known = schema["$defs"][&kind]["properties"].as_object().unwrap();
        assert!(known.contains_key(&key), "{kind} {key} is not in the schema");
    }
    assert!(!validator.is_valid(&serde_json::json!({"type": "difference", "sign": "more"})));
}

fn catalog(classification: &str) -> String {
    format!(
        r#"{{"acme.demo-1.0.0":{{"commonProperties":{{}},"events":{{"opened":{{
            "kind":{{"classification":"{classification}","purpose":"FeatureInsight"}}}}}}}}}}"#
    )
}

#[rstest]
#[case("any", 1)]
#[case("event", 1)]
#[case("new-event,gone-event", 1)]
#[case("property", 1)]
#[case("new-property", 0)]
#[case("identifier", 1)]
#[case("gone-identifier", 0)]
#[case("finding", 1)]
#[case("volume", 1)]
#[case("version", 1)]
#[case("producer", 0)]
#[case("destination,purpose,classification", 0)]
fn a_run_fails_on_the_differences_that_are_named(#[case] words: &str, #[case] status: i32) {
    let (home, old, new) = both();
    let ran = home.run(&["diff", arg(&old), arg(&new), "--fail-on", words]);
    assert_eq!(ran.status, Some(status), "{ran:?}");
    let same = home.run(&["diff", arg(&new), arg(&new), "--fail-on", "any"]);
    assert_eq!(same.status, Some(0), "{same:?}");
}

#[test]
fn the_text_says_what_each_side_rests_on_and_a_sign_with_a_word() {
    let (home, old, new) = both();
    let text = home.run(&["diff", arg(&old), arg(&new)]).text();
    for expected in [
        "OLD  ",
        "80 events of 1 producer in 40 minutes of 1 session",
        "acme.demo  (1.0.0: 80 in 40 min, 2.0/min → 1.1.0: 200 in 40 min, 5.0/min)",
        "~  changed version",
        "1.0.0 → 1.1.0",
        "-  gone event",
        "+  new event",
        "(new identifier; in 40 events)",
        "1.0 a minute (40 in 40 minutes) → 4.0 a minute (160 in 40 minutes)",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let same = home.run(&["diff", arg(&old), arg(&old)]).text();
    assert!(same.contains("OLD  ") && same.ends_with("Nothing differs\n"), "{same}");
    let coloured = home.run(&["diff", arg(&old), arg(&new), "--color", "always"]).text();
    assert!(coloured.contains("\u{1b}[") && !text.contains('\u{1b}'));
}

#[test]
fn a_shorter_log_says_that_what_is_missing_may_be_chance() {
    let (home, old, _) = both();
    let short = home.file("short.telemetry.log", event(0, "opened", "1.0.0", ",\"kind\":\"a\""));
    let text = home.run(&["diff", arg(&old), arg(&short)]).text();
    assert!(text.contains("NEW is shorter: 1 minute with telemetry to 40"), "{text}");
    assert!(text.contains("may be chance: 1.0 would be expected in NEW"), "{text}");
    assert!(!text.contains("volume"), "{text}");
}

#[test]
fn markdown_is_text_whatever_things_are_called() {
    let home = Home::new();
    let hostile = event(0, "a|b<script>@team #1 [x](http://evil.example)", "1.0", "");
    let old = home.file("old.telemetry.log", event(0, "opened", "1.0", ""));
    let new = home.file("new.telemetry.log", hostile);
    let path = home.at("comment.md");
    home.run(&["diff", arg(&old), arg(&new), "--format", "markdown", "-o", arg(&path)]).text();
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with("# Telemetry compared\n\n**1 new, 1 gone, 0 changed**"), "{text}");
    assert!(
        !text.contains("<script>") && !text.contains("[x](") && !text.contains("@team"),
        "{text}"
    );
    assert!(text.contains("| - | gone event | opened |"), "{text}");
}

#[test]
fn two_catalogs_compare_what_is_declared() {
    let home = Home::new();
    let old = home.file("old.json", catalog("SystemMetaData"));
    let new = home.file("new.json", catalog("CallstackOrException"));
    let text = home.run(&["diff", arg(&old), arg(&new)]).text();
    assert!(
        text.contains(
            "~  changed classification  opened kind  SystemMetaData → CallstackOrException"
        ),
        "{text}"
    );
    assert!(text.contains("a catalog of 1 event, 1 producer"), "{text}");
    let plan = |purpose: &str| {
        format!(
            "# `acme.routes`\n\n| Event | Data | Why |\n|---|---|---|\n| `ran` | `took_ms` (number) | {purpose} |\n"
        )
    };
    let old = home.file("OLD.md", plan("Feature usage"));
    let new = home.file("NEW.md", plan("Start-up performance"));
    let ran = home.run(&["diff", arg(&old), arg(&new), "--fail-on", "changed-purpose"]);
    assert_eq!(ran.status, Some(1), "{ran:?}");
}

#[test]
fn a_baseline_is_compared_with_a_log() {
    let (home, old, new) = both();
    let baseline = home.at("telltail-baseline.json");
    home.run(&["audit", arg(&old), "--write-baseline", arg(&baseline)]).text();
    let same = home.run(&["diff", arg(&baseline), arg(&old)]).text();
    assert!(
        same.contains("a baseline of 80 events") && same.ends_with("Nothing differs\n"),
        "{same}"
    );
    let from = |path: &PathBuf| {
        let said = home.run(&["diff", arg(path), arg(&new), "--format", "json"]).json();
        of_type(&said, "difference").iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(from(&baseline), from(&old));
}

#[test]
fn what_cannot_be_compared_is_said_with_what_to_do() {
    let (home, old, new) = both();
    let catalog = home.file("catalog.json", catalog("SystemMetaData"));
    let missing = home.at("missing.log");
    let say = |args: &[&str], status: i32| home.run(args).complaint(status);
    let mixed = say(&["diff", arg(&catalog), arg(&new)], 2);
    assert!(mixed.contains("two logs, or two catalogs") && mixed.contains("audit LOG"), "{mixed}");
    let word = say(&["diff", arg(&old), arg(&new), "--fail-on", "events"], 2);
    assert!(
        word.contains("'events' is no sort of difference") && word.contains("new-event"),
        "{word}"
    );
    assert!(say(&["diff", arg(&old), arg(&missing)], 3).contains("missing.log"));
    assert!(say(&["diff", "-", "-"], 2).contains("standard input"));
    assert!(say(&["diff", arg(&catalog), arg(&catalog), "--screen"], 2).contains("--screen"));
    let over = say(&["diff", arg(&old), arg(&new), "-o", arg(&new)], 2);
    assert!(over.contains("one of the logs"), "{over}");
    assert_eq!(fs::read_to_string(&new).unwrap(), self::new());
}

#[test]
fn one_side_may_be_piped_in_and_a_filter_holds_for_both() {
    let (home, old, new) = both();
    let args = ["diff", arg(&old), "-", "--filter", "event:opened", "--format", "json"];
    let said = home.pipe(&args, fs::read(&new).unwrap().as_slice()).json();
    let last = said.last().unwrap();
    assert_eq!((&last["old"]["events"], &last["new"]["events"]), (&40.into(), &160.into()));
    assert!(of_type(&said, "difference").iter().all(|it| it["event"] != "saved"));
}

#[test]
fn a_waived_finding_fails_nothing() {
    let (home, old, new) = both();
    home.file(
        "telltail-waivers.toml",
        "[[waiver]]\nrule = \"*\"\nproducer = \"acme.demo\"\nreason = \"meant\"\nuntil = 2099-12-31\n",
    );
    let ran = home.run(&["diff", arg(&old), arg(&new), "--fail-on", "finding"]);
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(String::from_utf8_lossy(&ran.out).contains("waived"));
}
