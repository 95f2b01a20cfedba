//! One event as its columns tell it. Never touches the text.

use crate::event::{
    Declared, Destination, EventId, Instant, Kind, Level, LogLevel, On, Purposes, Reason, SourceId,
    Zone,
};
use crate::query::{Field, Fields, Probe, Truth, Value};

use super::classes::{Class, ClassId};
use super::facet::RowFacets;
use super::links::{Link, Tie};
use super::log::EventLog;
use super::sources::SourceFacts;
use super::whole::Text;

/// The columns of one event.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(super) log: &'a EventLog,
    pub(super) id: EventId,
}

impl<'a> Row<'a> {
    /// Which event it is.
    pub fn id(&self) -> EventId {
        self.id
    }

    /// The log that it is in.
    pub fn log(&self) -> &'a EventLog {
        self.log
    }

    /// When it was logged; `None` where the record has no stamp.
    pub fn time(&self) -> Option<Instant> {
        self.log.columns.time(self.id.index())
    }

    /// The zone its clock is shown in.
    pub fn zone(&self) -> &'a Zone {
        self.log.zone(self.source_id())
    }

    /// What the clock on its wall shows at `time`, which is its own.
    fn wall(&self, time: Instant) -> i64 {
        let read = self.log.columns.wall(self.id.index());
        read.unwrap_or_else(|| time.0.saturating_add(self.log.zone(self.source_id()).ahead(time)))
    }

    /// What it has in common with others.
    pub fn class(&self) -> Class<'a> {
        self.log.class(self.class_id())
    }

    /// The same, as a column holds it.
    pub fn class_id(&self) -> ClassId {
        self.log.columns.class(self.id.index())
    }

    /// What sort of record it is.
    pub fn kind(&self) -> Kind {
        self.class().kind()
    }

    /// Its level; raw records have none.
    pub fn level(&self) -> Option<Level> {
        self.class().level()
    }

    /// The level word of its line.
    pub fn log_level(&self) -> Option<LogLevel> {
        self.class().log_level()
    }

    /// The name as logged, cut at 1,024 bytes; empty for log and raw records.
    pub fn name(&self) -> &'a str {
        self.class().name()
    }

    /// The name without prefix and unwrapped; empty for log and raw records.
    pub fn event(&self) -> &'a str {
        self.class().event()
    }

    /// Who emitted it; empty where nothing tells.
    pub fn producer(&self) -> &'a str {
        self.class().producer()
    }

    /// Where it goes; `None` for log and raw records.
    pub fn destination(&self) -> Option<Destination> {
        self.class().destination()
    }

    /// Where it goes, as a word; empty for log and raw records.
    pub fn destination_name(&self) -> &'a str {
        self.class().destination_name()
    }

    /// Why it goes there; `None` for log and raw records.
    pub fn destination_reason(&self) -> Option<&'a Reason> {
        self.class().destination_reason()
    }

    /// Why it has its level; `None` for log and raw records, whose lines say it.
    pub fn level_reason(&self) -> Option<&'a Reason> {
        self.class().level_reason()
    }

    /// Why it is collected; empty for log and raw records.
    pub fn purposes(&self) -> Purposes {
        self.class().purposes()
    }

    /// Whether a catalog lists it; `None` for log and raw records.
    pub fn declared(&self) -> Option<Declared> {
        self.class().declared()
    }

    /// Which source it came from.
    pub fn source_id(&self) -> SourceId {
        self.log.columns.source(self.id.index())
    }

    /// What is known of the source it came from.
    pub fn source(&self) -> &'a SourceFacts {
        &self.log.sources[self.source_id().index()].facts
    }

    /// The file that it was read from, as it was called then; empty for standard input.
    pub fn path(&self) -> &'a str {
        self.log.part(self.id).map_or("", |part| &part.path)
    }

    /// The record's length in bytes; of one that another log tells of, its length there.
    pub fn size(&self) -> u64 {
        u64::from(self.log.columns.length(self.id.index()))
    }

    /// Its text, read.
    pub fn text(self) -> Text<'a> {
        self.log.text(self)
    }

    /// Whether it was seen on the wire, not in a log.
    pub fn is_wire(&self) -> bool {
        self.class().is_wire()
    }

    /// Whether its text is a piece of a JSON document, and no record of a log.
    pub fn is_json(&self) -> bool {
        self.class().is_json()
    }

    /// Whether it was seen on the other side, too: in a log and on the wire.
    pub fn is_paired(&self) -> bool {
        self.links().iter().any(|link| link.tie == Tie::Pair)
    }

    /// Where it was seen.
    pub fn on(&self) -> On {
        match (self.is_paired(), self.class().told(), self.is_wire()) {
            (true, ..) => On::Both,
            (false, Some(on), _) => on,
            (false, None, true) => On::Wire,
            (false, None, false) => On::Log,
        }
    }

    /// The events that it belongs to.
    pub fn links(&self) -> &'a [Link] {
        self.log.links(self.id)
    }

    /// Its facet values.
    pub fn facets(&self) -> RowFacets {
        self.class().facets(self.source_id())
    }
}

impl Fields for Row<'_> {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        let text = |text: &str, probe: &mut Probe<'_>| {
            Truth::from(!text.is_empty() && probe(Value::Text(text)))
        };
        match field {
            Field::Time => {
                self.time().is_some_and(|time| probe(Value::Time(time, self.wall(time)))).into()
            }
            Field::Product => text(&self.source().product, probe),
            Field::Session => text(self.source().session.as_deref().unwrap_or_default(), probe),
            Field::Source => text(&self.source().label, probe),
            Field::Size => probe(Value::Number(self.size() as f64)).into(),
            Field::On if self.kind() == Kind::Event => {
                probe(Value::Text(self.on().as_str())).into()
            }
            Field::Marked => match self.log.marks().note(self.id) {
                Some(note) => probe(Value::Text(&note)).into(),
                None => Truth::False,
            },
            field => self.class().probe(field, probe),
        }
    }
}
