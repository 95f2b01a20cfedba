//! Without a PATH: the newest session of the editor that was used last.

use rstest::rstest;
use serde_json::Value;

use super::support::{Home, TRACE_WORD, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// A home with sessions of three products; the one of the newest telemetry is neither the first
/// of the table nor the one with the newest stamp.
fn home() -> Home {
    let home = Home::new();
    let session = |path: &str, name: &str, minutes: u64| {
        home.old_file(path, &core(STAMP, name), minutes);
    };
    session(".config/Code/logs/20260314T080000/telemetry.log", "codeOld", 90);
    session(".config/Code/logs/20260314T100000/telemetry.log", "codeNew", 50);
    session(".config/VSCodium/logs/20260313T080000/telemetry.log", "codiumOld", 1);
    session(".config/VSCodium/logs/20260314T090000/telemetry.log", "codiumNew", 2);
    session(".local/share/code-server/logs/20260314T110000/remoteTelemetry.log", "server", 30);
    // Neither a session without telemetry nor a folder of another name counts.
    session(".config/VSCodium/logs/20260314T120000/main.log", "nothing", 0);
    session(".config/VSCodium/logs/backup/telemetry.log", "backup", 0);
    home
}

fn printed(home: &Home, options: &[&str]) -> Vec<Value> {
    home.run(&[&["print", "--format", "json"], options].concat()).json()
}

#[test]
fn the_newest_session_of_the_editor_used_last_is_read() {
    let home = home();
    let events = printed(&home, &[]);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["event"], "codiumNew");
    assert_eq!(events[0]["product"], "vscodium");
    assert_eq!(events[0]["session"], "20260314T090000");
    assert_eq!(events[0]["destination"], "not-sent");
    assert_eq!(events[0]["destination_by"], "rule");
    let text = home.run(&["stats", "--by", "event"]).text();
    assert!(text.contains("codiumNew"), "{text}");
}

#[rstest]
#[case("code", "codeNew", "microsoft")]
#[case("Code", "codeNew", "microsoft")]
#[case("vscodium", "codiumNew", "not-sent")]
#[case("code-server", "server", "coder")]
fn a_product_can_be_asked_for(#[case] product: &str, #[case] event: &str, #[case] sent: &str) {
    let events = printed(&home(), &["--product", product]);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["event"], event);
    assert_eq!(events[0]["destination"], sent);
    assert_eq!(events[0]["destination_by"], "rule");
}

#[test]
fn a_user_data_folder_can_be_named() {
    let home = home();
    let folder = home.at(".config/Code");
    let events = printed(&home, &["--user-data-dir", arg(&folder)]);
    assert_eq!(events[0]["event"], "codeNew");
    assert_eq!(events[0]["product"], "code");
    // Or its logs, or itself, as a path.
    for path in [folder.join("logs"), folder] {
        let events = printed(&home, &[arg(&path)]);
        assert_eq!(events[0]["event"], "codeNew");
        assert_eq!(events[0]["product"], "code");
    }
}

#[test]
fn folders_that_the_environment_names_come_before_the_usual_ones() {
    let home = Home::new();
    home.file("xdg/Code/logs/20260314T080000/telemetry.log", core(STAMP, "there"));
    let xdg = home.at("xdg");
    let args = ["print", "--format", "json"];
    let events = home.run_with(&[("XDG_CONFIG_HOME", arg(&xdg))], &args).json();
    assert_eq!(events[0]["event"], "there");
    assert!(home.run(&args).complaint(3).contains("no telemetry log found"));
}

#[test]
fn trace_reads_the_sessions_other_logs_too() {
    let home = Home::new();
    home.file(".config/Code/logs/20260314T080000/telemetry.log", core(STAMP, "there"));
    home.file(".config/Code/logs/20260314T080000/main.log", format!("{STAMP} [info] started\n"));
    assert_eq!(printed(&home, &[]).len(), 1);
    let events = printed(&home, &["--trace"]);
    assert_eq!(events.len(), 2);
    assert!(events.iter().any(|event| event["message"] == "started"));
    let said = |args: &[&str]| home.run(&[&["print"], args].concat()).err;
    assert_eq!((said(&[]).as_str(), said(&["--trace"]).as_str()), ("", TRACE_WORD));
}

#[test]
fn an_extensions_catalog_is_found_and_says_why() {
    let home = Home::new();
    let line = "2026-03-14 09:00:00.000 [trace] acme.orchard/picked {\"fruit\":\"plum\",\"x\":1}\n";
    home.file(".config/Code/logs/20260314T080000/telemetry.log", line);
    home.file(
        ".vscode/extensions/acme.orchard-1.2.0/telemetry.json",
        r#"{"events":{"picked":{"owner":"alice","comment":"picking","fruit":
           {"classification":"SystemMetaData","purpose":"FeatureInsight","comment":"which"}}}}"#,
    );
    let events = printed(&home, &[]);
    assert_eq!(events[0]["purposes"], serde_json::json!(["FeatureInsight"]));
    assert_eq!(events[0]["declared"], "yes");
    assert_eq!(events[0]["undeclared"], serde_json::json!(["x"]));
    assert_eq!(printed(&home, &["--filter", "owner:alice"]).len(), 1);
}

#[test]
fn sources_tell_where_was_looked_and_which_is_newest() {
    let home = home();
    let text = home.run(&["sources"]).text();
    let newest: Vec<_> = text.lines().filter(|line| line.contains("<- newest")).collect();
    let codium = arg(&home.at(".config/VSCodium/logs")).to_owned();
    assert_eq!(newest, [format!("VSCodium (desktop): {codium}  <- newest")]);
    assert_eq!(text.lines().nth(1), Some("  session 20260314T090000 (of 3)"));
    assert!(text.contains("not there: ") && text.contains("Cursor (desktop"), "{text}");
    let text = home.run(&["sources", "--product", "vscodium"]).text();
    assert!(!text.contains("code-server"), "{text}");
}

#[test]
fn sources_are_json_for_scripts() {
    let home = home();
    let text = home.run(&["sources", "--format", "json"]).text();
    let places: Value = serde_json::from_str(&text).unwrap();
    let places = places.as_array().unwrap();
    let of = |product: &str, looked: &str| {
        let found = |it: &&Value| it["product"] == product && it["looked"] == looked;
        places.iter().filter(found).count()
    };
    assert_eq!(of("code-server", "found"), 1);
    assert_eq!(of("cursor", "missing"), 2);
    let codium = places.iter().find(|it| it["product"] == "vscodium").unwrap();
    let stamps: Vec<_> =
        codium["sessions"].as_array().unwrap().iter().map(|it| &it["stamp"]).collect();
    assert_eq!(stamps, ["20260314T120000", "20260314T090000", "20260313T080000"]);
}

#[test]
fn sources_without_any_log_say_so_in_the_status() {
    let home = Home::new();
    for format in ["text", "json"] {
        let ran = home.run(&["sources", "--format", format]);
        assert_eq!((ran.status, ran.err.as_str()), (Some(3), ""));
        assert!(!ran.out.is_empty());
    }
    let ran = home.run(&["sources"]);
    let text = String::from_utf8(ran.out).unwrap();
    assert!(text.ends_with("start the editor, or see `telltail demo`\n"), "{text}");
}
