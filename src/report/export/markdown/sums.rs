//! How many events there are of each sort.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::event::{EventId, Instant, Kind, SourceId};
use crate::store::{EventLog, Facet, FacetKey, SourceFacts};

use super::super::super::audit_markdown::escaped;

/// So many values of a dimension are told.
const MOST: usize = 20;

/// What the events were counted by; sources are told apart from the rest.
const COUNTED: [(Facet, &str); 5] = [
    (Facet::Level, "Level"),
    (Facet::Destination, "Destination"),
    (Facet::Purpose, "Purpose"),
    (Facet::Producer, "Producer"),
    (Facet::Event, "Event"),
];

/// Counts of events.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// Of any kind.
    pub(super) events: usize,
    /// Those that are telemetry.
    pub(super) telemetry: u64,
    /// When the first and the last were logged.
    pub(super) span: Option<(Instant, Instant)>,
    counts: HashMap<(Facet, FacetKey), u64>,
}

impl Sums {
    pub(super) fn add(&mut self, log: &EventLog, ids: &[EventId]) {
        for row in ids.iter().filter_map(|id| log.row(*id)) {
            self.events += 1;
            self.telemetry += u64::from(row.kind() == Kind::Event);
            if let Some(time) = row.time() {
                let (first, last) = self.span.unwrap_or((time, time));
                self.span = Some((first.min(time), last.max(time)));
            }
            let facets = row.facets();
            for facet in Facet::ALL {
                facets.each(facet, |key| *self.counts.entry((facet, key)).or_default() += 1);
            }
        }
    }

    /// The sources of the events, in the order in which they were opened.
    pub(super) fn sources<'l>(&self, log: &'l EventLog) -> Vec<(&'l SourceFacts, u64)> {
        let count = |id: SourceId| self.counts.get(&(Facet::Source, FacetKey(u32::from(id.0))));
        log.sources().filter_map(|(id, facts, _)| Some((facts, *count(id)?))).collect()
    }

    /// Writes a table a dimension. `told` says how a name may be told.
    pub(super) fn write(
        &self,
        log: &EventLog,
        out: &mut dyn Write,
        told: &mut dyn FnMut(&str) -> String,
    ) -> io::Result<()> {
        writeln!(out, "\n## Counts")?;
        for (facet, title) in COUNTED {
            let of = |((its, key), count): (&(Facet, FacetKey), &u64)| {
                (*its == facet).then(|| (*count, log.facet_name(facet, *key)))
            };
            let mut values: Vec<(u64, &str)> = self.counts.iter().filter_map(of).collect();
            if values.is_empty() {
                continue;
            }
            values.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
            writeln!(out, "\n| {title} | Events |\n|---|--:|")?;
            for (count, name) in values.iter().take(MOST) {
                writeln!(out, "| {} | {count} |", escaped(&told(name)))?;
            }
            if values.len() > MOST {
                let rest: u64 = values[MOST..].iter().map(|(count, _)| count).sum();
                writeln!(out, "| {} more | {rest} |", values.len() - MOST)?;
            }
        }
        Ok(())
    }
}
