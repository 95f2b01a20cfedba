//! The page of findings: what of the records that are shown could not be read as what they are,
//! and what nobody declared.
//!
//! Says how far it reaches: how many records were looked at, of how many the text is lost, and of
//! how many producers nobody can tell because they have no catalog.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::config::theme::Role;
use crate::event::{Declared, Kind};
use crate::query::{Expr, Field, Op, Term, Wanted};
use crate::search::{View, Volume};
use crate::store::{EventLog, Row};

use super::super::model::{Cursor, FindingsState, Model, Record, Sort};
use super::super::text::{Ink, Inked, counted, thousands, width};
use super::prose::Prose;
use super::stats::{nothing_shown, shown_title};
use super::table::{Clock, Heading, Sheet, number};

/// The columns.
const WEIGHT: usize = 0;
const WHAT: usize = 1;
const WHERE: usize = 2;
const COUNT: usize = 3;
const FIRST: usize = 4;
const LAST: usize = 5;

/// So wide is the word for how much a finding weighs; narrower columns hold its sign.
const WORD: usize = 9;

/// How much a finding weighs; what weighs more comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Weight {
    Warning,
    Note,
}

impl Weight {
    const fn ink(self) -> (Role, &'static str) {
        match self {
            Self::Warning => (Role::Finding, "▲ warning"),
            Self::Note => (Role::FindingNote, "· note"),
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Found {
    /// The catalog of its producer does not list the event.
    Undeclared { producer: String, event: String },
    /// Its declaration does not list a property.
    Property { producer: String, event: String, key: String },
    /// Something is odd about how it was written; where.
    Oddity { note: String, source: String },
    /// Lines without a stamp.
    Raw,
}

/// One thing that was found, however often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct FindingRow {
    pub(in crate::tui) found: Found,
    pub(in crate::tui) volume: Volume,
}

impl Record for FindingRow {
    fn is_same(&self, other: &Self) -> bool {
        self.found == other.found
    }
}

impl FindingRow {
    const fn weight(&self) -> Weight {
        match self.found {
            Found::Undeclared { .. } | Found::Property { .. } => Weight::Warning,
            Found::Oddity { .. } | Found::Raw => Weight::Note,
        }
    }

    fn what(&self) -> String {
        match &self.found {
            Found::Undeclared { .. } => "not declared".to_owned(),
            Found::Property { key, .. } => format!("property {key} not declared"),
            Found::Oddity { note, .. } => note.clone(),
            Found::Raw => "line without a stamp".to_owned(),
        }
    }

    fn place(&self) -> String {
        match &self.found {
            Found::Undeclared { producer, event } | Found::Property { producer, event, .. } => {
                format!("{producer}/{event}")
            }
            Found::Oddity { source, .. } => source.clone(),
            Found::Raw => String::new(),
        }
    }

    /// The same in some columns: where both have no room, the event without its producer.
    fn place_in(&self, columns: usize) -> String {
        let place = self.place();
        match &self.found {
            Found::Undeclared { event, .. } | Found::Property { event, .. }
                if width(&place) > columns =>
            {
                event.clone()
            }
            _ => place,
        }
    }

    /// The filter that shows its events.
    pub(in crate::tui) fn term(&self) -> Expr {
        let is =
            |field, text: &str| Expr::Term(Term::new(field, Op::Equal, vec![Wanted::word(text)]));
        match &self.found {
            Found::Undeclared { producer, event } | Found::Property { producer, event, .. } => {
                Expr::and([is(Field::Producer, producer), is(Field::Event, event)])
            }
            Found::Oddity { note, source } => {
                Expr::and([is(Field::Note, note), is(Field::Source, source)])
            }
            Found::Raw => is(Field::Kind, Kind::Raw.as_str()),
        }
    }

    /// Whether an event is one of those it is about, as far as columns tell.
    pub(in crate::tui) fn is_about(&self, row: Row<'_>) -> bool {
        match &self.found {
            Found::Undeclared { producer, event } | Found::Property { producer, event, .. } => {
                row.kind() == Kind::Event && row.producer() == producer && row.event() == event
            }
            Found::Oddity { source, .. } => row.source().label == *source,
            Found::Raw => row.kind() == Kind::Raw,
        }
    }
}

/// How much was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct FindingSum {
    /// Records that are shown, and the first and the last of them.
    pub(in crate::tui) all: Volume,
    /// Of so many the text is lost.
    pub(in crate::tui) lost: u64,
    /// Producers without a catalog: nobody can tell what they declared.
    pub(in crate::tui) unknown: BTreeSet<String>,
}

/// What is found in a view, in no order; `None` while its sums are being counted.
pub(in crate::tui) fn finding_rows(
    log: &EventLog,
    view: &View,
) -> Option<(Vec<FindingRow>, FindingSum)> {
    let chart = view.chart()?;
    let mut sum = FindingSum { lost: view.unread(), ..FindingSum::default() };
    let mut found: BTreeMap<Found, Volume> = BTreeMap::new();
    for ((_, class), volume) in log.classes_from(0).zip(chart.volumes()) {
        if volume.count == 0 {
            continue;
        }
        sum.all = joined(&sum.all, volume);
        let what = match (class.kind(), class.declared()) {
            (Kind::Raw, _) => Found::Raw,
            (Kind::Event, Some(Declared::No)) => Found::Undeclared {
                producer: class.producer().to_owned(),
                event: class.event().to_owned(),
            },
            (Kind::Event, Some(Declared::Unknown)) => {
                sum.unknown.insert(class.producer().to_lowercase());
                continue;
            }
            _ => continue,
        };
        let known = found.entry(what).or_default();
        *known = joined(known, volume);
    }
    let rows = found.into_iter().map(|(found, volume)| FindingRow { found, volume });
    Some((rows.collect(), sum))
}

/// Two volumes as one.
pub(super) fn joined(a: &Volume, b: &Volume) -> Volume {
    let first = [a.first, b.first].into_iter().flatten().min();
    Volume { count: a.count + b.count, bytes: a.bytes + b.bytes, first, last: a.last.max(b.last) }
}

/// Sorts rows. What is equal stands by count, then by what it is.
pub(in crate::tui) fn sort_findings(rows: &mut [FindingRow], sort: Sort) {
    let by_count = |a: &FindingRow, b: &FindingRow| b.volume.count.cmp(&a.volume.count);
    rows.sort_by(|a, b| {
        let order = match sort.column {
            WHAT => a.what().cmp(&b.what()),
            WHERE => a.place().cmp(&b.place()),
            COUNT => by_count(a, b),
            FIRST => b.volume.first.cmp(&a.volume.first),
            LAST => b.volume.last.cmp(&a.volume.last),
            _ => a.weight().cmp(&b.weight()),
        };
        let order: Ordering = if sort.reversed { order.reverse() } else { order };
        order.then_with(|| by_count(a, b)).then_with(|| a.found.cmp(&b.found))
    });
}

/// The page.
pub(in crate::tui) struct FindingsSheet<'a> {
    model: &'a Model,
    log: &'a EventLog,
    view: &'a View,
    clock: Clock,
}

