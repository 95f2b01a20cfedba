//! An audit for scripts: one JSON object a line, by the contract in
//! `schema/telltail-audit.schema.json`. Keys without a value are left out.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::audit::{ByDeclaration, Covered, NOT_SHOWN, Place, Regard, Score, Told};
use crate::event::{Scope, Severity, Zone};

use super::audit_report::AuditReport;
use super::harmless::json_line;

/// Writes one object a finding, one a producer, and last one that says what was covered.
///
/// # Errors
/// What the writer says.
pub fn audit_json(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    for told in &report.findings {
        finding_json(out, told, report.compared)?;
    }
    audit_json_end(out, report)
}

/// Writes what follows the findings.
///
/// # Errors
/// What the writer says.
pub fn audit_json_end(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    for score in &report.scores {
        json_line(out, &score_of(score, &report.zone).to_string())?;
    }
    json_line(out, &coverage_of(report).to_string())
}

/// Writes one finding as one line; `compared`: with whether a baseline has it.
///
/// # Errors
/// What the writer says.
pub fn finding_json(out: &mut impl Write, told: &Told, compared: bool) -> io::Result<()> {
    json_line(out, &Value::Object(finding_of(told, compared)).to_string())
}

/// An object without the keys that have no value.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Map<String, Value> {
    let there = entries.into_iter().filter(|(_, value)| !value.is_null());
    there.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Properties => "properties",
        Scope::Measurements => "measurements",
        Scope::Common => "common",
        Scope::Extra => "extra",
    }
}

/// A list; nothing where it is empty.
fn list(items: impl IntoIterator<Item = Value>) -> Value {
    let items: Vec<Value> = items.into_iter().collect();
    if items.is_empty() { Value::Null } else { items.into() }
}

fn finding_of(told: &Told, compared: bool) -> Map<String, Value> {
    let name = |name: &str| if name.is_empty() { Value::Null } else { name.into() };
    let value = told.value.as_ref();
    let (first, last) = match &told.ends {
        Some((first, last)) => (place(first, true), place(last, true)),
        None => (Value::Null, Value::Null),
    };
    let waived = match &told.regard {
        Regard::Waived { reason, until } => json!({"reason": reason, "until": until}),
        Regard::Open | Regard::Known => Value::Null,
    };
    object([
        ("type", "finding".into()),
        ("rule", told.rule.clone().into()),
        ("title", told.title.clone().into()),
        ("severity", told.severity.as_str().into()),
        ("by", told.by.as_str().into()),
        ("producer", name(&told.producer)),
        ("event", told.event.as_deref().map_or(Value::Null, name)),
        ("key", told.key.clone().into()),
        ("scope", told.scope.map(scope_word).into()),
        ("pii", told.pii.map(crate::event::Pii::as_str).into()),
        ("destinations", list(told.destinations.iter().map(|it| it.as_str().into()))),
        ("message", told.message.clone().into()),
        ("value", value.map(|it| it.text.as_str()).into()),
        ("characters", value.map(|it| it.characters).into()),
        ("sha256", value.map(|it| it.digest.as_str()).into()),
        ("count", told.count.into()),
        ("first", first),
        ("last", last),
        ("places", list(told.places.iter().map(|it| place(it, false)))),
        ("fingerprint", told.fingerprint.clone().into()),
        ("filter", told.filter.clone().into()),
        ("waived", waived),
        ("new", if compared { (told.regard != Regard::Known).into() } else { Value::Null }),
    ])
}

/// Where an event stands; without a file, on standard input.
fn place(place: &Place, timed: bool) -> Value {
    let path = if place.at.path.is_empty() { &place.at.source } else { &place.at.path };
    let time = place.time.clone().filter(|_| timed);
    Value::Object(object([
        ("time", time.into()),
        ("path", path.as_str().into()),
        ("line", place.at.line.into()),
    ]))
}

fn by_declaration(told: ByDeclaration) -> Value {
    json!({"declared": told.declared, "undeclared": told.undeclared, "unknown": told.unknown})
}

fn score_of(score: &Score, zone: &Zone) -> Value {
    let purposes: Map<_, _> =
        score.purposes.iter().map(|(name, count)| ((*name).to_owned(), (*count).into())).collect();
    let classes = score.classifications.iter();
    let classes: Map<_, _> = classes.map(|(name, count)| (name.clone(), (*count).into())).collect();
    let to = score
        .destinations
        .iter()
        .map(|to| json!({"name": to.name, "by": to.by.as_str(), "events": to.events}));
    let found = Severity::ALL.iter().rev();
    let found: Map<_, _> = found.map(|it| (it.as_str().to_owned(), score.of(*it).into())).collect();
    Value::Object(object([
        ("type", "score".into()),
        ("producer", score.producer.as_str().into()),
        ("events", score.events.into()),
        ("names", by_declaration(score.names)),
        ("properties", by_declaration(score.properties)),
        ("purposes", purposes.into()),
        ("destinations", to.collect()),
        ("classifications", classes.into()),
        ("bytes", score.bytes.into()),
        ("peak", score.peak.into()),
        ("peak_at", score.peak_at.map(|at| zone.rfc3339(at)).into()),
        ("identifiers", list(score.identifiers.iter().map(|it| it.as_str().into()))),
        ("findings", found.into()),
        ("set_aside", score.set_aside.into()),
    ]))
}

fn covered(file: &Covered) -> Value {
    let (first, last) = file.span.clone().unzip();
    let path = if file.path.is_empty() { &file.label } else { &file.path };
    Value::Object(object([
        ("path", path.as_str().into()),
        ("product", file.product.as_str().into()),
        ("session", file.session.clone().into()),
        ("format", file.format.into()),
        ("log_level", file.log_level.map(crate::event::LogLevel::as_str).into()),
        ("records", file.records.into()),
        ("events", file.events.into()),
        ("unparsed", file.unparsed.into()),
        ("first", first.into()),
        ("last", last.into()),
        ("failed", file.failed.clone().into()),
    ]))
}

fn coverage_of(report: &AuditReport<'_>) -> Value {
    let coverage = &report.coverage;
    let counts: Map<_, _> = Severity::ALL
        .iter()
        .rev()
        .map(|severity| (severity.as_str().to_owned(), report.count(*severity).into()))
        .collect();
    Value::Object(object([
        ("type", "coverage".into()),
        ("files", coverage.files.iter().map(covered).collect()),
        ("events", coverage.events.into()),
        ("records", coverage.records.into()),
        ("unparsed", coverage.unparsed.into()),
        ("dropped", coverage.dropped.into()),
        ("filter", coverage.filter.clone().into()),
        ("with_catalog", coverage.declared.clone().into()),
        ("without_catalog", coverage.undeclared.clone().into()),
        ("looked_for", coverage.looked_for.clone().into()),
        ("not_shown", NOT_SHOWN.to_vec().into()),
        ("findings", counts.into()),
        ("waived", report.waived().count().into()),
        ("known", if report.compared { report.known().into() } else { Value::Null }),
        ("left_out", report.left_out.into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
    ]))
}
