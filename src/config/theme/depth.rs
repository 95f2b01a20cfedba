//! How many colours a terminal has, as far as the environment tells.
//!
//! A pure function of the environment as data; no terminal is asked.

use std::ffi::OsStr;

use crate::config::environment::{Environment, System};

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Where it can be shown, unless `NO_COLOR` is set to something.
    #[default]
    Auto,
    /// In at least the sixteen.
    Always,
    /// Not at all.
    Never,
}

/// How many colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None: `NO_COLOR`, `TERM=dumb`.
    None,
    /// The sixteen that have names.
    Ansi16,
    /// xterm's table of 256.
    Indexed256,
    /// Any of 16 million.
    True,
}

/// Programs that show any colour, by what they set `TERM_PROGRAM` to.
const TRUE_PROGRAMS: [&str; 9] = [
    "iTerm.app",
    "vscode",
    "WezTerm",
    "ghostty",
    "Hyper",
    "rio",
    "WarpTerminal",
    "Tabby",
    "mintty",
];

/// Terminals that show any colour, by what they set `TERM` to.
const TRUE_TERMS: [&str; 8] = [
    "xterm-kitty",
    "xterm-ghostty",
    "alacritty",
    "foot",
    "foot-extra",
    "wezterm",
    "contour",
    "rio",
];

impl Depth {
    /// What the environment tells of the terminal, and `when` asks for.
    pub fn of(environment: &Environment, when: When) -> Self {
        match when {
            When::Never => Self::None,
            When::Always => terminal(environment).max(Self::Ansi16),
            When::Auto if no_color(environment) => Self::None,
            When::Auto => terminal(environment),
        }
    }

    /// In words: `16 million`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ansi16 => "16",
            Self::Indexed256 => "256",
            Self::True => "16 million",
        }
    }
}

/// Whether the environment asks for no colour: `NO_COLOR` set to anything but nothing.
pub fn no_color(environment: &Environment) -> bool {
    !variable(environment, "NO_COLOR").is_empty()
}

/// A variable as text; empty where it is not set.
pub(super) fn variable<'a>(environment: &'a Environment, name: &str) -> &'a str {
    let value = environment.variables.get(OsStr::new(name)).and_then(|value| value.to_str());
    value.unwrap_or_default()
}

fn terminal(environment: &Environment) -> Depth {
    let variable = |name| variable(environment, name);
    let term = variable("TERM");
    if term == "dumb" {
        return Depth::None;
    }
    let indexed = term.contains("256color");
    // GNU screen hands on what the terminal around it says, and shows no more than 256 itself.
    if term.starts_with("screen") && !variable("STY").is_empty() {
        return if indexed { Depth::Indexed256 } else { Depth::Ansi16 };
    }
    let program = variable("TERM_PROGRAM");
    let told = matches!(variable("COLORTERM"), "truecolor" | "24bit")
        || term.ends_with("-direct")
        || TRUE_TERMS.contains(&term)
        || TRUE_PROGRAMS.contains(&program)
        || !variable("WT_SESSION").is_empty();
    match term {
        _ if told => Depth::True,
        _ if indexed || program == "Apple_Terminal" => Depth::Indexed256,
        // A console of Windows says nothing of itself, and has them all since Windows 10.
        "" if environment.system == System::Windows => Depth::True,
        "" => Depth::None,
        _ => Depth::Ansi16,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use rstest::rstest;

    use super::*;

    fn of(system: System, variables: &[(&str, &str)], when: When) -> Depth {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
        Depth::of(&Environment { system, variables, home: PathBuf::new() }, when)
    }

    #[rstest]
    #[case(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::True)]
    #[case(&[("TERM", "xterm"), ("COLORTERM", "24bit")], Depth::True)]
    #[case(&[("TERM", "xterm-direct")], Depth::True)]
    #[case(&[("TERM", "xterm-kitty")], Depth::True)]
    #[case(&[("TERM", "foot")], Depth::True)]
    #[case(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "vscode")], Depth::True)]
    #[case(&[("TERM", "xterm-256color"), ("WT_SESSION", "8c3a")], Depth::True)]
    #[case(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")], Depth::Indexed256)]
    #[case(&[("TERM", "xterm-256color"), ("COLORTERM", "yes")], Depth::Indexed256)]
    #[case(&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux")], Depth::Indexed256)]
    #[case(
        &[("TERM", "screen.xterm-256color"), ("STY", "1.pts"), ("COLORTERM", "truecolor")],
        Depth::Indexed256
    )]
    #[case(&[("TERM", "screen"), ("STY", "1.pts"), ("COLORTERM", "truecolor")], Depth::Ansi16)]
    #[case(&[("TERM", "screen-256color"), ("TMUX", "x"), ("COLORTERM", "truecolor")], Depth::True)]
    #[case(&[("TERM", "xterm")], Depth::Ansi16)]
    #[case(&[("TERM", "linux")], Depth::Ansi16)]
    #[case(&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::None)]
    #[case(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], Depth::None)]
    #[case(&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Depth::Indexed256)]
    #[case(&[], Depth::None)]
    fn the_environment_tells_how_many(#[case] told: &[(&str, &str)], #[case] wanted: Depth) {
        assert_eq!(of(System::Linux, told, When::Auto), wanted);
    }

    #[test]
    fn a_console_of_windows_needs_no_variables() {
        assert_eq!(of(System::Windows, &[], When::Auto), Depth::True);
        assert_eq!(of(System::Windows, &[("NO_COLOR", "1")], When::Auto), Depth::None);
    }

    #[test]
    fn what_is_asked_for_goes_before_no_color() {
        let told = [("TERM", "xterm-256color"), ("NO_COLOR", "1")];
        assert_eq!(of(System::Linux, &told, When::Always), Depth::Indexed256);
        assert_eq!(of(System::Linux, &[("TERM", "dumb")], When::Always), Depth::Ansi16);
        assert_eq!(of(System::Linux, &[("COLORTERM", "truecolor")], When::Never), Depth::None);
    }
}
