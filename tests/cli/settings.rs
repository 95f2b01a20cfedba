//! Settings by layers, `telltail config`, and what is remembered.

use std::fs;

use super::support::{Home, arg, core};

const STAMP: &str = "2026-03-14 09:00:00.000";

/// A home where the person's settings are these.
fn home(settings: &str) -> Home {
    let home = Home::new();
    let folder = if cfg!(windows) { "telltail" } else { ".config/telltail" };
    home.file(&format!("{folder}/config.toml"), settings);
    home.file("telemetry.log", core(STAMP, "there") + &core(STAMP, "elsewhere"));
    home
}

#[test]
fn the_default_is_printed_as_it_is_and_is_clean() {
    let home = Home::new();
    let text = home.run(&["config", "print", "--default"]).text();
    assert_eq!(text, telltail::config::settings::DEFAULT);
    home.file("copy.toml", &text);
    let said = home.run(&["config", "check", "--config", "copy.toml"]).text();
    assert_eq!(said, "nothing is wrong with the settings\n");
}

#[test]
fn every_setting_is_printed_with_the_place_it_comes_from() {
    let home = home("# mine\ntz = \"UTC\"\nwrap = true\n");
    let args = ["config", "print"];
    let text = home.run_with(&[("TELLTAIL_WRAP", "no"), ("TELLTAIL_POLL", "1")], &args).text();
    let line = |name: &str| {
        let start = format!("{name} = ");
        text.lines().find(|line| line.starts_with(&start)).unwrap().to_owned()
    };
    assert!(line("tz").ends_with("config.toml:2"), "{text}");
    assert_eq!(line("wrap"), "wrap = false                             # TELLTAIL_WRAP");
    assert_eq!(line("poll"), "poll = true                              # TELLTAIL_POLL");
    assert_eq!(line("mouse"), "mouse = true                             # default");
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_ends_a_check_but_no_run() {
    let wrong = "teme = \"dark\"\ntz = \"Nowhere/Else\"\nmax-memory = \"7\"\ncolumns = [\"tme\"]\n\
                 catalog = [\"gone.json\"]\n[keys]\ndwn = \"j\"\nup = \"upp\"\n[filters]\n\
                 a = \"level:\"\n";
    let home = home(wrong);
    let ran = home.run(&["config", "check"]);
    assert_eq!(ran.status, Some(2));
    let said = String::from_utf8(ran.out).unwrap();
    for part in [
        "config.toml:1: there is no setting 'teme' (did you mean 'theme'?)",
        "config.toml:2: ",
        "config.toml:3: --max-memory '7' is too little",
        "config.toml:4: columns: there is no column 'tme' (did you mean 'time'?)",
        "config.toml:5: catalog: ",
        "config.toml:7: keys.dwn: ",
        "config.toml:8: keys.up: ",
        "config.toml:10: filters.a: ",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let ran = home.run(&["print", "telemetry.log"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(String::from_utf8(ran.out).unwrap().contains("there"));
    for part in ["'teme'", "Nowhere/Else", "too little", "gone.json"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
}

#[test]
fn a_broken_file_ends_a_run_only_where_it_was_named() {
    let home = home("this is no TOML");
    let ran = home.run(&["print", "telemetry.log"]);
    assert_eq!(ran.status, Some(0));
    assert!(ran.err.contains("config.toml:1: broken TOML"), "{}", ran.err);
    assert_eq!(home.run(&["config", "check"]).status, Some(2));
    for args in [["print", "--config", "gone.toml"], ["config", "check", "--config"]] {
        let args = [&args[..], &["telemetry.log"]].concat();
        let said = home.run(&args).complaint(2);
        assert!(
            said.contains("cannot read the settings") || said.contains("broken TOML"),
            "{said}"
        );
    }
}

#[test]
fn a_flag_counts_for_more_than_a_variable_and_that_for_more_than_the_file() {
    let home = home("max-memory = \"lots\"\n");
    let run = |variables: &[(&str, &str)], flags: &[&str]| {
        home.run_with(variables, &[&["stats", "telemetry.log"], flags].concat())
    };
    assert!(run(&[], &[]).err.contains("config.toml:1: --max-memory 'lots'"));
    let other = run(&[("TELLTAIL_MAX_MEMORY", "few")], &[]);
    assert_eq!(other.status, Some(0));
    assert!(other.err.contains("TELLTAIL_MAX_MEMORY: --max-memory 'few'"), "{}", other.err);
    let last = run(&[("TELLTAIL_MAX_MEMORY", "few")], &["--max-memory", "1G"]);
    assert_eq!((last.status, last.err.as_str()), (Some(0), ""));
    run(&[], &["--max-memory", "0"]).complaint(2);
}

#[test]
fn a_filter_has_a_name() {
    let home = home("[filters]\nelse = \"event:elsewhere\"\n");
    let print = |filter: &str| home.run(&["print", "--filter", filter, "telemetry.log"]);
    let text = print("@else").text();
    assert!(text.contains("elsewhere") && text.lines().count() == 1, "{text}");
    let said = print("@els").complaint(2);
    assert!(said.contains("there is no filter 'els' (did you mean 'else'?)"), "{said}");
    assert_eq!(print("\"@else\"").text(), "", "in quotes it is a text");
    let text = home.run(&["explain", "--filter", "@else", "level:error"]).text();
    assert!(text.contains("event:elsewhere"), "{text}");
}

#[test]
fn colour_is_a_setting() {
    let home = home("color = \"always\"\n");
    assert!(home.run(&["print", "telemetry.log"]).text().contains('\u{1b}'));
    assert!(!home.run(&["print", "--color", "never", "telemetry.log"]).text().contains('\u{1b}'));
}

#[test]
fn catalogs_of_the_settings_are_read() {
    let home = home("catalog = [\"acme.demo=~/telemetry.json\"]\n");
    let declared = r#"{"events":{"run":{"owner":"a","comment":"b"}}}"#;
    home.file("telemetry.json", declared);
    let text = home.run(&["catalog", "list"]).text();
    assert!(text.contains("acme.demo"), "{text}");
}

#[test]
fn the_policy_of_the_settings_judges_everywhere_and_a_broken_one_ends_nothing() {
    let home = home("policy = \"~/policy.toml\"\n");
    let found = |home: &Home| {
        let ran = home.run(&["print", "--filter", "rule:ACME001", "telemetry.log"]);
        (String::from_utf8(ran.out).unwrap().contains("there"), ran.err)
    };
    let rule = "[[rule]]\nid = \"ACME001\"\nseverity = \"error\"\nwhen = \"there\"\n\
                message = \"it is there\"\n";
    home.file("policy.toml", rule);
    assert_eq!(found(&home), (true, String::new()));
    assert_eq!(home.run(&["config", "check"]).status, Some(0));
    home.file("policy.toml", "[[rule]]\n");
    let (is_found, said) = found(&home);
    assert!(!is_found && said.contains("events are judged without it"), "{said}");
    assert_eq!(home.run(&["config", "check"]).status, Some(2));
}

#[cfg(not(windows))]
#[test]
fn every_file_that_is_looked_at_is_named() {
    let home = home("");
    let text = home.run(&["config", "path"]).text();
    let at = |path: &str| arg(&home.at(path)).to_owned();
    let wanted = [
        format!("settings    there      {}", at(".config/telltail/config.toml")),
        format!("themes      not there  {}", at(".config/telltail/themes")),
        format!("rules       not there  {}", at(".config/telltail/rules")),
        format!("remembered  not there  {}", at(".local/state/telltail/state.toml")),
        format!("crashes     not there  {}", at(".local/state/telltail")),
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), wanted);
}

#[test]
fn what_prints_remembers_nothing() {
    let home = home("");
    for args in [&["print", "telemetry.log"][..], &["stats", "telemetry.log"], &["telemetry.log"]] {
        home.run(args).text();
    }
    assert!(!home.at(".local").exists());
    assert!(!home.at("telltail/state.toml").exists());
    assert!(fs::read_dir(home.at("")).unwrap().flatten().count() <= 2);
}
