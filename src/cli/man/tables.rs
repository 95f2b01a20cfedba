//! The sections of the manual page that are made from tables.

use clap_mangen::roff::{Roff, roman};

use super::item;
use crate::config::keymap::KeyChanges;
use crate::config::settings::Key;
use crate::query::FIELDS;
use crate::tui::actions::Group;
use crate::tui::{Bindings, key_rows};

/// Files and folders, and what they are.
const FILES: [(&str, &str); 5] = [
    (
        "$XDG_CONFIG_HOME/telltail/config.toml",
        "Settings. Without the variable it is ~/.config; on Windows %APPDATA%. `telltail config print \
         --default` prints all there are, with what each means.",
    ),
    ("$XDG_CONFIG_HOME/telltail/themes/NAME.toml", "Themes of your own."),
    ("$XDG_CONFIG_HOME/telltail/rules/*.toml", "Rules of your own, tried before telltail's."),
    (
        "$XDG_STATE_HOME/telltail/state.toml",
        "What is remembered between runs, unless --no-state. Without the variable it is \
         ~/.local/state; on Windows %LOCALAPPDATA%.",
    ),
    (
        "$XDG_STATE_HOME/telltail/crash-TIME.txt",
        "What a bug report needs, where telltail ended because of a fault of its own.",
    ),
];

/// Variables that are no settings.
const VARIABLES: [(&str, &str); 5] = [
    ("NO_COLOR", "Set to anything: no colour, unless --color always."),
    ("TERM", "dumb: events are printed as they come, in the place of the screen."),
    ("XDG_CONFIG_HOME, XDG_STATE_HOME, APPDATA, LOCALAPPDATA", "Where files are; see above."),
    (
        "VSCODE_PORTABLE, VSCODE_APPDATA, VSCODE_AGENT_FOLDER, VSCODE_EXTENSIONS, VSCODE_LOGS",
        "Where an editor was told to keep its files.",
    ),
    ("TZ", "This machine's zone, which is assumed where logs and --tz do not tell theirs."),
];

const STATUS: [(&str, &str); 5] = [
    ("0", "Done; also where the reader of a pipe has gone."),
    ("1", "What --fail-on names was found."),
    ("2", "Wrong usage: arguments, a filter, or a named catalog, theme or file of settings."),
    ("3", "An input could not be read, or nothing was found to read."),
    ("101", "A fault of telltail's own; a report of it is kept."),
];

/// What every action's keys are.
pub(super) fn keys(roff: &mut Roff) {
    roff.control("SH", ["KEYS"]);
    roff.text([roman("Those of the default keymap; [keys] of the settings changes them.")]);
    let unchanged = KeyChanges::default();
    let rows = key_rows(&Bindings::new(&unchanged, &unchanged).0);
    for group in Group::ALL {
        roff.control("SS", [group.title()]);
        for it in rows.iter().filter(|it| it.row.group == group) {
            let places = it.places();
            let place = if places.is_empty() { String::new() } else { format!(" ({places})") };
            let text = format!("{}{place}. Action: {}", it.row.help, it.row.name);
            let keys: Vec<String> = it.keys.iter().map(ToString::to_string).collect();
            let keys = if keys.is_empty() { "(no key)".to_owned() } else { keys.join(" ") };
            item(roff, &keys, &text);
        }
    }
}

/// The language, in short, and every field.
pub(super) fn filters(roff: &mut Roff) {
    roff.control("SH", ["FILTERS"]);
    for text in [
        "Terms side by side must all hold; or, | and || join alternatives; -, ! and not exclude; \
         parentheses group. A bare word, \"two words\" or /regex/ is looked for in the whole record.",
        "A field is written field:value (natural for the field), field=value and field!=value \
         (exactly), field~regex and field!~regex, field>value (>=, <, <=), field:a..b, field:a,b, \
         and has:field. Numbers take units: 500ms, 5m, 8KB, 50%.",
    ] {
        roff.control("PP", []);
        roff.text([roman(text)]);
    }
    for row in &FIELDS {
        let names: Vec<String> = [row.spelling()]
            .into_iter()
            .chain(row.aliases.iter().map(ToString::to_string))
            .collect();
        item(roff, &names.join(", "), row.help);
    }
}

pub(super) fn files(roff: &mut Roff) {
    roff.control("SH", ["FILES"]);
    for (file, text) in FILES {
        item(roff, file, text);
    }
}

pub(super) fn environment(roff: &mut Roff) {
    roff.control("SH", ["ENVIRONMENT"]);
    for key in Key::all() {
        item(roff, &key.variable(), &format!("The setting {}.", key.as_str()));
    }
    for (name, text) in VARIABLES {
        item(roff, name, text);
    }
}

pub(super) fn exit_status(roff: &mut Roff) {
    roff.control("SH", ["EXIT STATUS"]);
    for (status, text) in STATUS {
        item(roff, status, text);
    }
}
