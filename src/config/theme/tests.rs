//! The built-in themes are whole and readable; a person's own say what is wrong with them.

use std::fs;
use std::path::Path;

use rstest::rstest;
use tempfile::TempDir;

use super::*;

#[test]
fn without_colours_attributes_still_tell_what_matters() {
    let theme = Theme::no_color();
    for role in Role::ALL {
        let style = theme.style(role);
        assert_eq!((style.fg, style.bg), (None, None), "{}", role.as_str());
    }
    let differ = |one, other| assert_ne!(theme.style(one), theme.style(other), "{one:?} {other:?}");
    differ(Role::Selection, Role::Text);
    differ(Role::SearchHit, Role::Selection);
    differ(Role::BorderFocused, Role::Border);
    differ(Role::LevelUsage, Role::LevelError);
    differ(Role::LevelError, Role::LevelCrash);
    differ(Role::DestinationGuess, Role::DestinationKnown);
    differ(Role::PurposeMissing, Role::Purpose);
    differ(Role::CompletionSelected, Role::Completion);
    differ(Role::Context, Role::Event);
    differ(Role::Finding, Role::FindingNote);
    differ(Role::TabActive, Role::Title);
    differ(Role::TimelineSpan, Role::TimelineAxis);
    assert!(theme.style(Role::Selection).attributes.contains(Attribute::Reversed));
}

#[test]
fn every_built_in_theme_is_whole_and_each_role_has_its_own_word() {
    for name in Theme::builtin_names() {
        let text = Theme::builtin_text(name).expect("its text");
        let theme = file::parse_whole(Path::new(name), name, text).expect("a whole theme");
        assert_eq!(Theme::builtin(name), Some(theme));
    }
    assert_eq!(Theme::builtin("dawn"), None);
    assert_eq!(Theme::builtin_names().filter(|name| *name != "no-color").count(), 6);
    for role in Role::ALL {
        assert_eq!(Role::named(role.as_str()), Some(role));
        assert_eq!(Role::ALL[role.index()], role);
    }
}

#[rstest]
#[case("#ff8000", Some(Color::Rgb(255, 128, 0)))]
#[case("#f80", Some(Color::Rgb(255, 136, 0)))]
#[case("bright-red", Some(Color::Ansi(Ansi::BrightRed)))]
#[case("Bright_Red", Some(Color::Ansi(Ansi::BrightRed)))]
#[case("grey", Some(Color::Ansi(Ansi::BrightBlack)))]
#[case("208", Some(Color::Indexed(208)))]
#[case("256", None)]
#[case("-1", None)]
#[case("#ff80", None)]
#[case("#+f8000", None)]
#[case("#é", None)]
#[case("orange", None)]
#[case("", None)]
fn colours_are_read_in_all_three_spellings(#[case] text: &str, #[case] wanted: Option<Color>) {
    assert_eq!(Color::parse(text), wanted);
    if let Some(color) = wanted {
        assert_eq!(Color::parse(&color.written()), wanted);
    }
}

/// A config folder with one theme, `mine`.
fn with_theme(text: &str) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    put(&dir, "mine", text);
    dir
}

fn put(dir: &TempDir, name: &str, text: &str) {
    let themes = dir.path().join("themes");
    fs::create_dir_all(&themes).expect("a folder");
    fs::write(themes.join(format!("{name}.toml")), text).expect("written");
}

fn load(dir: &TempDir, name: &str) -> Result<Theme, ThemeError> {
    Theme::load(name, &[dir.path().to_owned()])
}

#[test]
fn a_theme_that_misses_any_role_is_refused_by_its_name() {
    let dark = Theme::builtin_text("dark").expect("its text");
    for role in Role::ALL {
        let line = format!("{} = ", role.as_str());
        let without: Vec<&str> = dark.lines().filter(|text| !text.starts_with(&line)).collect();
        assert_eq!(without.len() + 1, dark.lines().count(), "{line}");
        let error = file::parse_whole(Path::new("x.toml"), "x", &without.join("\n"))
            .expect_err("not whole")
            .to_string();
        assert!(error.contains(&format!("does not set {};", role.as_str())), "{error}");
    }
}

#[test]
fn the_ground_a_theme_is_made_for_is_stated_or_comes_from_what_it_extends() {
    let dir = with_theme("extends = \"light\"\nbackground = \"#fafafa\"\n");
    let mine = load(&dir, "mine").expect("a theme");
    assert_eq!((mine.kind, mine.ground()), (Some(Kind::Light), Some(Color::Rgb(250, 250, 250))));
    let dark = Theme::builtin("dark").expect("it");
    assert_eq!((dark.kind, dark.ground()), (Some(Kind::Dark), Color::parse("#1e1e1e")));
    assert_eq!(Theme::no_color().ground(), None);
    let only_kind = Theme { background: None, ..dark };
    assert_eq!(only_kind.ground(), Some(Color::Rgb(0, 0, 0)));
}

#[test]
fn themes_are_listed_once_and_ones_own_hide_the_built_in() {
    let dir = with_theme("extends = \"dark\"");
    put(&dir, "light", "extends = \"light\"");
    put(&dir, "another", "extends = \"light\"");
    fs::create_dir(dir.path().join("themes/folder.toml")).expect("a folder");
    fs::write(dir.path().join("themes/notes.txt"), "").expect("written");
    let all = listed(&[dir.path().to_owned()]);
    let names: Vec<_> = all.iter().map(|it| (it.name.as_str(), it.file.is_some())).collect();
    let wanted = [
        ("dark", false),
        ("light", true),
        ("high-contrast", false),
        ("color-blind", false),
        ("dusk", false),
        ("ansi-16", false),
        ("no-color", false),
        ("another", true),
        ("mine", true),
    ];
    assert_eq!(names, wanted);
    let dirs = [dir.path().to_owned()];
    assert_eq!(text("mine", &dirs).expect("its text"), "extends = \"dark\"");
    assert_eq!(text("dusk", &dirs).ok().as_deref(), Theme::builtin_text("dusk"));
    assert!(matches!(text("dsuk", &dirs), Err(ThemeError::NotFound { .. })));
}

