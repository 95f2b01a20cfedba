//! The built-in themes are whole and readable; a person's own say what is wrong with them.

use std::fs;
use std::path::Path;

use rstest::rstest;
use tempfile::TempDir;

use super::*;

/// Relative luminance and contrast as WCAG 2 defines them.
fn luminance(color: Color) -> f64 {
    let Color::Rgb(red, green, blue) = color else { panic!("{color:?} is no RGB colour") };
    let linear = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

const LINES: [Role; 3] = [Role::Border, Role::BorderFocused, Role::Separator];

#[rstest]
#[case("dark", Color::Rgb(0x1e, 0x1e, 0x1e))]
#[case("light", Color::Rgb(0xff, 0xff, 0xff))]
fn every_role_is_readable_on_its_ground_and_when_selected(
    #[case] name: &str,
    #[case] ground: Color,
) {
    let theme = Theme::builtin(name).expect("a built-in theme");
    let selected = theme.style(Role::Selection).bg.expect("a selection");
    for role in Role::ALL {
        let style = theme.style(role);
        assert_ne!(style, Style::default(), "{name}: {}", role.as_str());
        let Some(fg) = style.fg else { continue };
        let wanted = if LINES.contains(&role) { 3.0 } else { 4.5 };
        let found = contrast(fg, style.bg.unwrap_or(ground));
        assert!(found >= wanted, "{name}: {} has a contrast of {found:.2}", role.as_str());
        if style.bg.is_none() && !LINES.contains(&role) {
            let found = contrast(fg, selected);
            assert!(found >= 4.5, "{name}: {} selected has {found:.2}", role.as_str());
        }
    }
    assert!(theme.style(Role::Text).bg.is_none(), "the ground stays the terminal's");
}

#[test]
fn contrast_is_what_the_standard_says() {
    let found = contrast(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
    assert!((found - 21.0).abs() < 1e-9, "{found}");
    assert!(contrast(Color::Rgb(0x77, 0x77, 0x77), Color::Rgb(255, 255, 255)) < 4.5);
}

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
    assert!(theme.style(Role::Selection).attributes.contains(Attribute::Reversed));
}

#[test]
fn every_built_in_theme_is_whole_and_each_role_has_its_own_word() {
    for name in Theme::builtin_names() {
        let text = Theme::builtin_text(name).expect("its text");
        let theme = file::parse_whole(Path::new(name), name, text).expect("a whole theme");
        assert_eq!(Theme::builtin(name), Some(theme));
    }
    assert_eq!(Theme::builtin("dusk"), None);
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
