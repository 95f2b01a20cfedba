//! What was decided, told apart and numbered: equal decisions have one number, so that whoever
//! keeps a decision for each record keeps a number.

use std::collections::HashMap;
use std::sync::Arc;

use crate::event::{Destination, Kind, Level, LogLevel, ReasonId};

use super::record::Record;

/// What was decided of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Class {
    /// Who emitted it; empty where nothing tells.
    pub producer: Arc<str>,
    /// The rule that told the producer; `None` where no rule did.
    pub producer_reason: Option<ReasonId>,
    /// Its level; raw records have none.
    pub level: Option<Level>,
    /// Why it has that level; only of telemetry events.
    pub level_reason: ReasonId,
    /// Where it goes; only of telemetry events.
    pub destination: Destination,
    /// Why it goes there; only of telemetry events.
    pub destination_reason: ReasonId,
}

/// The number of a decision: an index into [`Classifier::decisions`](super::Classifier::decisions)
/// of the classifier that made it, in the order in which decisions were first made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DecisionId(u32);

impl DecisionId {
    /// As an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What records have in common for which one and the same was decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decided {
    /// What sort of records they are.
    pub kind: Kind,
    /// The level word of their lines; raw lines have none.
    pub log_level: Option<LogLevel>,
    /// Whether they were seen on the wire.
    pub on_wire: bool,
    /// Their name as logged; empty for log and raw records.
    pub name: Arc<str>,
    /// Their name without prefix and unwrapped.
    pub event: Arc<str>,
    /// What was decided.
    pub class: Class,
}

/// Every decision made, by number.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    list: Vec<Arc<Decided>>,
    ids: HashMap<Arc<Decided>, DecisionId>,
}

impl Decisions {
    pub(super) fn list(&self) -> &[Arc<Decided>] {
        &self.list
    }

    pub(super) fn get(&self, id: DecisionId) -> &Arc<Decided> {
        &self.list[id.index()]
    }

    /// The number of the decision that `record` is of `class`.
    pub(super) fn id(&mut self, record: &Record<'_>, class: Class) -> DecisionId {
        let decided = Decided {
            kind: record.kind,
            log_level: record.log_level,
            on_wire: record.body.on_wire(),
            name: record.name.into(),
            event: record.event.into(),
            class,
        };
        if let Some(id) = self.ids.get(&decided) {
            return *id;
        }
        let id = DecisionId(self.list.len() as u32);
        let decided = Arc::new(decided);
        self.list.push(Arc::clone(&decided));
        self.ids.insert(decided, id);
        id
    }
}
