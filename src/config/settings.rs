//! Settings: what a person set, by layers, each value with the place it comes from.
//!
//! The layers, later ones counting for more: `settings/default.toml` within the program, what is
//! remembered of the last run (for whoever has a screen, by [`Settings::recall`]), the person's `config.toml`, the environment, and the flags that whoever knows them adds with
//! [`Settings::set`]. What is wrong with a setting is a [`Warning`], and what was set before it
//! stays. Whether a theme or a filter of a name exists is the affair of whoever has them.

mod error;
mod file;
mod key;
mod layers;
mod origin;
#[cfg(test)]
mod tests;
mod value;
mod words;
mod write;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use error::SettingsError;
pub use key::Key;
pub use origin::{Origin, Warning};
pub use value::Value;
pub use words::{Layout, TimeStyle};

use super::environment::Environment;
use super::keymap::KeyChanges;
use super::own;
use super::state::State;
use super::theme::When;
use file::Layer;
use layers::text;

/// The settings that count where nobody set any, with what each means, for a person to read.
pub const DEFAULT: &str = include_str!("../../settings/default.toml");

/// A value, and where it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// What it is set to.
    pub value: T,
    /// Where.
    pub origin: Origin,
}

/// Every setting.
#[derive(Clone, Debug)]
pub struct Settings {
    values: BTreeMap<Key, Setting<Value>>,
    /// Keys of a person's own, by the name of the action, or by `CONTEXT.ACTION`.
    pub keys: BTreeMap<String, Setting<Vec<String>>>,
    /// Filters of a person's own, by name.
    pub filters: BTreeMap<String, Setting<String>>,
    /// What is wrong with what was set, in the order of the layers.
    pub warnings: Vec<Warning>,
}

impl Default for Settings {
    fn default() -> Self {
        let mut settings = Self {
            values: BTreeMap::new(),
            keys: BTreeMap::new(),
            filters: BTreeMap::new(),
            warnings: Vec::new(),
        };
        settings.add(file::read(Path::new(""), DEFAULT));
        settings
    }
}

/// Where a person's settings are looked for.
pub fn file_of(environment: &Environment) -> PathBuf {
    own::folder(environment).join("config.toml")
}

impl Settings {
    /// The default, the person's file and the environment. `named` takes the place of the file
    /// that is found by itself.
    ///
    /// # Errors
    /// Where `named` cannot be read. What is wrong with a file that was found is a warning.
    pub fn load(environment: &Environment, named: Option<&Path>) -> Result<Self, SettingsError> {
        let mut settings = Self::default();
        match named {
            Some(path) => {
                let text = text(path, true)?;
                let layer = file::read(path, &text).map_err(SettingsError::Broken)?;
                settings.add(Ok(layer));
            }
            None => settings.add_found(&file_of(environment)),
        }
        settings.add_variables(environment);
        Ok(settings)
    }

    /// Sets `key` by a flag.
    pub fn set(&mut self, key: Key, value: Value, flag: &'static str) {
        self.values.insert(key, Setting { value, origin: Origin::Flag(flag) });
    }

    /// Takes what is remembered, where nobody set anything else.
    pub fn recall(&mut self, state: &State) {
        let flag = |flag: Option<bool>| flag.map(Value::Flag);
        let text = |text: &Option<String>| text.clone().map(Value::Text);
        let remembered = [
            (Key::Theme, text(&state.theme)),
            (Key::Columns, state.columns.clone().map(Value::Texts)),
            (Key::Time, text(&state.time)),
            (Key::Wrap, flag(state.wrap)),
            (Key::Timeline, flag(state.timeline)),
            (Key::Layout, text(&state.layout)),
        ];
        for (key, value) in remembered {
            if let Some(value) = value.filter(|_| !self.is_set(key)) {
                self.values.insert(key, Setting { value, origin: Origin::Remembered });
            }
        }
    }

    /// Where `key` was set.
    pub fn origin(&self, key: Key) -> Origin {
        self.values.get(&key).map(|it| it.origin.clone()).unwrap_or_default()
    }

