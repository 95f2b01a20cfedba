//! `telltail man`: the manual page, as a formatter takes it and as a person reads it.

use std::process::{Command, Stdio};

use telltail::config::settings::Key;
use telltail::query::FIELDS;
use telltail::tui::actions::ACTIONS;

use super::support::{Home, arg};

fn page() -> String {
    Home::new().run(&["man"]).text()
}

/// The text of a page without its macros.
fn plain(page: &str) -> String {
    page.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").replace("\\*(Aq", "'")
}

#[test]
fn it_has_every_section_in_order_and_each_once() {
    let page = page();
    let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    let wanted = [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "COMMANDS",
        "KEYS",
        "FILTERS",
        "FILES",
        "ENVIRONMENT",
        "\"EXIT STATUS\"",
        "EXAMPLES",
    ];
    assert_eq!(sections, wanted);
    assert_eq!(page.matches(".TH TELLTAIL 1").count(), 1);
    assert!(page.is_ascii(), "not every formatter takes other letters");
}

#[test]
fn it_names_what_the_tables_hold() {
    let text = plain(&page());
    for row in ACTIONS {
        assert!(text.contains(&format!("Action: {}\n", row.name)), "{}", row.name);
    }
    for row in &FIELDS {
        assert!(text.contains(row.help), "{}", row.name);
    }
    for key in Key::all() {
        assert!(text.contains(&key.variable()), "{}", key.as_str());
    }
    for command in ["telltail print", "telltail catalog draft", "telltail config check"] {
        assert!(text.contains(&format!(".SS \"{command}\"")), "{command}");
    }
    for said in ["--fail-on", "--no-state", "config.toml", "state.toml", "NO_COLOR", "101"] {
        assert!(text.contains(said), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_formatter_has_nothing_to_say_against_it() {
    let home = Home::new();
    let file = home.file("telltail.1", page());
    let tools = [
        ("mandoc", &["-T", "lint", "-W", "error"][..]),
        ("groff", &["-man", "-Tutf8", "-ww", "-z"]),
    ];
    let mut tried = false;
    for (tool, args) in tools {
        let ran = Command::new(tool).args(args).arg(arg(&file)).stdin(Stdio::null()).output();
        let Ok(output) = ran else { continue };
        tried = true;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.is_empty(), "{tool}: {said}");
    }
    if !tried {
        eprintln!("skipped: there is neither mandoc nor groff here");
    }
}