/// The page as it is now.
pub(in crate::tui) fn findings_sheet<'a>(
    model: &'a Model,
    log: &'a EventLog,
    view: &'a View,
) -> FindingsSheet<'a> {
    let Volume { first, last, .. } = model.findings.sum.all;
    FindingsSheet { model, log, view, clock: Clock::new(log.shared_zone().clone(), first, last) }
}

impl FindingsSheet<'_> {
    const fn state(&self) -> &FindingsState {
        &self.model.findings
    }
}

impl Sheet for FindingsSheet<'_> {
    fn headings(&self) -> Vec<Heading> {
        let time = self.clock.width();
        vec![
            Heading::left("", (1, WORD), 0),
            Heading::left("finding", (12, 40), 1),
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
            COUNT => number(row.volume.count),
            FIRST => self.clock.ink(row.volume.first),
            _ => self.clock.ink(row.volume.last),
        }
    }

    fn whole(&self, _: usize, _: usize) -> Option<Inked> {
        None
    }

    fn title(&self) -> Inked {
        shown_title("Findings", self.log, self.view)
    }

    fn tabs(&self) -> (&'static [&'static str], usize) {
        (&[], 0)
    }

    fn foot(&self) -> Inked {
        let FindingSum { all, lost, unknown } = &self.state().sum;
        let looked = thousands(all.count);
        let mut line = vec![Ink { role: Role::Muted, text: format!("{looked} looked at") }];
        if *lost > 0 {
            let text = format!(" · ▲ the text of {} is lost", counted(*lost, "record"));
            line.push(Ink { role: Role::Warning, text });
        }
        if !unknown.is_empty() {
            let of = counted(unknown.len() as u64, "producer");
            let text = format!(" · no catalog for {of}: cannot tell");
            line.push(Ink { role: Role::FindingNote, text });
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
        if sum.all.count == 0 {
            return nothing_shown(self.model, self.log, self.view, width);
        }
        let mut page = Prose::new(width);
        nothing_found(&mut page, sum, self.log.catalog().is_empty());
        page.lines
    }

    fn cursor(&self) -> Cursor {
        self.state().table.cursor
    }

    fn sort(&self) -> Sort {
        self.state().table.sort
    }
}

/// Why it is a finding, and what to do.
fn said(row: &FindingRow) -> (String, &'static str) {
    match &row.found {
        Found::Undeclared { producer, event } => (
            format!("The catalog of {producer} does not list {event}."),
            "Declare it (telltail catalog draft writes a beginning), or name the catalog of the \
             build that wrote this log with --catalog FILE.",
        ),
        Found::Property { event, key, .. } => (
            format!(
                "The declaration of {event} does not list {key}, nor do the common properties."
            ),
            "Declare it with its classification and purpose, or send it no more.",
        ),
        Found::Oddity { note, source } => (
            format!("{note}, in {source}."),
            "What could be read of it counts; the rest is in the Raw tab of the event.",
        ),
        Found::Raw => (
            "These lines have no stamp and no level: they are not of a logger.".to_owned(),
            "A file of another program, or the rest of a record that was cut; -kind:raw hides them.",
        ),
    }
}

/// That nothing was found says only what was looked at.
fn nothing_found(page: &mut Prose, sum: &FindingSum, no_catalog: bool) {
    let looked = counted(sum.all.count, "record");
    page.say(Role::Ok, &format!("Nothing found in {looked}."));
    page.gap();
    page.item("·", "every line could be read as what it is");
    if no_catalog {
        page.item(
            "·",
            "whether events are declared is unknown: there is no catalog, --catalog \
                        FILE names one",
        );
        return;
    }
    page.item("·", "every event whose producer has a catalog is in it");
    if !sum.unknown.is_empty() {
        let of = counted(sum.unknown.len() as u64, "producer");
        let names: Vec<&str> = sum.unknown.iter().map(String::as_str).take(5).collect();
        let text = format!("no catalog for {of} ({}): nobody can tell", names.join(", "));
        page.item("·", &text);
    }
}
