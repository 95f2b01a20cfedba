//! What the columns of a table are called, and what the table is therefore about.

use super::inline::{Piece, pieces, plain};
use super::markdown::{Heading, Table};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Names of events.
    Event,
    /// Names of events, or of properties where the heading says so.
    Name,
    /// Properties.
    Data,
    /// Measurements.
    Measured,
    /// What for.
    Why,
    /// What it is, or when it is sent.
    Remark,
    /// The type of a value or its classification.
    Kind,
    /// Who answers for it.
    Owner,
    /// Nothing that a catalog has.
    Foreign,
}

/// What people call the columns, in lower case. The first is what the `FastAPI` extension's
/// document has; the rest is what other documents of this sort say.
const CALLED: [(Column, &[&str]); 8] = [
    (Column::Event, &["event", "events", "event name", "telemetry event", "event id"]),
    (Column::Name, &["name", "id", "identifier"]),
    (
        Column::Data,
        &[
            "data",
            "property",
            "properties",
            "property name",
            "field",
            "fields",
            "field name",
            "key",
            "keys",
            "parameter",
            "parameters",
            "attribute",
            "attributes",
            "payload",
            "dimensions",
            "data collected",
            "collected data",
            "what is collected",
            "what we collect",
        ],
    ),
    (Column::Measured, &["measurement", "measurements", "measures", "metrics"]),
    (Column::Why, &["why", "purpose", "purposes", "reason", "rationale", "used for"]),
    (
        Column::Remark,
        &[
            "description",
            "comment",
            "comments",
            "meaning",
            "notes",
            "when",
            "when sent",
            "trigger",
            "details",
        ],
    ),
    (Column::Kind, &["type", "data type", "classification", "kind"]),
    (Column::Owner, &["owner", "owners", "team", "contact"]),
];

/// What the rows of a table declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// An event each.
    Events,
    /// Properties of every event.
    Common,
    /// Properties of the event that the heading names.
    Event(String),
    /// Properties of nobody knows which event.
    Orphans,
    /// Nothing that a catalog has.
    Nothing,
}

/// The columns of `table`, and what it is about.
pub(super) fn of(table: &Table<'_>) -> (Vec<Column>, About) {
    let mut columns: Vec<Column> = table.columns.iter().map(|head| column(&plain(head))).collect();
    let has = |wanted| columns.contains(&wanted);
    let nearest = table.headings.last();
    let about = if has(Column::Event) {
        About::Events
    } else if nearest.is_some_and(is_common) && (has(Column::Data) || has(Column::Name)) {
        About::Common
    } else if has(Column::Name) && (has(Column::Data) || has(Column::Measured)) {
        About::Events
    } else if let Some(event) = nearest.and_then(event_of)
        && (has(Column::Data) || has(Column::Name))
    {
        About::Event(event)
    } else if has(Column::Name) && nearest.is_some_and(speaks_of_events) {
        About::Events
    } else if has(Column::Data) {
        About::Orphans
    } else {
        About::Nothing
    };
    // A name is what the table is about. Beside the event's own column it is its title at most.
    let named = match about {
        About::Events if has(Column::Event) => Column::Remark,
        About::Events => Column::Event,
        _ => Column::Data,
    };
    columns.iter_mut().filter(|it| **it == Column::Name).for_each(|it| *it = named);
    (columns, about)
}

fn column(head: &str) -> Column {
    let head = head.to_lowercase();
    let head = head.trim_end_matches([':', '?']).trim_end();
    let known = CALLED.iter().find(|(_, names)| names.contains(&head));
    match known {
        Some((column, _)) => *column,
        None if head.starts_with("why ") => Column::Why,
        None => Column::Foreign,
    }
}

/// What a heading calls the properties of every event.
const COMMON: [&str; 8] = [
    "common",
    "every event",
    "all events",
    "each event",
    "default propert",
    "global propert",
    "shared propert",
    "context propert",
];

fn is_common(heading: &Heading<'_>) -> bool {
    is_every_event(&plain(heading.text)) || {
        let text = heading.text.to_lowercase();
        COMMON.iter().any(|it| text.contains(it))
    }
}

/// Whether the name of an event stands for all of them.
pub(super) fn is_every_event(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(
        name.trim_matches(['(', ')']).trim(),
        "all" | "any" | "every" | "all events" | "every event" | "each event" | "any event"
    )
}

fn speaks_of_events(heading: &Heading<'_>) -> bool {
    heading.text.to_lowercase().contains("event")
}

/// The event that a heading names: its only code, or a heading that is one such name.
fn event_of(heading: &Heading<'_>) -> Option<String> {
    let mut names = pieces(heading.text).into_iter().filter_map(|piece| match piece {
        Piece::Code(name) => Some(name),
        Piece::Text(_) => None,
    });
    let written = || Some(plain(heading.text)).filter(|it| super::name::is_identifier(it));
    match (names.next(), names.next()) {
        (Some(name), None) => Some(name).filter(|name| super::name::is_name(name)),
        (None, _) => written(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::markdown::read;
    use super::*;

    #[rstest]
    #[case("# Events", "Event|Data|Why", &About::Events)]
    #[case("# Anything", "**Event name**|What is collected|Purpose?", &About::Events)]
    #[case("# Anything", "Name|Properties", &About::Events)]
    #[case("# Our events", "Name|Description", &About::Events)]
    #[case("# Settings", "Name|Description", &About::Nothing)]
    #[case("# Settings", "Setting|Default", &About::Nothing)]
    #[case("# Common properties", "Name|Type|Description", &About::Common)]
    #[case("# Sent with every event", "Data|Why", &About::Common)]
    #[case("# `acme.run`", "Property|Type", &About::Event("acme.run".to_owned()))]
    #[case("# search_executed", "Name|Description", &About::Event("search_executed".to_owned()))]
    #[case("# Search", "Property|Type", &About::Orphans)]
    fn a_table_is_about_what_its_head_and_heading_say(
        #[case] heading: &str,
        #[case] head: &str,
        #[case] wanted: &About,
    ) {
        let dashes = "-|".repeat(head.split('|').count());
        let text = format!("{heading}\n|{head}|\n|{dashes}\n");
        assert_eq!(of(&read(&text).tables[0]).1, *wanted);
    }
}
