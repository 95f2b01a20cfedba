//! OTLP/HTTP logs as JSON: records in scopes in resources.
//!
//! Source: the protocol's JSON mapping, and a JavaScript SDK's own posts, which write an
//! `intValue` as a number where the mapping says a text. A record with an event name is an
//! event; one without is a log entry.

use std::borrow::Cow;
use std::ops::Range;

use super::super::scalar;
use super::super::split::{is_object, span};
use super::draft::{Draft, Object, list, quoted};
use super::post::Post;
use super::time;
use crate::event::{LogLevel, Scope};

/// How deep a nested value is unwrapped; what is deeper stays as it is written.
const DEPTH_MAX: usize = 16;

/// Whether an object is a document of logs.
pub(super) fn is(object: &Object<'_>) -> bool {
    object.has("resourceLogs")
}

/// Finds the records of one document, scope by scope.
pub(super) fn events(
    text: &str,
    object: &Object<'_>,
    post: &Post,
) -> Vec<(Post, Vec<Range<usize>>)> {
    let mut found = Vec::new();
    for resource in object.list("resourceLogs").into_iter().filter_map(Object::read) {
        let mut of_resource = post.clone();
        let attributes = resource.object("resource").map(|it| it.list("attributes"));
        for (key, value) in attributes.unwrap_or_default().into_iter().filter_map(attribute) {
            of_resource.says(Scope::Common, &key, plain(value, 0));
        }
        of_resource.share();
        for scope in resource.list("scopeLogs").into_iter().filter_map(Object::read) {
            let mut of_scope = of_resource.clone();
            if let Some(named) = scope.object("scope") {
                for key in ["name", "version"] {
                    let json = named.get(key).filter(|json| *json != "\"\"");
                    let key = format!("scope.{key}");
                    if let Some(json) = json {
                        of_scope.says(Scope::Extra, &key, json);
                    }
                }
            }
            let records = scope.list("logRecords");
            found.push((of_scope, records.into_iter().map(|it| span(text, it)).collect()));
        }
    }
    found
}

/// Reads one record.
pub(super) fn draft<'t>(text: &'t str, post: &Post, draft: &mut Draft<'t>) -> Option<()> {
    let record = Object::read(text)?;
    let moment = |key: &str| record.get(key).and_then(time::nanoseconds);
    draft.sight.time =
        moment("timeUnixNano").or_else(|| moment("observedTimeUnixNano")).or(post.time);
    draft.flat = true;
    draft.sight.unprefixed = true;
    let mut name = record.text("eventName").filter(|name| !name.is_empty());
    for (key, value) in record.list("attributes").into_iter().filter_map(attribute) {
        if key == "event.name" {
            name = name.or_else(|| text_of(value));
        }
        match in_place(value) {
            Some(json) => draft.put(Scope::Properties, key, json),
            None => draft.made(Scope::Properties, &key, plain(value, 0)),
        }
    }
    let body = record.get("body").map(|body| plain(body, 0));
    if let Some(name) = name {
        draft.sight.name = name.into_owned();
        if let Some(body) = body {
            draft.made(Scope::Properties, "body", body);
        }
    } else {
        let body = body.unwrap_or_default();
        draft.sight.message =
            Some(scalar::text(&body).map_or_else(|| body.clone(), Cow::into_owned));
        draft.sight.log_level = Some(level(&record));
    }
    for member in record.0 {
        match &*member.key {
            "attributes" | "body" | "eventName" | "timeUnixNano" => {}
            _ => draft.put(Scope::Extra, member.key, member.json),
        }
    }
    Some(())
}

/// The level of a log entry. Source: the ranges of severity numbers in OTLP.
fn level(record: &Object<'_>) -> LogLevel {
    match record.get("severityNumber").and_then(|it| it.parse::<u8>().ok()).unwrap_or(0) {
        1..=4 => LogLevel::Trace,
        5..=8 => LogLevel::Debug,
        13..=16 => LogLevel::Warning,
        17..=20 => LogLevel::Error,
        21.. => LogLevel::Critical,
        0 | 9..=12 => LogLevel::Info,
    }
}

/// Key and wrapped value of an attribute.
fn attribute(json: &str) -> Option<(Cow<'_, str>, &str)> {
    let attribute = Object::read(json)?;
    let key = serde_json::from_str::<&str>(attribute.get("key")?).map(Cow::Borrowed);
    let key = key.ok().or_else(|| attribute.text("key"))?;
    Some((key, attribute.get("value")?))
}

/// The text of a wrapped text.
fn text_of(value: &str) -> Option<Cow<'_, str>> {
    Object::read(value)?.text("stringValue")
}

/// The one member of a wrapped value: its sort and JSON text.
fn wrapped(value: &str) -> Option<(Cow<'_, str>, &str)> {
    let member = Object::read(value)?.0.pop()?;
    Some((member.key, member.json))
}

/// A wrapped value that stands in the text as it is meant.
fn in_place(value: &str) -> Option<&str> {
    let (sort, json) = wrapped(value)?;
    match &*sort {
        "stringValue" | "boolValue" | "doubleValue" | "bytesValue" => Some(json),
        "intValue" if !json.starts_with('"') => Some(json),
        _ => None,
    }
}

/// A wrapped value as plain JSON.
fn plain(value: &str, depth: usize) -> String {
    if let Some(json) = in_place(value) {
        return json.to_owned();
    }
    match wrapped(value) {
        Some((sort, json)) if depth < DEPTH_MAX => match &*sort {
            "intValue" => {
                let digits = json.trim_matches('"');
                if digits.parse::<i64>().is_ok() { digits.to_owned() } else { json.to_owned() }
            }
            "arrayValue" => {
                let values = Object::read(json).map(|it| it.list("values")).unwrap_or_default();
                let values: Vec<_> = values.into_iter().map(|it| plain(it, depth + 1)).collect();
                format!("[{}]", values.join(","))
            }
            "kvlistValue" => {
                let values = Object::read(json).map(|it| it.list("values")).unwrap_or_default();
                let pair = |(key, value): (Cow<'_, str>, &str)| {
                    format!("{}:{}", quoted(&key), plain(value, depth + 1))
                };
                let pairs: Vec<_> = values.into_iter().filter_map(attribute).map(pair).collect();
                format!("{{{}}}", pairs.join(","))
            }
            _ => value.to_owned(),
        },
        // `{}` is a value that says nothing.
        None if is_object(value) && list(value).is_empty() => "null".to_owned(),
        _ => value.to_owned(),
    }
}
