//! The list of events that a view shows, in merged order. It grows at both ends: by what is new,
//! and by older events that a search through the text finds later.

use crate::event::EventId;
use crate::store::merge;

/// Events in order, 4 bytes each.
#[derive(Debug, Default)]
pub(super) struct Ids {
    list: Vec<EventId>,
    /// So much of the list is room for events that come before the first.
    start: usize,
}

impl Ids {
    pub(super) fn as_slice(&self) -> &[EventId] {
        &self.list[self.start..]
    }

    /// Adds events at the end: `fill` does, which gets the events from `from` to `to` (without),
    /// a place for each, and tells how many it has put there.
    pub(super) fn extend(&mut self, most: usize, fill: impl FnOnce(&mut [EventId]) -> usize) {
        let len = self.list.len();
        self.grow(most);
        self.list.resize(len + most, EventId(0));
        let added = fill(&mut self.list[len..]);
        self.list.truncate(len + added);
    }

    /// Takes other events in its place.
    pub(super) fn replace(&mut self, list: Vec<EventId>) {
        (self.list, self.start) = (list, 0);
    }

    /// Merges events that are in order into the list. Where they come first, `room` is made for
    /// more that may come before them later.
    pub(super) fn take_in<K: Ord>(
        &mut self,
        new: &[EventId],
        room: usize,
        key: impl Fn(EventId) -> K,
    ) {
        let (Some(first), Some(last)) = (new.first(), new.last()) else { return };
        let old = self.as_slice();
        let (first, last) = (key(*first), key(*last));
        let from = old.partition_point(|id| key(*id) < first);
        let to = from + old[from..].partition_point(|id| key(*id) < last);
        let mut middle = Vec::new();
        merge(&mut middle, &old[from..to], new, key);
        let behind = old.len() - to;
        let at = if from < behind {
            self.make_room(new.len(), room);
            let before = self.start;
            self.start -= new.len();
            self.list.copy_within(before..before + from, self.start);
            self.start + from
        } else {
            self.grow(new.len());
            let (len, at) = (self.list.len(), self.start + to);
            self.list.resize(len + new.len(), EventId(0));
            self.list.copy_within(at..len, at + new.len());
            self.start + from
        };
        self.list[at..at + middle.len()].copy_from_slice(&middle);
    }

    /// Takes an event out, wherever it stands.
    pub(super) fn remove(&mut self, id: EventId) {
        if let Some(at) = self.as_slice().iter().rposition(|known| *known == id) {
            self.list.remove(self.start + at);
        }
    }

    /// Keeps only some.
    pub(super) fn retain(&mut self, keep: impl FnMut(&EventId) -> bool) {
        self.close();
        self.list.retain(keep);
    }

    /// Gives the room at the front back: nothing more comes before the first.
    pub(super) fn close(&mut self) {
        if self.start > 0 {
            self.list.drain(..self.start);
            self.start = 0;
        }
    }

    /// Doubling would set aside twice as much as ever comes.
    fn grow(&mut self, more: usize) {
        if self.list.capacity() - self.list.len() < more {
            self.list.reserve_exact(more.max(self.list.len() / 8));
        }
    }

    fn make_room(&mut self, needed: usize, more: usize) {
        if self.start >= needed {
            return;
        }
        let room = needed + more;
        let mut list = vec![EventId(0); room];
        list.reserve_exact(self.as_slice().len());
        list.extend_from_slice(self.as_slice());
        (self.list, self.start) = (list, room);
    }
}
