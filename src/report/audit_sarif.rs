//! An audit as SARIF 2.1.0, for code scanning: one run, with the rules and their help, a result a
//! finding, what was waived as suppressions, and what was covered as notifications.
//!
//! Source of the form: the OASIS standard "Static Analysis Results Interchange Format (SARIF)
//! Version 2.1.0".

use std::fmt::Write as _;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::audit::{About, Coverage, NOT_SHOWN, Place, Regard, Told};

use super::audit_report::{AuditReport, below, path_covered};
use super::harmless::json_line;

/// Where the form is described for programs.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stands for itself in the path of a URI; a colon does not, as a relative one must not begin
/// like a scheme.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Writes the report as one document on one line.
///
/// # Errors
/// What the writer says.
pub fn audit_sarif(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    let rules: Vec<Value> = report.rules.iter().map(|about| rule(about)).collect();
    let results: Vec<Value> = report.findings.iter().map(|told| result(report, told)).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "telltail",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "invocations": [{
                "executionSuccessful": report.whole,
                "toolExecutionNotifications": notifications(report),
            }],
            "results": results,
            "columnKind": "utf16CodeUnits",
        }],
    });
    json_line(out, &document.to_string())
}

fn rule(about: &About) -> Value {
    let parts = [&*about.explanation, &*about.certainty, &*about.advice];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let markdown: Vec<String> =
        parts.iter().map(|part| super::audit_markdown::escaped(part)).collect();
    json!({
        "id": about.id,
        "name": name(&about.title),
        "shortDescription": {"text": linkless(&about.title)},
        "fullDescription": {"text": linkless(&about.explanation)},
        "help": {
            "text": linkless(&parts.join("\n\n")),
            "markdown": format!("{}\n\nFilter: `{}`", markdown.join("\n\n"), about.filter()),
        },
        "defaultConfiguration": {"level": about.severity.as_str()},
        "properties": {"tags": ["telemetry", tag(&about.id)]},
    })
}

/// A title as one word: `ARawPath`.
fn name(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::new(), |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
        name
    })
}

/// What a rule is about, by the ten that its number is of.
fn tag(id: &str) -> &'static str {
    match id.strip_prefix("TEL").and_then(|number| number.get(..2)) {
        Some("00") => "declaration",
        Some("01") => "privacy",
        Some("02") => "consent",
        Some("03") => "destination",
        Some("04") => "form",
        Some("05") => "volume",
        Some("06") => "baseline",
        _ => "policy",
    }
}

/// A text in which nothing is read as a link.
fn linkless(text: &str) -> String {
    text.replace("](", "\\](")
}

fn result(report: &AuditReport<'_>, told: &Told) -> Value {
    let mut places = told.places.iter().map(|place| location(report, told, place));
    let first = places.next().or_else(|| logical(told).map(|it| json!({"logicalLocations": [it]})));
    let more: Vec<Value> = places.collect();
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
    put("ruleId", told.rule.as_str().into());
    if let Some(at) = report.rules.iter().position(|about| about.id == told.rule) {
        put("ruleIndex", at.into());
    }
    put("level", told.severity.as_str().into());
    put("message", json!({"text": linkless(&message(told))}));
    put("locations", first.into_iter().collect());
    if !more.is_empty() {
        put("relatedLocations", more.into());
    }
    put("partialFingerprints", json!({"telltail/v1": told.fingerprint}));
    if told.count > 0 {
        put("occurrenceCount", told.count.into());
    }
    if let Regard::Waived { reason, until } = &told.regard {
        let justification = format!("{reason} (until {until})");
        put(
            "suppressions",
            json!([
                {"kind": "external", "status": "accepted", "justification": justification}
            ]),
        );
    }
    if report.compared {
        let state = if told.regard == Regard::Known { "unchanged" } else { "new" };
        put("baselineState", state.into());
    }
    result.into()
}

