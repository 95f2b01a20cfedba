//! The settings there are: one table, from which files and variables are read and the effective
//! settings are written.

use super::words::{LAYOUTS, TIMES, WHENS};

/// A setting. Tables of a person's own names (`[keys]`, `[filters]`) are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The theme, or `auto`.
    Theme,
    /// The theme for a dark background.
    ThemeDark,
    /// The theme for a light background.
    ThemeLight,
    /// Whether to colour.
    Color,
    /// Whether the screen listens to the mouse.
    Mouse,
    /// The keymap to start from.
    Keymap,
    /// The list's columns.
    Columns,
    /// How times are written.
    Time,
    /// Whether long lines are wrapped.
    Wrap,
    /// Whether the timeline is shown.
    Timeline,
    /// Where the detail pane is.
    Layout,
    /// Whether anything is remembered.
    State,
    /// The zone of the logs' clock.
    Tz,
    /// The most memory.
    MaxMemory,
    /// Whether files are looked at regularly.
    Poll,
    /// Catalogs.
    Catalog,
    /// The policy that events are judged by.
    Policy,
}

/// What may be written behind a setting's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Flag,
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl Shape {
    /// What belongs there, for a person.
    pub(super) fn wanted(self) -> String {
        match self {
            Self::Text => "a text in quotes".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Texts => "a list of texts: [\"a\", \"b\"]".to_owned(),
            Self::Word(words) => format!("one of \"{}\"", words.join("\", \"")),
        }
    }
}

/// One row of the table.
pub(super) struct KeyRow {
    pub(super) key: Key,
    pub(super) name: &'static str,
    pub(super) shape: Shape,
}

const fn row(key: Key, name: &'static str, shape: Shape) -> KeyRow {
    KeyRow { key, name, shape }
}

/// Every setting, in the order in which they are written.
pub(super) static KEYS: [KeyRow; 17] = [
    row(Key::Theme, "theme", Shape::Text),
    row(Key::ThemeDark, "theme-dark", Shape::Text),
    row(Key::ThemeLight, "theme-light", Shape::Text),
    row(Key::Color, "color", Shape::Word(&WHENS)),
    row(Key::Mouse, "mouse", Shape::Flag),
    row(Key::Keymap, "keymap", Shape::Text),
    row(Key::Columns, "columns", Shape::Texts),
    row(Key::Time, "time", Shape::Word(&TIMES)),
    row(Key::Wrap, "wrap", Shape::Flag),
    row(Key::Timeline, "timeline", Shape::Flag),
    row(Key::Layout, "layout", Shape::Word(&LAYOUTS)),
    row(Key::State, "state", Shape::Flag),
    row(Key::Tz, "tz", Shape::Text),
    row(Key::MaxMemory, "max-memory", Shape::Text),
    row(Key::Poll, "poll", Shape::Flag),
    row(Key::Catalog, "catalog", Shape::Texts),
    row(Key::Policy, "policy", Shape::Text),
];

impl Key {
    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        KEYS.iter().find(|row| row.key == self).map_or("", |row| row.name)
    }

    /// The variable that sets it: `TELLTAIL_` and its name in capitals.
    pub fn variable(self) -> String {
        format!("{PREFIX}{}", self.as_str().to_uppercase().replace('-', "_"))
    }

    /// Every setting, in the order in which they are written.
    pub fn all() -> impl Iterator<Item = Self> {
        KEYS.iter().map(|row| row.key)
    }
}

/// What every variable of ours begins with.
pub(super) const PREFIX: &str = "TELLTAIL_";
