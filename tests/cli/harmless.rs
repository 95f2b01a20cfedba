//! A log is hostile input: nothing of it acts on the terminal that it is printed to.

use telltail::event::is_hostile;

use super::samples;
use super::support::{Home, arg};

/// Whether a text could act on a terminal; line ends are the printer's own.
fn acts(text: &str) -> Option<String> {
    let line = text.lines().find(|line| line.contains(is_hostile))?;
    Some(line.escape_debug().to_string())
}

#[test]
fn no_sample_reaches_the_terminal_as_it_is() {
    let home = Home::new();
    for sample in samples::all() {
        let path = arg(&sample.path);
        let commands: [&[&str]; 6] = [
            &["print", path],
            &["print", "--format", "json", path],
            &["stats", "--by", "name,event,producer,prop.ansi,prop.bidi", path],
            &[
                "stats",
                "--by",
                "name,prop.ansi,prop.osc,prop.bidi,prop.tag",
                "--format",
                "json",
                path,
            ],
            &["stats", "--by", "message", "--format", "json", path],
            &["stats", "--by", "message,redacted,truncated,note", path],
        ];
        for args in commands {
            assert_eq!(acts(&home.run(args).text()), None, "{args:?}");
        }
    }
}

#[test]
fn the_samples_do_hold_what_would_act() {
    let bytes = samples::named("hostile.telemetry.log").bytes();
    assert!(acts(&String::from_utf8_lossy(&bytes)).is_some());
}

#[test]
fn values_stay_what_they_were_in_json() {
    let home = Home::new();
    let log =
        "2026-03-14 09:00:00.000 [trace] a.b/c {\"x\":\"\u{9b}31m\u{202e}\u{e0041}\u{7f}\"}\n";
    let path = home.file("telemetry.log", log);
    let line = home.run(&["print", "--format", "json", arg(&path)]).text();
    assert_eq!(acts(&line), None);
    let event: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(event["properties"]["x"], "\u{9b}31m\u{202e}\u{e0041}\u{7f}");
    let line = home.run(&["stats", "--by", "prop.x", "--format", "json", arg(&path)]).text();
    assert_eq!(acts(&line), None);
    let group: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(group["prop.x"], "\u{9b}31m\u{202e}\u{e0041}\u{7f}");
}

#[test]
fn complaints_are_harmless_too() {
    let home = Home::new();
    let evil = "\u{1b}[31m\u{202e}gone";
    for args in [
        &["print", evil][..],
        &["print", "--filter", evil, "--tz", evil],
        &["print", "--filter", &format!("level:{evil}")],
        &["print", "--since", evil],
        &["print", "--catalog", evil],
        &["print", "--product", evil],
        &["print", "--format-in", evil],
        &["stats", "--by", evil],
        &["demo", "--theme", evil],
    ] {
        let ran = home.run(args);
        assert!(!ran.err.is_empty(), "{args:?}");
        assert_eq!(acts(&ran.err), None, "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_are_harmless_too() {
    let home = Home::new();
    let name = "user/logs/20260314T090000/\u{1b}[2J\u{202e}telemetry.log";
    home.file(name, "2026-03-14 09:00:00.000 [trace] a.b/c {}\n");
    let user = home.at("user");
    for args in [
        &["print", arg(&home.at("user/logs/20260314T090000"))][..],
        &["print", "--format", "json", "--user-data-dir", arg(&user)],
        &["stats", "--by", "source", "--user-data-dir", arg(&user)],
        &["sources", "--user-data-dir", arg(&user)],
        &["sources", "--format", "json", "--user-data-dir", arg(&user)],
    ] {
        let out = home.run(args).text();
        assert!(!out.is_empty());
        assert_eq!(acts(&out), None, "{args:?}");
    }
    let json = home.run(&["sources", "--format", "json", "--user-data-dir", arg(&user)]).text();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["sessions"][0]["files"][0]["path"], arg(&home.at(name)));
}
