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
            let (name, value) = (name.get_ref().as_ref(), value.get_ref());
            match (table, value.as_table()) {
                ("filters", _) => layer.filter(name, value, origin),
                (_, None) => layer.key(name.to_owned(), value, origin),
                // Keys of one context.
                (_, Some(actions)) => {
                    for (action, value) in actions {
                        let origin = self.origin(action.span().start);
                        layer.key(format!("{name}.{}", action.get_ref()), value.get_ref(), origin);
                    }
                }
            }
        }
    }
}

impl Layer {
    fn filter(&mut self, name: &str, value: &DeValue<'_>, origin: Origin) {
        match value.as_str().map(str::to_owned) {
            Some(value) => {
                self.filters.insert(name.to_owned(), Setting { value, origin });
            }
            None => {
                self.warnings.push(wrong(origin, &format!("filters.{name}"), "a filter in quotes"));
            }
        }
    }

    fn key(&mut self, name: String, value: &DeValue<'_>, origin: Origin) {
        // One key needs no list.
        let chords = value.as_str().map(|one| vec![one.to_owned()]).or_else(|| texts(value));
        if let Some(value) = chords {
            self.keys.insert(name, Setting { value, origin });
        } else {
            let wanted = "a list of keys: [\"ctrl-d\", \"J\"]";
            self.warnings.push(wrong(origin, &format!("keys.{name}"), wanted));
        }
    }
}

fn wrong(origin: Origin, name: &str, wanted: &str) -> Warning {
    Warning { origin, text: format!("{name} must be {wanted}; what is set here is not used") }
}
