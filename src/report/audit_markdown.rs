//! An audit in Markdown, for a pull request or a wiki. What a log says is text in it and nothing
//! else: no link, no markup, no cell of its own.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::audit::{ByDeclaration, Covered, NOT_SHOWN, Regard, Score, Told};
use crate::event::{Severity, visible};

use super::audit_report::{AuditReport, path_covered, path_of};

/// So many places of a finding are told.
const PLACES: usize = 3;

/// What could be markup.
const MARKUP: &str = "\\`*_[]#!|~$";

/// Writes the report.
///
/// # Errors
/// What the writer says.
pub fn audit_markdown(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    writeln!(out, "# Telemetry audit\n\n{}", verdict(report))?;
    findings(out, report, "##")?;
    waived(out, report)?;
    scores(out, report)?;
    coverage(out, report)
}

/// Writes the findings that count, a table a severity, below headings that begin with `level`.
pub(super) fn findings(
    out: &mut impl Write,
    report: &AuditReport<'_>,
    level: &str,
) -> io::Result<()> {
    for severity in Severity::ALL.into_iter().rev() {
        let found: Vec<&Told> = report.open().filter(|told| told.severity == severity).collect();
        if !found.is_empty() {
            writeln!(out, "\n{level} {}\n", heading(severity))?;
            writeln!(out, "| Rule | What | Where it comes from | Value | Events | Places |")?;
            writeln!(out, "|---|---|---|---|--:|---|")?;
            found.iter().try_for_each(|told| finding(out, report, told))?;
        }
    }
    Ok(())
}

/// What it comes to, in a sentence.
pub(super) fn verdict(report: &AuditReport<'_>) -> String {
    let count = |severity, one: &str| {
        let count = report.count(severity);
        format!("{count} {one}{}", if count == 1 { "" } else { "s" })
    };
    let state = match report.open().map(|told| told.severity).max() {
        _ if report.coverage.events == 0 => "**Nothing was audited**",
        Some(Severity::Error) => "**Errors were found**",
        Some(Severity::Warning) => "**To be looked at**",
        Some(Severity::Note) | None => "**Nothing to object to**",
    };
    let mut line = format!(
        "{state}: {}, {}, {} in {} telemetry events",
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note"),
        report.coverage.events
    );
    let waived = report.waived().count();
    if waived > 0 {
        // Writing into a text does not fail.
        let _ = write!(line, ", {waived} waived");
    }
    if report.compared {
        let _ = write!(line, ", {} known from the baseline", report.known());
    }
    line.push('.');
    line
}

fn heading(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Errors",
        Severity::Warning => "Warnings",
        Severity::Note => "Notes",
    }
}

const AT: &str = "<code>&#64;</code>";
const NUMBER: &str = "<code>&#35;</code>";

/// `text` as nothing but text.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in visible(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // These would call a person or name an issue, but not out of code.
            '@' => safe.push_str(AT),
            '#' => safe.push_str(NUMBER),
            c if MARKUP.contains(c) => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    // What begins like the address of a site is made a link, too.
    safe.replace("://", "&#58;//").replace("www.", "www&#46;").replace("WWW.", "WWW&#46;")
}

fn finding(out: &mut impl Write, report: &AuditReport<'_>, told: &Told) -> io::Result<()> {
    let doubt = if told.is_guess() { " (a guess)" } else { "" };
    let value = told.value.as_ref().map(|value| {
        if !value.hidden {
            return escaped(&value.text);
        }
        let text = escaped(&value.text);
        format!("{text} ({} characters, sha256 {})", value.characters, value.digest)
    });
    let places = told.places.iter().take(PLACES);
    let mut places: Vec<String> = places
        .map(|it| escaped(&format!("{}:{}", path_of(&report.folder, it), it.at.line)))
        .collect();
    if told.places.len() > PLACES {
        places.push("…".to_owned());
    }
    writeln!(
        out,
        "| {} | {}{doubt} | {} | {} | {} | {} |",
        escaped(&told.rule),
        escaped(&told.sentence()),
        escaped(&told.subject()),
        value.unwrap_or_default(),
        told.count,
        places.join("<br>")
    )
}

