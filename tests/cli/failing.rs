//! What is said when something is wrong, and the exit status.

use rstest::rstest;

use super::samples;
use super::support::{Home, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

#[test]
fn a_path_where_nothing_is_says_how_much_of_it_there_is() {
    let home = Home::new();
    home.file("logs/telemetry.log", "");
    let missing = home.at("logs/deep/er/telemetry.log");
    let said = home.run(&["print", arg(&missing)]).complaint(3);
    assert!(said.contains(&format!("only {} exists of it", arg(&home.at("logs")))), "{said}");
    assert!(said.contains(&format!("{}: no such file", arg(&missing))), "it is named: {said}");
    let misspelled = home.at("logs/telemtry.log");
    let said = home.run(&["stats", arg(&misspelled)]).complaint(3);
    assert!(said.contains(&format!("did you mean {}?", arg(&home.at("logs/telemetry.log")))));
    assert_eq!(said.lines().count(), 1);
}

#[rstest]
#[case("json")]
#[case("text")]
fn what_can_be_read_is_read_although_something_else_cannot(#[case] format: &str) {
    let home = Home::new();
    let path = home.file("telemetry.log", core(STAMP, "there"));
    let ran = home.run(&["print", "--format", format, "gone.log", arg(&path), "empty/gone.log"]);
    assert_eq!(ran.status, Some(3));
    assert!(ran.err.contains("gone.log") && ran.err.contains("empty/gone.log"), "{}", ran.err);
    let out = String::from_utf8(ran.out).unwrap();
    assert!(out.contains("there") && out.lines().count() == 1, "{out}");
    let ran = home.run(&["stats", "--by", "event", "gone.log", arg(&path)]);
    assert_eq!(ran.status, Some(3));
    assert!(String::from_utf8(ran.out).unwrap().contains("1 in all"));
}

#[cfg(unix)]
#[test]
fn a_broken_link_among_logs_is_told_and_the_rest_is_read() {
    let home = Home::new();
    let path = home.file("telemetry.log", core(STAMP, "there"));
    std::os::unix::fs::symlink(home.at("nowhere"), home.at("broken.log")).unwrap();
    std::os::unix::fs::symlink(home.at("circle.log"), home.at("circle.log")).unwrap();
    let broken = [home.at("broken.log"), home.at("circle.log")];
    let ran = home.run(&["print", arg(&broken[0]), arg(&path), arg(&broken[1])]);
    assert_eq!(ran.status, Some(3));
    for path in &broken {
        assert!(ran.err.contains(arg(path)), "{}", ran.err);
    }
    assert_eq!(ran.out.split_inclusive(|byte| *byte == b'\n').count(), 1);
}

#[cfg(unix)]
#[test]
fn a_log_that_may_not_be_read_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;

    let home = Home::new();
    let path = home.file("telemetry.log", core(STAMP, "there"));
    let closed = home.file("closed.log", "secret\n");
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o000)).unwrap();
    if std::fs::read(&closed).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let ran = home.run(&["print", arg(&closed), arg(&path)]);
    assert_eq!(ran.status, Some(3));
    assert!(ran.err.contains("no permission"), "{}", ran.err);
    assert!(String::from_utf8(ran.out).unwrap().contains("there"));
}

#[test]
fn a_folder_without_a_log_says_what_to_name() {
    let home = Home::new();
    home.file("empty/notes.txt", "");
    let said = home.run(&["print", arg(&home.at("empty"))]).complaint(3);
    assert!(said.contains("holds no log; name a log"), "{said}");
    home.file("other/main.log", "");
    let said = home.run(&["print", arg(&home.at("other"))]).complaint(3);
    assert!(said.contains("--trace opens it too"), "{said}");
    assert!(home.run(&["print", "--trace", arg(&home.at("other"))]).bytes().is_empty());
}

