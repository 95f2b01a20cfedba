//! Counting events by their fields.

use std::collections::HashMap;
use std::str::FromStr;

use crate::event::{EventId, Instant, Zone};
use crate::query::{Cost, Expr, Field, Fields, Probe, Truth, Value, parse};
use crate::store::{EventLog, Row, share, threads};

use super::chart::Chart;
use super::scan::{Desk, Desks};
use super::view::View;
use super::volume::Volume;

/// So many events are one thread's at a time.
const STRETCH: usize = 4096;

/// A field to count by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatsField(pub Field);

impl FromStr for StatsField {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        // The language reads names of fields; `has:` is where one stands alone.
        const HAS: &str = "has:";
        const NAMED: &str = "name one as in a filter: level, prop.KEY";
        match parse(&format!("{HAS}{name}")) {
            Ok(Expr::Term(term)) => Ok(Self(term.field)),
            // Of the whole name the language knows what may be meant.
            Err(error) if error.span.end - error.span.start == name.len() && !name.is_empty() => {
                // To quote it, as a filter's hint may say, is of no use here.
                let hint = error.hint.filter(|hint| hint.starts_with("did you mean"));
                let hint = hint.as_deref().unwrap_or(NAMED);
                Err(format!("{}; {hint}", error.message))
            }
            _ => Err(format!("'{name}' is no field; {NAMED}")),
        }
    }
}

/// The events that have the same values in the fields counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The values, in the order of the fields; several values of one event are joined by `,`,
    /// and a field without a value is empty.
    pub values: Vec<String>,
    /// How many events.
    pub count: u64,
    /// How many bytes their records have.
    pub bytes: u64,
    /// The first of them.
    pub first: Option<Instant>,
    /// The last of them.
    pub last: Option<Instant>,
}

/// How much there is of each group, by its values.
type Groups = HashMap<Vec<String>, Volume>;

/// Counts the events of a view by `fields`; most frequent first, then by value.
pub fn stats(log: &EventLog, view: &View, fields: &[StatsField]) -> Vec<Group> {
    let every = |is: fn(&Field) -> bool| fields.iter().all(|field| is(&field.0));
    let groups = match view.chart() {
        Some(chart) if every(Field::is_of_class) => charted(log, chart, fields),
        _ if every(is_shared) => by_class(log, view.ids(), fields),
        _ => by_event(log, view.ids(), fields),
    };
    let mut groups: Vec<Group> = groups.into_iter().map(Group::new).collect();
    groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.values.cmp(&b.values)));
    groups
}

/// Whether all events of a class that came from one source have it in common.
fn is_shared(field: &Field) -> bool {
    field.is_of_class() || matches!(field, Field::Product | Field::Session | Field::Source)
}

/// Counts by what classes tell, of which the sums are there.
fn charted(log: &EventLog, chart: &Chart, fields: &[StatsField]) -> Groups {
    let mut groups = Groups::new();
    for ((_, class), volume) in log.classes_from(0).zip(chart.volumes()) {
        if volume.count > 0 {
            let values = key(fields, |field, collect| class.probe(field, collect));
            groups.entry(values).or_default().join(volume);
        }
    }
    groups
}

/// Counts by what classes and sources tell: of each pair of those the values are asked once.
fn by_class(log: &EventLog, ids: &[EventId], fields: &[StatsField]) -> Groups {
    let mut known: Vec<Vec<u32>> = vec![Vec::new(); log.source_count()];
    let mut volumes: Vec<(Row<'_>, Volume)> = Vec::new();
    for row in ids.iter().filter_map(|id| log.row(*id)) {
        let (class, of_source) = (row.class_id().index(), &mut known[row.source_id().index()]);
        if of_source.len() <= class {
            of_source.resize(class + 1, 0);
        }
        if of_source[class] == 0 {
            volumes.push((row, Volume::default()));
            of_source[class] = volumes.len() as u32;
        }
        volumes[of_source[class] as usize - 1].1.add(row.time(), row.size());
    }
    let mut groups = Groups::new();
    for (row, volume) in volumes {
        let values = key(fields, |field, collect| row.probe(field, collect));
        groups.entry(values).or_default().join(&volume);
    }
    groups
}

/// Counts by what single events tell, from all cores.
fn by_event(log: &EventLog, ids: &[EventId], fields: &[StatsField]) -> Groups {
    let reads = fields.iter().any(|field| field.0.cost() > Cost::Name);
    let stretches: Vec<&[EventId]> = ids.chunks(STRETCH).collect();
    let count = |ids: &&[EventId], desk: &mut Desk, groups: &mut Groups| {
        let mut add = |row: Row<'_>, values| {
            groups.entry(values).or_default().add(row.time(), row.size());
        };
        if !reads {
            for row in ids.iter().filter_map(|id| log.row(*id)) {
                add(row, key(fields, |field, collect| row.probe(field, collect)));
            }
            return;
        }
        desk.reader.read(log, ids, |row, text| {
            let whole = text.whole();
            add(row, key(fields, |field, collect| whole.probe(field, collect)));
            false
        });
    };
    let mut all = Groups::new();
    let mut desks = Desks::default();
    for groups in share(&stretches, threads(), &mut desks.0, count) {
        for (values, volume) in groups {
            all.entry(values).or_default().join(&volume);
        }
    }
    all
}

impl Group {
    fn new((values, volume): (Vec<String>, Volume)) -> Self {
        let Volume { count, bytes, first, last } = volume;
        Self { values, count, bytes, first, last }
    }
}

/// The values of fields, each as a word.
fn key(fields: &[StatsField], probe: impl Fn(&Field, &mut Probe<'_>) -> Truth) -> Vec<String> {
    let value = |field: &StatsField| {
        let mut words: Vec<String> = Vec::new();
        probe(&field.0, &mut |value| {
            words.push(word(value));
            false
        });
        words.sort_unstable();
        words.dedup();
        words.join(",")
    };
    fields.iter().map(value).collect()
}

/// A value as a word that is counted by.
fn word(value: Value<'_>) -> String {
    match value {
        Value::Text(text) | Value::Json(text) => text.to_owned(),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Value::Number(number) => number.to_string(),
        Value::Time(time, _) => Zone::utc().rfc3339(time),
        word => word.word().unwrap_or_default().to_owned(),
    }
}
