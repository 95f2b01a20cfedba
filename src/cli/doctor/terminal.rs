//! What the terminal can do, as far as variables tell. The terminal itself is asked for its size
//! only.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::Path;

use crate::config::environment::Environment;
use crate::config::theme::{Depth, When};
use crate::report::Terminal;
use crate::tui::terminal_size;

/// What a variable says of what the terminal runs inside of.
const INSIDE: [(&str, &str); 8] = [
    ("TMUX", "tmux"),
    ("STY", "screen"),
    ("ZELLIJ", "zellij"),
    ("SSH_CONNECTION", "ssh"),
    ("SSH_TTY", "ssh"),
    ("WSL_DISTRO_NAME", "WSL"),
    ("REMOTE_CONTAINERS", "container"),
    ("CODESPACES", "codespace"),
];

/// A variable as text, unless it is unset or empty.
fn variable(environment: &Environment, name: &str) -> Option<String> {
    let value = environment.variables.get(OsStr::new(name))?.to_string_lossy().into_owned();
    Some(value).filter(|value| !value.is_empty())
}

pub(super) fn terminal(environment: &Environment) -> Terminal {
    let (stdin, stdout) = (io::stdin().is_terminal(), io::stdout().is_terminal());
    let stderr = io::stderr().is_terminal();
    let size = (stdin || stdout || stderr).then(terminal_size).flatten();
    let mut terminal = Terminal { stdin, stdout, stderr, size, ..told(environment) };
    // A container engine leaves a mark in the file system.
    let marks = ["/.dockerenv", "/run/.containerenv"];
    if !terminal.inside.contains(&"container") && marks.iter().any(|it| Path::new(it).exists()) {
        terminal.inside.push("container");
    }
    terminal
}

/// What the variables alone tell.
fn told(environment: &Environment) -> Terminal {
    let variable = |name: &str| variable(environment, name);
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let version = variable("TERM_PROGRAM_VERSION").map(|version| format!(" {version}"));
    let program = variable("TERM_PROGRAM");
    let mut inside: Vec<&str> = Vec::new();
    for (name, what) in INSIDE {
        if variable(name).is_some() && !inside.contains(&what) {
            inside.push(what);
        }
    }
    if program.as_deref() == Some("vscode") {
        inside.push("an editor's terminal");
    }
    Terminal {
        term: variable("TERM"),
        colorterm: variable("COLORTERM"),
        program: program.map(|program| program + &version.unwrap_or_default()),
        no_color: variable("NO_COLOR").is_some(),
        unicode: locale.as_deref().is_some_and(is_utf8),
        locale,
        inside,
        colours: Depth::of(environment, When::Auto).as_str(),
        ..Terminal::default()
    }
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::config::environment::System;

    fn with(variables: &[(&str, &str)]) -> Terminal {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
        told(&Environment { system: System::Linux, variables, home: PathBuf::new() })
    }

    #[test]
    fn colours_are_told_in_words() {
        let colours = |variables: &[(&str, &str)]| with(variables).colours;
        assert_eq!(colours(&[("TERM", "xterm"), ("COLORTERM", "truecolor")]), "16 million");
        assert_eq!(colours(&[("TERM", "screen-256color")]), "256");
        assert_eq!(colours(&[("TERM", "xterm")]), "16");
        assert_eq!(colours(&[("TERM", "xterm"), ("NO_COLOR", "1")]), "none");
    }

    #[test]
    fn the_first_locale_variable_that_says_something_counts() {
        let terminal = with(&[("LC_ALL", ""), ("LC_CTYPE", "C.UTF-8"), ("LANG", "C")]);
        assert_eq!((terminal.locale.as_deref(), terminal.unicode), (Some("C.UTF-8"), true));
        assert!(!with(&[("LC_ALL", "C"), ("LANG", "de_DE.utf8")]).unicode);
        assert!(!with(&[]).unicode);
    }

    #[test]
    fn what_it_runs_inside_of_is_told_once() {
        let variables = [("TMUX", "/tmp/x"), ("SSH_CONNECTION", "a b"), ("SSH_TTY", "/dev/x")];
        assert_eq!(with(&variables).inside, ["tmux", "ssh"]);
        let editor = with(&[("TERM_PROGRAM", "vscode"), ("TERM_PROGRAM_VERSION", "1.100")]);
        assert_eq!(editor.program.as_deref(), Some("vscode 1.100"));
        assert_eq!(editor.inside, ["an editor's terminal"]);
    }
}
