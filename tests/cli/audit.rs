//! `telltail audit`: what counts, what fails a run, and what is told of it.

use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use serde_json::Value;

use super::archives::zipped;
use super::support::{Home, Ran, arg};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// Two raw paths under one key, and an event that is clean.
fn event(name: &str, properties: &str) -> String {
    format!(
        "{STAMP} [trace] acme.demo/{name} {{\"properties\":{{{properties}}},\"measurements\":{{}}}}\n"
    )
}

pub(crate) fn leaking() -> String {
    [
        event("saved", "\"file\":\"/home/robin/secret-plan/a.rs\""),
        event("ran", "\"kind\":\"lint\""),
        event("saved", "\"file\":\"/home/robin/secret-plan/b.rs\""),
    ]
    .concat()
}

/// A home with a log in it that leaks.
pub(crate) fn leaky() -> (Home, PathBuf) {
    let home = Home::new();
    let path = home.file("acme.demo.telemetry.log", leaking());
    (home, path)
}

/// The lines of one type.
pub(crate) fn of_type(lines: &[Value], kind: &str) -> Vec<Value> {
    lines.iter().filter(|line| line["type"] == kind).cloned().collect()
}

pub(crate) fn lines(ran: Ran) -> Vec<Value> {
    let text = String::from_utf8(ran.out).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn raw_paths(lines: &[Value]) -> Vec<Value> {
    let found = of_type(lines, "finding");
    found.into_iter().filter(|line| line["rule"] == "TEL013").collect()
}

#[test]
fn a_finding_says_what_where_and_how_often_and_shows_nothing_private() {
    let (home, path) = leaky();
    let text = home.run(&["audit", "--format", "json", arg(&path)]).text();
    assert!(!text.contains("secret-plan"), "{text}");
    let said: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [found] = raw_paths(&said).try_into().unwrap();
    assert_eq!(found["severity"], "error");
    assert_eq!(found["producer"], "acme.demo");
    assert_eq!((&found["event"], &found["key"]), (&"saved".into(), &"file".into()));
    assert_eq!((&found["scope"], &found["pii"]), (&"properties".into(), &"path".into()));
    assert_eq!(found["count"], 2);
    assert_eq!((&found["first"]["line"], &found["last"]["line"]), (&1.into(), &3.into()));
    assert_eq!(found["places"].as_array().unwrap().len(), 2);
    assert_eq!(found["first"]["path"], arg(&path));
    assert_eq!(found["characters"], 28);
    let last = said.last().unwrap();
    assert_eq!((&last["type"], &last["events"]), (&"coverage".into(), &3.into()));
    let [score] = of_type(&said, "score").try_into().unwrap();
    assert_eq!((&score["events"], &score["findings"]["error"]), (&3.into(), &1.into()));
}

#[test]
fn the_filter_of_a_finding_shows_its_events() {
    let (home, path) = leaky();
    let said = home.run(&["audit", "--format", "json", arg(&path)]).json();
    let mut seen = 0;
    for found in of_type(&said, "finding") {
        let Some(filter) = found["filter"].as_str() else { continue };
        let shown = home.run(&["print", "--filter", filter, arg(&path)]).lines();
        assert_eq!(shown.len() as u64, found["count"].as_u64().unwrap(), "{filter}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn values_are_shown_where_that_is_asked_for_and_do_no_harm() {
    let home = Home::new();
    let hostile = event("saved", "\"file\":\"/home/robin/\\u001b[31m\\u202ex\"");
    let path = home.file("acme.demo.telemetry.log", hostile);
    let text = home.run(&["audit", "--show-values", arg(&path)]).text();
    assert!(text.contains("/home/robin/\\e[31m\\u{202e}x"), "{text}");
    let text = home.run(&["audit", "--show-values", "--format", "json", arg(&path)]).text();
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    let [found] = raw_paths(&lines_of(&text)).try_into().unwrap();
    assert_eq!(found["value"], "/home/robin/\u{1b}[31m\u{202e}x");
}

fn lines_of(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[rstest]
#[case(&[], 0)]
#[case(&["--fail-on", "error"], 1)]
#[case(&["--fail-on", "note"], 1)]
#[case(&["--require-events", "3"], 0)]
#[case(&["--require-events", "4"], 4)]
#[case(&["--require-events", "4", "--fail-on", "error"], 4)]
#[case(&["--filter", "event:ran", "--fail-on", "error"], 0)]
#[case(&["--filter", "event:saved", "--require-events", "3"], 4)]
#[case(&["not-there.log", "--require-events", "9", "--fail-on", "error"], 3)]
#[case(&["--fail-on", "fatal"], 2)]
#[case(&["--policy", "not-there.toml", "not-there.log"], 2)]
#[case(&["--waivers", "not-there.toml"], 2)]
#[case(&["--baseline", "not-there.json"], 2)]
#[case(&["--filter", "level:eror"], 2)]
fn the_first_status_that_applies_is_the_one(#[case] options: &[&str], #[case] status: i32) {
    let (home, path) = leaky();
    let ran = home.run(&[&["audit", arg(&path)], options].concat());
    assert_eq!(ran.status, Some(status), "{}", ran.err);
}

#[test]
fn too_few_events_are_told_and_the_report_is_written_all_the_same() {
    let (home, path) = leaky();
    let ran = home.run(&["audit", "--format", "json", "--require-events", "9", arg(&path)]);
    assert!(ran.err.contains("3 telemetry events were audited"), "{}", ran.err);
    assert_eq!(raw_paths(&lines(ran)).len(), 1);
}

#[test]
fn where_nothing_is_found_to_read_that_is_told() {
    let home = Home::new();
    let said = home.run(&["audit", "--require-events", "1"]).complaint(3);
    assert!(said.contains("no telemetry log found"), "{said}");
}

const WAIVER: &str = "[[waiver]]\nrule = 'TEL013'\nreason = 'by design'\n";

#[test]
fn a_waived_finding_is_told_apart_and_fails_nothing() {
    let (home, path) = leaky();
    home.file("telltail-waivers.toml", format!("{WAIVER}until = 9999-12-31\n"));
    let ran = home.run(&["audit", "--fail-on", "error", "--format", "json", arg(&path)]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    let said = lines(ran);
    let [found] = raw_paths(&said).try_into().unwrap();
    assert_eq!(found["waived"], serde_json::json!({"reason": "by design", "until": "9999-12-31"}));
    assert_eq!(said.last().unwrap()["waived"], 1);
    assert_eq!(of_type(&said, "score")[0]["set_aside"], 1);
}

#[test]
fn waivers_are_those_of_the_project_or_those_that_are_named() {
    let (home, path) = leaky();
    home.file("project/.git/HEAD", "");
    home.file("project/telltail-waivers.toml", format!("{WAIVER}until = 9999-12-31\n"));
    home.file("project/src/deep/x", "");
    let audit = |folder: &str, options: &[&str]| {
        let mut command =
            home.command(&[&["audit", "--fail-on", "error", arg(&path)], options].concat());
        command.current_dir(home.at(folder)).output().unwrap().status.code()
    };
    assert_eq!(audit("project/src/deep", &[]), Some(0));
    assert_eq!(audit(".", &[]), Some(1));
    let none = home.file("none.toml", "");
    assert_eq!(audit("project", &["--waivers", arg(&none)]), Some(1));
}

#[rstest]
#[case("until = 2020-01-01\n", "is over: what it waived counts again")]
#[case("event = 'other'\nuntil = 9999-12-31\n", "fits no finding")]
#[case("until = 'soon'\n", "'until' must be a day")]
#[case("until = 9999-12-31\n[[waiver]]\nrule = 'A'\nuntil = 9999-12-31\n", "needs 'reason'")]
fn a_waiver_that_does_nothing_is_told(#[case] rest: &str, #[case] word: &str) {
    let (home, path) = leaky();
    home.file("telltail-waivers.toml", format!("{WAIVER}{rest}"));
    let ran = home.run(&["audit", arg(&path)]);
    assert_eq!(ran.status, Some(0), "found by itself, it ends nothing");
    assert!(
        ran.err.contains(word) && ran.err.contains("telltail-waivers.toml, line"),
        "{}",
        ran.err
    );
}

#[test]
fn a_broken_file_of_waivers_waives_nothing_and_ends_the_run_where_it_was_named() {
    let (home, path) = leaky();
    let broken = home.file("telltail-waivers.toml", "[[waiver\n");
    let ran = home.run(&["audit", "--fail-on", "error", arg(&path)]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("line 1: broken TOML"), "{}", ran.err);
    let said = home.run(&["audit", "--waivers", arg(&broken), arg(&path)]).complaint(2);
    assert!(said.contains("line 1"), "{said}");
}

#[test]
fn with_a_baseline_only_what_is_new_fails() {
    let (home, path) = leaky();
    let first =
        home.run(&["audit", arg(&path), "--write-baseline", "base.json", "--format", "json"]);
    assert_eq!(first.status, Some(0), "{}", first.err);
    let base = fs::read_to_string(home.at("base.json")).unwrap();
    assert!(!base.contains("secret-plan"), "{base}");
    let options = ["audit", "--baseline", "base.json", "--fail-on", "error", "--format", "json"];
    let same = home.run(&[&options[..], &[arg(&path)]].concat());
    assert_eq!(same.status, Some(0), "{}", same.err);
    let said = lines(same);
    assert_eq!(raw_paths(&said)[0]["new"], false);
    assert!(said.last().unwrap()["known"].as_u64() >= Some(1));
    let more = leaking() + &event("opened", "\"file\":\"/home/robin/secret-plan/c.rs\"");
    let grown = home.file("grown.telemetry.log", more);
    let ran = home.run(&[&options[..], &[arg(&grown)]].concat());
    assert_eq!(ran.status, Some(1), "{}", ran.err);
}

const POLICY: &str = "
name = 'ours'
nonsense = 1
[severity]
TEL013 = 'off'
[[rule]]
id = 'ACME001'
when = 'event:ran prop.kind:lint'
severity = 'error'
message = 'linting is nobody’s business'
";

#[test]
fn a_policy_turns_rules_off_and_brings_its_own() {
    let (home, path) = leaky();
    let policy = home.file("policy.toml", POLICY);
    let ran = home.run(&["audit", "--policy", arg(&policy), "--format", "json", arg(&path)]);
    assert!(ran.err.contains("line 3: a policy has no key 'nonsense'"), "{}", ran.err);
    assert_eq!(ran.status, Some(0));
    let said = lines(ran);
    assert_eq!(raw_paths(&said), Vec::<Value>::new());
    let found = of_type(&said, "finding");
    let own = found.iter().find(|line| line["rule"] == "ACME001").unwrap();
    assert_eq!((&own["severity"], &own["count"]), (&"error".into(), &1.into()));
    assert_eq!((&own["event"], &own["first"]["line"]), (&"ran".into(), &2.into()));
}

#[test]
fn a_policy_waives_and_names_another_machine() {
    let (home, path) = leaky();
    let policy = home.file("policy.toml", "[machine]\nuser = 'robin'\nhome = '/home/robin'\n");
    let said =
        home.run(&["audit", "--policy", arg(&policy), "--format", "json", arg(&path)]).json();
    assert_eq!(raw_paths(&said), Vec::<Value>::new(), "one value is one finding");
    assert!(of_type(&said, "finding").iter().any(|line| line["rule"] == "TEL010"));
    let waiving = format!("{WAIVER}until = 9999-12-31\n");
    let policy = home.file("policy.toml", waiving);
    let options = ["audit", "--policy", arg(&policy), "--fail-on", "error", arg(&path)];
    assert_eq!(home.run(&options).status, Some(0));
}

#[rstest]
#[case("[[rule]]\nid = 'TEL013'\nwhen = 'x'\nmessage = 'm'\n", "line 2")]
#[case("[[rule]]\nid = 'A'\nwhen = 'rule:TEL001'\nmessage = 'm'\n", "what rules find")]
#[case("[severity]\nTEL001 = 'fatal'\n", "line 2: TEL001 must be")]
#[case("[severity\n", "line 1: broken TOML")]
fn a_broken_policy_ends_the_run_with_its_line(#[case] text: &str, #[case] word: &str) {
    let (home, path) = leaky();
    let policy = home.file("policy.toml", text);
    let said = home.run(&["audit", "--policy", arg(&policy), arg(&path)]).complaint(2);
    assert!(said.contains(word), "{said}");
}

#[test]
fn a_report_goes_to_a_file_but_never_into_a_log() {
    let (home, path) = leaky();
    let ran = home.run(&["audit", "--format", "json", "-o", "out.json", arg(&path)]);
    assert_eq!((ran.status, ran.out.len()), (Some(0), 0), "{}", ran.err);
    let written = fs::read_to_string(home.at("out.json")).unwrap();
    assert_eq!(raw_paths(&lines_of(&written)).len(), 1);
    for option in ["-o", "--write-baseline"] {
        let ran = home.run(&["audit", option, arg(&path), arg(&path)]);
        assert_eq!(ran.status, Some(2));
        assert!(ran.err.contains("one of the logs"), "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), leaking());
    let said = home.run(&["audit", "-o", "not/there/out.txt", arg(&path)]).complaint(2);
    assert!(said.contains("-o not"), "{said}");
}

#[test]
fn the_rules_are_listed_with_what_to_do() {
    let home = Home::new();
    let text = home.run(&["audit", "--rules"]).text();
    for id in ["TEL001", "TEL013", "TEL034", "TEL060"] {
        assert!(text.lines().any(|line| line.starts_with(&format!("{id} "))), "{id}:\n{text}");
    }
    let policy = home.file("policy.toml", POLICY);
    let text = home.run(&["audit", "--rules", "--policy", arg(&policy)]);
    let text = String::from_utf8(text.out).unwrap();
    let line = |id: &str| text.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
    assert!(line("TEL013").ends_with(": off") && line("ACME001").ends_with(": error"), "{text}");
}

#[test]
fn print_and_stats_know_what_the_audit_concludes_of_the_whole_log() {
    let home = Home::new();
    let policy_of_volume: String = (0..1100).map(|n| event(&format!("e{n}"), "")).collect();
    let path = home.file("acme.demo.telemetry.log", policy_of_volume);
    let said = home.run(&["audit", "--format", "json", arg(&path)]).json();
    let found = of_type(&said, "finding");
    let over = found.iter().find(|line| line["rule"] == "TEL050").unwrap();
    let printed = home.run(&["print", "--filter", "rule:TEL050", arg(&path)]).lines();
    assert_eq!(printed.len() as u64, over["count"].as_u64().unwrap());
    let counted = home.run(&["stats", "--filter", "rule:TEL050", "--by", "producer", arg(&path)]);
    assert!(counted.text().contains(&format!("{} in all", printed.len())));
    // The audit itself may be asked for no more than that.
    let options = ["audit", "--filter", "rule:TEL013", "--require-events", "1", arg(&path)];
    assert_eq!(home.run(&options).status, Some(4));
}

#[rstest]
#[case("-o")]
#[case("--write-baseline")]
fn what_was_read_is_not_written_over_be_it_rotated_or_an_archive(#[case] option: &str) {
    let home = Home::new();
    let zip = home.file("logs.zip", zipped(&[("telemetry.log", leaking().as_bytes())]));
    let live = home.file("20260314T092653/telemetry.log", leaking());
    let folder = home.at("20260314T092653");
    let rotated = home.file("20260314T092653/telemetry.1.log", leaking());
    for (read, written) in [(&zip, &zip), (&live, &live), (&folder, &rotated)] {
        let before = fs::read(written).unwrap();
        let ran = home.run(&["audit", arg(read), option, arg(written)]);
        assert!(ran.complaint(2).contains("it is one of the logs that were read"));
        assert_eq!(fs::read(written).unwrap(), before);
    }
}

#[test]
fn a_report_is_not_written_over_what_another_option_names() {
    let (home, path) = leaky();
    let policy = home.file("policy.toml", "");
    let ran = home.run(&["audit", arg(&path), "--policy", arg(&policy), "-o", arg(&policy)]);
    assert_eq!((ran.status, fs::read(&policy).unwrap()), (Some(2), Vec::new()));
    let new = policy.with_file_name("new.json");
    let ran = home.run(&["audit", arg(&path), "--write-baseline", arg(&new), "-o", arg(&new)]);
    assert_eq!((ran.status, new.exists()), (Some(2), false));
}