/// What is wrong with what, in one line.
fn message(told: &Told) -> String {
    let mut text = format!("{}: {}", told.title, told.message);
    // Writing into a text does not fail.
    let _ = write!(text, " ({}", subject(told));
    if let Some(value) = &told.value {
        let _ = write!(text, ", {}", value.text);
        if value.hidden {
            let _ = write!(text, ", {} characters, sha256 {}", value.characters, value.digest);
        }
    }
    match told.count {
        0 => {}
        1 => text.push_str(", 1 event"),
        count => {
            let _ = write!(text, ", {count} events");
        }
    }
    text.push(')');
    text
}

/// What a finding is about; `all producers` where that is none of its own.
fn subject(told: &Told) -> String {
    let subject = told.subject();
    if subject.is_empty() { "all producers".to_owned() } else { subject }
}

fn logical(told: &Told) -> Option<Value> {
    let full = subject(told);
    (!told.producer.is_empty()).then(|| json!({"fullyQualifiedName": full}))
}

fn location(report: &AuditReport<'_>, told: &Told, place: &Place) -> Value {
    let mut location = Map::new();
    // What came by standard input has no file.
    if !place.at.path.is_empty() {
        let physical = json!({
            "artifactLocation": {"uri": uri(&report.folder, &place.at.path)},
            "region": {"startLine": place.at.line.max(1)},
        });
        location.insert("physicalLocation".to_owned(), physical);
    }
    if let Some(logical) = logical(told) {
        location.insert("logicalLocations".to_owned(), json!([logical]));
    }
    location.into()
}

/// A path as a URI: relative to the working folder where it lies below it.
fn uri(folder: &str, path: &str) -> String {
    let windows = path.as_bytes().get(1) == Some(&b':') || path.starts_with("\\\\");
    let slashed = |path: &str| if windows { path.replace('\\', "/") } else { path.to_owned() };
    let encoded = |path: &str| utf8_percent_encode(&slashed(path), PLAIN).to_string();
    let inner =
        below(folder, path).or_else(|| (!windows && !path.starts_with('/')).then_some(path));
    match inner {
        Some(inner) => encoded(inner.trim_start_matches("./")),
        None if path.starts_with("\\\\") => format!("file:{}", encoded(path)),
        None if windows => format!("file:///{}", encoded(path)),
        None => format!("file://{}", encoded(path)),
    }
}

fn notifications(report: &AuditReport<'_>) -> Vec<Value> {
    let Coverage { files, events, records, unparsed, dropped, .. } = &report.coverage;
    let mut texts = vec![format!(
        "{events} telemetry events of {records} records in {} files were audited; {unparsed} \
         records could not be read, the text of {dropped} was dropped",
        files.len()
    )];
    let of_files = files.iter().map(|file| {
        let path = path_covered(report, file);
        let failed = file.failed.as_ref().map(|why| format!("; {why}")).unwrap_or_default();
        format!(
            "{path}: {} records, {} telemetry events, {} unparsed{failed}",
            file.records, file.events, file.unparsed
        )
    });
    texts.extend(of_files);
    texts.extend(
        report.coverage.undeclared.iter().map(|it| format!("no catalog of {it} was found")),
    );
    texts.extend(NOT_SHOWN.map(|it| format!("a log cannot show {it}")));
    let note = |text: String| json!({"level": "note", "message": {"text": linkless(&text)}});
    texts.into_iter().map(note).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/project/logs/telemetry.log", "logs/telemetry.log")]
    #[case("/project/a b/t#1%.log", "a%20b/t%231%25.log")]
    #[case("/workshop/t.log", "file:///workshop/t.log")]
    #[case("/other/ä.log", "file:///other/%C3%A4.log")]
    #[case("logs/t:1.log", "logs/t%3A1.log")]
    #[case("./t.log", "t.log")]
    #[case("C:\\logs\\t.log", "file:///C%3A/logs/t.log")]
    #[case("\\\\host\\share\\t.log", "file://host/share/t.log")]
    fn a_path_is_a_uri_from_the_working_folder(#[case] path: &str, #[case] wanted: &str) {
        assert_eq!(uri("/project", path), wanted);
    }

    #[test]
    fn a_title_is_one_word() {
        assert_eq!(name("a raw path or e-mail address"), "ARawPathOrEMailAddress");
        assert_eq!(linkless("[a](http://b)"), "[a\\](http://b)");
    }
}
