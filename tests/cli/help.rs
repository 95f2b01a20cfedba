//! `--help` of everything, word for word, and that it names every option.

use insta::{assert_snapshot, with_settings};
use rstest::rstest;

use super::support::Home;

const COMMON: [&str; 13] = [
    "--filter <EXPR>",
    "--since <TIME>",
    "--until <TIME>",
    "--tz <ZONE>",
    "--catalog <FILE>",
    "--user-data-dir <DIR>",
    "--extensions-dir <DIR>",
    "--product <NAME>",
    "--session <WHICH>",
    "--trace",
    "--format-in <NAME>",
    "--poll",
    "--color <WHEN>",
];

#[rstest]
#[case("telltail", &["-f, --follow", "--tail <N>", "--theme <NAME>", "-V, --version", "[PATH]"])]
#[case("print", &["-f, --follow", "--tail <N>", "--format <FORMAT>", "--limit <N>", "[PATH]"])]
#[case("stats", &["--by <FIELD,…>", "--format <FORMAT>", "[PATH]"])]
#[case("explain", &["[EXPR]", "--rules", "--line <LINE>"])]
#[case("catalog list", &["[PRODUCER[/EVENT]]", "--format <FORMAT>"])]
#[case("catalog check", &["[FILE]", "--fail-on <WHAT>"])]
#[case("catalog draft", &["<PRODUCER>", "[PATH]"])]
#[case("sources", &["--format <FORMAT>"])]
#[case("doctor", &["--format <FORMAT>"])]
#[case("demo", &["--theme <NAME>"])]
fn help_names_every_option(#[case] command: &str, #[case] own: &[&str]) {
    let home = Home::new();
    let words = command.split(' ').filter(|word| *word != "telltail");
    let args: Vec<_> = words.chain(["--help"]).collect();
    let help = home.run(&args).text().replace("telltail.exe", "telltail");
    for option in COMMON.iter().chain(own) {
        assert!(help.contains(option), "{option} is missing:\n{help}");
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
