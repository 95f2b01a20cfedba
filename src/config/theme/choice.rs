//! Which theme the screen has: what a person chose, else by the colours and the background of the
//! terminal.

use crate::config::environment::Environment;
use crate::config::own;

use super::depth::variable;
use super::{Depth, Kind, Theme, ThemeError};

/// The name that means: by the terminal.
pub const AUTO: &str = "auto";

/// The theme of the screen, as far as it is known before the terminal is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The theme, at the terminal's depth.
    pub theme: Theme,
    /// What takes its place where the terminal answers that its background is light. With `None`
    /// there is nothing to ask it.
    pub if_light: Option<Theme>,
    /// What of a person's own themes was found by itself and cannot be used; each a sentence.
    pub problems: Vec<String>,
}

impl Choice {
    /// Decides. `named` is what was chosen: a name, a path, or `auto`, which is as none; then it
    /// is one of `two`, for a dark background and for a light one.
    ///
    /// # Errors
    /// The chosen theme cannot be used; also where it would not be shown this time.
    pub fn new(
        named: Option<&str>,
        two: [&str; 2],
        environment: &Environment,
        depth: Depth,
    ) -> Result<Self, ThemeError> {
        let dirs = [own::folder(environment)];
        let sure = |theme| Self { theme, if_light: None, problems: Vec::new() };
        if let Some(name) = named.filter(|name| *name != AUTO) {
            return Ok(sure(Theme::load(name, &dirs)?.at(depth)));
        }
        let mut problems = Vec::new();
        let mut load = |(name, instead): (&str, &str)| {
            let theme = Theme::load(name, &dirs).unwrap_or_else(|error| {
                problems.push(format!("{error}; the built-in {instead} is used"));
                Theme::builtin(instead).unwrap_or_else(Theme::no_color)
            });
            theme.at(depth)
        };
        let [dark, light] = two;
        let of = |kind: Kind| (if kind == Kind::Light { light } else { dark }, kind.as_str());
        let (theme, if_light) = match (depth, background(environment)) {
            (Depth::None, _) => (Theme::no_color(), None),
            (Depth::Ansi16, _) => (load(("ansi-16", "ansi-16")), None),
            (_, Some(kind)) => (load(of(kind)), None),
            _ if answers(environment) => (load(of(Kind::Dark)), Some(load(of(Kind::Light)))),
            _ => (load(of(Kind::Dark)), None),
        };
        Ok(Self { theme, if_light, problems })
    }
}

/// What `COLORFGBG` tells of the background, as rxvt, Konsole and others set it: `15;0`, or
/// `0;default;15`. The last number is the background's, of the sixteen.
fn background(environment: &Environment) -> Option<Kind> {
    let (_, last) = variable(environment, "COLORFGBG").rsplit_once(';')?;
    match last.parse().ok()? {
        0..=6_u8 | 8 => Some(Kind::Dark),
        7 | 9..=15 => Some(Kind::Light),
        _ => None,
    }
}

/// Whether asking the terminal is of use. The console of Linux knows no such question.
fn answers(environment: &Environment) -> bool {
    !matches!(variable(environment, "TERM"), "" | "dumb" | "linux")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rstest::rstest;
    use tempfile::TempDir;

    use super::*;
    use crate::config::environment::System;

    const BOTH: [&str; 2] = ["dark", "light"];
    const XTERM: (&str, &str) = ("TERM", "xterm-256color");

    fn environment(home: &TempDir, variables: &[(&str, &str)]) -> Environment {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
        Environment { system: System::Linux, variables, home: home.path().to_owned() }
    }

    fn choose(named: Option<&str>, variables: &[(&str, &str)], depth: Depth) -> Choice {
        let home = tempfile::tempdir().unwrap();
        Choice::new(named, BOTH, &environment(&home, variables), depth).unwrap()
    }

    #[rstest]
    #[case(&[XTERM, ("COLORFGBG", "15;0")], "dark")]
    #[case(&[XTERM, ("COLORFGBG", "7;8")], "dark")]
    #[case(&[XTERM, ("COLORFGBG", "0;15")], "light")]
    #[case(&[XTERM, ("COLORFGBG", "0;default;7")], "light")]
    #[case(&[("TERM", "linux")], "dark")]
    #[case(&[], "dark")]
    fn what_the_environment_tells_is_not_asked(
        #[case] told: &[(&str, &str)],
        #[case] wanted: &str,
    ) {
        let choice = choose(None, told, Depth::True);
        assert_eq!((choice.theme.name.as_str(), choice.if_light), (wanted, None));
        assert_eq!(choice.problems, Vec::<String>::new());
    }

    #[rstest]
    #[case(None, &[XTERM])]
    #[case(Some("auto"), &[XTERM])]
    #[case(None, &[XTERM, ("COLORFGBG", "15;default")])]
    #[case(None, &[XTERM, ("COLORFGBG", "0;99")])]
    #[case(None, &[XTERM, ("COLORFGBG", "nonsense")])]
    fn else_the_terminal_is_to_be_asked(
        #[case] named: Option<&str>,
        #[case] told: &[(&str, &str)],
    ) {
        let choice = choose(named, told, Depth::True);
        assert_eq!(choice.theme, Theme::builtin("dark").unwrap());
        assert_eq!(choice.if_light, Theme::builtin("light"));
    }

    #[test]
    fn what_was_chosen_is_taken_at_the_terminals_depth() {
        let told = [XTERM, ("COLORFGBG", "0;15")];
        let choice = choose(Some("dusk"), &told, Depth::Indexed256);
        let dusk = Theme::builtin("dusk").unwrap();
        assert_eq!((&choice.theme, choice.if_light), (&dusk.at(Depth::Indexed256), None));
        assert_ne!(choice.theme, dusk);
        let few = choose(Some("dusk"), &told, Depth::Ansi16);
        assert_eq!(few.theme, dusk.at(Depth::Ansi16));
    }

    #[test]
    fn few_colours_have_a_theme_of_their_own_and_none_has_one_too() {
        let told = [XTERM, ("COLORFGBG", "0;15")];
        assert_eq!(choose(None, &told, Depth::Ansi16).theme, Theme::builtin("ansi-16").unwrap());
        for named in [None, Some("light")] {
            let choice = choose(named, &told, Depth::None);
            assert_eq!((choice.theme, choice.if_light), (Theme::no_color(), None));
        }
    }

    #[test]
    fn a_theme_of_ones_own_is_found_and_a_broken_one_ends_nothing() {
        let home = tempfile::tempdir().unwrap();
        let themes = home.path().join(".config/telltail/themes");
        fs::create_dir_all(&themes).unwrap();
        fs::write(themes.join("mine.toml"), "extends = \"dusk\"").unwrap();
        fs::write(themes.join("dark.toml"), "[rolls]").unwrap();
        let environment = environment(&home, &[XTERM]);
        let mine = Choice::new(Some("mine"), BOTH, &environment, Depth::True).unwrap();
        assert_eq!(mine.theme.name, "mine");
        let choice = Choice::new(None, BOTH, &environment, Depth::True).unwrap();
        assert_eq!(choice.theme, Theme::builtin("dark").unwrap());
        assert_eq!(choice.problems.len(), 1);
        for words in ["dark.toml", "'rolls'", "the built-in dark is used"] {
            assert!(choice.problems[0].contains(words), "{}", choice.problems[0]);
        }
        // Where it was named, it is an error, also without colours.
        assert!(Choice::new(Some("dark"), BOTH, &environment, Depth::None).is_err());
        assert!(Choice::new(Some("nothing"), BOTH, &environment, Depth::None).is_err());
    }
}
