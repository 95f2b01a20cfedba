//! A record as the rules see it: what is logged, and what earlier strata decided.

use crate::event::{Keys, Kind, Level, LogLevel, On};
use crate::query::{Field, Fields, Probe, Truth, Value, probe_keys};

/// What is known of a record before it is classified.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// What sort of record it is.
    pub kind: Kind,
    /// The level word of its line; raw lines have none.
    pub log_level: Option<LogLevel>,
    /// The name as logged; empty for log and raw records.
    pub name: &'a str,
    /// The name without prefix and unwrapped.
    pub event: &'a str,
    /// Which editor wrote it.
    pub product: &'a str,
    /// The name of its source.
    pub source: &'a str,
    /// The `publisher.name` folder that its file stands in, if any.
    pub folder: Option<&'a str>,
    /// Its body.
    pub body: &'a dyn Keys,
}

/// A record with what was decided of it so far; with `whole` unset, what its body says is not
/// known.
pub(super) struct Known<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) whole: bool,
    pub(super) producer: Option<&'a str>,
    pub(super) level: Option<Level>,
}

impl Fields for Known<'_> {
    fn probe(&self, field: &Field, probe: &mut Probe<'_>) -> Truth {
        let record = self.record;
        let text = |text: &str, probe: &mut Probe<'_>| {
            Truth::from(!text.is_empty() && probe(Value::Text(text)))
        };
        match field {
            Field::Kind => probe(Value::Kind(record.kind)).into(),
            Field::Log => record.log_level.is_some_and(|log| probe(Value::Log(log))).into(),
            Field::Name => text(record.name, probe),
            Field::Event => text(record.event, probe),
            Field::Product => text(record.product, probe),
            Field::On => {
                let on = if record.body.on_wire() { On::Wire } else { On::Log };
                Truth::from(record.kind == Kind::Event && probe(Value::Text(on.as_str())))
            }
            Field::Source => text(record.source, probe),
            Field::Producer => self.producer.map_or(Truth::Unknown, |name| text(name, probe)),
            Field::Level => self
                .level
                .map_or(Truth::Unknown, |level| probe(Value::Level(level, record.kind)).into()),
            _ if self.whole => probe_keys(record.body, field, probe).unwrap_or(Truth::False),
            _ => Truth::Unknown,
        }
    }
}
