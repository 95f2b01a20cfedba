//! Counting events by their fields.

use std::collections::HashMap;
use std::str::FromStr;

use crate::event::{Instant, Zone};
use crate::query::{Expr, Field, Fields, Truth, Value, parse};
use crate::store::{EventLog, Row};

use super::view::View;

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

/// Counts the events of a view by `fields`; most frequent first, then by value.
pub fn stats(log: &EventLog, view: &View, fields: &[StatsField]) -> Vec<Group> {
    let mut groups: HashMap<Vec<String>, Group> = HashMap::new();
    for row in view.ids().iter().filter_map(|id| log.row(*id)) {
        let values = key(log, row, fields);
        let group = groups.entry(values.clone()).or_insert(Group {
            values,
            count: 0,
            bytes: 0,
            first: None,
            last: None,
        });
        group.count += 1;
        group.bytes += row.size();
        group.first = group.first.into_iter().chain(row.time()).min();
        group.last = group.last.into_iter().chain(row.time()).max();
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.values.cmp(&b.values)));
    groups
}

fn key(log: &EventLog, row: Row<'_>, fields: &[StatsField]) -> Vec<String> {
    let mut text = None;
    let mut value = |field: &Field| {
        let mut words: Vec<String> = Vec::new();
        let mut collect = |value: Value<'_>| {
            words.push(word(value));
            false
        };
        if row.probe(field, &mut collect) == Truth::Unknown {
            let text = text.get_or_insert_with(|| log.text(row));
            text.whole().probe(field, &mut collect);
        }
        words.sort_unstable();
        words.dedup();
        words.join(",")
    };
    fields.iter().map(|field| value(&field.0)).collect()
}

/// A value as a word that is counted by.
fn word(value: Value<'_>) -> String {
    match value {
        Value::Text(text) | Value::Json(text) => text.to_owned(),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Time(time, _) => Zone::utc().rfc3339(time),
        Value::Kind(kind) => kind.as_str().to_owned(),
        Value::Level(level, _) => level.as_str().to_owned(),
        Value::Log(level) => level.as_str().to_owned(),
        Value::By(evidence) => evidence.as_str().to_owned(),
        Value::Purpose(purpose) => purpose.as_str().to_owned(),
        Value::Declared(declared) => declared.as_str().to_owned(),
    }
}