#[test]
fn sessions_without_telemetry_are_not_taken_for_the_whole_machine() {
    let home = Home::new();
    home.file("logs/20260314T090000/main.log", "");
    for command in ["print", "stats"] {
        let said = home.run(&[command, arg(&home.at("logs"))]).complaint(3);
        assert!(said.contains("no telemetry log in them; --trace"), "{said}");
        assert!(said.contains(arg(&home.at("logs"))) && !said.contains("places"), "{said}");
    }
    assert!(home.run(&["print", "--trace", arg(&home.at("logs"))]).bytes().is_empty());
}

#[test]
fn nothing_anywhere_says_what_to_do() {
    let home = Home::new();
    for args in [&[][..], &["print"], &["stats"], &["print", "--product", "cursor"]] {
        let said = home.run(args).complaint(3);
        assert!(said.contains("`telltail sources` lists them"), "{said}");
        assert!(
            said.contains("name a PATH (- is what is piped in), or see `telltail demo`"),
            "{said}"
        );
    }
    let said = home.run(&["print", "--user-data-dir", "x"]).complaint(3);
    assert!(said.contains("found in 1 place;"), "{said}");
}

#[rstest]
#[case("prnt", "print")]
#[case("source", "sources")]
#[case("stat", "stats")]
fn a_command_that_was_mistyped_is_no_path(#[case] typed: &str, #[case] meant: &str) {
    let home = Home::new();
    let log = home.file("telemetry.log", core(STAMP, "there"));
    let said = home.run(&[typed, arg(&log)]).complaint(2);
    assert!(said.contains(&format!("did you mean `telltail {meant}`?")), "{said}");
    // A file that is called so is that file.
    home.file(typed, core(STAMP, "there"));
    assert_eq!(home.run(&[typed]).lines().len(), 1);
    let said = home.run(&["--no-state", meant]).complaint(2);
    assert!(said.contains(&format!("a command comes before its flags: `telltail {meant} …`")));
    let said = home.run(&["gone"]).complaint(3);
    assert!(said.contains("no such file or folder"), "{said}");
}

#[test]
fn a_catalog_that_was_named_must_be_one() {
    let home = Home::new();
    let log = home.file("telemetry.log", core(STAMP, "there"));
    let broken = home.file("broken.json", "{\"events\":{");
    let other = home.file("other.json", "{\"name\":\"x\"}");
    for (catalog, words) in [
        (arg(&broken), "is broken JSON at line 1"),
        (arg(&other), "declares no telemetry"),
        (arg(&home.at("none.json")), "check the path"),
    ] {
        for command in ["print", "stats"] {
            let said = home.run(&[command, "--catalog", catalog, arg(&log)]).complaint(2);
            assert!(said.contains(catalog) && said.contains(words), "{said}");
        }
    }
}

#[test]
fn a_catalog_that_was_found_and_is_broken_is_only_a_warning() {
    let home = Home::new();
    let log = home.file("telemetry.log", core(STAMP, "there"));
    let found = home.file(".vscode/extensions/acme.orchard-1.0.0/telemetry.json", "{\"events\":{");
    let named = home.file("mine/acme.plum-1.0.0/telemetry.json", "[]");
    for (more, catalog) in
        [(&[][..], &found), (&["--extensions-dir", arg(&home.at("mine"))], &named)]
    {
        let ran = home.run(&[&["print", arg(&log)], more].concat());
        assert_eq!(ran.status, Some(0));
        assert!(ran.err.starts_with("telltail: ") && ran.err.contains(arg(catalog)), "{}", ran.err);
        assert!(String::from_utf8(ran.out).unwrap().contains("there"));
    }
}

#[test]
fn a_theme_that_was_named_must_be_one() {
    let home = Home::new();
    let broken = home.file("broken.toml", "[styles]\nevent = 5\n");
    for (theme, words) in [("drak", "there is no theme 'drak'"), (arg(&broken), "broken.toml")] {
        let said = home.run(&["demo", "--theme", theme]).complaint(2);
        assert!(said.contains(words), "{said}");
        // Also where it would not be used.
        let ran = home.run_with(&[("NO_COLOR", "1")], &["demo", "--theme", theme]);
        assert!(ran.complaint(2).contains(words));
    }
}

