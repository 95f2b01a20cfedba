//! The built-in themes can be read on the ground they state, and told apart by any eye they
//! promise it to.

use rstest::rstest;

use super::super::{Attribute, Kind, Role, Style, Theme};
use super::*;

/// Decoration: lines between parts, which WCAG wants at 3:1.
const LINES: [Role; 3] = [Role::Border, Role::BorderFocused, Role::Separator];

/// What is drawn on the ground of the chosen span: bars and the cursor, no text.
const ON_SPAN: [Role; 10] = [
    Role::Bar,
    Role::TimelineCursor,
    Role::LevelUsage,
    Role::LevelError,
    Role::LevelCrash,
    Role::LevelTrace,
    Role::LevelDebug,
    Role::LevelInfo,
    Role::LevelWarning,
    Role::LevelCritical,
];

/// What of the theme has less contrast than it must have.
fn unreadable(theme: &Theme, text: f64) -> Vec<String> {
    let ground = theme.background.expect("a theme of all colours states its background");
    let ground_of = |role| theme.style(role).bg.expect("a ground");
    let (selected, span) = (ground_of(Role::Selection), ground_of(Role::TimelineSpan));
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let Style { fg: Some(fg), bg, .. } = theme.style(role) else { continue };
        let mut check = |ground: Color, on: &str, wanted: f64| {
            let found = fg.contrast(ground);
            if found < wanted {
                wrong.push(format!("{} on {on}: {found:.2} of {wanted}", role.as_str()));
            }
        };
        let line = LINES.contains(&role);
        check(bg.unwrap_or(ground), "its ground", if line { 3.0 } else { text });
        if bg.is_none() && !line {
            check(selected, "the selection", 4.5);
        }
        if ON_SPAN.contains(&role) {
            check(span, "the span", 3.0);
        }
    }
    wrong
}

#[rstest]
#[case("dark", 4.5)]
#[case("light", 4.5)]
#[case("high-contrast", 7.0)]
#[case("color-blind", 4.5)]
#[case("dusk", 4.5)]
fn every_role_is_readable_on_its_ground_and_when_selected(#[case] name: &str, #[case] text: f64) {
    let theme = Theme::builtin(name).expect("a built-in theme");
    assert_eq!(unreadable(&theme, text), Vec::<String>::new());
    for role in Role::ALL {
        let style = theme.style(role);
        assert_ne!(style, Style::default(), "{}", role.as_str());
        let on_own = style.fg.is_some() || matches!(role, Role::Selection | Role::TimelineSpan);
        assert!(on_own, "{} has no colour", role.as_str());
    }
    let ground = theme.ground().expect("its ground");
    for role in [Role::Selection, Role::TimelineSpan] {
        let found = theme.style(role).bg.expect("a ground").contrast(ground);
        assert!(found >= 1.2, "{} cannot be seen: {found:.2}", role.as_str());
    }
    assert!(theme.style(Role::Text).bg.is_none(), "the ground stays the terminal's");
    let light = ground.luminance() > 0.5;
    assert_eq!(theme.kind.map(Kind::as_str), Some(if light { "light" } else { "dark" }));
}

#[test]
fn no_theme_that_states_its_ground_is_left_out() {
    let stated = Theme::builtin_names()
        .filter_map(Theme::builtin)
        .filter(|theme| theme.background.is_some());
    let mut checked = 0;
    for theme in stated {
        assert_eq!(unreadable(&theme, 4.5), Vec::<String>::new(), "{}", theme.name);
        checked += 1;
    }
    // All but the sixteen of the terminal, and none.
    assert_eq!(checked + 2, Theme::builtin_names().count());
}

#[test]
fn what_cannot_be_read_is_found_out() {
    let mut theme = Theme::builtin("dark").expect("it");
    theme.background = Some(Color::Rgb(0xd4, 0xd4, 0xd4));
    assert!(unreadable(&theme, 4.5).contains(&"text on its ground: 1.00 of 4.5".to_owned()));
    let mut theme = Theme::builtin("light").expect("it");
    theme.styles[Role::Selection.index()].bg = Some(Color::Rgb(0x60, 0x60, 0x60));
    let wrong = unreadable(&theme, 4.5);
    assert!(wrong.iter().any(|it| it.starts_with("muted on the selection")), "{wrong:?}");
}

