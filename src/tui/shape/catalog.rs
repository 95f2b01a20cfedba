//! The page of the catalog: producer by producer what is declared, what of it fired in this log,
//! what never did, and what fired without being declared.
//!
//! Counts the whole log whatever the filter hides: that an event never fired is no matter of
//! what is looked at.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::catalog::{EventDeclaration, Lookup, NameMatch, PropertyDeclaration};
use crate::config::theme::Role;
use crate::event::{EventId, Kind, Purpose, Purposes};
use crate::query::{Expr, Field, Op, Term, Wanted};
use crate::store::EventLog;

use super::super::model::{CatalogState, Record, Sort};
use super::row::purpose_words;

/// The columns.
pub(super) const NAME: usize = 0;
pub(super) const FIRED: usize = 1;
pub(super) const STATE: usize = 2;
pub(super) const PROPERTIES: usize = 3;
pub(super) const PURPOSES: usize = 4;
pub(super) const OWNER: usize = 5;
pub(super) const FILE: usize = 6;

/// What stands for the producer of files that nobody knows the producer of.
const NAMELESS: &str = "(any producer)";

/// Whether an event was declared, and whether it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Fate {
    Undeclared,
    NeverFired,
    Fired,
}

impl Fate {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Undeclared => "▲ undeclared",
            Self::NeverFired => "○ never",
            Self::Fired => "● fired",
        }
    }

    pub(super) const fn role(self) -> Role {
        match self {
            Self::Undeclared => Role::Finding,
            Self::NeverFired => Role::Muted,
            Self::Fired => Role::Ok,
        }
    }
}

/// A line of the page: a producer, one of its events, or a property of one that is unfolded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct CatalogRow {
    pub(in crate::tui) producer: String,
    pub(in crate::tui) line: CatalogLine,
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum CatalogLine {
    Producer { folded: bool, events: u64, fired: u64, properties: u64, file: String },
    Event(CatalogEvent),
    Property { event: String, property: PropertyLine },
}

/// An event that is declared, or fired without being so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct CatalogEvent {
    pub(in crate::tui) name: String,
    pub(in crate::tui) fired: u64,
    pub(in crate::tui) fate: Fate,
    pub(in crate::tui) properties: u64,
    pub(in crate::tui) purposes: Purposes,
    pub(in crate::tui) owner: String,
    pub(in crate::tui) comment: String,
    pub(in crate::tui) file: String,
    pub(in crate::tui) unfolded: bool,
}

/// A declared property, word by word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct PropertyLine {
    /// As declared; whether that is the whole key.
    pub(in crate::tui) name: String,
    pub(in crate::tui) exact: bool,
    pub(in crate::tui) classification: String,
    pub(in crate::tui) purpose: String,
    pub(in crate::tui) known_purpose: Option<Purpose>,
    pub(in crate::tui) endpoint: String,
    pub(in crate::tui) measurement: bool,
    pub(in crate::tui) comment: String,
}

/// How much is declared and seen in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct CatalogSum {
    pub(in crate::tui) declared: u64,
    pub(in crate::tui) fired: u64,
    pub(in crate::tui) undeclared: u64,
    /// Producers without a catalog that were seen, and their events.
    pub(in crate::tui) unknown: (u64, u64),
}

impl PropertyLine {
    /// The purpose in the short word of the list, where it is a known one.
    pub(super) fn purpose_word(&self) -> String {
        let known = self.known_purpose.map(|it| purpose_words(Purposes::only(it), usize::MAX));
        known.unwrap_or_else(|| self.purpose.clone())
    }
}

impl Record for CatalogRow {
    fn is_same(&self, other: &Self) -> bool {
        self.producer == other.producer
            && match (&self.line, &other.line) {
                (CatalogLine::Producer { .. }, CatalogLine::Producer { .. }) => true,
                (CatalogLine::Event(a), CatalogLine::Event(b)) => a.name == b.name,
                (
                    CatalogLine::Property { event: a, property: p },
                    CatalogLine::Property { event: b, property: q },
                ) => a == b && p.name == q.name,
                _ => false,
            }
    }
}

