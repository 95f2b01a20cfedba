//! What a source's tally took of a record that its columns do not tell: few have any. Kept so that
//! a part of the log can be counted as it was counted when it came.

use crate::event::EventId;

use super::tally::{Counted, Said};

/// The records that have any, by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Oddities(Vec<Oddity>);

/// What the columns do not tell of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Oddity {
    pub(super) id: EventId,
    pub(super) odd: bool,
    pub(super) said: Option<Said>,
}

impl Oddities {
    /// Takes in what was counted of a record, in the place of what was before.
    pub(super) fn note(&mut self, id: EventId, counted: Counted) {
        let Counted { odd, said, .. } = counted;
        let oddity = (odd || said.is_some()).then_some(Oddity { id, odd, said });
        let at = match self.0.last() {
            Some(last) if last.id >= id => self.place(id),
            _ => self.0.len(),
        };
        let known = usize::from(self.0.get(at).is_some_and(|it| it.id == id));
        if known > 0 || oddity.is_some() {
            self.0.splice(at..at + known, oddity);
        }
    }

    /// Those of this event and of all behind it.
    pub(super) fn from(&self, id: EventId) -> &[Oddity] {
        &self.0[self.place(id)..]
    }

    /// That of an event, if it has any.
    pub(super) fn of(&self, id: EventId) -> Option<Oddity> {
        self.from(id).first().copied().filter(|it| it.id == id)
    }

    fn place(&self, id: EventId) -> usize {
        self.0.partition_point(|it| it.id < id)
    }
}
