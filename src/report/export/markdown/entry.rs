//! One event of a report.

use std::io::{self, Write};

use crate::classify::is_embedded;
use crate::event::{Event, Evidence, Property, Purpose, Scalar};
use crate::parse::scalar;
use crate::query::{Field, Fields as _, Value};
use crate::store::Whole;

use super::super::super::audit_markdown::escaped;

/// So many characters of a value are told.
const LONGEST: usize = 400;

/// What is told instead of what a person's own rule says.
const OWN: &str = "An own rule says so.";

/// So many of its keys are told.
const KEYS: usize = 60;

/// An event before anything of it is masked or replaced.
#[derive(Debug)]
pub(in crate::report::export) struct Draft {
    event: Box<Event>,
    /// Whether a person's own rules say why it has its level, and its destination.
    own: [bool; 2],
    rules: Vec<String>,
    /// What a person noted of it; empty where it is only marked.
    marked: Option<String>,
}

/// An event as it is told.
#[derive(Debug, Default)]
pub(super) struct Entry {
    time: String,
    level: String,
    destination: String,
    purposes: String,
    producer: String,
    name: String,
    rules: String,
    /// Where it stands.
    place: String,
    /// What else is known of it: a word, and the text.
    facts: Vec<(&'static str, String)>,
    /// Its keys and values.
    values: Vec<(String, String)>,
    /// Keys that are not told.
    left_out: usize,
}

/// How a text under a key may be told.
type Veil<'a> = &'a mut dyn FnMut(&str, &str) -> String;

impl Draft {
    pub(super) fn of(whole: &Whole<'_>) -> Self {
        let mut rules = Vec::new();
        whole.probe(&Field::Rule, &mut |value| {
            if let Value::Text(rule) = value {
                rules.push(rule.to_owned());
            }
            false
        });
        rules.sort_unstable();
        rules.dedup();
        let row = whole.row();
        let own = [row.level_reason(), row.destination_reason()];
        let own = own.map(|it| it.is_some_and(|reason| !is_embedded(reason)));
        let marks = row.log().marks();
        let marked = marks.is_marked(row.id()).then(|| marks.note(row.id()).unwrap_or_default());
        Self { event: Box::new(whole.event()), own, rules, marked }
    }

    /// How it is told; with `detailed`, what it holds, too.
    /// With `keep_back`, not what a person's own rules say.
    pub(super) fn told(self, detailed: bool, keep_back: bool, veil: Veil<'_>) -> Entry {
        let mut event = *self.event;
        if let Some(telemetry) = event.telemetry.as_mut().filter(|_| keep_back) {
            let whys = [&mut telemetry.level_why, &mut telemetry.destination.why];
            for (why, _) in whys.into_iter().zip(self.own).filter(|(_, own)| *own) {
                OWN.clone_into(why);
            }
        }
        let marked = self.marked.map(|note| veil(&note, ""));
        let mut entry = Entry {
            time: event.time.map(|time| event.zone.rfc3339(time)).unwrap_or_default(),
            level: event.level.map_or(String::new(), |level| level.as_str().to_owned()),
            producer: veil(event.producer.as_deref().unwrap_or_default(), ""),
            rules: self.rules.join(", "),
            ..Entry::default()
        };
        if let Some(telemetry) = &event.telemetry {
            let mark = if telemetry.destination.by == Evidence::Guess { " ?" } else { "" };
            entry.destination = format!("{}{mark}", telemetry.destination.value);
            let purposes: Vec<_> = telemetry.purposes.iter().map(Purpose::as_str).collect();
            entry.purposes = purposes.join(", ");
            entry.name = veil(&telemetry.event, "");
        } else {
            entry.name = short(&veil(event.message.as_deref().unwrap_or_default(), ""));
        }
        match marked.as_deref() {
            None => {}
            Some("") => entry.facts.push(("Marked", "yes".to_owned())),
            Some(note) => entry.facts.push(("Marked", note.to_owned())),
        }
        if detailed {
            entry.hold(&event, veil);
        }
        entry
    }
}

impl Entry {
    /// Takes in what it holds.
    fn hold(&mut self, event: &Event, veil: Veil<'_>) {
        self.place = match event.at.line {
            0 => veil(&event.at.source, ""),
            line => format!("line {line} of {}", veil(&event.at.source, "")),
        };
        self.facts.push(("Kind", event.kind.as_str().to_owned()));
        if let Some(telemetry) = &event.telemetry {
            if let Some(version) = &telemetry.version {
                self.facts.push(("Version", veil(version, "")));
            }
            self.facts.push(("Level", telemetry.level_why.clone()));
            self.facts.push(("Destination", telemetry.destination.why.clone()));
            self.facts.push(("Declared", telemetry.declared.as_str().to_owned()));
            if !telemetry.undeclared.is_empty() {
                self.facts.push(("Undeclared", veil(&telemetry.undeclared.join(", "), "")));
            }
            let payload = &telemetry.payload;
            let own = payload.properties.iter().chain(&payload.measurements).chain(&payload.extra);
            self.left_out = own.clone().count().saturating_sub(KEYS);
            self.values = own.take(KEYS).map(|property| told(property, veil)).collect();
        }
        for note in &event.notes {
            self.facts.push(("Note", veil(note, "")));
        }
    }

    /// Writes its row of the table.
    pub(super) fn row(&self, out: &mut dyn Write, number: usize) -> io::Result<()> {
        let cells = [
            &self.time,
            &self.level,
            &self.destination,
            &self.purposes,
            &self.producer,
            &self.name,
            &self.rules,
        ];
        let cells: Vec<String> = cells.into_iter().map(|cell| escaped(cell)).collect();
        writeln!(out, "| {number} | {} |", cells.join(" | "))
    }

    /// Writes what it holds.
    pub(super) fn details(&self, out: &mut dyn Write, number: usize) -> io::Result<()> {
        let parts = [&self.producer, &self.name].map(|part| escaped(part));
        let parts: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        writeln!(out, "\n### {number}. {}\n", parts.join("/"))?;
        writeln!(out, "{}\n\n| | |\n|---|---|", escaped(&self.place))?;
        for (what, text) in self.facts.iter().filter(|(_, text)| !text.is_empty()) {
            writeln!(out, "| {what} | {} |", escaped(&short(text)))?;
        }
        for (key, value) in &self.values {
            writeln!(out, "| {} | {} |", escaped(key), escaped(&short(value)))?;
        }
        if self.left_out > 0 {
            writeln!(out, "| | and {} more keys |", self.left_out)?;
        }
        Ok(())
    }
}

/// A key and its value as they are told.
fn told(property: &Property, veil: Veil<'_>) -> (String, String) {
    let json = property.value.get();
    let value = match scalar(json) {
        Scalar::Text(text) => veil(&text, &property.key),
        _ => veil(json, &property.key),
    };
    (short(&veil(&property.key, "")), value)
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
