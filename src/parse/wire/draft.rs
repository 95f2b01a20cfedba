//! An event of the wire while it is put together: its keys, and what it says of itself.

use std::borrow::Cow;

use super::super::name::event_name;
use super::super::scalar;
use super::super::shape::{Json, Key, Slot};
use super::super::split::{Member, members, span};
use super::time;
use super::told::Told;
use crate::event::{Instant, LogLevel, Scope};

/// What an event of the wire says of itself beside its keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    /// Its name; empty where it is a log entry.
    pub name: String,
    /// When it happened.
    pub time: Option<Instant>,
    /// The level word, where it is a log entry and no event.
    pub log_level: Option<LogLevel>,
    /// What stands before a `/` in its name is part of it.
    pub(in crate::parse) unprefixed: bool,
    /// Its text, where it is a log entry.
    pub message: Option<String>,
    /// Facts that the format has its own place for, should the usual keys be missing.
    pub(in crate::parse) session: Option<String>,
    pub(in crate::parse) machine: Option<String>,
    pub(in crate::parse) version: Option<String>,
    /// What is told of it, where it is a record of another log.
    pub told: Option<Box<Told>>,
}

impl Sight {
    /// The name without prefix.
    pub fn event(&self) -> &str {
        if let Some(told) = &self.told {
            return &told.event;
        }
        // Completions of Copilot are called so where their wrapping was taken off.
        let inner = ["copilot/", "copilot-nes/"].iter().any(|it| self.name.starts_with(it));
        if self.unprefixed || inner { &self.name } else { event_name(&self.name) }
    }
}

/// The keys of an event so far. Values that stand in the text are not copied.
#[derive(Debug)]
pub(in crate::parse) struct Draft<'t> {
    text: &'t str,
    pub(in crate::parse) slots: Vec<Slot>,
    /// Numbers among its properties count as measurements.
    pub(in crate::parse) flat: bool,
    pub(in crate::parse) sight: Sight,
}

impl<'t> Draft<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, slots: Vec::new(), flat: false, sight: Sight::default() }
    }

    /// Adds a key and a value that both stand in the text.
    pub(super) fn put(&mut self, scope: Scope, key: Cow<'t, str>, json: &'t str) {
        let key = match key {
            Cow::Borrowed(key) => Key::Plain(span(self.text, key)),
            Cow::Owned(key) => Key::Escaped(key),
        };
        self.slots.push(Slot { scope, key, value: Json::At(span(self.text, json)) });
    }

    /// Adds a value that stands in the text under another key.
    pub(super) fn call(&mut self, scope: Scope, key: &str, json: &'t str) {
        self.put(scope, Cow::Owned(key.to_owned()), json);
    }

    /// The same, where it is there.
    pub(super) fn call_any(&mut self, scope: Scope, key: &str, json: Option<&'t str>) {
        if let Some(json) = json {
            self.call(scope, key, json);
        }
    }

    /// Adds a value that was put together.
    pub(super) fn made(&mut self, scope: Scope, key: &str, json: String) {
        let key = Key::Escaped(key.to_owned());
        self.slots.push(Slot { scope, key, value: Json::Made(json) });
    }

    /// The same for a text.
    pub(super) fn made_text(&mut self, scope: Scope, key: &str, text: &str) {
        self.made(scope, key, quoted(text));
    }
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The members of an object. Of a key that is there twice the last value counts.
pub(super) struct Object<'t>(pub(super) Vec<Member<'t>>);

impl<'t> Object<'t> {
    /// Splits the text of an object; `None` for anything else.
    pub(super) fn read(json: &'t str) -> Option<Self> {
        members(json).ok().map(|members| Self(members.list))
    }

    /// The JSON text at `key`.
    pub(super) fn get(&self, key: &str) -> Option<&'t str> {
        self.0.iter().rfind(|member| member.key == key).map(|member| member.json)
    }

    /// The text at `key`.
    pub(super) fn text(&self, key: &str) -> Option<Cow<'t, str>> {
        scalar::text(self.get(key)?)
    }

    /// The object at `key`.
    pub(super) fn object(&self, key: &str) -> Option<Self> {
        Self::read(self.get(key)?)
    }

    /// The elements of the array at `key`.
    pub(super) fn list(&self, key: &str) -> Vec<&'t str> {
        self.get(key).map(list).unwrap_or_default()
    }

    /// The moment at `key`, written as ISO 8601.
    pub(super) fn time(&self, key: &str) -> Option<Instant> {
        time::iso(&self.text(key)?)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

/// The elements of an array; none for anything else.
pub(super) fn list(json: &str) -> Vec<&str> {
    let list: Result<Vec<&serde_json::value::RawValue>, _> = serde_json::from_str(json);
    list.unwrap_or_default().into_iter().map(serde_json::value::RawValue::get).collect()
}
