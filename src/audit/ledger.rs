//! The hits that one thread met: each has a number, by which it is remembered and counted.

use std::collections::HashMap;

use crate::event::EventId;
use crate::store::{ClassId, EventLog};

use super::hits::Hit;
use super::tally::{At, HitKey, Seen, Tally};

/// Every hit that was met, by number, and how often since it was told.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    keys: Vec<HitKey>,
    numbers: HashMap<HitKey, u32>,
    seen: Vec<Option<Seen>>,
    touched: Vec<u32>,
}

impl Ledger {
    /// The number of a hit.
    pub(super) fn number(&mut self, class: ClassId, at: &At, hit: Hit) -> u32 {
        let key = HitKey { hit, class, at: at.clone() };
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.keys.len() as u32;
        self.keys.push(key.clone());
        self.seen.push(None);
        self.numbers.insert(key, number);
        number
    }

    pub(super) fn numbers(&mut self, class: ClassId, at: &At, hits: Vec<Hit>) -> Vec<u32> {
        hits.into_iter().map(|hit| self.number(class, at, hit)).collect()
    }

    /// The hit with a number.
    pub(super) fn get(&self, number: u32) -> Option<&HitKey> {
        self.keys.get(number as usize)
    }

    pub(super) fn count(&mut self, log: &EventLog, id: EventId, numbers: &mut Vec<u32>) {
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            match &mut self.seen[*number as usize] {
                Some(seen) => seen.add(log, id),
                none => {
                    *none = Some(Seen::one(id));
                    self.touched.push(*number);
                }
            }
        }
    }

    /// How many hits have a number.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Adds what was counted since the last time to a tally.
    pub(super) fn tell(&mut self, log: &EventLog, tally: &mut Tally) {
        for number in self.touched.drain(..) {
            let at = number as usize;
            if let Some(seen) = self.seen[at].take() {
                tally.add(log, self.keys[at].clone(), &seen);
            }
        }
    }
}
