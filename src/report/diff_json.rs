//! What differs for scripts: one JSON object a line, by the contract in
//! `schema/telltail-diff.schema.json`. Keys without a value are left out.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::audit::{BaselineProducer, Compared, Comparison, Difference, Rate, Sign};

use super::harmless::json_line;

/// Writes one object a difference, one a producer, and last one that says what was compared.
///
/// # Errors
/// What the writer says.
pub fn diff_json(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    for it in &comparison.differences {
        json_line(out, &difference(it).to_string())?;
    }
    let (old, new) = (&comparison.old, &comparison.new);
    let mut producers: Vec<&String> =
        old.baseline.producers.keys().chain(new.baseline.producers.keys()).collect();
    producers.sort();
    producers.dedup();
    for name in producers {
        let of = |side: &Compared| {
            let it = side.baseline.producers.get(name)?;
            Some(producer(it, side.baseline.minutes))
        };
        let line = json!({"type": "producer", "producer": name, "old": of(old), "new": of(new)});
        json_line(out, &without_nothing(line).to_string())?;
    }
    let counts: Map<_, _> = Sign::ALL
        .map(|sign| (sign.as_str().to_owned(), comparison.count(sign).into()))
        .into_iter()
        .collect();
    let shorter = comparison.shorter().map(|(side, ..)| side.to_lowercase());
    let line = json!({
        "type": "compared",
        "old": side(old),
        "new": side(new),
        "shorter": shorter,
        "differences": counts,
        "telltail": env!("CARGO_PKG_VERSION"),
    });
    json_line(out, &without_nothing(line).to_string())
}

/// An object without the keys that have no value.
fn without_nothing(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            Value::Object(object.into_iter().filter(|(_, value)| !value.is_null()).collect())
        }
        other => other,
    }
}

fn difference(it: &Difference) -> Value {
    let (was, is) = it.rates.unzip();
    let producer = Some(&it.producer).filter(|producer| !producer.is_empty());
    let also: Vec<&str> = it.also.iter().map(|what| what.as_str()).collect();
    let told = it.finding.as_deref();
    let [old, new] = it.counts;
    let missing = it.sign != Sign::Changed && it.expected.is_some();
    without_nothing(json!({
        "type": "difference",
        "sign": it.sign.as_str(),
        "what": it.what.as_str(),
        "producer": producer,
        "event": it.event,
        "key": it.key,
        "old": it.was,
        "new": it.is,
        "old_count": old,
        "new_count": new,
        "old_rate": was.map(rate),
        "new_rate": is.map(rate),
        "small": it.rates.map(|_| it.is_small()),
        "expected": it.expected.map(|it| (it * 1000.0).round() / 1000.0),
        "chance": missing.then(|| it.may_be_chance()),
        "also": Some(also).filter(|also| !also.is_empty()),
        "rule": told.map(|told| &told.rule),
        "severity": told.map(|told| told.severity.as_str()),
        "fingerprint": told.map(|told| &told.fingerprint),
        "waived": told.map(|told| !told.counts()).filter(|waived| *waived),
        "filter": it.filter,
    }))
}

fn rate(it: Rate) -> Value {
    let per_minute = (it.per_minute() * 1000.0).round() / 1000.0;
    json!({"count": it.count, "minutes": it.minutes, "per_minute": per_minute})
}

fn producer(it: &BaselineProducer, minutes: u64) -> Value {
    without_nothing(json!({
        "events": it.events.len(),
        "count": it.count(),
        "rate": rate(Rate { count: it.count(), minutes }),
        "versions": it.versions,
        "identifiers": it.identifiers.as_ref().filter(|keys| !keys.is_empty()),
    }))
}

fn side(it: &Compared) -> Value {
    let (first, last) = it.span.clone().unzip();
    without_nothing(json!({
        "name": it.name,
        "is": it.sort.as_str(),
        "files": it.files,
        "sessions": it.sessions,
        "events": it.events(),
        "minutes": it.baseline.minutes,
        "producers": it.producers(),
        "first": first,
        "last": last,
        "whole": it.whole,
    }))
}