/// Writes the findings that are waived.
pub(super) fn waived(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    if report.waived().next().is_none() {
        return Ok(());
    }
    writeln!(out, "\n## Waived\n\n| Rule | Where it comes from | Events | Why | Until |")?;
    writeln!(out, "|---|---|--:|---|---|")?;
    for told in report.waived() {
        if let Regard::Waived { reason, until } = &told.regard {
            let (rule, reason) = (escaped(&told.rule), escaped(reason));
            writeln!(
                out,
                "| {rule} | {} | {} | {reason} | {until} |",
                escaped(&told.subject()),
                told.count
            )?;
        }
    }
    Ok(())
}

fn scores(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    if !report.scores.is_empty() {
        writeln!(out, "\n## Score cards")?;
    }
    report.scores.iter().try_for_each(|score| card(out, score))
}

fn card(out: &mut impl Write, score: &Score) -> io::Result<()> {
    let name = if score.producer.is_empty() { "unknown producer" } else { &score.producer };
    writeln!(out, "\n### {}\n\n| | |\n|---|---|", escaped(name))?;
    let counted = |list: &mut dyn Iterator<Item = (String, u64)>| {
        list.map(|(name, count)| format!("{} ({count})", escaped(&name)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let to =
        score.destinations.iter().map(|to| (format!("{}{}", to.name, to.by.mark()), to.events));
    let rows = [
        ("Events", format!("{} of {} names", score.events, score.names.all())),
        ("Names", declared(score.names)),
        ("Own properties", declared(score.properties)),
        ("Purposes", counted(&mut score.purposes.iter().map(|(it, n)| ((*it).to_owned(), *n)))),
        ("Destinations", counted(&mut to.into_iter())),
        ("Classifications", counted(&mut score.classifications.iter().cloned())),
        ("Volume", format!("{} bytes, at most {} events a minute", score.bytes, score.peak)),
        ("Identifiers", escaped(&score.identifiers.join(", "))),
        ("Findings", found(score)),
    ];
    for (what, text) in rows {
        writeln!(out, "| {what} | {} |", if text.is_empty() { "–" } else { &text })?;
    }
    Ok(())
}

fn declared(told: ByDeclaration) -> String {
    let ByDeclaration { declared, undeclared, unknown } = told;
    format!("{declared} declared, {undeclared} undeclared, {unknown} not known")
}

/// Findings by severity, the gravest first.
pub(super) fn found(score: &Score) -> String {
    let [notes, warnings, errors] = score.findings;
    let aside = match score.set_aside {
        0 => String::new(),
        aside => format!(", {aside} set aside"),
    };
    format!("{errors} errors, {warnings} warnings, {notes} notes{aside}")
}

fn coverage(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    let coverage = &report.coverage;
    writeln!(out, "\n## What was covered\n")?;
    writeln!(out, "| File | Editor | Records | Events | Unparsed | From | To |")?;
    writeln!(out, "|---|---|--:|--:|--:|---|---|")?;
    coverage.files.iter().try_for_each(|it| file(out, report, it))?;
    writeln!(out)?;
    for line in super::audit_text::coverage_lines(report) {
        writeln!(out, "- {}", escaped(&line))?;
    }
    writeln!(out, "\nA log cannot show:\n")?;
    NOT_SHOWN.iter().try_for_each(|it| writeln!(out, "- {it}"))
}

fn file(out: &mut impl Write, report: &AuditReport<'_>, file: &Covered) -> io::Result<()> {
    let path = path_covered(report, file);
    let (from, to) = file.span.clone().unwrap_or_default();
    let failed = file.failed.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    writeln!(
        out,
        "| {}{} | {} | {} | {} | {} | {} | {} |",
        escaped(path),
        escaped(&failed),
        escaped(&file.product),
        file.records,
        file.events,
        file.unparsed,
        escaped(&from),
        escaped(&to)
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_is_markup(text in "[\\PC\n\r\t|]{0,60}") {
            let safe = escaped(&text).replace(AT, "").replace(NUMBER, "");
            prop_assert!(!safe.contains(['\n', '\r', '<', '>', '@']));
            // What stands behind a backslash is only itself.
            let mut rest = safe.chars();
            while let Some(c) = rest.next() {
                prop_assert!(!matches!(c, '|' | '[' | ']' | '`' | '*' | '_'), "{safe}");
                if c == '\\' {
                    rest.next();
                }
            }
        }
    }
}
