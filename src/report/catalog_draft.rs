//! A catalog to begin with, in the shape of an extension's `telemetry.json`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::search::{Seen, SeenProperty};

use super::pretty_json::pretty_json;

/// Writes what was seen as declarations: keys sorted, words that only people know left empty,
/// classification and purpose the most usual ones.
///
/// # Errors
/// What the writer says.
pub fn catalog_draft(out: &mut impl Write, seen: &Seen) -> io::Result<()> {
    let events: BTreeMap<&str, Value> =
        seen.events.iter().map(|(name, properties)| (name.as_str(), event(properties))).collect();
    pretty_json(out, &json!({"events": events, "commonProperties": {}}))
}

fn event(properties: &BTreeMap<String, SeenProperty>) -> Value {
    // A property that is called like one of the event's own words takes its place: a reader
    // tells them apart by their type.
    let words = ["comment", "owner"].map(|word| (word, Value::from("")));
    let mut members: BTreeMap<&str, Value> = words.into_iter().collect();
    members.extend(properties.iter().map(|(key, seen)| (key.as_str(), property(key, *seen))));
    json!(members)
}

fn property(key: &str, seen: SeenProperty) -> Value {
    let is_stack = !seen.is_measurement && is_stack(key);
    let classification = if is_stack { "CallstackOrException" } else { "SystemMetaData" };
    let mut members = Map::new();
    members.insert("classification".to_owned(), classification.into());
    members.insert("purpose".to_owned(), "FeatureInsight".into());
    members.insert("comment".to_owned(), "".into());
    if seen.is_measurement {
        members.insert("isMeasurement".to_owned(), true.into());
    }
    members.insert("endPoint".to_owned(), "none".into());
    Value::Object(members)
}

/// Whether a key is called like the stack of an error.
fn is_stack(key: &str) -> bool {
    let key = key.to_lowercase().replace(['_', '-', '.'], "");
    key.ends_with("stack") || key.contains("stacktrace") || key.contains("callstack")
}
