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
    events: RwLock<BTreeMap<EventId, Mark>>,
    revision: AtomicU64,
}

/// What a person thinks of an event.
#[derive(Clone, Debug, Default)]
struct Mark {
    /// What was noted, which may be nothing.
    note: String,
    /// The mark was taken away; the note is kept, should it come back.
    gone: bool,
}

impl Marks {
    /// Whether an event is marked.
    pub fn is_marked(&self, id: EventId) -> bool {
        self.read().get(&id).is_some_and(|mark| !mark.gone)
    }

    /// What was noted of an event: empty where it is marked alone, `None` where it is not.
    pub fn note(&self, id: EventId) -> Option<String> {
        self.read().get(&id).filter(|mark| !mark.gone).map(|mark| mark.note.clone())
    }

    /// Marks an event, or takes its mark away; whether it is marked now. What was noted of it comes
    /// back with the mark.
    pub fn toggle(&self, id: EventId) -> bool {
        let mut marks = self.write();
        let mark = marks.entry(id).or_insert_with(|| Mark { gone: true, ..Mark::default() });
        mark.gone = !mark.gone;
        !mark.gone
    }

    /// Marks an event with a note, which may be empty.
    pub fn set(&self, id: EventId, note: impl Into<String>) {
        self.write().insert(id, Mark { note: note.into(), gone: false });
    }

    /// Takes all marks and notes away.
    pub fn clear(&self) {
        self.write().clear();
    }

    /// The marked events, in the order of their ids.
    pub fn ids(&self) -> Vec<EventId> {
        self.read().iter().filter(|(_, mark)| !mark.gone).map(|(id, _)| *id).collect()
    }

    /// How many events are marked.
    pub fn len(&self) -> usize {
        self.read().values().filter(|mark| !mark.gone).count()
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

    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<EventId, Mark>> {
        self.0.events.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<EventId, Mark>> {
        self.0.revision.fetch_add(1, Ordering::Relaxed);
        self.0.events.write().unwrap_or_else(PoisonError::into_inner)
    }
}