impl CatalogRow {
    /// The filter that shows its events.
    pub(in crate::tui) fn term(&self) -> Expr {
        let is =
            |field, text: &str| Expr::Term(Term::new(field, Op::Equal, vec![Wanted::word(text)]));
        let named = self.producer != NAMELESS;
        let producer = named.then(|| is(Field::Producer, &self.producer));
        let event = match &self.line {
            CatalogLine::Producer { .. } => None,
            CatalogLine::Event(event) => Some(bare(&event.name)),
            CatalogLine::Property { event, .. } => Some(bare(event)),
        };
        Expr::and(producer.into_iter().chain(event.map(|name| is(Field::Event, name))))
    }
}

/// A declared name without its producer's prefix, as the filter language knows events.
pub(super) fn bare(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, event)| event)
}

/// How often each class of events occurs in the whole log, by the index of the class.
pub(super) fn class_counts(log: &EventLog) -> Vec<u64> {
    let mut counts = vec![0; log.class_count()];
    let mut at = 0;
    while at < log.len() {
        let (classes, _) = log.run(EventId(at as u32));
        if classes.is_empty() {
            break;
        }
        for class in classes {
            counts[class.index()] += 1;
        }
        at += classes.len();
    }
    counts
}

/// One producer's part of the page.
struct Part {
    name: String,
    file: String,
    events: Vec<(CatalogEvent, Vec<PropertyLine>)>,
}

/// The lines of a tab, sorted: producers by name, unless by what their events add up to.
pub(in crate::tui) fn catalog_rows(
    log: &EventLog,
    state: &CatalogState,
) -> (Vec<CatalogRow>, CatalogSum) {
    let (mut parts, sum) = parts(log, state);
    let tab = state.table.tab;
    for part in &mut parts {
        part.events.retain(|(event, _)| listed(event.fate, tab));
        part.events.sort_by(|(a, _), (b, _)| by_column(a, b, state.table.sort));
    }
    parts.retain(|part| !part.events.is_empty());
    parts.sort_by(|a, b| by_sums(a, b, state.table.sort));
    let mut rows = Vec::new();
    for part in parts {
        lay_out(part, state, &mut rows);
    }
    (rows, sum)
}

/// Whether an event is listed in a tab.
const fn listed(fate: Fate, tab: usize) -> bool {
    match tab {
        1 => matches!(fate, Fate::Fired),
        2 => matches!(fate, Fate::NeverFired),
        3 => matches!(fate, Fate::Undeclared),
        _ => true,
    }
}

