//! One layer that is a file: its values with their lines, and what is wrong with it.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::super::nearest::{did_you_mean, nearest};
use super::key::{KEYS, Key};
use super::value::{Value, texts};
use super::{Origin, Setting, Warning};

/// The tables that hold names of a person's own.
const TABLES: [&str; 2] = ["keys", "filters"];

/// What a file sets.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) values: BTreeMap<Key, Setting<Value>>,
    pub(super) keys: BTreeMap<String, Setting<Vec<String>>>,
    pub(super) filters: BTreeMap<String, Setting<String>>,
    pub(super) warnings: Vec<Warning>,
}

/// Reads the text of `path`. With `path` empty it is telltail's own.
///
/// # Errors
/// The text is no TOML: where, and why.
pub(super) fn read(path: &Path, text: &str) -> Result<Layer, Warning> {
    let reading = Reading { path, text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message().trim().replace('\n', ", ");
        Warning { origin: reading.origin(at), text: format!("broken TOML: {what}") }
    })?;
    let mut layer = Layer::default();
    for (name, value) in table.get_ref() {
        let origin = reading.origin(name.span().start);
        reading.entry(&mut layer, name.get_ref(), value.get_ref(), origin);
    }
    // Tables come by name; a person looks for them by line.
    layer.warnings.sort_by_key(|warning| match warning.origin {
        Origin::File(_, line) => line,
        _ => 0,
    });
    Ok(layer)
}

struct Reading<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Reading<'_> {
    fn origin(&self, at: usize) -> Origin {
        if self.path.as_os_str().is_empty() {
            return Origin::Default;
        }
        let before = self.text.get(..at).unwrap_or_default();
        Origin::File(self.path.to_owned(), before.matches('\n').count() + 1)
    }

    fn entry(&self, layer: &mut Layer, name: &str, value: &DeValue<'_>, origin: Origin) {
        if TABLES.contains(&name) {
            self.table(layer, name, value, origin);
            return;
        }
        let Some(row) = KEYS.iter().find(|row| row.name == name) else {
            let known = KEYS.iter().map(|row| row.name).chain(TABLES);
            let text = format!(
                "there is no setting '{name}'{}; `telltail config print --default` lists all",
                did_you_mean(nearest(name, known))
            );
            layer.warnings.push(Warning { origin, text });
            return;
        };
        match Value::of_toml(value, row.shape) {
            Some(value) => {
                layer.values.insert(row.key, Setting { value, origin });
            }
            None => layer.warnings.push(wrong(origin, name, &row.shape.wanted())),
        }
    }

    fn table(&self, layer: &mut Layer, table: &str, value: &DeValue<'_>, origin: Origin) {
        let Some(entries) = value.as_table() else {
            layer.warnings.push(wrong(origin, table, &format!("a table: [{table}]")));
            return;
        };
        for (name, value) in entries {
            let origin = self.origin(name.span().start);
            let (name, value) = (name.get_ref().to_string(), value.get_ref());
            if let Some(context) = value.as_table().filter(|_| table == "keys") {
                self.keys_of_context(layer, &name, context);
                continue;
            }
            let full = format!("{table}.{name}");
            if table == "filters" {
                let Some(value) = value.as_str().map(str::to_owned) else {
                    layer.warnings.push(wrong(origin, &full, "a filter in quotes"));
                    continue;
                };
                layer.filters.insert(name, Setting { value, origin });
                continue;
            }
            keys_of(layer, name, value, origin);
        }
    }

    /// Keys that count in one context alone: `[keys.list]`.
    fn keys_of_context(&self, layer: &mut Layer, context: &str, entries: &DeTable<'_>) {
        for (name, value) in entries {
            let origin = self.origin(name.span().start);
            keys_of(layer, format!("{context}.{}", name.get_ref()), value.get_ref(), origin);
        }
    }
}

/// The keys of an action. One key needs no list.
fn keys_of(layer: &mut Layer, name: String, value: &DeValue<'_>, origin: Origin) {
    let chords = value.as_str().map(|one| vec![one.to_owned()]).or_else(|| texts(value));
    match chords {
        Some(value) => {
            layer.keys.insert(name, Setting { value, origin });
        }
        None => {
            let full = format!("keys.{name}");
            layer.warnings.push(wrong(origin, &full, "a list of keys: [\"ctrl-d\", \"J\"]"));
        }
    }
}

fn wrong(origin: Origin, name: &str, wanted: &str) -> Warning {
    Warning { origin, text: format!("{name} must be {wanted}; what is set here is not used") }
}
