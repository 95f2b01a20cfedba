//! What is declared, as one JSON value for scripts. Keys without a value are left out.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::catalog::{DeclaringFile, EventDeclaration, NameMatch, PropertyDeclaration};
use crate::event::Purpose;

use super::catalog_text::{DeclaredEvent, DeclaredProducer};
use super::pretty_json::pretty_json;

/// Writes an array with an object for each producer and file:
/// `{"producer":…,"events":…,"properties":…,"common":…,"version":…,"file":…}`.
///
/// # Errors
/// What the writer says.
pub fn declaring_files_json<'a>(
    out: &mut impl Write,
    files: impl Iterator<Item = DeclaringFile<'a>>,
) -> io::Result<()> {
    let rows = files.map(|file| {
        let mut row = Map::new();
        word(&mut row, "producer", Some(file.producer));
        row.insert("events".to_owned(), file.events.into());
        row.insert("properties".to_owned(), file.properties.into());
        row.insert("common".to_owned(), file.common.into());
        word(&mut row, "version", file.build);
        word(&mut row, "file", Some(&file.file.display().to_string()));
        Value::Object(row)
    });
    pretty_json(out, &rows.collect::<Vec<_>>())
}

/// Writes `{"producer":…,"events":[…],"common":[…]}`, with each event and property as
/// [`declared_event_json`] has them.
///
/// # Errors
/// What the writer says.
pub fn declared_producer_json(out: &mut impl Write, of: &DeclaredProducer<'_>) -> io::Result<()> {
    let events: Vec<_> = of.events.iter().map(|it| event(it)).collect();
    let common: Vec<_> = of.common.iter().map(|it| property(it)).collect();
    pretty_json(out, &json!({"producer": of.producer, "events": events, "common": common}))
}

/// Writes `{"producer":…,"event":…,"owner":…,"comment":…,"expiration":…,"purposes":[…],
/// "file":…,"properties":[{"name":…,"match":"prefix"|"number","classification":…,"purpose":…,
/// "endpoint":…,"measurement":true,"comment":…,"owner":…,"expiration":…}],"common":[…]}`; of an
/// event that a plan declares also `"line":…,"open":…,"in_words":…`.
///
/// # Errors
/// What the writer says.
pub fn declared_event_json(out: &mut impl Write, of: &DeclaredEvent<'_>) -> io::Result<()> {
    let mut whole = Map::new();
    word(&mut whole, "producer", Some(of.producer));
    whole.extend(event(of.event));
    whole.insert("common".to_owned(), of.common.iter().map(|it| property(it)).collect());
    pretty_json(out, &whole)
}

fn event(event: &EventDeclaration) -> Map<String, Value> {
    let mut row = Map::new();
    word(&mut row, "event", Some(&event.name));
    word(&mut row, "owner", event.owner.as_deref());
    word(&mut row, "comment", event.comment.as_deref().or(event.description.as_deref()));
    word(&mut row, "expiration", event.expiration.as_deref());
    let purposes = event.purposes();
    row.insert("purposes".to_owned(), purposes.iter().map(Purpose::as_str).collect());
    word(&mut row, "file", Some(&event.file().display().to_string()));
    if let Some(plan) = event.plan {
        row.insert("line".to_owned(), plan.line.into());
        row.insert("open".to_owned(), event.is_open().into());
        row.insert("in_words".to_owned(), plan.in_words.into());
    }
    row.insert("properties".to_owned(), event.properties.iter().map(property).collect());
    row
}

fn property(property: &PropertyDeclaration) -> Value {
    let mut row = Map::new();
    row.insert("name".to_owned(), Value::from(property.name.as_str()));
    let matching = match property.matching {
        NameMatch::Exact => None,
        NameMatch::Prefix => Some("prefix"),
        NameMatch::Number => Some("number"),
    };
    word(&mut row, "match", matching);
    word(&mut row, "classification", property.classification.as_deref());
    word(&mut row, "purpose", property.purpose.as_deref());
    word(&mut row, "endpoint", property.endpoint.as_deref());
    if property.is_measurement {
        row.insert("measurement".to_owned(), true.into());
    }
    word(&mut row, "comment", property.comment.as_deref());
    word(&mut row, "owner", property.owner.as_deref());
    word(&mut row, "expiration", property.expiration.as_deref());
    Value::Object(row)
}

fn word(row: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        row.insert(key.to_owned(), value.into());
    }
}