/// Everything that is declared or fired undeclared.
fn parts(log: &EventLog, state: &CatalogState) -> (Vec<Part>, CatalogSum) {
    let catalog = log.catalog();
    let mut sum = CatalogSum::default();
    let mut fired: HashMap<*const EventDeclaration, u64> = HashMap::new();
    let mut undeclared: HashMap<(&str, &str), u64> = HashMap::new();
    let mut unknown: HashMap<&str, u64> = HashMap::new();
    for ((_, class), count) in log.classes_from(0).zip(class_counts(log)) {
        if class.kind() != Kind::Event || count == 0 {
            continue;
        }
        match catalog.lookup(class.producer(), class.event()) {
            Lookup::Declared(event) => {
                *fired.entry(std::ptr::from_ref(event)).or_default() += count;
            }
            Lookup::Undeclared => {
                *undeclared.entry((class.producer(), class.event())).or_default() += count;
            }
            Lookup::NoCatalog => *unknown.entry(class.producer()).or_default() += count,
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |name: &str, events: &mut dyn Iterator<Item = &EventDeclaration>| {
        let mut part = Part { name: name.to_owned(), file: String::new(), events: Vec::new() };
        for event in events {
            let count = fired.get(&std::ptr::from_ref(event)).copied().unwrap_or(0);
            sum.declared += 1;
            sum.fired += u64::from(count > 0);
            if part.file.is_empty() {
                part.file = event.file().display().to_string();
            }
            part.events.push(declared(name, event, count, state));
        }
        parts.push(part);
    };
    for name in catalog.producers() {
        add(name, &mut catalog.events(name));
    }
    add(NAMELESS, &mut catalog.nameless_events());
    let by_name: HashMap<String, usize> =
        parts.iter().enumerate().map(|(at, part)| (part.name.to_lowercase(), at)).collect();
    for ((producer, event), count) in undeclared {
        sum.undeclared += 1;
        if let Some(at) = by_name.get(&producer.to_lowercase()) {
            parts[*at].events.push((undeclared_event(event, count), Vec::new()));
        }
    }
    sum.unknown = (unknown.len() as u64, unknown.values().sum());
    (parts, sum)
}

fn declared(
    producer: &str,
    event: &EventDeclaration,
    fired: u64,
    state: &CatalogState,
) -> (CatalogEvent, Vec<PropertyLine>) {
    let unfolded = state.is_open(producer, &event.name);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let of_event = CatalogEvent {
        name: event.name.clone(),
        fired,
        fate: if fired > 0 { Fate::Fired } else { Fate::NeverFired },
        properties: event.properties.len() as u64,
        purposes: event.purposes(),
        owner: text(&event.owner),
        comment: text(if event.comment.is_some() { &event.comment } else { &event.description }),
        file: event.file().display().to_string(),
        unfolded,
    };
    let properties = unfolded.then(|| event.properties.iter().map(property).collect());
    (of_event, properties.unwrap_or_default())
}

fn property(property: &PropertyDeclaration) -> PropertyLine {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    PropertyLine {
        name: property.name.clone(),
        exact: property.matching == NameMatch::Exact,
        classification: text(&property.classification),
        purpose: text(&property.purpose),
        known_purpose: property.known_purpose(),
        endpoint: text(&property.endpoint),
        measurement: property.is_measurement,
        comment: text(&property.comment),
    }
}

fn undeclared_event(name: &str, fired: u64) -> CatalogEvent {
    CatalogEvent {
        name: name.to_owned(),
        fired,
        fate: Fate::Undeclared,
        properties: 0,
        purposes: Purposes::default(),
        owner: String::new(),
        comment: String::new(),
        file: String::new(),
        unfolded: false,
    }
}

/// The order of two events of a producer. What is equal stands by name.
fn by_column(a: &CatalogEvent, b: &CatalogEvent, sort: Sort) -> Ordering {
    let by_name = || bare(&a.name).cmp(bare(&b.name));
    let order = match sort.column {
        FIRED => b.fired.cmp(&a.fired),
        STATE => a.fate.cmp(&b.fate),
        PROPERTIES => b.properties.cmp(&a.properties),
        PURPOSES => a.purposes.0.cmp(&b.purposes.0),
        OWNER => a.owner.cmp(&b.owner),
        FILE => a.file.cmp(&b.file),
        _ => by_name(),
    };
    let order = if sort.reversed { order.reverse() } else { order };
    order.then_with(by_name)
}

/// The order of two producers.
fn by_sums(a: &Part, b: &Part, sort: Sort) -> Ordering {
    let sum = |part: &Part, of: fn(&CatalogEvent) -> u64| -> u64 {
        part.events.iter().map(|(event, _)| of(event)).sum()
    };
    let by_name = || (a.name == NAMELESS, &a.name).cmp(&(b.name == NAMELESS, &b.name));
    let falling = |of: fn(&CatalogEvent) -> u64| sum(b, of).cmp(&sum(a, of));
    let order = match sort.column {
        FIRED => falling(|event| event.fired),
        PROPERTIES => falling(|event| event.properties),
        _ => by_name(),
    };
    let order = if sort.reversed { order.reverse() } else { order };
    order.then_with(by_name)
}

fn lay_out(part: Part, state: &CatalogState, rows: &mut Vec<CatalogRow>) {
    let folded = state.closed.contains(&part.name);
    let sum = |of: fn(&CatalogEvent) -> u64| part.events.iter().map(|(event, _)| of(event)).sum();
    let line = CatalogLine::Producer {
        folded,
        events: part.events.len() as u64,
        fired: sum(|event| event.fired),
        properties: sum(|event| event.properties),
        file: part.file,
    };
    rows.push(CatalogRow { producer: part.name.clone(), line });
    if folded {
        return;
    }
    for (event, properties) in part.events {
        let name = event.name.clone();
        let line = CatalogLine::Event(event);
        rows.push(CatalogRow { producer: part.name.clone(), line });
        rows.extend(properties.into_iter().map(|property| {
            let line = CatalogLine::Property { event: name.clone(), property };
            CatalogRow { producer: part.name.clone(), line }
        }));
    }
}

impl CatalogState {
    /// Whether the properties of an event are shown.
    pub(in crate::tui) fn is_open(&self, producer: &str, event: &str) -> bool {
        !self.open.is_empty() && self.open.contains(&(producer.to_owned(), event.to_owned()))
    }
}

#[cfg(test)]
mod tests;