    /// Whether anybody set `key`: what is remembered does not count then.
    pub fn is_set(&self, key: Key) -> bool {
        self.origin(key) != Origin::Default
    }

    /// The text of `key`; of one that is none, nothing.
    pub fn text(&self, key: Key) -> &str {
        match self.values.get(&key) {
            Some(Setting { value: Value::Text(text), .. }) => text,
            _ => "",
        }
    }

    /// The same, unless it is `auto` or empty.
    pub fn chosen(&self, key: Key) -> Option<&str> {
        Some(self.text(key)).filter(|text| !text.is_empty() && *text != "auto")
    }

    /// Whether `key` is on.
    pub fn flag(&self, key: Key) -> bool {
        matches!(self.values.get(&key), Some(Setting { value: Value::Flag(true), .. }))
    }

    /// The texts of `key`.
    pub fn texts(&self, key: Key) -> &[String] {
        match self.values.get(&key) {
            Some(Setting { value: Value::Texts(texts), .. }) => texts,
            _ => &[],
        }
    }

    /// When to colour.
    pub fn color(&self) -> When {
        words::when(self.text(Key::Color))
    }

    /// How times are written.
    pub fn time(&self) -> TimeStyle {
        TimeStyle::named(self.text(Key::Time)).unwrap_or_default()
    }

    /// Where the detail pane is.
    pub fn layout(&self) -> Layout {
        Layout::named(self.text(Key::Layout)).unwrap_or_default()
    }

    /// Keys of a person's own.
    pub fn key_changes(&self) -> KeyChanges {
        let mut changes = KeyChanges::default();
        for (name, it) in &self.keys {
            let (context, action) = match name.split_once('.') {
                Some((context, action)) => (Some(context), action),
                None => (None, name.as_str()),
            };
            changes.set(context, action, it.value.clone());
        }
        changes
    }

    /// Filters of a person's own: by name the text.
    pub fn own_filters(&self) -> BTreeMap<String, String> {
        self.filters.iter().map(|(name, it)| (name.clone(), it.value.clone())).collect()
    }

    /// The catalogs, as `FILE` or `PRODUCER=FILE`: with `~/` as the home, and a relative path
    /// from the folder of the file that names it.
    pub fn catalogs(&self, home: &Path) -> Vec<OsString> {
        let folder = self.folder(Key::Catalog);
        let catalogs = self.texts(Key::Catalog).iter();
        catalogs.map(|text| catalog(text, home, &folder)).collect()
    }

    /// The file of the policy, if one is named: found as [catalogs](Self::catalogs) are.
    pub fn policy(&self, home: &Path) -> Option<PathBuf> {
        Some(path(self.chosen(Key::Policy)?, home, &self.folder(Key::Policy)))
    }

    /// The folder that paths of a setting start from.
    fn folder(&self, key: Key) -> PathBuf {
        match self.origin(key) {
            Origin::File(path, _) => path.parent().unwrap_or(Path::new("")).to_owned(),
            _ => PathBuf::new(),
        }
    }

    fn add(&mut self, layer: Result<Layer, Warning>) {
        match layer {
            Ok(Layer { values, keys, filters, warnings }) => {
                self.values.extend(values);
                self.keys.extend(keys);
                self.filters.extend(filters);
                self.warnings.extend(warnings);
            }
            Err(broken) => self.warnings.push(broken),
        }
    }
}

fn catalog(text: &str, home: &Path, folder: &Path) -> OsString {
    let (producer, file) = match text.split_once('=') {
        Some((producer, file)) => (Some(producer), file),
        None => (None, text),
    };
    let mut whole = producer.map(|it| OsString::from(format!("{it}="))).unwrap_or_default();
    whole.push(path(file, home, folder));
    whole
}

fn path(file: &str, home: &Path, folder: &Path) -> PathBuf {
    match file.strip_prefix("~/") {
        Some(rest) => home.join(rest),
        None => folder.join(file),
    }
}
