//! What a thread remembers of a key of a class of events: what rules said of it, and of the
//! values that it had, because most are the same again and again.

use std::sync::Arc;

use crate::event::{EventId, Scope};
use crate::privacy::Hint;
use crate::store::Row;

use super::ids::IdHash;
use super::known_values::KnownValues;
use super::observed::ObservedKey;
use super::seen::{ClassSeen, Json, KeySeen};
use super::tally::At;

/// A key of a class of events.
#[derive(Debug)]
pub(super) struct KeyDesk {
    pub(super) scope: Scope,
    pub(super) key: Arc<str>,
    /// What the key says of its values.
    pub(super) hint: Hint,
    /// What rules said of it, by the kind of its value, once it had such a one.
    pub(super) said: [Option<Box<[u32]>>; Json::ALL.len()],
    /// The rules that read its texts.
    pub(super) readers: Option<Box<[u16]>>,
    /// Values that it had, and what was said of them.
    pub(super) known: KnownValues,
    /// What was observed and not told yet.
    pub(super) observed: Option<ObservedKey>,
}

impl KeyDesk {
    pub(super) fn new(scope: Scope, key: &str) -> Self {
        Self {
            scope,
            key: key.into(),
            hint: Hint::of(key),
            said: Default::default(),
            readers: None,
            known: KnownValues::default(),
            observed: None,
        }
    }

    /// The key as rules see it.
    pub(super) fn seen<'s>(&'s self, of: ClassSeen<'s>, json: Json) -> KeySeen<'s> {
        KeySeen { of, scope: self.scope, key: &self.key, json }
    }

    /// Counts a value.
    pub(super) fn count(&mut self, json: Json, id: EventId) {
        match &mut self.observed {
            Some(known) => known.add(json, id),
            None => self.observed = Some(ObservedKey::one(json, id)),
        }
    }

    /// Counts values that were seen together with others.
    pub(super) fn count_many(&mut self, json: Json, followed: (u64, EventId, EventId)) {
        let (_, first, _) = followed;
        let observed = self.observed.get_or_insert_with(|| ObservedKey::none(first));
        observed.add_many(json, followed);
    }

    /// Counts a value that may be an id.
    pub(super) fn count_id(&mut self, row: Row<'_>, id: Option<IdHash>) {
        if let Some(hash) = id {
            let observed = self.observed.get_or_insert_with(|| ObservedKey::none(row.id()));
            observed.ids.add(row, hash);
        }
    }

    /// Where a hit on the key is.
    pub(super) fn at_key(&self) -> At {
        At::Key(self.scope, Arc::clone(&self.key))
    }

    /// Where a hit on a value is.
    pub(super) fn at_value(&self) -> At {
        At::Value(self.scope, Arc::clone(&self.key))
    }
}
