//! What is declared, as tables for a person.

use std::io::{self, Write};

use crate::catalog::{DeclaringFile, EventDeclaration, NameMatch, PropertyDeclaration};
use crate::event::{Purpose, visible};

use super::table::Table;

/// What a catalog says of one producer.
#[derive(Clone, Debug)]
pub struct DeclaredProducer<'a> {
    /// The producer.
    pub producer: &'a str,
    /// Its events, in the order in which they are shown.
    pub events: Vec<&'a EventDeclaration>,
    /// What it sends with each.
    pub common: Vec<&'a PropertyDeclaration>,
}

/// What a catalog says of one event.
#[derive(Clone, Debug)]
pub struct DeclaredEvent<'a> {
    /// The producer.
    pub producer: &'a str,
    /// The event.
    pub event: &'a EventDeclaration,
    /// What is sent with each event of the producer.
    pub common: Vec<&'a PropertyDeclaration>,
}

/// How much of a remark fits into a table.
const REMARK: usize = 60;

/// Writes one row a producer and file.
///
/// # Errors
/// What the writer says.
pub fn declaring_files_text<'a>(
    out: &mut impl Write,
    files: impl Iterator<Item = DeclaringFile<'a>>,
) -> io::Result<()> {
    let headings = ["producer", ">events", ">properties", ">common", "version", "file"];
    let mut table = Table::new(&headings);
    for file in files {
        table.row(vec![
            cell(file.producer),
            file.events.to_string(),
            file.properties.to_string(),
            file.common.to_string(),
            cell(file.build.unwrap_or_default()),
            visible(&file.file.display().to_string()).into_owned(),
        ]);
    }
    table.write(out)
}

/// Writes one row an event, and the common properties.
///
/// # Errors
/// What the writer says.
pub fn declared_producer_text(out: &mut impl Write, of: &DeclaredProducer<'_>) -> io::Result<()> {
    let mut table = Table::new(&["event", ">properties", "purpose", "owner", "comment"]);
    for event in &of.events {
        table.row(vec![
            cell(&event.name),
            event.properties.len().to_string(),
            event.purposes().iter().map(Purpose::as_str).collect::<Vec<_>>().join(","),
            cell(event.owner.as_deref().unwrap_or_default()),
            remark(remark_of(event)),
        ]);
    }
    table.write(out)?;
    common(out, &of.common)
}

/// Writes what is said of an event, then one row a property, and the common properties.
///
/// # Errors
/// What the writer says.
pub fn declared_event_text(out: &mut impl Write, of: &DeclaredEvent<'_>) -> io::Result<()> {
    let DeclaredEvent { producer, event, .. } = of;
    let file = event.file().display().to_string();
    let line = event.plan.map_or_else(String::new, |plan| format!(":{}", plan.line));
    writeln!(out, "{}/{} in {}{line}", visible(producer), visible(&event.name), visible(&file))?;
    let words = [
        ("owner", event.owner.as_deref()),
        ("comment", remark_of(event)),
        ("expiration", event.expiration.as_deref()),
    ];
    for (heading, word) in words {
        if let Some(word) = word.filter(|word| !word.is_empty()) {
            writeln!(out, "{heading}: {}", visible(word))?;
        }
    }
    if !event.properties.is_empty() {
        writeln!(out)?;
        properties("property", event.properties.iter()).write(out)?;
    }
    if event.is_open() {
        writeln!(out, "\nThe plan tells in prose what else it carries, or not at all.")?;
    }
    common(out, &of.common)
}

fn remark_of(event: &EventDeclaration) -> Option<&str> {
    event.comment.as_deref().or(event.description.as_deref())
}

fn common(out: &mut impl Write, common: &[&PropertyDeclaration]) -> io::Result<()> {
    if common.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    properties("common property", common.iter().copied()).write(out)
}

fn properties<'a>(heading: &str, list: impl Iterator<Item = &'a PropertyDeclaration>) -> Table {
    let mut table =
        Table::new(&[heading, "classification", "purpose", "endpoint", "measured", "comment"]);
    for property in list {
        let more = if property.matching == NameMatch::Prefix { "*" } else { "" };
        let word = |word: &Option<String>| cell(word.as_deref().unwrap_or_default());
        table.row(vec![
            cell(&format!("{}{more}", property.name)),
            word(&property.classification),
            word(&property.purpose),
            word(&property.endpoint),
            if property.is_measurement { "yes" } else { "-" }.to_owned(),
            remark(property.comment.as_deref()),
        ]);
    }
    table
}

fn cell(text: &str) -> String {
    if text.is_empty() { "-".to_owned() } else { visible(text).into_owned() }
}

/// As much of a remark as fits, on one line.
fn remark(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    let short: String = text.chars().take(REMARK).collect();
    let end = if short.len() < text.len() { "…" } else { "" };
    cell(&format!("{}{end}", short.trim_end()))
}
