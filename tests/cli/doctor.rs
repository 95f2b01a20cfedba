//! `telltail doctor`: what a bug report needs, and nothing that names somebody.

use insta::{assert_snapshot, with_settings};
use serde_json::{Value, json};

use super::support::{Home, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// The home of alice, below the folder of the run.
const ALICE: &str = "home/alice";

fn home() -> Home {
    let home = Home::new();
    let code = format!("{ALICE}/.config/Code");
    home.file(&format!("{code}/logs/20260314T080000/telemetry.log"), core(STAMP, "there"));
    home.file(
        &format!("{code}/User/settings.json"),
        r#"{"telemetry.telemetryLevel":"off","my.secret":"hunter2","gitlens.telemetry.enabled":false}"#,
    );
    home.file(&format!("{ALICE}/.vscode/extensions/acme.orchard-1.2.0/telemetry.json"), "{");
    // Somewhere else, in a folder that is called like her.
    home.old_file("srv/alice/data/logs/20260313T080000/telemetry.log", "", 90);
    home
}

fn run(home: &Home, options: &[&str]) -> String {
    let alice = home.at(ALICE);
    let config = alice.join(".config");
    let server = home.at("srv/alice");
    let variables = [
        ("HOME", arg(&alice)),
        ("USER", "alice"),
        ("TERM", "xterm-256color"),
        ("LANG", "C.UTF-8"),
        ("TMUX", "/tmp/tmux"),
        ("SECRET_TOKEN", "hunter2"),
        ("VSCODE_APPDATA", arg(&config)),
        ("VSCODE_AGENT_FOLDER", arg(&server)),
    ];
    home.run_with(&variables, &[&["doctor"], options].concat()).text()
}

#[test]
fn the_report_is_what_a_person_would_paste() {
    let home = home();
    let text = run(&home, &[]);
    let own = arg(&home.at("")).trim_end_matches('/').replace('.', r"\.");
    let filters = [
        (own.as_str(), "[run]"),
        (r"telltail \S+ on linux .*", "telltail [version] on linux [machine]"),
        (r"inotify limits: .*", "inotify limits: [numbers]"),
        (r"inside: tmux.*", "inside: tmux[and what else]"),
        (r"variable: X?D?G?_?(APPDATA|LOCALAPPDATA)=.*\n", ""),
        (r"not there: \d+", "not there: [count]"),
    ];
    with_settings!({ filters => filters.to_vec(), omit_expression => true }, {
        assert_snapshot!("doctor", text);
    });
}

#[test]
fn nothing_in_it_names_somebody_or_tells_a_secret() {
    let home = home();
    for format in ["text", "json"] {
        let text = run(&home, &["--format", format]);
        for secret in ["alice", "hunter2", "my.secret", "SECRET_TOKEN"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(text.contains("~/.config/Code/logs"), "{text}");
        assert!(text.contains("srv/<user>"), "{text}");
    }
}

#[test]
fn it_is_json_for_scripts() {
    let home = home();
    let report: Value = serde_json::from_str(&run(&home, &["--format", "json"])).unwrap();
    assert_eq!(report["telltail"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(report["telltail"]["os"], "linux");
    assert_eq!(report["paths"]["home"], "~");
    let terminal = &report["terminal"];
    assert_eq!((&terminal["stdout"], &terminal["unicode"]), (&json!(false), &json!(true)));
    assert_eq!((&terminal["colours"], &terminal["inside"][0]), (&json!("256"), &json!("tmux")));
    assert!(report["inotify"]["max_user_watches"].as_u64().unwrap() > 0);
    let warnings = report["catalogs"]["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1);
    let code = report["places"].as_array().unwrap().iter().find(|it| it["newest"] == true);
    let code = code.unwrap();
    assert_eq!(
        (&code["product"], &code["newest_session"]),
        (&json!("code"), &json!("20260314T080000"))
    );
    assert_eq!(code["consent"]["level"], "off");
    assert_eq!(code["switches"], json!([{"key": "gitlens.telemetry.enabled", "on": false}]));
}

#[test]
fn a_machine_without_editors_has_a_report_too() {
    let home = Home::new();
    let text = home.run(&["doctor"]).text();
    assert!(text.contains("no editor was found in "), "{text}");
    assert!(text.contains("colours none"), "{text}");
}

#[test]
fn nothing_is_written() {
    let home = home();
    let files = || {
        let mut found = Vec::new();
        let mut folders = vec![home.at("")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let written = path.metadata().unwrap().modified().unwrap();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                found.push((path, written));
            }
        }
        found.sort();
        found
    };
    let before = files();
    run(&home, &[]);
    assert_eq!(files(), before);
}
