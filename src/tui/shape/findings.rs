//! The findings of the audit as rows, as filters, and in order.
//!
//! Of the whole log, whatever the filter hides: that something is wrong is no matter of what is
//! looked at.

use std::cmp::Ordering;

use crate::audit::{Finding, Waiver};
use crate::event::{EventId, Evidence, Instant};
use crate::query::Expr;
use crate::store::EventLog;

use super::super::model::{Record, Sort};
use super::super::text::{spoken, width};
use super::super::veil::Veil;

/// The columns.
pub(super) const WEIGHT: usize = 0;
pub(super) const RULE: usize = 1;
pub(super) const WHAT: usize = 2;
pub(super) const WHERE: usize = 3;
pub(super) const KEY: usize = 4;
pub(super) const COUNT: usize = 5;
pub(super) const FIRST: usize = 6;
const LAST: usize = 7;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct FindingRow {
    pub(in crate::tui) finding: Finding,
    /// Why it does not count, and until when.
    pub(in crate::tui) waived: Option<Waiver>,
    pub(in crate::tui) first: Option<Sighting>,
    pub(in crate::tui) last: Option<Sighting>,
    /// The file of the first event, where nobody says who emitted it.
    source: String,
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
        let (a, b) = (&self.finding, &other.finding);
        (&a.rule, &a.producer, &a.event, &a.key, a.pii, a.in_name, &a.message)
            == (&b.rule, &b.producer, &b.event, &b.key, b.pii, b.in_name, &b.message)
    }
}

impl FindingRow {
    pub(in crate::tui) fn new(
        log: &EventLog,
        (finding, waived): (Finding, Option<Waiver>),
    ) -> Self {
        let seen = finding.seen.as_ref();
        let (first, last) = seen.map(|it| (it.first, it.last)).unzip();
        let [first, last] = [first, last].map(|id| id.map(|id| Sighting::of(log, id)));
        let row = first.and_then(|it| log.row(it.id));
        let source = row.map(|row| spoken(&row.source().label).to_owned()).unwrap_or_default();
        Self { finding, waived, first, last, source }
    }

    /// What was found, in a few words; a question mark says that it rests on a guess.
    pub(super) fn what(&self) -> String {
        let it = &self.finding;
        // What is said of a producer or of records says more than the rule's title.
        let says = it.event.is_none() || it.oddity().is_some();
        let text = if says { &it.message } else { &it.title };
        let guess = if it.by == Evidence::Guess { " ?" } else { "" };
        format!("{text}{guess}")
    }

    fn place(&self) -> String {
        let it = &self.finding;
        match it.event.as_deref().filter(|event| !event.is_empty()) {
            _ if it.producer.is_empty() => self.source.clone(),
            Some(event) => format!("{}/{event}", it.producer),
            None => it.producer.clone(),
        }
    }

    /// The same in some columns: where both have no room, the event without its producer.
    pub(super) fn place_in(&self, columns: usize) -> String {
        let place = self.place();
        match &self.finding.event {
            Some(event) if width(&place) > columns && !event.is_empty() => event.clone(),
            _ => place,
        }
    }

    /// The key it is about; empty where it is about none.
    pub(super) fn key(&self) -> &str {
        self.finding.key_name().unwrap_or_default()
    }

    /// The filter that shows its events, without the names that a veil hides.
    pub(in crate::tui) fn term(&self, veil: Veil<'_>) -> Expr {
        self.finding.filter(|name| !veil.hides(name, ""))
    }
}

/// Sorts rows. What is equal stands by how grave it is, by count, then by what it is.
pub(in crate::tui) fn sort_findings(rows: &mut [FindingRow], sort: Sort) {
    let time = |sighting: Option<Sighting>| sighting.and_then(|it| it.time);
    let by_weight = |a: &FindingRow, b: &FindingRow| {
        let weight = |row: &FindingRow| (row.waived.is_none(), row.finding.severity);
        weight(b).cmp(&weight(a))
    };
    rows.sort_by(|a, b| {
        let order: Ordering = match sort.column {
            RULE => a.finding.rule.cmp(&b.finding.rule),
            WHAT => a.what().cmp(&b.what()),
            WHERE => a.place().cmp(&b.place()),
            KEY => (a.key().is_empty(), a.key()).cmp(&(b.key().is_empty(), b.key())),
            COUNT => b.finding.count().cmp(&a.finding.count()),
            FIRST => time(b.first).cmp(&time(a.first)),
            LAST => time(b.last).cmp(&time(a.last)),
            _ => by_weight(a, b),
        };
        let order = if sort.reversed { order.reverse() } else { order };
        let order = order.then_with(|| by_weight(a, b));
        let order = order.then_with(|| b.finding.count().cmp(&a.finding.count()));
        order.then_with(|| Finding::by_gravity(&a.finding, &b.finding))
    });
}
