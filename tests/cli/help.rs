//! `--help` of everything, word for word, and that it names every option.

use insta::{assert_snapshot, with_settings};
use rstest::rstest;

use super::support::Home;

const WHICH: &[&str] = &["--filter <EXPR>", "--since <TIME>", "--until <TIME>"];
const CLOCK: &[&str] = &["--tz <ZONE>"];
const CATALOGS: &[&str] = &["--catalog <FILE>"];
const EDITORS: &[&str] = &["--user-data-dir <DIR>", "--product <NAME>"];
const EXTENSIONS: &[&str] = &["--extensions-dir <DIR>"];
const LOGS: &[&str] = &["--session <WHICH>", "--trace", "--format-in <NAME>", "--poll"];
const MEMORY: &[&str] = &["--max-memory <SIZE>"];
const GENERAL: &[&str] = &["--color <WHEN>", "--config <FILE>"];
const LOOK: &[&str] = &["--theme <NAME>", "--keymap <NAME>", "--no-mouse", "--no-state"];

/// What a command takes that reads logs.
const READS: &[&[&str]] = &[WHICH, CLOCK, CATALOGS, EDITORS, EXTENSIONS, LOGS, MEMORY, GENERAL];
const SCREEN: &[&[&str]] =
    &[WHICH, CLOCK, CATALOGS, EDITORS, EXTENSIONS, LOGS, MEMORY, GENERAL, LOOK];
const AUDIT: &[&str] = &[
    "[PATH]",
    "-f, --follow",
    "--format <FORMAT>",
    "-o, --output <FILE>",
    "--fail-on <SEVERITY>",
    "--require-events <N>",
    "--show-values",
    "--rules",
    "--policy <FILE>",
    "--waivers <FILE>",
    "--baseline <FILE>",
    "--write-baseline <FILE>",
    "--settings <FILE>",
    "--enhanced-consent <YES|NO>",
];
const EVERY: &[&[&str]] = SCREEN;

#[rstest]
#[case("telltail", SCREEN, &["-f, --follow", "--tail <N>", "-V, --version", "[PATH]"])]
#[case("print", READS, &["-f, --follow", "--tail <N>", "--format <FORMAT>", "--limit <N>", "[PATH]"])]
#[case("stats", READS, &["--by <FIELD,…>", "--format <FORMAT>", "[PATH]"])]
#[case("audit", READS, AUDIT)]
#[case("explain", &[CLOCK, GENERAL], &["[EXPR]", "--rules", "--line <LINE>", "--filter", "--product"])]
#[case("catalog list", &[CATALOGS, EXTENSIONS, GENERAL], &["[PRODUCER[/EVENT]]", "--format <FORMAT>"])]
#[case("catalog check", &[CATALOGS, EXTENSIONS, GENERAL], &["[FILE]", "--fail-on <WHAT>"])]
#[case("catalog draft", READS, &["<PRODUCER>", "[PATH]"])]
#[case("sources", &[CLOCK, EDITORS, EXTENSIONS, GENERAL], &["--format <FORMAT>"])]
#[case("doctor", &[EDITORS, EXTENSIONS, GENERAL], &["--format <FORMAT>"])]
#[case("demo", &[WHICH, CLOCK, MEMORY, GENERAL, LOOK], &[])]
#[case("themes", &[GENERAL], &["[NAME]", "--show"])]
#[case("keys", &[], &["--keymap <NAME>", "--format <FORMAT>", "--config <FILE>"])]
#[case("config check", &[], &["--config <FILE>"])]
#[case("config print", &[], &["--config <FILE>", "--default"])]
#[case("config path", &[], &["--config <FILE>"])]
#[case("keys", &[], &["--format <FORMAT>", "--keymap <NAME>", "--config <FILE>"])]
#[case("completions", &[], &["<SHELL>"])]
#[case("man", &[], &[])]
fn help_names_every_option(
    #[case] command: &str,
    #[case] groups: &[&[&str]],
    #[case] own: &[&str],
) {
    let home = Home::new();
    let words = command.split(' ').filter(|word| *word != "telltail");
    let args: Vec<_> = words.chain(["--help"]).collect();
    let help = home.run(&args).text().replace("telltail.exe", "telltail");
    for option in groups.iter().copied().flatten().chain(own) {
        assert!(help.contains(option), "{option} is missing:\n{help}");
    }
    // What a command would refuse or ignore is not offered.
    for option in EVERY.iter().copied().flatten() {
        let named = groups.iter().copied().flatten().chain(own).any(|it| option.starts_with(it));
        assert!(named || !help.contains(&format!(" {option}")), "{option} is there:\n{help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    with_settings!({ snapshot_suffix => command.replace(' ', "-"), omit_expression => true }, {
        assert_snapshot!("help", help);
    });
}

#[test]
fn help_names_every_format() {
    let help = Home::new().run(&["--help"]).text();
    for format in telltail::event::Format::ALL {
        assert!(help.contains(format.as_str()), "{format} is missing:\n{help}");
    }
}

#[test]
fn the_version_is_the_packages() {
    let expected = format!("telltail {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(Home::new().run(&["--version"]).text(), expected);
}

#[test]
fn explain_says_how_a_filter_is_run() {
    let home = Home::new();
    let text = home.run(&["explain", "level:error", "dest:github", "m.durationMs>500"]).text();
    assert_snapshot!(text, @r#"
    filter  level:error dest:github m.durationMs>500
      all of:
        level:error
            level is error
            once per distinct event
        dest:github
            dest is one of github, github-enhanced
            once per distinct event
        m.durationMs>500
            m.durationMs as a number is above 500
            looks behind "durationMs" in records that hold it, and parses those where that cannot tell
    1. decided once per distinct event: level:error, dest:github
    2. of what is left, only records are read that hold "durationMs" or an escape "\u", which could hide it
    3. those are parsed of which their bytes cannot tell
    "#);
    // An expression may begin with what looks like an option.
    let text = home.run(&["explain", "-level:error"]).text();
    assert!(text.contains("not:"), "{text}");
}
