//! What was found in a log: what of its records could not be read as what they are, and what
//! nobody declared.
//!
//! Of the whole log, whatever the filter hides: that something is odd is no matter of what is
//! looked at. Classes of events tell of undeclared events at once; the rest stands in the text,
//! which is looked through while the page is open.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::event::{Declared, EventId, Instant, Kind};
use crate::query::{Expr, Field, Literal, Op, Term, Wanted};
use crate::search::{Remark, Remarked, Survey};
use crate::store::{EventLog, Row};

use super::super::model::{Record, Sort};
use super::super::text::{spoken, width};
use super::catalog::class_counts;

/// The columns.
pub(super) const WEIGHT: usize = 0;
pub(super) const WHAT: usize = 1;
pub(super) const WHERE: usize = 2;
pub(super) const COUNT: usize = 3;
pub(super) const FIRST: usize = 4;
const LAST: usize = 5;

/// How much a finding weighs; what weighs more comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Weight {
    Warning,
    Note,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Found {
    /// The catalog of its producer does not list the event.
    Undeclared { producer: String, event: String },
    /// Its declaration does not list a property.
    Property { producer: String, event: String, key: String },
    /// Something is odd about how records of a source were written; numbers in it are `#`.
    Oddity { note: String, source: String },
    /// Lines of a source without a stamp.
    Raw { source: String },
}

/// One thing that was found, however often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct FindingRow {
    pub(in crate::tui) found: Found,
    pub(in crate::tui) count: u64,
    /// The first and the last of them, as far as the text was looked through.
    pub(in crate::tui) first: Option<Sighting>,
    pub(in crate::tui) last: Option<Sighting>,
}

/// An event in which something was found, and when that was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Sighting {
    pub(in crate::tui) id: EventId,
    pub(in crate::tui) time: Option<Instant>,
}

impl Sighting {
    fn of(log: &EventLog, id: EventId) -> Self {
        Self { id, time: log.row(id).and_then(|row| row.time()) }
    }
}

impl Record for FindingRow {
    fn is_same(&self, other: &Self) -> bool {
        self.found == other.found
    }
}

impl FindingRow {
    /// Nothing of it yet.
    const fn of(found: Found) -> Self {
        Self { found, count: 0, first: None, last: None }
    }

    pub(super) const fn weight(&self) -> Weight {
        match self.found {
            Found::Undeclared { .. } | Found::Property { .. } => Weight::Warning,
            Found::Oddity { .. } | Found::Raw { .. } => Weight::Note,
        }
    }

    pub(super) fn what(&self) -> String {
        match &self.found {
            Found::Undeclared { .. } => "event not declared".to_owned(),
            Found::Property { key, .. } => format!("{key} not declared"),
            Found::Oddity { note, .. } => note.clone(),
            Found::Raw { .. } => "lines without a stamp".to_owned(),
        }
    }

    fn place(&self) -> String {
        match &self.found {
            Found::Undeclared { producer, event } | Found::Property { producer, event, .. } => {
                format!("{producer}/{event}")
            }
            Found::Oddity { source, .. } | Found::Raw { source } => spoken(source).to_owned(),
        }
    }

    /// The same in some columns: where both have no room, the event without its producer.
    pub(super) fn place_in(&self, columns: usize) -> String {
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
        let term = |field, op, wanted| Expr::Term(Term::new(field, op, wanted));
        let is = |field, text: &str| term(field, Op::Equal, vec![Wanted::word(text)]);
        match &self.found {
            Found::Undeclared { producer, event } => {
                Expr::and([is(Field::Producer, producer), is(Field::Event, event)])
            }
            Found::Property { producer, event, key } => Expr::and([
                is(Field::Producer, producer),
                is(Field::Event, event),
                is(Field::Undeclared, key),
            ]),
            Found::Oddity { note, source } => {
                let like = Wanted { literal: like(note), ..Wanted::text("") };
                Expr::and([term(Field::Note, Op::Match, vec![like]), is(Field::Source, source)])
            }
            Found::Raw { source } => {
                Expr::and([is(Field::Kind, Kind::Raw.as_str()), is(Field::Source, source)])
            }
        }
    }

    /// Whether an event is one of those it is about, as far as columns tell.
    pub(in crate::tui) fn is_about(&self, row: Row<'_>) -> bool {
        match &self.found {
            Found::Undeclared { producer, event } => {
                row.kind() == Kind::Event && row.producer() == producer && row.event() == event
            }
            Found::Raw { source } => row.kind() == Kind::Raw && row.source().label == *source,
            Found::Property { .. } | Found::Oddity { .. } => false,
        }
    }
}

/// What matches a note in which numbers are `#`.
fn like(note: &str) -> Literal {
    if !note.contains('#') {
        return Literal::Quoted(note.to_owned());
    }
    let mut pattern = String::new();
    for c in note.chars() {
        match c {
            '#' => pattern.push_str("[0-9]+"),
            ' ' | '_' | ',' => pattern.push(c),
            _ if c.is_alphanumeric() => pattern.push(c),
            _ => pattern.push('.'),
        }
    }
    Literal::Regex { pattern, flags: String::new() }
}

