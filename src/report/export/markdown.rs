//! A report on events, for a bug or an audit: what it is of, how many there are of each sort, what
//! was found in them, the events as a table, and what the first of them hold.
//!
//! What a log says is text in it and nothing else. Private values are masked, unless they are to
//! be shown or are replaced by pseudonyms.

mod entry;
mod sums;

use std::io;
use std::sync::Arc;

use jiff::civil::Date;

use crate::audit::{AuditOf, Auditor, Coverage, Regard, Told, Waivers};
use crate::event::EventId;
use crate::privacy::Hint;
use crate::store::{EventLog, Lost, Text};

use super::super::audit_markdown::{escaped, findings, verdict, waived};
use super::super::audit_report::AuditReport;
use super::exporter::{Exporter, Pen};
use entry::{Draft, Entry};
use sums::Sums;

/// So many events are in the table; more are for a machine to read.
const ROWS: usize = 1000;

/// Of so many events it is told what they hold.
const DETAILS: usize = 100;

/// What a report is made with.
#[derive(Clone, Debug)]
pub struct Report {
    /// What judges events, and finds what is private in them.
    pub auditor: Arc<Auditor>,
    /// Which events these are: `all events`, `marked events`.
    pub which: String,
    /// The filter that they pass; empty where there is none.
    pub filter: String,
    /// Whether they are all of the log: then what rules concluded of it is told, too.
    pub whole: bool,
    /// Whether values are shown as they were logged.
    pub show_values: bool,
    /// The folder that paths are told from.
    pub folder: String,
    /// What does not count.
    pub waivers: Waivers,
    /// The day on which that is asked.
    pub today: Date,
}

/// Events as a report.
#[derive(Debug)]
pub(super) struct Markdown(Report);

/// What a report remembers until it is written.
#[derive(Debug, Default)]
pub(super) struct Book {
    sums: Sums,
    entries: Vec<Entry>,
    audit: Option<AuditOf>,
}

impl Markdown {
    pub(super) const fn new(report: Report) -> Self {
        Self(report)
    }

    /// A text under a key as it may be told.
    fn told(&self, text: &str, key: &str, pen: &mut Pen<'_>) -> String {
        match key {
            _ if pen.redactor.is_none() => self.0.masked(text, key),
            "" => pen.text(text).into_owned(),
            key => pen.value(key, text).into_owned(),
        }
    }

    fn head(&self, book: &Book, log: &EventLog, pen: &mut Pen<'_>) -> io::Result<()> {
        let Report { which, filter, .. } = &self.0;
        let (count, of) = (book.sums.events, log.len());
        writeln!(pen.out, "# Telemetry events\n\n| | |\n|---|---|")?;
        writeln!(pen.out, "| Events | {count} of {of}: {} |", escaped(which))?;
        if !filter.is_empty() {
            let filter = self.told(filter, "", pen);
            writeln!(pen.out, "| Filter | {} |", escaped(&filter))?;
        }
        if let Some((first, last)) = book.sums.span {
            let zone = log.shared_zone();
            writeln!(pen.out, "| Time | {} to {} |", zone.rfc3339(first), zone.rfc3339(last))?;
        }
        for (source, count) in book.sums.sources(log) {
            let label = self.told(&source.label, "", pen);
            let session = source.session.as_deref().map(|it| format!(", session {it}"));
            let told = format!("{label}: {}{}", source.product, session.unwrap_or_default());
            writeln!(pen.out, "| Source | {} ({count} events) |", escaped(&told))?;
        }
        let how = match (pen.redactor.is_some(), self.0.show_values) {
            (true, _) => "what is personal is replaced by pseudonyms",
            (false, true) => "as they were logged",
            (false, false) => "what looks private is masked",
        };
        writeln!(pen.out, "| Values | {how} |")?;
        writeln!(pen.out, "| Made by | telltail {} |", env!("CARGO_PKG_VERSION"))
    }

    fn findings(&self, book: &Book, log: &EventLog, pen: &mut Pen<'_>) -> io::Result<()> {
        let Some(audit) = &book.audit else { return Ok(()) };
        // A mask would hide from the redactor what stands around it.
        let clear = self.0.show_values || pen.redactor.is_some();
        let found = audit.findings(log, self.0.whole);
        let told = found.list.iter().map(|finding| {
            let mut told = Told::of(&self.0.auditor, log, finding, clear);
            if pen.redactor.is_some() {
                redact(&mut told, pen);
            }
            for place in &mut told.places {
                place.at.path = pen.text(&place.at.path).into_owned();
                place.at.source = pen.text(&place.at.source).into_owned();
            }
            let waiver = self.0.waivers.of(finding, self.0.today);
            let regard = waiver.map_or(Regard::Open, |waiver| Regard::Waived {
                reason: pen.text(&waiver.reason).into_owned(),
                until: waiver.until.to_string(),
            });
            Told { regard, ..told }
        });
        let report = AuditReport {
            findings: told.collect(),
            left_out: found.left_out,
            scores: Vec::new(),
            coverage: Coverage { events: book.sums.telemetry, ..Coverage::default() },
            rules: Vec::new(),
            whole: self.0.whole,
            zone: log.shared_zone().clone(),
            compared: false,
            folder: self.0.folder.clone(),
        };
        writeln!(pen.out, "\n## Findings\n\n{}", verdict(&report))?;
        findings(&mut pen.out, &report, "###")?;
        waived(&mut pen.out, &report)
    }

