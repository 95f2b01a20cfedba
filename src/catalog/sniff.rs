//! Is this JSON a catalog at all? Many a `telemetry.json` is somebody's unrelated data.

use serde_json::{Map, Value};

use super::shape::TABLE;

/// What an object turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The declarations of one producer.
    One,
    /// Several declarations by producer, as `code --telemetry` prints them.
    Dump,
    /// Where declared data is kept: the extractor's `--tableInfo`.
    Tables,
}

/// What a declaration says about itself; one of them tells a declared event from any other
/// named thing in an array.
const DECLARING: [&str; 7] =
    ["classification", "purpose", "properties", "measurements", "comment", "description", "owner"];

/// What `object` is; `None` when it declares nothing in any known shape.
pub(super) fn content(object: &Map<String, Value>) -> Option<Content> {
    if are_tables(object) {
        return Some(Content::Tables);
    }
    if declares(object) {
        return Some(Content::One);
    }
    let inner = |value: &Value| value.as_object().is_some_and(declares);
    object.values().any(inner).then_some(Content::Dump)
}

/// Whether `object` is table info: events, bare or under `events`, that name a table and
/// classify nothing. A catalog in which an event names its table beside what it declares is one.
fn are_tables(object: &Map<String, Value>) -> bool {
    let events = object.get("events").and_then(Value::as_object).unwrap_or(object);
    let parts = || events.values().filter_map(Value::as_object);
    parts().any(|event| event.contains_key(TABLE))
        && !parts().flat_map(Map::values).any(|it| it.get("classification").is_some())
}

/// Whether `object` holds the declarations of one producer.
pub(super) fn declares(object: &Map<String, Value>) -> bool {
    object.get("events").is_some_and(are_events)
        || object.get("commonProperties").is_some_and(|common| are_objects(common.as_object()))
}

/// Whether `value` is a map of events by name, or an array of events that name themselves.
pub(super) fn are_events(value: &Value) -> bool {
    match value {
        Value::Object(events) => are_objects(Some(events)),
        Value::Array(events) => events.is_empty() || events.iter().any(is_named_event),
        _ => false,
    }
}

fn are_objects(map: Option<&Map<String, Value>>) -> bool {
    map.is_some_and(|map| map.is_empty() || map.values().any(Value::is_object))
}

fn is_named_event(value: &Value) -> bool {
    value.get("name").is_some_and(Value::is_string)
        && DECLARING.iter().any(|key| value.get(key).is_some())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!({"events": {}, "commonProperties": {}}), Some(Content::One))]
    #[case(json!({"events": {"a": {}}}), Some(Content::One))]
    #[case(json!({"commonProperties": {"a": {"purpose": "x"}}}), Some(Content::One))]
    #[case(json!({"events": [{"name": "a", "purpose": "b"}], "version": 1}), Some(Content::One))]
    #[case(json!({"vscode-core": {"events": {}}, "a.b-1.0.0": 3}), Some(Content::Dump))]
    #[case(json!({"run": {"$tableInfo": {"t": "x"}, "a": {"column": "c"}}}), Some(Content::Tables))]
    #[case(json!({"events": {"run": {"$tableInfo": "x"}}}), Some(Content::Tables))]
    #[case(
        json!({"events": {"run": {"$tableInfo": "x", "a": {"classification": "c"}}}}),
        Some(Content::One)
    )]
    #[case(json!({}), None)]
    #[case(json!({"events": 3}), None)]
    #[case(json!({"events": {"clicks": 12}}), None)]
    #[case(json!({"events": [{"name": "lap", "time": 3}]}), None)]
    #[case(json!({"events": ["a", "b"]}), None)]
    #[case(json!({"speed": [1, 2], "car": {"rpm": 3}}), None)]
    fn only_what_declares_is_a_catalog(#[case] value: Value, #[case] wanted: Option<Content>) {
        assert_eq!(value.as_object().and_then(content), wanted);
    }
}