/// How much was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct FindingSum {
    /// Records whose text was looked through, and those that are to be.
    pub(in crate::tui) looked: u64,
    pub(in crate::tui) all: u64,
    /// From when to when something was found.
    pub(in crate::tui) range: Option<(Instant, Instant)>,
    /// Of so many the text is lost.
    pub(in crate::tui) lost: u64,
    /// So often something was found for which there is no row.
    pub(in crate::tui) left_out: u64,
    /// Producers without a catalog: nobody can tell what they declared.
    pub(in crate::tui) unknown: BTreeSet<String>,
}

/// What is found in a log, in no order, and how much of it was looked at.
pub(in crate::tui) fn finding_rows(
    log: &EventLog,
    survey: &Survey,
) -> (Vec<FindingRow>, FindingSum) {
    let (looked, taken) = survey.progress();
    let mut sum = FindingSum {
        looked: looked as u64,
        // What has come since it looked last is looked at in a moment.
        all: if taken == 0 { log.len() } else { taken } as u64,
        lost: log.dropped().events,
        left_out: survey.left_out(),
        ..FindingSum::default()
    };
    let mut found: BTreeMap<Found, FindingRow> = BTreeMap::new();
    for (what, count) in undeclared(log, &mut sum.unknown) {
        found.insert(what.clone(), FindingRow { count, ..FindingRow::of(what) });
    }
    for (id, facts, _) in log.sources() {
        let count = log.tally(id).raw;
        if count > 0 {
            let what = Found::Raw { source: facts.label.clone() };
            found.insert(what.clone(), FindingRow { count, ..FindingRow::of(what) });
        }
    }
    for remarked in survey.remarks(log) {
        take(log, &remarked, &mut found);
    }
    let times = found.values().flat_map(|row| [row.first, row.last]).flatten();
    sum.range = times.filter_map(|it| it.time).fold(None, |range, time| {
        let (first, last) = range.unwrap_or((time, time));
        Some((time.min(first), time.max(last)))
    });
    (found.into_values().collect(), sum)
}

/// How often events fired that their producer's catalog does not list; adds the producers that
/// have none.
fn undeclared(log: &EventLog, unknown: &mut BTreeSet<String>) -> BTreeMap<Found, u64> {
    let mut found = BTreeMap::new();
    for ((_, class), count) in log.classes_from(0).zip(class_counts(log)) {
        match class.declared() {
            _ if count == 0 => {}
            Some(Declared::No) => {
                let (producer, event) = (class.producer().to_owned(), class.event().to_owned());
                *found.entry(Found::Undeclared { producer, event }).or_default() += count;
            }
            Some(Declared::Unknown) => {
                unknown.insert(class.producer().to_lowercase());
            }
            _ => {}
        }
    }
    found
}

/// Takes in what the survey has found.
fn take(log: &EventLog, remarked: &Remarked, found: &mut BTreeMap<Found, FindingRow>) {
    let what = match &remarked.what {
        Remark::Note { text, source } => Found::Oddity {
            note: text.clone(),
            source: log.source(*source).map(|facts| facts.label.clone()).unwrap_or_default(),
        },
        Remark::Event { producer, event } => {
            Found::Undeclared { producer: producer.clone(), event: event.clone() }
        }
        Remark::Property { producer, event, key } => {
            Found::Property { producer: producer.clone(), event: event.clone(), key: key.clone() }
        }
    };
    let row = found.entry(what.clone()).or_insert_with(|| FindingRow::of(what));
    // Of undeclared events all are counted before their text is looked through.
    row.count = row.count.max(remarked.count);
    row.first = Some(Sighting::of(log, remarked.first));
    row.last = Some(Sighting::of(log, remarked.last));
}

/// Sorts rows. What is equal stands by count, then by what it is.
pub(in crate::tui) fn sort_findings(rows: &mut [FindingRow], sort: Sort) {
    let time = |sighting: Option<Sighting>| sighting.and_then(|it| it.time);
    let by_count = |a: &FindingRow, b: &FindingRow| b.count.cmp(&a.count);
    rows.sort_by(|a, b| {
        let order: Ordering = match sort.column {
            WHAT => a.what().cmp(&b.what()),
            WHERE => a.place().cmp(&b.place()),
            COUNT => by_count(a, b),
            FIRST => time(b.first).cmp(&time(a.first)),
            LAST => time(b.last).cmp(&time(a.last)),
            _ => a.weight().cmp(&b.weight()),
        };
        let order = if sort.reversed { order.reverse() } else { order };
        order.then_with(|| by_count(a, b)).then_with(|| a.found.cmp(&b.found))
    });
}
