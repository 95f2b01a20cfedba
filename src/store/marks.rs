//! What a person has marked of a log, and noted: sparse, and changed by whoever looks at it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::event::EventId;

/// The marks of a log. Clones are the same marks: a log that takes the place of another, event by
/// event, may have them too.
#[derive(Clone, Debug, Default)]
pub struct Marks(Arc<Marked>);

#[derive(Debug, Default)]
struct Marked {
    notes: RwLock<BTreeMap<EventId, String>>,
    revision: AtomicU64,
}

impl Marks {
    /// Whether an event is marked.
    pub fn is_marked(&self, id: EventId) -> bool {
        self.read().contains_key(&id)
    }

    /// What was noted of an event: empty where it is marked alone, `None` where it is not.
    pub fn note(&self, id: EventId) -> Option<String> {
        self.read().get(&id).cloned()
    }

    /// Marks an event, or takes its mark and note away; whether it is marked now.
    pub fn toggle(&self, id: EventId) -> bool {
        let mut marks = self.write();
        if marks.remove(&id).is_some() {
            return false;
        }
        marks.insert(id, String::new());
        true
    }

    /// Marks an event with a note, which may be empty.
    pub fn set(&self, id: EventId, note: impl Into<String>) {
        self.write().insert(id, note.into());
    }

    /// Takes all marks and notes away.
    pub fn clear(&self) {
        self.write().clear();
    }

    /// The marked events, in the order of their ids.
    pub fn ids(&self) -> Vec<EventId> {
        self.read().keys().copied().collect()
    }

    /// How many events are marked.
    pub fn len(&self) -> usize {
        self.read().len()
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number that is another one whenever a mark or a note is.
    pub fn revision(&self) -> u64 {
        self.0.revision.load(Ordering::Relaxed)
    }

    /// Takes over the marks of another log, whose events have higher ids here.
    pub(super) fn take_over(&self, other: &Self, shift: u32) {
        if Arc::ptr_eq(&self.0, &other.0) {
            return;
        }
        let others = other.read().clone().into_iter();
        let here = others.filter_map(|(id, note)| Some((EventId(id.0.checked_add(shift)?), note)));
        self.write().extend(here);
    }

    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<EventId, String>> {
        self.0.notes.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<EventId, String>> {
        self.0.revision.fetch_add(1, Ordering::Relaxed);
        self.0.notes.write().unwrap_or_else(PoisonError::into_inner)
    }
}
