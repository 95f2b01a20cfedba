//! Values of a key that were looked at, and what was said of them.
//!
//! A few dozen places, each for one value, which the next with the same place takes over: most keys
//! have few different values, and those that have many gain nothing by more. Whoever makes values that
//! share a place makes them be looked at again, and no more.

use foldhash::SharedSeed;
use foldhash::fast::SeedableRandomState;
use std::hash::BuildHasher;

use super::ids::IdHash;

/// So many values of a key are remembered, a power of two.
const PLACES: usize = 32;

/// Longer values are looked at each time.
const LONGEST: usize = 256;

/// Whether a value is a moment, as the editor adds one to each of its events: no two are the same, and
/// nothing can be said of it.
pub(super) fn is_moment(json: &str) -> bool {
    let form = b"\"dddd-dd-ddTdd:dd:dd.dddZ\"";
    let fits = |(byte, form): (u8, &u8)| match form {
        b'd' => byte.is_ascii_digit(),
        form => byte == *form,
    };
    json.len() == form.len() && json.bytes().zip(form).all(fits)
}

/// Values, by place.
#[derive(Debug, Default)]
pub(super) struct KnownValues {
    places: Vec<Known>,
}

/// A value.
#[derive(Clone, Debug, Default)]
struct Known {
    /// Its JSON; empty where the place is free.
    json: Vec<u8>,
    said: Box<[u32]>,
    id: Option<IdHash>,
}

impl KnownValues {
    /// The place of a value.
    pub(super) fn place(&mut self, json: &str) -> usize {
        if self.places.is_empty() {
            self.places.resize_with(PLACES, Known::default);
        }
        let state = SeedableRandomState::with_seed(0, SharedSeed::global_fixed());
        state.hash_one(json.as_bytes()) as usize % PLACES
    }

    /// Whether a place is that of this value: then the same is said of it.
    pub(super) fn holds(&self, at: usize, json: &str) -> bool {
        !self.places[at].json.is_empty() && self.places[at].json == json.as_bytes()
    }

    /// What was said of the value of a place, and what it is known again by.
    pub(super) fn get(&self, at: usize) -> (&[u32], Option<IdHash>) {
        let Known { said, id, .. } = &self.places[at];
        (said, *id)
    }

    /// Remembers what was said of a value.
    pub(super) fn put(&mut self, at: usize, json: &str, said: Vec<u32>, id: Option<IdHash>) {
        let known = &mut self.places[at];
        known.json.clear();
        if json.len() <= LONGEST {
            known.json.extend_from_slice(json.as_bytes());
        }
        (known.said, known.id) = (said.into(), id);
    }
}
