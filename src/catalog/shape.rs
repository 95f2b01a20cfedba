//! Catalog JSON in all its real shapes → declarations.
//!
//! The extractor writes an event as a map of properties with its `owner` and `comment` as plain
//! strings beside them; people nest `properties`, `measurements` or `measures`, list events in
//! an array, leave things out. So the JSON type decides what a key is, never its name alone: a
//! property may well be called `owner` or `endpoint`.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::declaration::{EventDeclaration, NameMatch, PropertyDeclaration};
use super::names::fold;
use super::properties::{NUMBER, PropertyList};
use super::warnings::{Warnings, quoted};

/// What one producer's JSON declares.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Its events, in the order of the file.
    pub(super) events: Vec<EventDeclaration>,
    /// What is sent with every event.
    pub(super) common: Arc<PropertyList>,
}

/// What `object` declares; `origin` is its file.
pub(super) fn shape(
    object: &Map<String, Value>,
    origin: &Arc<PathBuf>,
    warnings: &mut Warnings<'_>,
) -> Shape {
    let mut shape = Shape::default();
    match object.get("commonProperties") {
        Some(Value::Object(common)) => {
            let mut properties = PropertyList::default();
            named(common, false, &mut properties, warnings);
            shape.common = Arc::new(properties);
        }
        Some(_) => warnings.add("`commonProperties` is no object, so it is passed over"),
        None => {}
    }
    match object.get("events") {
        Some(Value::Object(events)) => {
            for (name, value) in events {
                shape.events.extend(event(name, value, origin, warnings));
            }
        }
        Some(Value::Array(events)) => {
            for value in events {
                match value.get("name").and_then(Value::as_str) {
                    Some(name) => shape.events.extend(event(name, value, origin, warnings)),
                    None => warnings.add("an event without a `name` is passed over"),
                }
            }
        }
        Some(_) => warnings.add("`events` is neither object nor array, so it is passed over"),
        None => {}
    }
    shape
}

/// The keys under which people nest properties, and whether these are measurements.
const NESTED: [(&str, bool); 3] =
    [("properties", false), ("measurements", true), ("measures", true)];

fn event(
    name: &str,
    value: &Value,
    origin: &Arc<PathBuf>,
    warnings: &mut Warnings<'_>,
) -> Option<EventDeclaration> {
    let Value::Object(event) = value else {
        warnings.add(&format!("the event {} is no object, so it is passed over", quoted(name)));
        return None;
    };
    let mut properties = PropertyList::default();
    let nested = NESTED.map(|(key, measured)| (event.get(key).filter(|v| is_nested(v)), measured));
    for (inner, measured) in nested.iter().filter_map(|(v, m)| v.map(|v| (v, *m))) {
        match inner {
            Value::Object(inner) => named(inner, measured, &mut properties, warnings),
            Value::Array(names) => listed(event, names, measured, &mut properties),
            _ => {}
        }
    }
    let is_flat = nested.iter().all(|(value, _)| value.is_none());
    for (key, value) in event {
        let is_nest = NESTED.iter().any(|(nest, _)| nest == key) && is_nested(value);
        let is_property = value.as_object().is_some_and(|o| is_flat || is_property(o));
        if !is_nest && (is_property || key.starts_with("${")) {
            add(key, value, false, &mut properties, warnings);
        }
    }
    Some(EventDeclaration {
        name: name.to_owned(),
        owner: text(event, "owner"),
        comment: text(event, "comment"),
        description: text(event, "description"),
        expiration: text(event, "expiration"),
        properties,
        plan: None,
        origin: Arc::clone(origin),
    })
}

/// Whether `value` holds properties, rather than being the declaration of one that is called
/// `properties`.
fn is_nested(value: &Value) -> bool {
    match value {
        Value::Object(object) => !is_property(object),
        Value::Array(_) => true,
        _ => false,
    }
}

/// Whether `object` declares a property: it says so in a plain word.
fn is_property(object: &Map<String, Value>) -> bool {
    let says = |key: &str| find(object, key).is_some_and(Value::is_string);
    says("classification") || says("purpose") || says("endpoint") || says("comment")
}

