//! An event of which a line of another log tells: what is taken from the line in the place of what
//! its own record would say.

use crate::event::{Instant, Spell, Where, Zone};
use crate::parse::Body;
use crate::parse::wire::Told;
use crate::query::{Probe, Value};

use super::row::Row;
use super::whole::Whole;

impl Whole<'_> {
    /// What a line of another log tells of it, where it is read from one.
    pub(super) fn told(&self) -> Option<&Told> {
        self.body.as_ref().and_then(Body::told)
    }

    /// Probes what is told of the record's text: its name, its message, its payload.
    pub(super) fn probe_told(&self, told: &Told, probe: &mut Probe<'_>) -> bool {
        let whole = &self.text.bytes;
        probe(Value::Bytes(self.name().as_bytes()))
            || self.message().is_some_and(|message| probe(Value::Bytes(message.as_bytes())))
            || told
                .scopes
                .iter()
                .any(|it| whole.get(it.clone()).is_some_and(|scope| probe(Value::Bytes(scope))))
    }
}

/// Where the record stood in its own file.
pub(super) fn told_place(told: &Told, row: Row<'_>) -> Where {
    Where {
        source: row.source().label.clone(),
        path: told.path.clone(),
        line: told.line,
        offset: told.offset,
        length: told.length,
    }
}

/// The zone of its clock, as far as its own time shows it.
pub(super) fn told_zone(told: &Told) -> Zone {
    Zone::derived(&[Spell { from: Instant(0), ahead: told.ahead }])
}