    fn events(book: &Book, pen: &mut Pen<'_>) -> io::Result<()> {
        writeln!(pen.out, "\n## Events\n")?;
        if book.entries.is_empty() {
            return writeln!(pen.out, "There are none.");
        }
        writeln!(
            pen.out,
            "| | Time | Level | Destination | Purpose | Producer | Event | Findings |\n\
             |--:|---|---|---|---|---|---|---|"
        )?;
        for (at, entry) in book.entries.iter().enumerate() {
            entry.row(pen.out, at + 1)?;
        }
        let events = book.sums.events;
        if events > book.entries.len() {
            writeln!(
                pen.out,
                "\nThese are the first {} of {events} events; an export as NDJSON has all.",
                book.entries.len()
            )?;
        }
        writeln!(pen.out, "\n## What they hold\n")?;
        for (at, entry) in book.entries.iter().take(DETAILS).enumerate() {
            entry.details(pen.out, at + 1)?;
        }
        if book.entries.len() > DETAILS {
            writeln!(pen.out, "\nOf the events from {} on it is not told here.", DETAILS + 1)?;
        }
        Ok(())
    }
}

impl Exporter for Markdown {
    type Draft = Draft;
    type Book = Book;

    fn tells_places(&self) -> bool {
        true
    }

    fn draft(&self, text: &Text<'_>) -> Result<Draft, Lost> {
        Ok(Draft::of(&text.whole()))
    }

    fn write(
        &self,
        book: &mut Book,
        drafts: &mut dyn Iterator<Item = Draft>,
        pen: &mut Pen<'_>,
    ) -> io::Result<()> {
        for draft in drafts {
            // What is not written is drafted at most once more than it is asked for.
            if book.entries.len() < ROWS {
                let detailed = book.entries.len() < DETAILS;
                let redacts = pen.redactor.is_some();
                let veil = &mut |text: &str, key: &str| self.told(text, key, pen);
                book.entries.push(draft.told(detailed, redacts, veil));
            }
        }
        Ok(())
    }

    fn look(&self, book: &mut Book, log: &EventLog, ids: &[EventId]) {
        book.sums.add(log, ids);
        let audit = book.audit.get_or_insert_with(|| AuditOf::new(Arc::clone(&self.0.auditor)));
        audit.look(log, ids);
    }

    fn is_full(&self, book: &Book) -> bool {
        book.entries.len() >= ROWS
    }

    fn goes_on_shifted(&self) -> bool {
        // What was found keeps where it was seen first.
        false
    }

    fn end(&self, book: Book, log: &EventLog, pen: &mut Pen<'_>) -> io::Result<()> {
        self.head(&book, log, pen)?;
        let redacts = pen.redactor.is_some();
        let report = Report { show_values: self.0.show_values && !redacts, ..self.0.clone() };
        let Pen { out, redactor, .. } = &mut *pen;
        book.sums.write(log, out, &mut |name| match redactor {
            Some(redactor) => redactor.text(name).into_owned(),
            None => report.masked(name, ""),
        })?;
        self.findings(&book, log, pen)?;
        Self::events(&book, pen)
    }
}

/// What a finding says in clear, with pseudonyms.
fn redact(told: &mut Told, pen: &mut Pen<'_>) {
    if let Some(value) = &mut told.value {
        let key = told.key.as_deref().unwrap_or_default();
        value.text = pen.value(key, &value.text).into_owned();
    }
    let names = [&mut told.event, &mut told.key, &mut told.filter].into_iter().flatten();
    for text in names.chain([&mut told.producer, &mut told.message]) {
        *text = pen.text(text).into_owned();
    }
}

impl Report {
    /// A text under a key without what is private in it, unless that is to be shown.
    fn masked(&self, text: &str, key: &str) -> String {
        if self.show_values {
            return text.to_owned();
        }
        self.auditor.context().scanner.mask(text, Hint::of(key)).into_owned()
    }
}
