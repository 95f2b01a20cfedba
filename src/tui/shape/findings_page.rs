//! The page of findings as headings, cells and sentences.
//!
//! Says how far it reaches: how many records were looked at, of how many the text is lost, and of
//! how many producers nobody can tell because they have no catalog.

use crate::config::theme::Role;
use crate::store::EventLog;

use super::super::model::{Cursor, FindingsState, Model, Sort};
use super::super::text::{Ink, Inked, all_of, counted, spoken, thousands};
use super::super::work::percent;
use super::figures::{Clock, number};
use super::findings::{COUNT, FIRST, FindingRow, FindingSum, Found, WEIGHT, WHAT, WHERE, Weight};
use super::prose::{COVERAGE, Prose, only_logs};
use super::stats::reading_or_none;
use super::table::{Heading, TablePage};

/// So wide is the word for how much a finding weighs; narrower columns hold its sign.
const WORD: usize = 9;

impl Weight {
    const fn ink(self) -> (Role, &'static str) {
        match self {
            Self::Warning => (Role::Finding, "▲ warning"),
            Self::Note => (Role::FindingNote, "· note"),
        }
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
    let (first, last) = model.findings.sum.range.unzip();
    FindingsPage { model, log, clock: Clock::new(log.shared_zone().clone(), first, last) }
}

impl FindingsPage<'_> {
    const fn state(&self) -> &FindingsState {
        &self.model.findings
    }
}

impl TablePage for FindingsPage<'_> {
    fn headings(&self) -> Vec<Heading> {
        let time = self.clock.width();
        vec![
            Heading::left("weight", (1, WORD), 0),
            Heading::left("finding", (12, 44), 1),
            Heading::left("where", (14, 60), 2),
            Heading { least: 6, ..Heading::right("count", 7, 3) },
            Heading::right("first", time, 4),
            Heading::right("last", time, 5),
        ]
    }

    fn len(&self) -> usize {
        self.state().table.rows.len()
    }

    fn cell(&self, at: usize, column: usize, width: usize) -> Inked {
        let Some(row) = self.state().table.rows.get(at) else { return Inked::new() };
        match column {
            WEIGHT => {
                let (role, text) = row.weight().ink();
                let text = if width < WORD { text.chars().take(1).collect() } else { text.into() };
                vec![Ink { role, text }]
            }
            WHAT => vec![Ink::new(Role::Text, &row.what())],
            WHERE => vec![Ink::new(Role::Event, &row.place_in(width))],
            COUNT => number(row.count),
            FIRST => self.clock.ink(row.first.and_then(|it| it.time)),
            _ => self.clock.ink(row.last.and_then(|it| it.time)),
        }
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
        (&[], 0)
    }

    fn foot(&self) -> Inked {
        let sum = &self.state().sum;
        let mut line = vec![coverage(sum)];
        if sum.lost > 0 {
            let text = format!(" · ▲ the text of {} is lost", thousands(sum.lost));
            line.push(Ink { role: Role::Warning, text });
        }
        if sum.left_out > 0 {
            let text = format!(" · {} more not listed", thousands(sum.left_out));
            line.push(Ink { role: Role::Warning, text });
        }
        if !sum.unknown.is_empty() {
            let of = counted(sum.unknown.len() as u64, "producer");
            let text = format!(" · no catalog for {of}: cannot tell");
            line.push(Ink { role: Role::FindingNote, text });
        }
        if only_logs(self.log) {
            line.push(Ink { role: Role::Muted, text: " · of logs only".to_owned() });
        }
        line
    }

    fn about(&self, at: usize, width: usize) -> Vec<Inked> {
        let Some(row) = self.state().table.rows.get(at) else { return Vec::new() };
        let mut page = Prose::new(width);
        let (role, _) = row.weight().ink();
        let (why, advice) = said(row);
        page.say(role, &why);
        page.say(Role::Muted, advice);
        page.lines
    }

    fn has_about(&self) -> bool {
        true
    }

    fn empty(&self, width: usize) -> Vec<Inked> {
        let sum = &self.state().sum;
        let mut page = Prose::new(width);
        if self.log.is_empty() {
            reading_or_none(&mut page, self.model, self.log);
        } else if sum.looked < sum.all {
            page.say(Role::Text, "Nothing found so far; still looking…");
        } else {
            nothing_found(&mut page, sum, self.log.catalog().is_empty());
            if only_logs(self.log) {
                page.gap();
                page.say(Role::Muted, COVERAGE);
            }
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

/// How much was looked at, and how far that is.
fn coverage(sum: &FindingSum) -> Ink {
    if sum.looked < sum.all {
        let part = percent((sum.looked, sum.all));
        return Ink { role: Role::Accent, text: format!("looking… {part} %") };
    }
    Ink { role: Role::Muted, text: format!("{} looked at", thousands(sum.all)) }
}

/// Why it is a finding, and what to do.
fn said(row: &FindingRow) -> (String, &'static str) {
    match &row.found {
        Found::Undeclared { producer, event } => (
            format!("The catalog of {producer} does not list {event}."),
            "Declare it (telltail catalog draft writes a beginning), or name the catalog of the \
             build that wrote this log with --catalog FILE.",
        ),
        Found::Property { producer, event, key } => (
            format!(
                "The declaration of {event} does not list {key}, nor do the common properties of \
                 {producer}."
            ),
            "Declare it with its classification and purpose, or send it no more.",
        ),
        Found::Oddity { note, source } => (
            format!("{}: {note}.", spoken(source)),
            "What could be read of it counts; the Raw tab of the event shows the rest.",
        ),
        Found::Raw { source } => (
            format!("{} holds lines without a stamp and a level.", spoken(source)),
            "No logger wrote them: another program did, or they are the rest of a record that was \
             cut. -kind:raw hides them.",
        ),
    }
}

/// That nothing was found says only what was looked at.
fn nothing_found(page: &mut Prose, sum: &FindingSum, no_catalog: bool) {
    let looked = counted(sum.all, "record");
    page.say(Role::Ok, &format!("Nothing found in {looked}."));
    page.gap();
    page.item("·", "every line could be read as what it is");
    if no_catalog {
        page.item(
            "·",
            "whether events are declared is unknown: there is no catalog, --catalog FILE names one",
        );
        return;
    }
    page.item("·", "every event whose producer has a catalog is in it, with its properties");
    if !sum.unknown.is_empty() {
        let of = counted(sum.unknown.len() as u64, "producer");
        let names: Vec<&str> = sum.unknown.iter().map(String::as_str).take(5).collect();
        let text = format!("no catalog for {of} ({}): nobody can tell", names.join(", "));
        page.item("·", &text);
    }
}
