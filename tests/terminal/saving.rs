//! Events written to a file from the real screen.

use std::fs;
use std::process::Command;

use super::{Run, append, session};

#[test]
fn what_is_shown_is_written_while_the_screen_follows_and_nothing_is_replaced_unasked() {
    let (folder, log) = session();
    let file = folder.path().join("a.ndjson");
    let (log_path, path) = (log.to_str().unwrap(), file.to_str().unwrap());
    let mut run = Run::telltail(&["-f", log_path], &[("TZ", "UTC")]);
    run.sees("first.event");
    run.types(&format!(":w {path}\r"));
    run.sees("1 event saved");
    let printed = || {
        let mut print = Command::new(env!("CARGO_BIN_EXE_telltail"));
        print
            .args(["print", "--format", "json", log_path])
            .env("TZ", "UTC")
            .output()
            .unwrap()
            .stdout
    };
    assert_eq!(fs::read(&file).unwrap(), printed());
    let first = fs::read(&file).unwrap();
    append(&log, "second.event", "{}");
    run.sees("second.event");
    run.types(&format!(":w {path}\r"));
    run.sees("Replace it?");
    run.types("n");
    run.until("the menu is gone", |screen| !screen.contents().contains("Replace it?"));
    assert_eq!(fs::read(&file).unwrap(), first);
    run.types(&format!(":w {path}\r"));
    run.sees("Replace it?");
    run.types("y");
    run.sees("2 events saved");
    assert_eq!(fs::read(&file).unwrap(), printed());
    let names = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["a.ndjson", "logs"], "nothing else is left");
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}

#[test]
fn a_report_is_saved_by_the_menu_under_another_name() {
    let (folder, log) = session();
    append(&log, "mailed", "{\"to\":\"alice@contoso.com\"}");
    let file = folder.path().join("report.md");
    let mut run = Run::telltail(&[log.to_str().unwrap()], &[]);
    run.sees("mailed");
    run.types("sa");
    run.sees("markdown");
    run.types("m");
    run.sees("save to");
    // The suggestion goes, another name comes.
    run.types(&format!("\x15{}\r", file.display()));
    run.sees("2 events saved");
    let report = fs::read_to_string(&file).unwrap();
    assert!(report.contains("# Telemetry events") && report.contains("mailed"), "{report}");
    assert!(!report.contains("alice"), "{report}");
    run.types("q");
    assert_eq!(run.ends(), 0);
    run.is_restored();
}