#[rstest]
#[case("on=wirre", "on=wirre", "   ^^^^^", "'wirre' is no word for on; did you mean on=wire?")]
#[case("level:eror", "level:eror", "      ^^^^", "'eror' is no level; did you mean level:error?")]
#[case("levl:error", "levl:error", "^^^^", "'levl' is no field; did you mean level:error?")]
#[case("a and (b", "a and (b", "      ^", "")]
#[case("size>big", "size>big", "     ^^^", "")]
#[case("/(/", "/(/", "", "")]
fn a_wrong_filter_is_shown_with_its_place(
    #[case] filter: &str,
    #[case] shown: &str,
    #[case] carets: &str,
    #[case] words: &str,
) {
    let home = Home::new();
    let path = samples::named("crlf.log").path;
    let commands: [&[&str]; 5] = [
        &["print", arg(&path), "--filter", filter],
        &["stats", arg(&path), "--filter", filter],
        &[arg(&path), "--filter", filter, "--since", "-5m"],
        &["demo", "--filter", filter],
        &["explain", filter],
    ];
    for args in commands {
        let said = home.run(args).complaint(2);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines.len(), 4, "{said}");
        // Both begin behind the same indentation, so that the carets are under their place.
        assert_eq!(lines[1], format!("  {shown}"), "{said}");
        assert!(lines[2].starts_with(&format!("  {carets}")) && lines[2].contains('^'), "{said}");
        assert!(lines[3].starts_with(&format!("  {words}")), "{said}");
    }
}

#[rstest]
#[case(&["print", "--tz", "Mars/Olympus"], "no time zone 'Mars/Olympus'")]
#[case(&["print", "--tz", "+99:00"], "no time zone '+99:00'")]
#[case(&["print", "--since", "sometime"], "--since 'sometime': ")]
#[case(&["print", "--until", "2026-13-01"], "--until '2026-13-01': ")]
#[case(&["stats", "--by", "levle"], "--by: 'levle' is no field; did you mean level?")]
#[case(&["stats", "--by", "level,"], "--by: '' is no field")]
#[case(&["stats", "--by", "level or kind"], "--by: 'level or kind' is no field")]
#[case(&["print", "--product", "emacs"], "--product 'emacs' is no editor that is known")]
#[case(&["explain", "level:error", "--tz", "UTC"], "--tz stands behind the filter: put options in front")]
#[case(&["sources", "--product", "emacs"], "--product 'emacs' is no editor that is known")]
fn a_wrong_value_says_what_would_be_right(#[case] args: &[&str], #[case] words: &str) {
    let home = Home::new();
    let said = home.run(args).complaint(2);
    assert!(said.contains(words), "{said}");
    assert!(said.lines().count() <= 2, "{said}");
}

#[rstest]
#[case(&["--nope"])]
#[case(&["print", "--format", "xml"])]
#[case(&["print", "--tail", "many"])]
#[case(&["print", "--limit", "-1"])]
#[case(&["stats", "--color", "pink"])]
#[case(&["explain"])]
#[case(&["sources", "--filter", "level:error"])]
#[case(&["doctor", "--since", "-5m"])]
#[case(&["catalog", "list", "--max-memory", "1G"])]
fn arguments_that_are_none_are_wrong_usage(#[case] args: &[&str]) {
    let ran = Home::new().run(args);
    assert_eq!((ran.status, ran.out.len()), (Some(2), 0));
    assert!(ran.err.starts_with("error: ") && ran.err.contains("--help"), "{}", ran.err);
}

#[test]
fn wrong_usage_is_told_before_what_cannot_be_read() {
    let home = Home::new();
    let said = home.run(&["print", "gone.log", "--filter", "levl:x"]).complaint(2);
    assert!(!said.contains("gone.log"), "{said}");
}
