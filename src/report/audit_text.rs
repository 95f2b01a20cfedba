//! An audit for a person at a terminal: the gravest first, what is alike together.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::audit::{NOT_SHOWN, Regard, Shown, Told};
use crate::event::{Severity, visible};

use super::audit_markdown::found;
use super::audit_report::{AuditReport, path_covered, path_of};
use super::table::Table;

/// So much of a value fits beside the rest.
const VALUE: usize = 60;

/// How an audit is written as text.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditText {
    /// Whether to colour.
    pub colour: bool,
}

/// Writes findings, waived ones, score cards, what was covered, and what to do next.
///
/// # Errors
/// What the writer says.
pub fn audit_text(
    out: &mut impl Write,
    report: &AuditReport<'_>,
    form: AuditText,
) -> io::Result<()> {
    let open: Vec<&Told> = report.open().collect();
    let alike = |a: &&Told, b: &&Told| {
        (a.severity, &a.rule, &a.message, a.by) == (b.severity, &b.rule, &b.message, b.by)
    };
    for group in open.chunk_by(alike) {
        if let Some(first) = group.first() {
            writeln!(out, "{}", form.heading(first))?;
            rows(report, group).write_indented(out)?;
            writeln!(out)?;
        }
    }
    waived(out, report)?;
    audit_text_end(out, report)
}

/// Writes what follows the findings.
///
/// # Errors
/// What the writer says.
pub fn audit_text_end(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    scores(out, report)?;
    coverage(out, report)?;
    writeln!(out, "{}", last_line(report))
}

/// One finding in one line, for what comes one by one.
///
/// # Errors
/// What the writer says.
pub fn finding_line(
    out: &mut impl Write,
    folder: &str,
    told: &Told,
    form: AuditText,
) -> io::Result<()> {
    let place = told.places.first().map(|it| format!("{}:{}", path_of(folder, it), it.at.line));
    let words =
        [visible(&told.subject()).into_owned(), told.value.as_ref().map(value).unwrap_or_default()];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let place = place.map(|place| format!("  {}", visible(&place))).unwrap_or_default();
    writeln!(out, "{}  {}{place}", form.heading(told), words.join("  "))
}

