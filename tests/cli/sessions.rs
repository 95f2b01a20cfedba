//! `--session`: which of an editor's sessions is read.

use rstest::rstest;

use super::support::{Home, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// Four sessions of one editor, the newest without telemetry, and one of another.
fn home() -> Home {
    let home = Home::new();
    let session = |path: &str, name: &str, minutes: u64| {
        home.old_file(path, &core(STAMP, name), minutes);
    };
    session(".config/Code/logs/20260312T080000/telemetry.log", "first", 90);
    session(".config/Code/logs/20260314T080000/telemetry.log", "second", 80);
    session(".config/Code/logs/20260314T100000/telemetry.log", "third", 1);
    session(".config/Code/logs/20260314T110000/main.log", "nothing", 0);
    session(".config/Cursor/logs/20260315T100000/telemetry.log", "other", 30);
    home
}

fn events(home: &Home, args: &[&str]) -> Vec<String> {
    let events = home.run(&[&["print", "--format", "json"], args].concat()).json();
    events.iter().map(|event| event["event"].as_str().unwrap_or_default().to_owned()).collect()
}

#[rstest]
#[case(&[], &["third"])]
#[case(&["--session", "latest"], &["third"])]
#[case(&["--session", "previous"], &["second"])]
#[case(&["--session", "all"], &["first", "second", "third"])]
#[case(&["--session", "20260312T080000"], &["first"])]
#[case(&["--session", "20260312"], &["first"])]
#[case(&["--session", "2026-03-14T08"], &["second"])]
#[case(&["--session", "20260315"], &["other"])]
#[case(&["--session", "previous", "--trace"], &["second"])]
#[case(&["--session", "20260314T11", "--trace"], &[""])]
fn a_session_is_chosen(#[case] args: &[&str], #[case] expected: &[&str]) {
    let home = home();
    let mut events = events(&home, args);
    events.sort();
    if args.contains(&"20260314T11") {
        // A log without telemetry's own words is trace output, whatever it says.
        assert_eq!(events.len(), 1);
    } else {
        assert_eq!(events, expected);
    }
}

#[test]
fn a_logs_root_and_a_user_data_folder_are_chosen_from_too() {
    let home = home();
    for folder in [".config/Code/logs", ".config/Code"] {
        let folder = home.at(folder);
        assert_eq!(events(&home, &["--session", "previous", arg(&folder)]), ["second"]);
        assert_eq!(events(&home, &["--session", "all", arg(&folder)]).len(), 3);
    }
    let folder = home.at(".config/Code");
    let named = ["--user-data-dir", arg(&folder), "--session", "20260312"];
    assert_eq!(events(&home, &named), ["first"]);
    assert_eq!(events(&home, &["--product", "cursor", "--session", "all"]), ["other"]);
}

#[test]
fn each_event_of_all_sessions_says_its_own() {
    let home = home();
    let args = ["stats", "--by", "session,product,event", "--format", "csv", "--session", "all"];
    let text = home.run(&args).text();
    for row in ["20260312T080000,code,first", "20260314T100000,code,third"] {
        assert!(text.contains(row), "{text}");
    }
}

#[test]
fn what_cannot_be_chosen_says_what_to_do() {
    let home = home();
    for (word, status, said) in [
        ("newest", 2, "use latest, previous, all, or a stamp"),
        ("202603", 2, "20260315T100000 (cursor), 20260314T100000 (code)"),
        ("2025", 3, "no session begins with '2025'"),
        ("20260314T11", 3, "one other log; --trace opens it"),
    ] {
        let complaint = home.run(&["print", "--session", word]).complaint(status);
        assert!(complaint.contains(said), "{word}: {complaint}");
    }
    let cursor = ["print", "--product", "cursor", "--session", "previous"];
    assert!(home.run(&cursor).complaint(3).contains("no session before 20260315T100000"));
    let session = home.at(".config/Code/logs/20260312T080000");
    let wrong = ["stats", "--session", "previous", arg(&session)];
    assert!(home.run(&wrong).complaint(2).contains("name one as PATH, or none"));
    let wrong = ["stats", "--session", "all", "-"];
    assert!(home.run(&wrong).complaint(2).contains("name one as PATH, or none"));
    assert!(Home::new().run(&["print", "--session", "all"]).complaint(3).contains("no session"));
}
