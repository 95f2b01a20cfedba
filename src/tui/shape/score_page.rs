//! The score cards: a row a producer, what it emitted against what it declared, where that goes,
//! how much it is, by what a person is known again, and what was found.

use std::cmp::Ordering;

use std::borrow::Cow;

use crate::audit::{ByDeclaration, Score};
use crate::config::theme::Role;
use crate::event::Severity;
use crate::query::{Expr, Field, Op, Term, Wanted};
use crate::store::EventLog;

use super::super::model::{Cursor, Model, Record, Sort, Table};
use super::super::text::{Ink, Inked, bytes, counted, thousands};
use super::figures::number;
use super::findings_page::{FINDING_TABS, severity_sign};
use super::prose::{Prose, only_logs};
use super::stats::reading_or_none;
use super::table::{Heading, TablePage};

/// The columns.
const PRODUCER: usize = 0;
const FINDINGS: usize = 1;
const EVENTS: usize = 2;
const NAMES: usize = 3;
const PROPERTIES: usize = 4;
const DESTINATIONS: usize = 5;
const VOLUME: usize = 6;
const PEAK: usize = 7;

/// So many lines below the table say the rest of a card.
const ABOUT: u16 = 8;

/// The score card of a producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct ScoreRow(pub(in crate::tui) Score);

impl Record for ScoreRow {
    fn is_same(&self, other: &Self) -> bool {
        self.0.producer == other.0.producer
    }
}

impl ScoreRow {
    /// The filter that shows its events.
    pub(in crate::tui) fn term(&self) -> Expr {
        let wanted = vec![Wanted::word(&self.0.producer)];
        Expr::Term(Term::new(Field::Producer, Op::Equal, wanted))
    }

    /// How many findings there are, the gravest first.
    fn weight(&self) -> [u64; 3] {
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| self.0.of(severity))
    }
}

/// Sorts rows. What is equal stands by its findings, then by how many events there are.
pub(in crate::tui) fn sort_scores(rows: &mut [ScoreRow], sort: Sort) {
    rows.sort_by(|a, b| {
        let (x, y) = (&a.0, &b.0);
        let order: Ordering = match sort.column {
            PRODUCER => x.producer.cmp(&y.producer),
            EVENTS => y.events.cmp(&x.events),
            NAMES => y.names.undeclared.cmp(&x.names.undeclared),
            PROPERTIES => y.properties.undeclared.cmp(&x.properties.undeclared),
            DESTINATIONS => y.destinations.len().cmp(&x.destinations.len()),
            VOLUME => y.bytes.cmp(&x.bytes),
            PEAK => y.peak.cmp(&x.peak),
            FINDINGS => b.weight().cmp(&a.weight()),
            _ => y.identifiers.len().cmp(&x.identifiers.len()),
        };
        let order = if sort.reversed { order.reverse() } else { order };
        let order = order.then_with(|| b.weight().cmp(&a.weight()));
        order.then_with(|| y.events.cmp(&x.events)).then_with(|| x.producer.cmp(&y.producer))
    });
}

/// The page.
pub(in crate::tui) struct ScorePage<'a> {
    model: &'a Model,
    log: &'a EventLog,
}

/// The page as it is now.
pub(in crate::tui) const fn score_page<'a>(model: &'a Model, log: &'a EventLog) -> ScorePage<'a> {
    ScorePage { model, log }
}

impl ScorePage<'_> {
    const fn table(&self) -> &Table<ScoreRow> {
        &self.model.findings.scores
    }

    fn veiled<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.model.veils().of_names().text(text, "")
    }

    fn identifiers(&self, score: &Score) -> Vec<String> {
        score.identifiers.iter().map(|key| self.veiled(key).into_owned()).collect()
    }
}

