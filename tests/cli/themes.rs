//! `telltail themes`: the list, previews by what the terminal can show, and one's own themes.

use insta::{assert_snapshot, with_settings};
use rstest::rstest;
use telltail::config::theme::{Role, Theme};

use super::support::{Home, arg, core};

const TRUE_COLOUR: (&str, &str) = ("COLORTERM", "truecolor");

/// A text without the escapes that colour it.
fn plain(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').unwrap().1)
}

#[test]
fn a_pipe_gets_a_list_without_colour() {
    let lines = Home::new().run(&["themes"]).lines();
    assert!(!lines.concat().contains('\x1b'));
    let names: Vec<_> = lines.iter().filter_map(|line| line.split(' ').next()).collect();
    let wanted: Vec<_> = std::iter::once("THEME").chain(Theme::builtin_names()).collect();
    assert_eq!(names, wanted);
    assert_eq!(
        lines[2].split("  ").filter(|it| !it.is_empty()).map(str::trim).collect::<Vec<_>>(),
        ["light", "for light terminals", "#ffffff", "built in"]
    );
}

#[test]
fn previews_are_even_and_stand_on_the_ground_of_their_theme() {
    let home = Home::new();
    let text = home.run_with(&[TRUE_COLOUR], &["themes", "--color", "always"]).text();
    let light = text.split("light\x1b[0m").nth(1).unwrap().split("\n\n").next().unwrap();
    assert!(light.contains("\x1b[48;2;255;255;255m"), "{light:?}");
    for preview in plain(&text).trim_end_matches('\n').split("\n\n") {
        let (heading, lines) = preview.split_once('\n').unwrap();
        assert!(heading.contains(", built in"), "{heading}");
        for line in lines.lines() {
            assert_eq!(line.chars().count(), 96, "{line:?}");
        }
        for word in ["usage", "error", "crash", "unknown ?", "undeclared!", "▲", "▁▂", "level:"]
        {
            assert!(preview.contains(word), "{word} is missing:\n{preview}");
        }
    }
}

#[rstest]
#[case(&[TRUE_COLOUR], true, true)]
#[case(&[("TERM", "xterm-256color")], false, true)]
#[case(&[("TERM", "xterm")], false, false)]
#[case(&[("TERM", "dumb"), ("NO_COLOR", "1")], false, false)]
fn a_preview_has_the_colours_that_the_terminal_has(
    #[case] variables: &[(&str, &str)],
    #[case] any: bool,
    #[case] many: bool,
) {
    let args = ["themes", "dusk", "--color", "always"];
    let text = Home::new().run_with(variables, &args).text();
    assert_eq!(text.contains("\x1b[38;2;"), any, "{text:?}");
    assert_eq!(text.contains("\x1b[38;5;"), many && !any, "{text:?}");
    assert!(text.contains("\x1b["), "always is always");
}

#[test]
fn one_theme_is_told_role_by_role() {
    let lines = Home::new().run(&["themes", "high-contrast"]).lines();
    assert_eq!(lines.len(), 1 + Role::ALL.len());
    assert_eq!(lines[1].split_whitespace().collect::<Vec<_>>(), ["text", "#ffffff", "21.0:1"]);
    let home = Home::new();
    let args = ["themes", "high-contrast", "--color", "always"];
    let shown = plain(&home.run_with(&[TRUE_COLOUR], &args).text());
    for role in Role::ALL {
        assert!(shown.contains(&format!("\n{} ", role.as_str())), "{}", role.as_str());
    }
}

#[test]
fn what_is_shown_is_a_start_for_ones_own() {
    let home = Home::new();
    let text = home.run(&["themes", "--show", "color-blind"]).text();
    assert_eq!(Some(text.as_str()), Theme::builtin_text("color-blind"));
    let own = text.replace("text = { fg = \"#d8d8d8\" }", "text = { fg = \"#010203\" }");
    let file = home.file(".config/telltail/themes/mine.toml", &own);
    assert_eq!(home.run(&["themes", "mine", "--show"]).text(), own);
    assert!(home.run(&["themes", "mine"]).lines()[1].contains("#010203"));
    assert!(home.run(&["themes", arg(&file)]).lines()[1].contains("#010203"));
    let listed = home.run(&["themes"]).text();
    assert!(listed.lines().any(|it| it.starts_with("mine ") && it.ends_with("mine.toml")));
    // It can be chosen by its name.
    let log = home.file("telemetry.log", core("2026-03-14 09:26:53.589", "one"));
    assert!(home.run(&["--theme", "mine", arg(&log)]).text().contains("one"));
}

#[test]
fn a_broken_theme_of_ones_own_is_told_and_the_others_are_listed() {
    let home = Home::new();
    home.file(".config/telltail/themes/broken.toml", "extends = \"dark\"\n[roles]\ntitel = {}\n");
    home.file(".config/telltail/themes/wild\u{202e}.toml", "extends = \"dark\"\n");
    let ran = home.run(&["themes"]);
    assert_eq!(ran.status, Some(0));
    assert!(ran.err.contains("broken.toml") && ran.err.contains("'title'"), "{}", ran.err);
    let out = String::from_utf8(ran.out).unwrap();
    assert!(out.contains("dusk ") && out.contains("wild") && !out.contains('\u{202e}'), "{out}");
    for args in [&["themes", "broken"][..], &["themes", "--show", "broken"]] {
        assert!(home.run(args).complaint(2).contains("'title'"));
    }
}

#[rstest]
#[case(&["themes", "dsuk"], "did you mean 'dusk'?")]
#[case(&["themes", "--show", "dsuk"], "did you mean 'dusk'?")]
#[case(&["themes", "./gone.toml"], "check the path")]
fn a_theme_that_is_not_there_is_wrong_usage(#[case] args: &[&str], #[case] wanted: &str) {
    let said = Home::new().run(args).complaint(2);
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn help_says_where_ones_own_themes_go() {
    let help = Home::new().run(&["themes", "--help"]).text().replace("telltail.exe", "telltail");
    for part in ["[NAME]", "--show", "--color <WHEN>", "themes/NAME.toml", "extends"] {
        assert!(help.contains(part), "{part} is missing:\n{help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    with_settings!({ omit_expression => true }, { assert_snapshot!("help_themes", help) });
}
