//! `telltail keys`: what the keys of the screen do.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::config::environment::Environment;
use crate::config::settings::{Key, Value};
use crate::report::pretty_json;
use crate::tui::actions::Group;
use crate::tui::{KeyRow, key_markdown, key_rows};

use super::args::{Keys, KeysFormat};
use super::failure::{Failure, say};
use super::screen::keys;
use super::settled::loaded;

/// One row of the table, for scripts.
#[derive(Serialize)]
struct Row {
    action: &'static str,
    keys: Vec<String>,
    contexts: Vec<&'static str>,
    group: &'static str,
    help: &'static str,
}

pub(super) fn run(args: &Keys) -> Result<ExitCode, Failure> {
    let mut settings = loaded(&Environment::of_this_machine(), args.config.config.as_deref())?;
    settings.warnings.iter().for_each(|warning| say(&warning.to_string()));
    if let Some(keymap) = &args.keymap {
        settings.set(Key::Keymap, Value::Text(keymap.clone()), "--keymap");
    }
    let bindings = keys(&settings)?;
    let mut out = io::stdout().lock();
    match args.format {
        KeysFormat::Markdown => writeln!(out, "{}", key_markdown(&bindings))?,
        KeysFormat::Json => {
            let rows: Vec<Row> = key_rows(&bindings).iter().map(row).collect();
            pretty_json(&mut out, &rows)?;
        }
        KeysFormat::Text => text(&mut out, &key_rows(&bindings))?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn row(it: &KeyRow) -> Row {
    Row {
        action: it.row.name,
        keys: it.keys.iter().map(ToString::to_string).collect(),
        contexts: it.contexts.iter().map(|context| context.place()).collect(),
        group: it.row.group.title(),
        help: it.row.help,
    }
}

/// Keys, names and what they do, in columns, under the headings of the help page.
fn text(out: &mut impl Write, rows: &[KeyRow]) -> io::Result<()> {
    let keys = |it: &KeyRow| match it.keys.as_slice() {
        [] => "(no key)".to_owned(),
        keys => keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  "),
    };
    let widest = |of: &dyn Fn(&KeyRow) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let key_column = widest(&|it| keys(it).chars().count());
    let name_column = widest(&|it| it.row.name.len());
    for group in Group::ALL {
        writeln!(out, "{}", group.title())?;
        for it in rows.iter().filter(|it| it.row.group == group) {
            let places = it.places();
            let place = if places.is_empty() { String::new() } else { format!(" ({places})") };
            let (keys, name, help) = (keys(it), it.row.name, it.row.help);
            writeln!(out, "  {keys:key_column$}  {name:name_column$}  {help}{place}")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "Keys are changed in the settings: [keys] action = [\"key\", …], or under")?;
    writeln!(out, "[keys.CONTEXT] for one context; keymap = \"NAME\" chooses another keymap.")
}
