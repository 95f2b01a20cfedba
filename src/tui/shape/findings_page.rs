//! The page of findings as headings, cells and sentences.
//!
//! Says how far it reaches: how many records were looked at, and of how many the text is lost.

use std::borrow::Cow;

use crate::audit::Place;
use crate::config::theme::Role;
use crate::event::Severity;
use crate::store::EventLog;

use super::super::model::{Cursor, FindingsState, Model, Sort};
use super::super::text::{Ink, Inked, all_of, counted, spoken, start_of_bytes, thousands};
use super::super::work::percent;
use super::figures::{Clock, number};
use super::findings::{COUNT, FIRST, FindingRow, KEY, RULE, WEIGHT, WHAT, WHERE};
use super::prose::{Prose, only_logs};
use super::stats::reading_or_none;
use super::table::{Heading, TablePage};

/// So wide is the word for how much a finding weighs; narrower columns hold its sign.
const WORD: usize = 9;

/// The sign of what does not count.
const WAIVED: &str = "✓";

/// The tabs of the page.
pub(super) const FINDING_TABS: [&str; 2] = ["findings", "score cards"];

/// So many lines below the table say what is known of a finding, where there is room.
const ABOUT: u16 = 10;

/// So much of a value is shown there, in bytes.
const SAMPLE: usize = 400;

/// So many places are named there.
const PLACES: usize = 5;

/// The sign of a severity, which tells it without colour.
pub(in crate::tui) const fn severity_sign(severity: Severity) -> (Role, &'static str) {
    match severity {
        Severity::Error => (Role::Error, "▲"),
        Severity::Warning => (Role::Finding, "△"),
        Severity::Note => (Role::FindingNote, "·"),
    }
}

/// The page.
pub(in crate::tui) struct FindingsPage<'a> {
    model: &'a Model,
    log: &'a EventLog,
    clock: Clock,
}

/// The page as it is now.
pub(in crate::tui) fn findings_page<'a>(model: &'a Model, log: &'a EventLog) -> FindingsPage<'a> {
    let (first, last) = model.findings.range.unzip();
    FindingsPage { model, log, clock: Clock::new(log.shared_zone().clone(), first, last) }
}

impl FindingsPage<'_> {
    const fn state(&self) -> &FindingsState {
        &self.model.findings
    }

    /// A name, or a sentence with names in it, as it may be shown.
    fn veiled<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.model.veils().of_names().text(text, "")
    }
}

impl TablePage for FindingsPage<'_> {
    fn headings(&self) -> Vec<Heading> {
        let time = self.clock.width();
        vec![
            Heading::left("weight", (1, WORD), 0),
            Heading::left("rule", (6, 9), 1),
            Heading::left("finding", (12, 40), 1),
            Heading::left("where", (14, 60), 2),
            Heading::left("key", (8, 24), 4),
            Heading { least: 6, ..Heading::right("count", 7, 3) },
            Heading::right("first", time, 5),
            Heading::right("last", time, 6),
        ]
    }

    fn len(&self) -> usize {
        self.state().table.rows.len()
    }

    fn cell(&self, at: usize, column: usize, width: usize) -> Inked {
        let Some(row) = self.state().table.rows.get(at) else { return Inked::new() };
        let finding = &row.finding;
        let cell = match column {
            WEIGHT => {
                let (role, sign) = severity_sign(finding.severity);
                let word = match row.waived {
                    _ if width < WORD => "",
                    Some(_) => "waived",
                    None => finding.severity.as_str(),
                };
                let sign = if row.waived.is_some() { WAIVED } else { sign };
                vec![Ink { role, text: format!("{sign} {word}").trim_end().to_owned() }]
            }
            RULE => vec![Ink::new(Role::Muted, &finding.rule)],
            WHAT => vec![Ink::new(Role::Text, &self.veiled(&row.what()))],
            WHERE => vec![Ink::new(Role::Event, &self.veiled(&row.place_in(width)))],
            KEY => vec![Ink::new(Role::JsonKey, &self.veiled(row.key()))],
            COUNT if finding.seen.is_none() => vec![Ink::new(Role::Muted, "–")],
            COUNT => number(finding.count()),
            FIRST => self.clock.ink(row.first.and_then(|it| it.time)),
            _ => self.clock.ink(row.last.and_then(|it| it.time)),
        };
        if row.waived.is_none() {
            return cell;
        }
        cell.into_iter().map(|ink| Ink { role: Role::Context, ..ink }).collect()
    }

    fn whole(&self, _: usize, _: usize) -> Option<Inked> {
        None
    }

    fn title(&self) -> Inked {
        let all = all_of(self.log.len(), "record");
        vec![
            Ink { role: Role::Title, text: "Findings".to_owned() },
            Ink { role: Role::Muted, text: format!(" in {all}") },
        ]
    }

    fn tabs(&self) -> (&'static [&'static str], usize) {
        (&FINDING_TABS, 0)
    }

    fn foot(&self) -> Inked {
        let audited = &self.model.audited;
        let mut line = vec![self.coverage()];
        for severity in Severity::ALL.into_iter().rev() {
            let count = audited.count(severity) as u64;
            if count > 0 {
                let (role, sign) = severity_sign(severity);
                let text = format!(" · {sign} {}", counted(count, severity.as_str()));
                line.push(Ink { role, text });
            }
        }
        let waived = audited.waived() as u64;
        if waived > 0 {
            let text = format!(" · {WAIVED} {} waived", thousands(waived));
            line.push(Ink { role: Role::Context, text });
        }
        let lost = self.log.dropped().events;
        if lost > 0 {
            let text = format!(" · ▲ the text of {} is lost", thousands(lost));
            line.push(Ink { role: Role::Warning, text });
        }
        if audited.left_out > 0 {
            let text = format!(" · {} more not listed", thousands(audited.left_out));
            line.push(Ink { role: Role::Warning, text });
        }
        if only_logs(self.log) {
            line.push(Ink { role: Role::Muted, text: " · of logs only".to_owned() });
        }
        line
    }

    fn about(&self, at: usize, width: usize) -> Vec<Inked> {
        let Some(row) = self.state().table.rows.get(at) else { return Vec::new() };
        let mut page = Prose::new(width);
        self.said(row, &mut page);
        page.lines
    }

    fn about_lines(&self) -> u16 {
        ABOUT
    }

    fn empty(&self, width: usize) -> Vec<Inked> {
        let mut page = Prose::new(width);
        if self.log.is_empty() {
            reading_or_none(&mut page, self.model, self.log);
        } else if self.model.audited.is_whole(self.log) {
            nothing_found(&mut page, self.log);
            page.say_coverage(self.log);
        } else {
            page.say(Role::Text, "Nothing found so far; still looking…");
        }
        page.lines
    }

    fn cursor(&self) -> Cursor {
        self.state().table.cursor
    }

    fn sort(&self) -> Sort {
        self.state().table.sort
    }
}

