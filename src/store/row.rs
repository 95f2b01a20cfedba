//! One event as its columns tell it. Never touches the text.

use crate::catalog::Lookup;
use crate::event::{
    Declared, Destination, EventId, Instant, Kind, Level, LogLevel, On, Purposes, Reason, SourceId,
};
use crate::query::{Field, Fields, Probe, Truth, Value};

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

    /// When it was logged; `None` where the record has no stamp.
    pub fn time(&self) -> Option<Instant> {
        self.log.columns.time(self.id.index())
    }

    /// What the clock on its wall shows at `time`, which is its own.
    fn wall(&self, time: Instant) -> i64 {
        let read = self.log.columns.wall(self.id.index());
        read.unwrap_or_else(|| time.0.saturating_add(self.log.zone(self.source_id()).ahead(time)))
    }

    /// What sort of record it is.
    pub fn kind(&self) -> Kind {
        self.log.columns.kind(self.id.index())
    }

    /// Its level; raw records have none.
    pub fn level(&self) -> Option<Level> {
        self.log.columns.level(self.id.index())
    }

    /// The level word of its line.
    pub fn log_level(&self) -> Option<LogLevel> {
        self.log.columns.log_level(self.id.index())
    }

    /// The name as logged, cut at 1,024 bytes; empty for log and raw records.
    pub fn name(&self) -> &'a str {
        self.log.names.name(self.log.columns.name(self.id.index()))
    }

    /// The name without prefix and unwrapped; empty for log and raw records.
    pub fn event(&self) -> &'a str {
        self.log.events.name(self.facets().event)
    }

    /// Who emitted it; empty where nothing tells.
    pub fn producer(&self) -> &'a str {
        self.log.producers.name(self.log.columns.producer(self.id.index()))
    }

    /// Where it goes; `None` for log and raw records.
    pub fn destination(&self) -> Option<Destination> {
        let destination = self.log.columns.destination(self.id.index());
        (self.kind() == Kind::Event).then_some(destination)
    }

    /// Where it goes, as a word; empty for log and raw records.
    pub fn destination_name(&self) -> &'a str {
        self.destination().map_or("", |destination| self.log.destinations().name(destination))
    }

    /// Why it goes there; `None` for log and raw records.
    pub fn destination_reason(&self) -> Option<&'a Reason> {
        let reason = self.log.columns.destination_reason(self.id.index());
        self.destination().and_then(|_| self.log.reason(reason))
    }

    /// Why it has its level; `None` for log and raw records, whose lines say it.
    pub fn level_reason(&self) -> Option<&'a Reason> {
        let reason = self.log.columns.level_reason(self.id.index());
        self.destination().and_then(|_| self.log.reason(reason))
    }

    /// Why it is collected; empty for log and raw records.
    pub fn purposes(&self) -> Purposes {
        self.log.columns.purposes(self.id.index())
    }

    /// Whether a catalog lists it; `None` for log and raw records.
    pub fn declared(&self) -> Option<Declared> {
        (self.kind() == Kind::Event).then(|| self.purposes().declared())
    }

    /// Which source it came from.
    pub fn source_id(&self) -> SourceId {
        self.log.columns.source(self.id.index())
    }

    /// What is known of the source it came from.
    pub fn source(&self) -> &'a SourceFacts {
        &self.log.sources[self.source_id().index()].facts
    }

    /// The record's length in bytes.
    pub fn size(&self) -> u64 {
        u64::from(self.log.columns.span(self.id.index()).len)
    }

    /// Its text, read.
    pub fn text(self) -> Text<'a> {
        self.log.text(self)
    }

    /// Whether it was seen on the wire, not in a log.
    pub fn is_wire(&self) -> bool {
        self.log.columns.on_wire(self.id.index())
    }

    /// Whether it was seen on the other side, too: in a log and on the wire.
    pub fn is_paired(&self) -> bool {
        self.links().iter().any(|link| link.tie == Tie::Pair)
    }

    /// Where it was seen.
    pub fn on(&self) -> On {
        match (self.is_paired(), self.is_wire()) {
            (true, _) => On::Both,
            (false, true) => On::Wire,
            (false, false) => On::Log,
        }
    }

    /// The events that it belongs to.
    pub fn links(&self) -> &'a [Link] {
        self.log.links(self.id)
    }

    /// Its facet values.
    pub fn facets(&self) -> RowFacets {
        let columns = &self.log.columns;
        let at = self.id.index();
        let name = columns.name(at);
        RowFacets {
            level: columns.level(at),
            destination: self.destination(),
            purposes: columns.purposes(at),
            producer: columns.producer(at),
            event: self.log.event_of.get(name.index()).copied().unwrap_or_default(),
            source: columns.source(at),
        }
    }

    /// What was declared of it; `None` for log and raw records.
    pub(super) fn lookup(&self) -> Option<Lookup<'a>> {
        (self.kind() == Kind::Event)
            .then(|| self.log.catalog().lookup(self.producer(), self.event()))
    }

    /// Probes what the catalog says of its own declared properties.
    fn probe_declared(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        let Some(Lookup::Declared(event)) = self.lookup() else { return Truth::False };
        let mut text = |text: Option<&str>| text.is_some_and(|text| probe(Value::Text(text)));
        match field {
            Field::Owner => text(event.owner.as_deref()).into(),
            Field::Class => {
                event.properties.iter().any(|it| text(it.classification.as_deref())).into()
            }
            _ => event.properties.iter().any(|it| text(it.endpoint.as_deref())).into(),
        }
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
            Field::Kind => probe(Value::Kind(self.kind())).into(),
            Field::Level => {
                self.level().is_some_and(|it| probe(Value::Level(it, self.kind()))).into()
            }
            Field::Log => self.log_level().is_some_and(|log| probe(Value::Log(log))).into(),
            Field::Name => text(self.name(), probe),
            Field::Event => text(self.event(), probe),
            Field::Producer => text(self.producer(), probe),
            Field::Product => text(&self.source().product, probe),
            Field::Session => text(self.source().session.as_deref().unwrap_or_default(), probe),
            Field::Source => text(&self.source().label, probe),
            Field::Dest => text(self.destination_name(), probe),
            Field::By => self.destination_reason().is_some_and(|it| probe(Value::By(it.by))).into(),
            Field::Purpose => self.purposes().iter().any(|it| probe(Value::Purpose(it))).into(),
            Field::Declared => self.declared().is_some_and(|it| probe(Value::Declared(it))).into(),
            Field::Class | Field::Endpoint | Field::Owner => self.probe_declared(field, probe),
            Field::Size => probe(Value::Number(self.size() as f64)).into(),
            Field::On => {
                Truth::from(self.kind() == Kind::Event && probe(Value::Text(self.on().as_str())))
            }
            _ => Truth::Unknown,
        }
    }
}
