//! Classes: what many events have in common, each distinct set of it once.
//!
//! A log of a million events has a few hundred classes, so a column of class ids takes the place
//! of a column a fact, and what depends on the class alone is decided once per class: whether a
//! filter on levels and names passes, what a facet counts.

use std::collections::HashMap;

use crate::catalog::Lookup;
use crate::event::{
    Declared, Destination, Interner, Kind, Level, LogLevel, NameId, On, Purposes, Reason, ReasonId,
    SourceId,
};
use crate::parse::Notes;
use crate::query::{Field, Fields, Probe, Truth, Value};

use super::entry::ClassFacts;
use super::facet::RowFacets;
use super::log::EventLog;

/// The longest name that is interned, in bytes; the record's text keeps the whole of it.
const LONGEST_NAME: usize = 1024;

/// A class, as a column holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub(super) u32);

impl ClassId {
    /// As an index into a per-class table.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A class, names being ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cells {
    pub(super) kind: Kind,
    pub(super) log_level: Option<LogLevel>,
    pub(super) level: Option<Level>,
    pub(super) name: NameId,
    pub(super) event: NameId,
    pub(super) producer: NameId,
    pub(super) destination: Destination,
    pub(super) purposes: Purposes,
    pub(super) level_reason: ReasonId,
    pub(super) destination_reason: ReasonId,
    /// What framing found odd.
    pub(super) framing: Notes,
    pub(super) sight: Sight,
}

/// Where events were seen, and how they stand there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Sight {
    /// Their text is a piece of a JSON document, and no record of a log.
    pub(super) is_json: bool,
    /// They were seen on the wire, not in a log.
    pub(super) on_wire: bool,
    /// Another log tells of them, and where they were seen.
    pub(super) told: Option<On>,
}

/// The classes of a log, and the names in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    list: Vec<Cells>,
    ids: HashMap<Cells, ClassId>,
    pub(super) names: Interner,
    pub(super) events: Interner,
    pub(super) producers: Interner,
}

impl Classes {
    /// The id of a class, which is added if it is new.
    pub(super) fn intern(
        &mut self,
        facts: &ClassFacts<'_>,
        framing: Notes,
        sight: Sight,
    ) -> ClassId {
        let cells = Cells {
            kind: facts.kind,
            log_level: facts.log_level,
            level: facts.level,
            name: self.names.intern(shortened(facts.name)),
            event: self.events.intern(shortened(facts.event)),
            producer: self.producers.intern(shortened(facts.producer)),
            destination: facts.destination,
            purposes: facts.purposes,
            level_reason: facts.level_reason,
            destination_reason: facts.destination_reason,
            framing,
            sight,
        };
        let next = ClassId(self.list.len() as u32);
        let id = *self.ids.entry(cells).or_insert(next);
        if id == next {
            self.list.push(cells);
        }
        id
    }

    pub(super) fn get(&self, id: ClassId) -> &Cells {
        &self.list[id.index()]
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }
}

/// As much of a name as is interned.
fn shortened(name: &str) -> &str {
    let mut end = name.len().min(LONGEST_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// A class of a log. As [`Fields`] it tells what all of its events have in common, and of the
/// rest that it is unknown.
#[derive(Clone, Copy, Debug)]
pub struct Class<'a> {
    pub(super) log: &'a EventLog,
    pub(super) cells: &'a Cells,
}

impl<'a> Class<'a> {
    /// What sort of records they are.
    pub fn kind(&self) -> Kind {
        self.cells.kind
    }

    /// Their level; raw records have none.
    pub fn level(&self) -> Option<Level> {
        self.cells.level
    }

    /// The level word of their lines.
    pub fn log_level(&self) -> Option<LogLevel> {
        self.cells.log_level
    }

    /// The same as a number, by which much is counted.
    pub fn producer_id(&self) -> NameId {
        self.cells.producer
    }

    /// Their name as logged, cut at 1,024 bytes; empty for log and raw records.
    pub fn name(&self) -> &'a str {
        self.log.classes.names.name(self.cells.name)
    }

    /// Their name without prefix and unwrapped; empty for log and raw records.
    pub fn event(&self) -> &'a str {
        self.log.classes.events.name(self.cells.event)
    }

    /// Who emitted them; empty where nothing tells.
    pub fn producer(&self) -> &'a str {
        self.log.classes.producers.name(self.cells.producer)
    }

    /// Where they go; `None` for log and raw records.
    pub fn destination(&self) -> Option<Destination> {
        (self.kind() == Kind::Event).then_some(self.cells.destination)
    }

    /// Where they go, as a word; empty for log and raw records.
    pub fn destination_name(&self) -> &'a str {
        self.destination().map_or("", |destination| self.log.destinations().name(destination))
    }

    /// Why they go there; `None` for log and raw records.
    pub fn destination_reason(&self) -> Option<&'a Reason> {
        self.destination().and_then(|_| self.log.reason(self.cells.destination_reason))
    }

    /// Why they have their level; `None` for log and raw records, whose lines say it.
    pub fn level_reason(&self) -> Option<&'a Reason> {
        self.destination().and_then(|_| self.log.reason(self.cells.level_reason))
    }

    /// Why they are collected; empty for log and raw records.
    pub fn purposes(&self) -> Purposes {
        self.cells.purposes
    }

    /// Whether a catalog lists them; `None` for log and raw records.
    pub fn declared(&self) -> Option<Declared> {
        (self.kind() == Kind::Event).then(|| self.purposes().declared())
    }

    /// Whether they were seen on the wire, not in a log.
    pub fn is_wire(&self) -> bool {
        self.cells.sight.on_wire
    }

    /// Whether their text is a piece of a JSON document, and no record of a log.
    pub fn is_json(&self) -> bool {
        self.cells.sight.is_json
    }

    /// Where another log says that they were seen, which tells of them.
    pub fn told(&self) -> Option<On> {
        self.cells.sight.told
    }

    /// The facet values of an event of this class that came from `source`.
    pub fn facets(&self, source: SourceId) -> RowFacets {
        RowFacets {
            level: self.level(),
            destination: self.destination(),
            purposes: self.purposes(),
            producer: self.cells.producer,
            event: self.cells.event,
            source,
        }
    }

    /// What was declared of them; `None` for log and raw records.
    pub fn lookup(&self) -> Option<Lookup<'a>> {
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

impl Fields for Class<'_> {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        let text = |text: &str, probe: &mut Probe<'_>| {
            Truth::from(!text.is_empty() && probe(Value::Text(text)))
        };
        match field {
            Field::Kind => probe(Value::Kind(self.kind())).into(),
            Field::Level => {
                self.level().is_some_and(|it| probe(Value::Level(it, self.kind()))).into()
            }
            Field::Log => self.log_level().is_some_and(|log| probe(Value::Log(log))).into(),
            Field::Name => text(self.name(), probe),
            Field::Event => text(self.event(), probe),
            Field::Producer => text(self.producer(), probe),
            Field::Dest => text(self.destination_name(), probe),
            Field::By => self.destination_reason().is_some_and(|it| probe(Value::By(it.by))).into(),
            Field::Purpose => self.purposes().iter().any(|it| probe(Value::Purpose(it))).into(),
            Field::Declared => self.declared().is_some_and(|it| probe(Value::Declared(it))).into(),
            Field::Class | Field::Endpoint | Field::Owner => self.probe_declared(field, probe),
            // Of what is no event nothing was sent.
            Field::On if self.kind() != Kind::Event => Truth::False,
            _ => Truth::Unknown,
        }
    }
}