impl FindingsPage<'_> {
    /// How much was looked at, and how far that is.
    fn coverage(&self) -> Ink {
        let audited = &self.model.audited;
        if audited.is_whole(self.log) {
            let text = format!("{} looked at", thousands(self.log.len() as u64));
            return Ink { role: Role::Muted, text };
        }
        let part = percent((audited.progress.0 as u64, self.log.len() as u64));
        Ink { role: Role::Accent, text: format!("looking… {part} %") }
    }

    /// What is found, what is to be done about it, how certain it is, and where it stands.
    fn said(&self, row: &FindingRow, page: &mut Prose) {
        let finding = &row.finding;
        let auditor = &self.model.audited.auditor;
        let (role, sign) = severity_sign(finding.severity);
        let message = match (row.key(), finding.in_name) {
            ("", _) => capital(&finding.message),
            (key, true) => format!("in the name {key}: {}", finding.message),
            (key, false) => format!("{key}: {}", finding.message),
        };
        page.say(role, &format!("{sign} {}.", self.veiled(&message)));
        if let Some(waiver) = &row.waived {
            let reason = &waiver.reason;
            page.say(Role::Context, &format!("Waived until {}: {reason}", waiver.until));
        }
        if let Some(sample) = auditor.sample(self.log, finding) {
            let revealed = row.first.is_some_and(|it| self.model.revealed.has(it.id));
            let shown = if revealed { &sample.clear } else { &sample.masked };
            page.say(Role::JsonString, start_of_bytes(shown, SAMPLE));
        }
        let Some(about) = auditor.context().about(&finding.rule) else { return };
        page.say(Role::Text, &about.advice);
        page.say(Role::Muted, &about.certainty);
        page.say(Role::Muted, &about.explanation);
        let places = auditor.places(self.log, finding);
        let place =
            |it: &Place| format!("{} line {}", spoken(&it.at.source), thousands(it.at.line));
        let places: Vec<String> = places.iter().take(PLACES).map(place).collect();
        if !places.is_empty() {
            page.say(Role::Muted, &format!("In {}.", places.join(", ")));
        }
    }
}

/// A sentence's beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// That nothing was found says only what was looked at.
fn nothing_found(page: &mut Prose, log: &EventLog) {
    let looked = counted(log.len() as u64, "record");
    page.say(Role::Ok, &format!("No findings in {looked}."));
    page.gap();
    page.item("·", "no rule of the audit fires; rule:, severity: and pii: filter by them");
    if log.catalog().is_empty() {
        page.item(
            "·",
            "whether events are declared is unknown: there is no catalog, --catalog FILE names one",
        );
    }
}