impl TablePage for ScorePage<'_> {
    fn headings(&self) -> Vec<Heading> {
        vec![
            Heading::left("producer", (14, 36), 0),
            Heading::left("findings", (8, 14), 1),
            Heading::right("events", 7, 2),
            Heading::left("undeclared", (10, 12), 3),
            Heading::left("its properties", (10, 14), 4),
            Heading::left("destinations", (12, 40), 3),
            Heading::right("volume", 9, 5),
            Heading::right("a minute", 8, 6),
            Heading::left("identifiers", (11, 30), 7),
        ]
    }

    fn len(&self) -> usize {
        self.table().rows.len()
    }

    fn cell(&self, at: usize, column: usize, _: usize) -> Inked {
        let Some(ScoreRow(score)) = self.table().rows.get(at) else { return Inked::new() };
        match column {
            PRODUCER => vec![Ink::new(Role::Producer, &self.veiled(name(score)))],
            FINDINGS => findings(score),
            EVENTS => number(score.events),
            NAMES => told(score.names),
            PROPERTIES => told(score.properties),
            DESTINATIONS => destinations(score),
            VOLUME => vec![Ink::new(Role::Text, &bytes(score.bytes))],
            PEAK => number(score.peak),
            _ => vec![Ink::new(Role::JsonKey, &self.identifiers(score).join(", "))],
        }
    }

    fn whole(&self, _: usize, _: usize) -> Option<Inked> {
        None
    }

    fn title(&self) -> Inked {
        vec![Ink::new(Role::Title, "Score cards"), Ink::new(Role::Muted, " of all that was logged")]
    }

    fn tabs(&self) -> (&'static [&'static str], usize) {
        (&FINDING_TABS, 1)
    }

    fn foot(&self) -> Inked {
        let audited = &self.model.audited;
        let whole = audited.is_whole(self.log);
        let rows = counted(self.len() as u64, "producer");
        let text = if whole { rows } else { format!("{rows} so far; looking…") };
        let mut line = vec![Ink { role: Role::Muted, text }];
        if only_logs(self.log) {
            line.push(Ink { role: Role::Muted, text: " · of logs only".to_owned() });
        }
        line
    }

    fn about(&self, at: usize, width: usize) -> Vec<Inked> {
        let Some(ScoreRow(score)) = self.table().rows.get(at) else { return Vec::new() };
        let mut page = Prose::new(width);
        page.say(Role::Text, &self.veiled(&declared(score)));
        let list = |of: Vec<String>| if of.is_empty() { "none".to_owned() } else { of.join(", ") };
        let to = score.destinations.iter();
        let to = to.map(|it| format!("{}{} ({})", it.name, it.by.mark(), thousands(it.events)));
        page.say(Role::Text, &format!("Destinations: {}.", list(to.collect())));
        let purposes = score.purposes.iter();
        let purposes = purposes.map(|(name, count)| format!("{name} ({})", thousands(*count)));
        page.say(Role::Text, &format!("Purposes: {}.", list(purposes.collect())));
        page.say(Role::Text, &format!("Identifiers: {}.", list(self.identifiers(score))));
        let classes = score.classifications.iter();
        let classes = classes.map(|(name, count)| format!("{name} ({count})"));
        page.say(Role::Muted, &format!("Classifications: {}.", list(classes.collect())));
        let volume = format!(
            "{} in the logs, at most {} a minute; {} set aside.",
            bytes(score.bytes),
            counted(score.peak, "event"),
            counted(score.set_aside, "finding"),
        );
        page.say(Role::Muted, &volume);
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
            page.say(Role::Text, "Nobody emitted telemetry: there is no card.");
            page.say_coverage(self.log);
        } else {
            page.say(Role::Text, "No card so far; still looking…");
        }
        page.lines
    }

    fn cursor(&self) -> Cursor {
        self.table().cursor
    }

    fn sort(&self) -> Sort {
        self.table().sort
    }

    fn falls(&self, column: usize) -> bool {
        column != PRODUCER
    }
}

fn name(score: &Score) -> &str {
    if score.producer.is_empty() { "(unknown)" } else { &score.producer }
}

/// `▲ 1 △ 2 · 3`: what there is, by sign.
fn findings(score: &Score) -> Inked {
    let mut line = Inked::new();
    for severity in Severity::ALL.into_iter().rev() {
        let count = score.of(severity);
        if count > 0 {
            let (role, sign) = severity_sign(severity);
            let gap = if line.is_empty() { "" } else { " " };
            line.push(Ink { role, text: format!("{gap}{sign} {}", thousands(count)) });
        }
    }
    if line.is_empty() { vec![Ink::new(Role::Muted, "none")] } else { line }
}

/// `2 of 5`, or that nobody can tell.
fn told(told: ByDeclaration) -> Inked {
    let all = told.all();
    let missing = told.undeclared;
    if all > 0 && told.unknown == all {
        return vec![Ink::new(Role::Muted, &format!("? of {all}"))];
    }
    let role = if missing > 0 { Role::PurposeMissing } else { Role::Text };
    vec![Ink::new(role, &format!("{missing} of {all}"))]
}

fn destinations(score: &Score) -> Inked {
    let names = score.destinations.iter().map(|it| {
        let mark = it.by.mark();
        format!("{}{mark}", it.name)
    });
    let names: Vec<String> = names.collect();
    vec![Ink::new(Role::DestinationKnown, &names.join(", "))]
}

fn declared(score: &Score) -> String {
    let (names, keys) = (score.names, score.properties);
    if names.unknown == names.all() {
        return format!(
            "{}: no catalog says what was declared of its {} and their {} keys.",
            name(score),
            counted(names.all(), "event name"),
            thousands(keys.all()),
        );
    }
    format!(
        "{}: {} of {} event names and {} of {} properties are not declared.",
        name(score),
        names.undeclared,
        names.all(),
        keys.undeclared,
        keys.all(),
    )
}
