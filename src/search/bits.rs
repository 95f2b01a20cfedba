//! One bit an event.

use crate::event::EventId;

/// A set of events.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn set(&mut self, id: EventId, on: bool) {
        let (word, bit) = (id.index() / 64, 1 << (id.index() % 64));
        if self.0.len() <= word {
            if !on {
                return;
            }
            self.0.resize(word + 1, 0);
        }
        if on {
            self.0[word] |= bit;
        } else {
            self.0[word] &= !bit;
        }
    }

    pub(super) fn has(&self, id: EventId) -> bool {
        self.0.get(id.index() / 64).is_some_and(|word| word & 1 << (id.index() % 64) != 0)
    }

    /// Those that are in it, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = EventId> + '_ {
        (0_u32..).step_by(64).zip(&self.0).filter(|(_, word)| **word != 0).flat_map(|(at, word)| {
            (0..64).filter(move |bit| word & 1 << bit != 0).map(move |bit| EventId(at + bit))
        })
    }
}