/// Every key of `object` as the name of a property.
fn named(
    object: &Map<String, Value>,
    measured: bool,
    properties: &mut PropertyList,
    warnings: &mut Warnings<'_>,
) {
    for (name, value) in object {
        add(name, value, measured, properties, warnings);
    }
}

/// Names in an array: what the event says of itself holds for each.
fn listed(
    event: &Map<String, Value>,
    names: &[Value],
    measured: bool,
    properties: &mut PropertyList,
) {
    for name in names {
        let own = name.as_object().unwrap_or(event);
        let name = name.as_str().or_else(|| name.get("name").and_then(Value::as_str));
        if let Some(name) = name {
            let mut property = declaration(name, own, measured);
            if std::ptr::eq(own, event) {
                // The event's own remark and owner are shown with the event.
                (property.comment, property.owner, property.expiration) = (None, None, None);
            }
            properties.add(property);
        }
    }
}

const WILDCARD: &str = "${wildcard}";

/// Where the extractor says, on request, which table and columns an event is kept in.
pub(super) const TABLE: &str = "$tableInfo";

fn add(
    name: &str,
    value: &Value,
    measured: bool,
    properties: &mut PropertyList,
    warnings: &mut Warnings<'_>,
) {
    if name == WILDCARD {
        let rows = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for row in rows {
            match wildcard(row, measured) {
                Some(property) => properties.add(property),
                None => warnings.add("a `${wildcard}` without a `${prefix}` is passed over"),
            }
        }
    } else if name.starts_with("${") {
        // An extractor replaces these by what they stand for; by hand they are easily left in.
        warnings.add(&format!(
            "{} is not resolved, so the properties it stands for are missing",
            quoted(name)
        ));
    } else if name != TABLE {
        properties.add(match value {
            Value::Object(object) => declaration(name, object, measured),
            // A bare remark instead of an object still names the property.
            other => PropertyDeclaration {
                comment: other.as_str().map(ToOwned::to_owned),
                ..declaration(name, &Map::new(), measured)
            },
        });
    }
}

fn wildcard(row: &Value, measured: bool) -> Option<PropertyDeclaration> {
    let prefix = row.get("${prefix}")?.as_str()?;
    let nothing = Map::new();
    let object = row.get("${classification}").and_then(Value::as_object).unwrap_or(&nothing);
    Some(PropertyDeclaration {
        matching: NameMatch::Prefix,
        ..declaration(prefix, object, measured)
    })
}

fn declaration(name: &str, object: &Map<String, Value>, measured: bool) -> PropertyDeclaration {
    let is_numbered = fold(name).contains(NUMBER);
    PropertyDeclaration {
        name: name.to_owned(),
        matching: if is_numbered { NameMatch::Number } else { NameMatch::Exact },
        classification: word(object, "classification"),
        purpose: word(object, "purpose"),
        endpoint: word(object, "endpoint"),
        comment: text(object, "comment").or_else(|| text(object, "description")),
        owner: text(object, "owner"),
        expiration: text(object, "expiration"),
        is_measurement: measured || find(object, "isMeasurement").is_some_and(is_yes),
    }
}

/// Whether `value` is true, or by hand the word.
fn is_yes(value: &Value) -> bool {
    value
        .as_bool()
        .unwrap_or_else(|| value.as_str().is_some_and(|it| it.eq_ignore_ascii_case("true")))
}

/// How much of a word is kept. Words of an event are repeated for each property of a plain list,
/// so that a long one would come to many times the file.
const WORD: usize = 80;

fn word(object: &Map<String, Value>, key: &str) -> Option<String> {
    find(object, key)?.as_str().map(|word| word.chars().take(WORD).collect())
}

/// The string at `key`, in any case: `endPoint` and `endpoint` are both written.
fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    find(object, key)?.as_str().map(ToOwned::to_owned)
}

fn find<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    let other_case = || object.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v);
    object.get(key).or_else(other_case)
}
