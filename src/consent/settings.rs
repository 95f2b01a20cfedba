//! A settings file as an editor sees it: keys with dots are paths into nested objects.
//!
//! The rule is that of the editors' configuration model: each key of the file's own object, in
//! order, is split at its dots and set into one tree. So `"telemetry.telemetryLevel": "off"` and
//! `"telemetry": {"telemetryLevel": "off"}` mean the same; an object replaces what earlier dotted
//! keys set below it, a later dotted key sets into it; and a key inside an object is not split.
//! Blocks for one language (`"[python]"`) are keys like others, and no telemetry setting is asked
//! for below them.

use serde_json::{Map, Value};

use super::jsonc;

/// How many dots of a key count. Beyond it no setting has a name.
const SEGMENTS: usize = 16;

/// Settings of one file.
#[derive(Debug, Default)]
pub(super) struct Settings {
    tree: Map<String, Value>,
    /// What is wrong with the text, if anything.
    pub(super) broken: Option<String>,
}

impl Settings {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let read = jsonc::read(bytes);
        let mut tree = Map::new();
        for (key, value) in read.object {
            set(&mut tree, &key, value);
        }
        Self { tree, broken: read.broken }
    }

    /// The value of a dotted key.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        let (first, rest) = key.split_once('.').map_or((key, None), |(f, r)| (f, Some(r)));
        let mut value = self.tree.get(first)?;
        for part in rest.into_iter().flat_map(|rest| rest.split('.')) {
            value = value.as_object()?.get(part)?;
        }
        Some(value)
    }

    /// Whether it is there and exactly `false`.
    pub(super) fn is_false(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(false))
    }
}

fn set(tree: &mut Map<String, Value>, key: &str, value: Value) {
    if key.split('.').nth(SEGMENTS).is_some() {
        return;
    }
    let (path, last) = key.rsplit_once('.').map_or((None, key), |(path, last)| (Some(path), last));
    let mut at = tree;
    for part in path.into_iter().flat_map(|path| path.split('.')) {
        let below = at.entry(part).or_insert_with(|| Value::Object(Map::new()));
        // Something else stands there: the editors ignore the later key.
        let Value::Object(object) = below else { return };
        at = object;
    }
    at.insert(last.to_owned(), value);
}
