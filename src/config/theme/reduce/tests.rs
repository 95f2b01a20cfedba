//! Fewer colours leave text readable.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn contrast(one: Option<Color>, other: Option<Color>) -> f64 {
    one.expect("a colour").contrast(other.expect("a colour"))
}

/// What of `theme` at `depth` is less readable than it was, or not drawable there.
fn lost(theme: &Theme, depth: Depth) -> Vec<String> {
    let few = theme.at(depth);
    let reduction = match depth {
        Depth::Ansi16 => Reduction::new(theme, depth, sixteen().map(Shade::of).collect()),
        _ => Reduction::new(theme, depth, fixed().map(Shade::of).collect()),
    };
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let (before, after) = (theme.style(role), few.style(role));
        let drawable = [after.fg, after.bg].into_iter().flatten().all(|it| reduction.fits(it));
        let readable = match (before.fg, before.bg) {
            (Some(_), Some(_)) => {
                let wanted = contrast(before.fg, before.bg).min(READABLE);
                after.fg != after.bg && contrast(after.fg, after.bg) >= wanted
            }
            (Some(fg), None) => reduction.grounds.iter().all(|ground| {
                let wanted = fg.contrast(ground.meant.color).min(READABLE);
                contrast(after.fg, Some(ground.shown.color)) >= wanted
            }),
            (None, Some(_)) => {
                let reversed = after.attributes.contains(Attribute::Reversed);
                reversed || after.bg != reduction.grounds.first().map(|it| it.shown.color)
            }
            (None, None) => before == after,
        };
        if !drawable || !readable {
            wrong.push(format!("{}: {before:?} became {after:?}", role.as_str()));
        }
    }
    wrong
}

#[rstest]
fn every_built_in_theme_stays_readable(
    #[values("dark", "light", "high-contrast", "color-blind", "dusk", "ansi-16", "no-color")]
    name: &str,
    #[values(Depth::Ansi16, Depth::Indexed256)] depth: Depth,
) {
    let theme = Theme::builtin(name).expect("it");
    assert_eq!(lost(&theme, depth), Vec::<String>::new());
}

#[test]
fn what_a_terminal_has_is_left_alone() {
    let dark = Theme::builtin("dark").expect("it");
    assert_eq!(dark.at(Depth::True), dark);
    assert_eq!(dark.at(Depth::None), Theme::no_color());
    for name in ["ansi-16", "no-color"] {
        let theme = Theme::builtin(name).expect("it");
        assert_eq!((theme.at(Depth::Ansi16), theme.at(Depth::Indexed256)), (theme.clone(), theme));
    }
}

#[test]
fn a_colour_becomes_the_one_that_looks_most_like_it() {
    let mut theme = Theme::no_color();
    theme.background = Some(Color::Rgb(0, 0, 0));
    let mut shown = |color, depth| {
        theme.styles[Role::Text.index()].fg = Some(color);
        theme.at(depth).style(Role::Text).fg
    };
    let orange = Color::Rgb(0xff, 0x88, 0x05);
    assert_eq!(shown(orange, Depth::Indexed256), Some(Color::Indexed(208)));
    let red = Color::Rgb(0xf8, 0x10, 0x10);
    assert_eq!(shown(red, Depth::Ansi16), Color::parse("bright-red"));
    assert_eq!(shown(Color::Indexed(208), Depth::Indexed256), Some(Color::Indexed(208)));
}

fn any_color() -> impl Strategy<Value = Color> {
    prop_oneof![
        4 => any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
        1 => any::<u8>().prop_map(Color::Indexed),
    ]
}

proptest! {
    /// Random grounds may leave no colour for all of them; then it is the clearest there is. On a
    /// ground of its own, a text's contrast always survives.
    #[test]
    fn text_on_its_own_ground_survives(
        fg in any_color(),
        bg in any_color(),
        screen in any_color(),
        few in any::<bool>(),
    ) {
        let depth = if few { Depth::Ansi16 } else { Depth::Indexed256 };
        let mut theme = Theme::no_color();
        theme.background = Some(screen);
        theme.styles[Role::Chip.index()] = Style { fg: Some(fg), bg: Some(bg), ..Style::default() };
        let after = theme.at(depth).style(Role::Chip);
        // Colours of the sixteen are kept as they were written, also where that is unwise.
        let kept = |color| matches!(color, Color::Indexed(..16)) && after.fg == Some(color);
        if fg.contrast(bg) > 1.2 && !kept(fg) {
            prop_assert_ne!(after.fg, after.bg);
            let wanted = fg.contrast(bg).min(READABLE);
            let shown = Shade::of(after.bg.unwrap());
            prop_assert!(contrast(after.fg, after.bg) >= wanted.min(most(&shown)) - 1e-9);
        }
    }
}