#[test]
fn the_theme_of_sixteen_has_only_names_that_can_be_read_on_either_ground() {
    let theme = Theme::builtin("ansi-16").expect("it");
    let readable = [Ansi::Red, Ansi::Green, Ansi::Magenta, Ansi::Cyan].map(Color::Ansi);
    let mut coloured = 0;
    for role in Role::ALL {
        let Style { fg, bg, attributes } = theme.style(role);
        let word = role.as_str();
        match (fg, bg) {
            (Some(Color::Ansi(fg)), Some(Color::Ansi(bg))) => {
                assert!(Color::Ansi(fg).contrast(Color::Ansi(bg)) >= 4.5, "{word}");
            }
            (Some(fg), None) => {
                coloured += 1;
                assert!(readable.contains(&fg), "{word}: {fg:?}");
            }
            (None, None) => {}
            other => panic!("{word}: {other:?}"),
        }
        // Bright black is what many terminals make of dim; what is dim has no colour besides.
        assert!(!attributes.contains(Attribute::Dim) || fg.is_none(), "{word}");
    }
    assert!(coloured > 10);
    assert!(theme.style(Role::Selection).attributes.contains(Attribute::Reversed));
}

#[test]
fn contrast_is_what_the_standard_says() {
    let white = Color::Rgb(255, 255, 255);
    let found = Color::Rgb(0, 0, 0).contrast(white);
    assert!((found - 21.0).abs() < 1e-9, "{found}");
    assert!(Color::Rgb(0x77, 0x77, 0x77).contrast(white) < 4.5);
    assert!(Color::Rgb(0x76, 0x76, 0x76).contrast(white) > 4.5);
}

#[rstest]
#[case(Color::Indexed(1), (0xcd, 0, 0))]
#[case(Color::Ansi(Ansi::BrightWhite), (255, 255, 255))]
#[case(Color::Indexed(16), (0, 0, 0))]
#[case(Color::Indexed(208), (255, 135, 0))]
#[case(Color::Indexed(231), (255, 255, 255))]
#[case(Color::Indexed(232), (8, 8, 8))]
#[case(Color::Indexed(255), (238, 238, 238))]
fn numbers_and_names_look_as_in_xterm(#[case] color: Color, #[case] wanted: (u8, u8, u8)) {
    assert_eq!(color.rgb(), wanted);
}

#[test]
fn what_looks_alike_is_near() {
    let shade = |text: &str| Shade::of(Color::parse(text).expect("a colour"));
    let distance = |one: &str, other: &str| shade(one).distance(&shade(other));
    assert!((distance("#000000", "#ffffff") - 1.0).abs() < 1e-3);
    assert!(distance("#808080", "#808080").abs() < 1e-9);
    assert!(distance("#ff0000", "#ee1111") < distance("#ff0000", "#ff8800"));
}

/// Colours as eyes see them that lack one sort of cones, on linear light: the matrices for
/// severity 1 of Machado, Oliveira and Fernandes, 2009.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// The least distance between two levels of events and logs, to the worst of the eyes.
fn least_apart(theme: &Theme) -> f64 {
    let levels = [Role::LevelUsage, Role::LevelWarning, Role::LevelError, Role::LevelCrash]
        .map(|role| linear(theme.style(role).fg.expect("a colour")));
    let mut least = f64::MAX;
    for (_, matrix) in EYES {
        let seen = levels.map(|light| {
            oklab(matrix.map(|row| {
                let sum: f64 = row.iter().zip(light).map(|(factor, part)| factor * part).sum();
                sum.clamp(0.0, 1.0)
            }))
        });
        for (at, one) in seen.iter().enumerate() {
            for other in &seen[at + 1..] {
                let apart: f64 = one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum();
                least = least.min(apart.sqrt());
            }
        }
    }
    least
}

#[test]
fn levels_differ_for_eyes_that_lack_a_sort_of_cones() {
    let apart = |name| least_apart(&Theme::builtin(name).expect("it"));
    assert!(apart("color-blind") >= 0.1, "{}", apart("color-blind"));
    // The measure can fail: others are not made for it.
    assert!(apart("dusk") < 0.05, "{}", apart("dusk"));
}
