//! `telltail catalog`, from arguments and files to what is printed and the exit status.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use rstest::rstest;
use serde_json::{Value, json};

use super::support::{Home, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// A catalog that an author could have written.
fn acme() -> Value {
    let property = |purpose: &str| json!({"classification": "SystemMetaData", "purpose": purpose});
    let mut time = property("PerformanceAndHealth");
    time["isMeasurement"] = true.into();
    time["endPoint"] = "none".into();
    time["comment"] = "How long it took, in ms".into();
    json!({
        "events": {
            "run": {"owner": "alice", "comment": "A command ran", "id": property("FeatureInsight"), "time": time},
            "stop2": {"value": property("World Domination"), "why": {"classification": "Secret"}},
        },
        "commonProperties": {"sku": property("FeatureInsight")},
    })
}

fn installed(home: &Home, version: &str, catalog: &Value) -> String {
    let path = format!(".vscode/extensions/acme.demo-{version}/telemetry.json");
    arg(&home.file(&path, catalog.to_string())).to_owned()
}

/// Output and errors with the home's folder taken out.
fn said(home: &Home, text: &str) -> String {
    text.replace(arg(&home.at("")), "~/").replace('\\', "/")
}

fn listed(home: &Home, args: &[&str]) -> String {
    said(home, &home.run(&[&["catalog", "list"], args].concat()).text())
}

#[test]
fn list_goes_from_producers_to_events_to_properties() {
    let home = Home::new();
    installed(&home, "1.2.0-linux-x64", &acme());
    let core = home.file("telemetry-core.json", r#"{"events":{"editorOpened":{}}}"#);
    let named = ["--catalog", arg(&core)];
    assert_snapshot!("list_producers", listed(&home, &named));
    assert_snapshot!("list_events", listed(&home, &["acme.demo"]));
    assert_snapshot!("list_properties", listed(&home, &["ACME.demo/run"]));
    let core = listed(&home, &["telemetry/editorOpened", named[0], named[1]]);
    assert!(core.starts_with("vscode/editorOpened in ~/telemetry-core.json"), "{core}");
}

#[test]
fn list_as_json_holds_the_same() {
    let home = Home::new();
    installed(&home, "1.2.0", &acme());
    let json = |of: &[&str]| -> Value {
        let args = [&["catalog", "list", "--format", "json"], of].concat();
        serde_json::from_str(&home.run(&args).text()).unwrap()
    };
    let files = json(&[]);
    assert_eq!(files[0]["producer"], "acme.demo");
    let counts = ["events", "properties", "common"].map(|key| files[0][key].as_u64().unwrap());
    assert_eq!(counts, [2, 4, 1]);
    assert_eq!(files[0]["version"], "1.2.0");
    let events = json(&["acme.demo"]);
    assert_eq!(events["events"].as_array().map(Vec::len), Some(2));
    let run = json(&["acme.demo/acme.demo/RUN"]);
    assert_eq!((&run["event"], &run["owner"]), (&"run".into(), &"alice".into()));
    let time = json!({"name": "time", "classification": "SystemMetaData", "endpoint": "none",
        "purpose": "PerformanceAndHealth", "measurement": true, "comment": "How long it took, in ms"});
    assert_eq!(run["properties"][1], time);
    assert_eq!(run["common"][0]["name"], "sku");
}

#[rstest]
#[case(&[], 3, "no catalog is found")]
#[case(&["other.one", "--catalog", "acme.demo=c.json"], 3, "there is no catalog of 'other.one'")]
#[case(&["acme.demo/walk", "--catalog", "acme.demo=c.json"], 3, "lists no event 'walk'")]
#[case(&["--catalog", "gone.json"], 2, "cannot read the catalog gone.json")]
#[case(&["--catalog", "car.json"], 2, "declares no telemetry")]
fn list_says_what_it_cannot_find(#[case] args: &[&str], #[case] status: i32, #[case] says: &str) {
    let home = Home::new();
    home.file("c.json", acme().to_string());
    home.file("car.json", r#"{"speed":3}"#);
    let complaint = home.run(&[&["catalog", "list"], args].concat()).complaint(status);
    assert!(complaint.contains(says), "{complaint}");
}

#[test]
fn a_catalog_is_listed_harmlessly() {
    let home = Home::new();
    let hostile =
        json!({"events": {"\u{1b}[2J": {"owner": "\u{202e}x", "\u{7}": {"purpose": "\u{1b}c"}}}});
    home.file("c.json", hostile.to_string());
    for of in [&["acme.demo"][..], &["acme.demo/\u{1b}[2J"], &["acme.demo", "--format", "json"]] {
        let args = [&["catalog", "list", "--catalog", "acme.demo=c.json"], of].concat();
        let text = home.run(&args).text();
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
    }
    let text = home.run(&["catalog", "check", "acme.demo=c.json"]).text();
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
}

#[test]
fn check_says_everything_that_is_wrong() {
    let home = Home::new();
    let mut catalog = acme();
    catalog["events"]["odd"] = "no object".into();
    catalog["events"]["open"] = json!({"${include}": ["${F}"]});
    home.file("c.json", catalog.to_string());
    home.file("empty.json", r#"{"events":{},"commonProperties":{}}"#);
    let text = home.run(&["catalog", "check", "acme.demo=c.json", "js.debug=empty.json"]).text();
    assert_snapshot!("check", text);
}

#[rstest]
#[case(&[], 0)]
#[case(&["--fail-on", "warning"], 1)]
#[case(&["--fail-on", "note"], 1)]
fn check_fails_only_on_what_it_is_told_to(#[case] option: &[&str], #[case] status: i32) {
    let home = Home::new();
    home.file("c.json", acme().to_string());
    home.file("notes.json", r#"{"events":{"run":{}}}"#);
    home.file("fine.json", r#"{"events":{"run":{"owner":"a","comment":"c"}}}"#);
    let check = |file: &str| {
        let file = format!("acme.demo={file}");
        home.run(&[&["catalog", "check", &file], option].concat()).status
    };
    assert_eq!(check("c.json"), Some(status));
    let on_notes = i32::from(option.contains(&"note"));
    assert_eq!(check("notes.json"), Some(on_notes));
    assert_eq!(check("fine.json"), Some(0));
}

#[test]
fn an_owner_or_a_comment_left_empty_is_none() {
    let home = Home::new();
    home.file("c.json", r#"{"events":{"run":{"owner":"","comment":" "}}}"#);
    let text = home.run(&["catalog", "check", "acme.demo=c.json"]).text();
    assert!(text.contains("1 event without an owner: `run`"), "{text}");
    assert!(text.contains("1 event without a comment: `run`"), "{text}");
}

#[test]
fn a_check_of_nothing_is_not_passed() {
    let said = Home::new().run(&["catalog", "check", "--fail-on", "note"]).complaint(3);
    assert!(said.contains("no catalog is found"), "{said}");
}

#[test]
fn a_catalog_that_names_no_producer_is_listed_for_one_that_has_none() {
    let home = Home::new();
    home.file("c.json", acme().to_string());
    let list = |of: &str| home.run(&["catalog", "list", "--catalog", "c.json", of]);
    let text = String::from_utf8(list("acme.demo/run").out).unwrap();
    assert!(text.starts_with("acme.demo/run in c.json"), "{text}");
    let text = String::from_utf8(list("acme.demo").out).unwrap();
    assert!(text.contains("stop2"), "{text}");
    assert!(list("acme.demo/walk").err.contains("lists no event 'walk'"));
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_what_is_wrong_with_others() {
    let home = Home::new();
    home.file("c.json", acme().to_string());
    home.file("broken.json", r#"{"events":{"#);
    let args = ["catalog", "check", "gone.json", "acme.demo=c.json", "broken.json"];
    let ran = home.run(&args);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("gone.json") && ran.err.contains("broken.json"), "{}", ran.err);
    assert!(String::from_utf8(ran.out).unwrap().contains("ends in a digit"));
}

#[test]
fn two_builds_that_disagree_are_told_once_and_the_newer_counts() {
    let home = Home::new();
    let newer = installed(&home, "1.10.0", &acme());
    let mut other = acme();
    for key in ["id", "time"] {
        other["events"]["run"][key]["purpose"] = "BusinessInsight".into();
    }
    let older = installed(&home, "1.9.0", &other);
    let log = home.file("telemetry.log", format!("{STAMP} [trace] acme.demo/run {{}}\n"));
    let ran = home.run(&["print", "--format", "json", arg(&log)]);
    let event: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(event["purposes"], json!(["PerformanceAndHealth", "FeatureInsight"]));
    let conflict = format!(
        "{newer} counts over {older} for `acme.demo` (its build is newer): they differ in 2 \
         properties, the first `run/id`: purpose `FeatureInsight`, not `BusinessInsight`"
    );
    assert_eq!(ran.err, format!("telltail: {conflict}\n"));
    let checked = home.run(&["catalog", "check"]).text();
    assert!(checked.contains(&format!("warning: {conflict}\n")), "{checked}");
}

/// Of two extensions and the editor: own, common and hostile keys, numbers, a stack, no body.
fn seen() -> String {
    let lines = [
        r#"acme.demo/run {"properties":{"id":"a","common.extname":"acme.demo","owner":"me"},"measurements":{"ms":3}}"#,
        r#"acme.demo/run {"properties":{"id":"b","err.stack":"at x","mixed":"3"},"measurements":{}}"#,
        r#"acme.demo/flat {"n":1,"mixed":2,"common.extname":"acme.demo"}"#,
        r#"acme.demo/flat {"n":2,"mixed":"two","common.extname":"acme.demo"}"#,
        "acme.demo/bare",
        r#"acme.demo/step1 {"properties":{"properties":"x","${a}b":"y"}}"#,
        r#"other.one/run {"x":1}"#,
    ];
    let lines: Vec<_> = lines.iter().map(|it| format!("{STAMP} [trace] {it}")).collect();
    format!("{}\n{}", lines.join("\n"), core(STAMP, "editorOpened"))
}

/// The sample plan in the home's folder, and the events of its extension that a log holds.
fn planned(home: &Home) -> String {
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/TELEMETRY.md");
    home.file("TELEMETRY.md", fs::read(plan).unwrap());
    let lines = [
        r#"acme.routes/extension_activated {"duration_ms":12,"success":true,"client":"x","pid":7}"#,
        r#"acme.routes/extension_search_executed {"results_count":3,"client":"x"}"#,
        r#"acme.routes/extension_tree_view_visible {"platform":"linux"}"#,
        r#"acme.routes/extension_logs_opened {"platform":"linux"}"#,
    ];
    let lines: Vec<_> = lines.iter().map(|it| format!("{STAMP} [trace] {it}\n")).collect();
    arg(&home.file("telemetry.log", lines.concat())).to_owned()
}

#[test]
fn a_plan_in_markdown_is_checked_and_says_what_it_cannot_map() {
    let home = Home::new();
    planned(&home);
    let text = home.run(&["catalog", "check", "TELEMETRY.md"]).text();
    assert_snapshot!("check_plan", text);
    let strict = home.run(&["catalog", "check", "TELEMETRY.md", "--fail-on", "warning"]);
    assert_eq!(strict.status, Some(1));
}

#[test]
fn a_plan_in_markdown_is_listed_like_any_catalog() {
    let home = Home::new();
    planned(&home);
    let list = |of: &[&str]| {
        let args = [&["catalog", "list", "--catalog", "TELEMETRY.md"], of].concat();
        let ran = home.run(&args);
        assert_eq!(ran.status, Some(0), "{}", ran.err);
        let told: Vec<_> = ran.err.lines().collect();
        assert!(
            told[0].contains("TELEMETRY.md: line 31: data of `Entrypoint detected`"),
            "{told:?}"
        );
        assert!(told[1].contains("more that could not be mapped"), "{told:?}");
        String::from_utf8(ran.out).unwrap()
    };
    assert_snapshot!("list_plan", list(&["acme.routes"]));
    assert_snapshot!("list_plan_event", list(&["acme.routes/search_executed"]));
    let json: Value = serde_json::from_str(&list(&["--format", "json"])).unwrap();
    assert_eq!((&json[0]["producer"], &json[0]["common"]), (&"acme.routes".into(), &3.into()));
    let event = list(&["acme.routes/extension_activated", "--format", "json"]);
    let event: Value = serde_json::from_str(&event).unwrap();
    assert_eq!((&event["line"], &event["open"]), (&29.into(), &false.into()));
}

#[test]
fn events_are_judged_by_a_plan_in_markdown() {
    let home = Home::new();
    let log = planned(&home);
    let args = ["print", "--format", "json", "--catalog", "TELEMETRY.md", &log];
    let ran = home.run(&args);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let out = String::from_utf8(ran.out).unwrap();
    let events = out.lines().map(|it| serde_json::from_str::<Value>(it).unwrap());
    let told: Vec<_> =
        events.map(|it| json!([it["declared"], it["purposes"], it["undeclared"]])).collect();
    let wanted = [
        json!(["yes", ["PerformanceAndHealth"], ["pid"]]),
        json!(["yes", ["FeatureInsight"], null]),
        json!(["yes", ["none"], null]),
        json!(["no", ["undeclared"], null]),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn a_document_without_a_table_of_events_is_no_catalog() {
    let home = Home::new();
    home.file("README.md", "# Hello\n\n| Setting | Default |\n|-|-|\n| a | b |\n");
    let said = home.run(&["catalog", "list", "--catalog", "README.md"]).complaint(2);
    assert!(said.contains("README.md holds no table of events"), "{said}");
}

#[test]
fn draft_is_a_skeleton_of_what_was_seen() {
    let home = Home::new();
    let log = home.file("telemetry.log", seen());
    let ran = home.run(&["catalog", "draft", "Acme.Demo", arg(&log)]);
    assert_eq!(ran.status, Some(0));
    assert_snapshot!("draft", String::from_utf8(ran.out).unwrap());
    assert_snapshot!("draft_says", ran.err);
}

#[rstest]
#[case("acme.demo")]
#[case("other.one")]
#[case("vscode")]
fn what_was_drafted_is_declared(#[case] producer: &str) {
    let home = Home::new();
    // A name of a template cannot be declared.
    let log = home.file("telemetry.log", seen().replace(r#","${a}b":"y""#, ""));
    let draft = home.run(&["catalog", "draft", producer, arg(&log)]);
    fs::write(home.at("telemetry.json"), draft.out).unwrap();
    let catalog = format!("{producer}=telemetry.json");
    let filter = format!("ext:{producer}");
    let events = home
        .run(&["print", "--format", "json", "--catalog", &catalog, "--filter", &filter, arg(&log)])
        .json();
    assert!(!events.is_empty());
    for event in events {
        assert_eq!(event["declared"], "yes", "{event}");
        assert_eq!(event.get("undeclared"), None, "{event}");
    }
    let listed = home.run(&["catalog", "list", producer, "--catalog", &catalog]);
    assert_eq!(listed.status, Some(0));
}

#[test]
fn every_sample_can_be_drafted_for_every_producer_in_it() {
    let home = Home::new();
    let log = super::samples::folder().join(super::samples::SESSION);
    let stats = home.run(&[
        "stats",
        "--by",
        "producer",
        "--format",
        "json",
        "--filter",
        "kind:event",
        arg(&log),
    ]);
    let producers: Vec<_> = stats.json();
    assert!(producers.len() > 2);
    // Only what can be an extension's id can be named before a catalog's file.
    let names = producers.iter().filter_map(|it| it["producer"].as_str());
    for producer in names.filter(|name| name.contains('.') || *name == "vscode") {
        let draft = home.run(&["catalog", "draft", producer, arg(&log)]);
        fs::write(home.at("telemetry.json"), draft.out).unwrap();
        let catalog = format!("{producer}=telemetry.json");
        let filter = format!("ext={producer} kind:event (not declared:yes or has:undeclared)");
        let left =
            home.run(&["print", "--catalog", &catalog, "--filter", &filter, arg(&log)]).lines();
        assert!(left.is_empty(), "{producer}: {left:?}");
    }
}

#[rstest]
#[case("no.body", 3, "no event of 'no.body' was seen")]
fn draft_of_nobody_says_so(#[case] producer: &str, #[case] status: i32, #[case] says: &str) {
    let home = Home::new();
    let log = home.file("telemetry.log", seen());
    let said = home.run(&["catalog", "draft", producer, arg(&log)]).complaint(status);
    assert!(said.contains(says), "{said}");
}