#[test]
fn an_extending_theme_gives_only_differences() {
    let dir = with_theme(
        "extends = \"dark\"\n[roles]\ntext = { fg = 208, bg = \"black\", italic = true }\n\
         title = { bold = false }\n",
    );
    let (mine, dark) = (load(&dir, "mine").expect("a theme"), Theme::builtin("dark").expect("it"));
    assert_eq!(mine.name, "mine");
    let text = mine.style(Role::Text);
    assert_eq!(text.fg, Some(Color::Indexed(208)));
    assert_eq!(text.bg, Some(Color::Ansi(Ansi::Black)));
    assert_eq!(text.attributes.iter().collect::<Vec<_>>(), [Attribute::Italic]);
    assert_eq!(mine.style(Role::Title), Style::default(), "a role is given as a whole");
    assert_eq!(mine.style(Role::Muted), dark.style(Role::Muted));
}

#[test]
fn a_theme_is_found_by_path_and_a_person_s_own_before_the_built_in() {
    let dir = with_theme("extends = \"light\"\n");
    let path = dir.path().join("themes").join("mine.toml");
    let by_path = Theme::load(path.to_str().expect("a path"), &[]).expect("a theme");
    assert_eq!(by_path.style(Role::Text), Theme::builtin("light").expect("it").style(Role::Text));

    put(&dir, "dark", "extends = \"dark\"\n[roles]\ntext = { fg = \"red\" }\n");
    let own = load(&dir, "dark").expect("a theme");
    assert_eq!(own.style(Role::Text).fg, Some(Color::Ansi(Ansi::Red)));
    assert_eq!(own.style(Role::Muted), Theme::builtin("dark").expect("it").style(Role::Muted));
    assert_eq!(Theme::load("dark", &[]).expect("a theme"), Theme::builtin("dark").expect("it"));
}

#[rstest]
#[case("[roles]\ntext = {}", &["mine.toml", "does not set muted, border", "extends = \"dark\""])]
#[case("extends = \"dark\"\n[roles]\ntitel = {}", &["mine.toml", "'titel' is no role", "'title'"])]
#[case("extends = \"dark\"\n[roles]\ntext = { fg = \"bleu\" }", &["'bleu' is no colour", "'blue'", "text.fg"])]
#[case("extends = \"dark\"\n[roles]\ntext = { fg = 300 }", &["'300' is no colour", "0 to 255"])]
#[case("extends = \"dark\"\n[roles]\ntext = { blod = true }", &["'text.blod' is no key", "'bold'"])]
#[case("extends = \"dark\"\n[roles]\ntext = { bold = 1 }", &["text.bold must be true or false"])]
#[case("extends = \"dark\"\n[roles]\ntext = \"red\"", &["text must be a style"])]
#[case("extends = \"dark\"\nroles = 3", &["roles must be a table"])]
#[case("extends = \"dark\"\n[rolls]\n", &["'rolls' is no key of a theme", "'roles'"])]
#[case("extends = \"dark\"\nkind = \"drak\"", &["kind must be \"dark\" or \"light\""])]
#[case("extends = \"dark\"\nbackground = \"#12\"", &["'#12' is no colour", "write background as"])]
#[case("extends = 3", &["extends must be a theme's name"])]
#[case("extends = \"drak\"", &["no theme 'drak'", "'dark'"])]
#[case("extends = \"mine\"", &["mine.toml extends itself", "built-in"])]
#[case("extends = \"dark\"\n[roles]\ntext = {", &["mine.toml", "line 3", "mend it"])]
fn a_wrong_theme_says_what_to_mend(#[case] text: &str, #[case] wanted: &[&str]) {
    let error = load(&with_theme(text), "mine").expect_err("a wrong theme").to_string();
    for part in wanted {
        assert!(error.contains(part), "no {part:?} in {error}");
    }
    assert!(!error.contains('\n'), "{error}");
}

#[test]
fn a_theme_that_is_not_there_names_the_nearest() {
    let dir = with_theme("extends = \"dark\"");
    let error = load(&dir, "mien").expect_err("no theme").to_string();
    assert!(error.contains("'mine'"), "{error}");
    let error = load(&dir, "zzzzzzzz").expect_err("no theme").to_string();
    assert!(!error.contains("did you mean"), "{error}");
    let error = load(&dir, "./gone.toml").expect_err("no file").to_string();
    assert!(error.contains("gone.toml") && error.contains("check the path"), "{error}");
}

#[test]
fn themes_that_extend_each_other_are_refused() {
    let dir = with_theme("extends = \"other\"");
    put(&dir, "other", "extends = \"mine\"");
    let error = load(&dir, "mine").expect_err("a circle");
    assert!(matches!(error, ThemeError::Circle { .. }), "{error}");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}|(extends|\\[roles\\]|text|[={}#\"\n]| ){0,20}") {
        let _ = file::parse_whole(Path::new("x.toml"), "x", &text);
        let _ = Color::parse(&text);
    }
}