impl AuditText {
    /// Severity, rule, title and what is wrong.
    fn heading(self, told: &Told) -> String {
        let style = if self.colour { style(told.severity) } else { Style::new() };
        let doubt = if told.is_guess() { " (a guess)" } else { "" };
        format!(
            "{style}{:<7}{style:#} {} {}{doubt}",
            told.severity,
            visible(&told.rule),
            visible(&told.sentence())
        )
    }
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

fn rows(report: &AuditReport<'_>, group: &[&Told]) -> Table {
    let mut table = Table::new(&[">", "", "", ""]);
    for told in group {
        let place =
            told.places.first().map(|it| format!("{}:{}", path_of(&report.folder, it), it.at.line));
        table.row(vec![
            if told.count == 0 { String::new() } else { format!("{}x", told.count) },
            visible(&told.subject()).into_owned(),
            told.value.as_ref().map(value).unwrap_or_default(),
            visible(&place.unwrap_or_default()).into_owned(),
        ]);
    }
    table
}

fn value(value: &Shown) -> String {
    let text = visible(&value.text);
    let short = match text.char_indices().nth(VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    };
    if !value.hidden {
        return short;
    }
    format!("{short} ({} characters, sha256 {})", value.characters, value.digest)
}

fn waived(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    if report.waived().next().is_none() {
        return Ok(());
    }
    writeln!(out, "waived")?;
    let mut table = Table::new(&["", "", "", ""]);
    for told in report.waived() {
        if let Regard::Waived { reason, until } = &told.regard {
            let reason = visible(reason).into_owned();
            table.row(vec![
                visible(&told.rule).into_owned(),
                visible(&told.subject()).into_owned(),
                format!("until {until}"),
                reason,
            ]);
        }
    }
    table.write_indented(out)?;
    writeln!(out)
}

fn scores(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    if report.scores.is_empty() {
        return Ok(());
    }
    let headings =
        ["producer", ">events", ">undeclared", ">peak/min", ">bytes", "destinations", "findings"];
    let mut table = Table::new(&headings);
    for score in &report.scores {
        let to = score.destinations.iter().map(|to| format!("{}{}", to.name, to.by.mark()));
        let undeclared = match (score.names.unknown, score.names.undeclared) {
            (1.., 0) => "?".to_owned(),
            (_, undeclared) => undeclared.to_string(),
        };
        let name = if score.producer.is_empty() { "-" } else { &score.producer };
        table.row(vec![
            visible(name).into_owned(),
            score.events.to_string(),
            undeclared,
            score.peak.to_string(),
            score.bytes.to_string(),
            visible(&to.collect::<Vec<_>>().join(", ")).into_owned(),
            found(score),
        ]);
    }
    table.write(out)?;
    writeln!(out)
}

fn coverage(out: &mut impl Write, report: &AuditReport<'_>) -> io::Result<()> {
    let headings = ["file", "editor", ">records", ">events", ">unparsed", "from", "to"];
    let mut table = Table::new(&headings);
    for file in &report.coverage.files {
        let path = path_covered(report, file);
        let (from, to) = file.span.clone().unwrap_or_default();
        let failed = file.failed.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        table.row(vec![
            visible(&format!("{path}{failed}")).into_owned(),
            visible(&file.product).into_owned(),
            file.records.to_string(),
            file.events.to_string(),
            file.unparsed.to_string(),
            from,
            to,
        ]);
    }
    table.write(out)?;
    writeln!(out)?;
    for line in coverage_lines(report) {
        writeln!(out, "{}", visible(&line))?;
    }
    NOT_SHOWN.iter().try_for_each(|it| writeln!(out, "a log cannot show {it}"))?;
    writeln!(out)
}

/// What was covered, beside the files.
pub(super) fn coverage_lines(report: &AuditReport<'_>) -> Vec<String> {
    let coverage = &report.coverage;
    let mut lines = vec![format!(
        "{} telemetry events of {} records were audited; {} records could not be read",
        coverage.events, coverage.records, coverage.unparsed
    )];
    if let Some(filter) = &coverage.filter {
        lines.push(format!("only events that pass the filter {filter}"));
    }
    if coverage.dropped > 0 {
        let dropped = coverage.dropped;
        lines.push(format!("the text of {dropped} events was dropped to save memory: not audited"));
    }
    if !coverage.undeclared.is_empty() {
        let names = coverage.undeclared.join(", ");
        lines.push(format!("no catalog of {names}: what they declared is not known"));
    }
    lines.push(match coverage.looked_for.as_slice() {
        [] => "no name of this machine was looked for: it has none that is not commonplace".into(),
        names => format!("looked for this machine's {}", names.join(", ")),
    });
    if report.left_out > 0 {
        lines.push(format!("{} more hits are in no finding: there are too many", report.left_out));
    }
    lines
}

/// How many there are, and what to do next.
fn last_line(report: &AuditReport<'_>) -> String {
    let count = |severity: Severity| {
        let count = report.count(severity);
        format!("{count} {severity}{}", if count == 1 { "" } else { "s" })
    };
    let mut line = Severity::ALL.into_iter().rev().map(count).collect::<Vec<_>>().join(", ");
    let waived = report.waived().count();
    if waived > 0 {
        line = format!("{line}, {waived} waived");
    }
    if report.compared {
        line = format!("{line}, {} known from the baseline", report.known());
    }
    match report.open().find(|told| told.filter.is_some()) {
        Some(told) => format!(
            "{line}; --filter rule:{} shows the events of one rule, also with `telltail print` and on \
             the screen; `telltail audit --rules` says what to do",
            visible(&told.rule)
        ),
        None => line,
    }
}
