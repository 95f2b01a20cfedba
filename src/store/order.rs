//! The merged order of all events, kept as they come.
//!
//! Events of one source come in order, so nothing is sorted while there is one: the order is that
//! of the ids. What comes out of order is put aside and merged in when somebody settles it.

use crate::event::EventId;

use super::log::MergeKey;

/// The order of the events of a log.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The events in order; `None` while that is the order of their ids.
    listed: Option<Vec<EventId>>,
    /// How many events are in order.
    len: usize,
    /// The key of the last of them.
    last: Option<MergeKey>,
    /// Events that are not in order yet.
    loose: Vec<EventId>,
}

impl Order {
    /// Takes in the newest event.
    pub(super) fn append(&mut self, id: EventId, key: MergeKey) {
        if self.last.is_some_and(|last| key < last) {
            self.list();
            self.loose.push(id);
            return;
        }
        self.last = Some(key);
        self.len += 1;
        if let Some(listed) = &mut self.listed {
            listed.push(id);
        }
    }

    /// Takes in that there are so many events, in the order of their ids; the last has this key.
    pub(super) fn take_on(&mut self, len: usize, last: Option<MergeKey>) {
        (self.len, self.last) = (len, last);
    }

    /// Puts events that are in order aside: their keys are about to change. None of them stands
    /// before `first`.
    pub(super) fn loosen(&mut self, first: usize, is_loose: impl Fn(EventId) -> bool) {
        self.list();
        let Some(listed) = &mut self.listed else { return };
        let rest = listed.split_off(first.min(listed.len()));
        for id in rest {
            if is_loose(id) { self.loose.push(id) } else { listed.push(id) }
        }
        self.len = listed.len();
    }

    /// Puts what is loose where it belongs, by the keys as they are now.
    pub(super) fn settle(&mut self, key: impl Fn(EventId) -> MergeKey) {
        if self.loose.is_empty() {
            return;
        }
        let mut loose = std::mem::take(&mut self.loose);
        let listed = self.listed.get_or_insert_default();
        loose.sort_by_cached_key(|id| key(*id));
        let Some(first) = loose.first().map(|id| key(*id)) else { return };
        let tail = listed.split_off(listed.partition_point(|id| key(*id) < first));
        merge(listed, &tail, &loose, &key);
        self.len = listed.len();
        self.last = listed.last().map(|id| key(*id));
    }

    /// Whether every event is in order.
    pub(super) fn is_settled(&self) -> bool {
        self.loose.is_empty()
    }

    /// Where the first event stands whose key is not below `key`.
    pub(super) fn position(&self, key: MergeKey, of: impl Fn(EventId) -> MergeKey) -> usize {
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = low.midpoint(high);
            if of(self.at(middle)) < key { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The event at a place of the order.
    fn at(&self, place: usize) -> EventId {
        self.listed.as_ref().map_or(EventId(place as u32), |listed| listed[place])
    }

    /// The events that are in order.
    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = EventId> + '_ {
        let listed = self.listed.iter().flatten().copied();
        let unlisted = if self.listed.is_some() { 0 } else { self.len };
        (0..unlisted as u32).map(EventId).chain(listed)
    }

    /// The event at a place of the order.
    pub(super) fn get(&self, place: usize) -> Option<EventId> {
        (place < self.len).then(|| self.at(place))
    }

    /// Whether the order is that of the ids.
    pub(super) fn is_arrival(&self) -> bool {
        self.listed.is_none() && self.loose.is_empty()
    }

    fn list(&mut self) {
        let len = self.len as u32;
        self.listed.get_or_insert_with(|| (0..len).map(EventId).collect());
    }
}

/// Merges two lists that are in order, behind what `into` has.
pub fn merge<K: Ord>(
    into: &mut Vec<EventId>,
    old: &[EventId],
    new: &[EventId],
    key: impl Fn(EventId) -> K,
) {
    into.reserve(old.len() + new.len());
    let (mut a, mut b) = (old.iter().peekable(), new.iter().peekable());
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        let next = if key(**left) < key(**right) { &mut a } else { &mut b };
        into.extend(next.next());
    }
    into.extend(a);
    into.extend(b);
}

impl super::log::EventLog {
    /// Puts what came out of order where it belongs. Cheap where nothing did.
    pub fn settle(&mut self) {
        let Self { order, columns, .. } = self;
        order.settle(|id| MergeKey::of(columns, id));
    }

    /// Whether every event is in its place of the merged order.
    pub fn is_settled(&self) -> bool {
        self.order.is_settled()
    }

    /// Whether the merged order is that of the ids.
    pub fn is_in_order_of_arrival(&self) -> bool {
        self.order.is_arrival()
    }

    /// All events in merged order; without those that are not [settled](Self::settle).
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = EventId> + '_ {
        self.order.ids()
    }

    /// Where an event stands among all events in merged order. Of one that is not
    /// [settled](Self::settle), where it would.
    pub fn place(&self, id: EventId) -> usize {
        if self.order.is_arrival() {
            return id.index();
        }
        self.settled_before(self.merge_key(id))
    }

    /// How many events of those that are settled come before `key`.
    pub fn settled_before(&self, key: MergeKey) -> usize {
        self.order.position(key, |id| self.merge_key(id))
    }

    /// The event at a place of the merged order of those that are settled.
    pub fn settled_at(&self, place: usize) -> Option<EventId> {
        self.order.get(place)
    }

    /// Puts the events of marked sources aside whose times are about to change: those from
    /// `first` on.
    pub(super) fn loosen(&mut self, first: EventId, marked: &[bool]) {
        let Self { order, columns, .. } = self;
        let is_marked = |id: EventId| marked[columns.source(id.index()).index()];
        let events = (first.0..columns.len() as u32).map(EventId);
        // An order of one source's events is the same whatever their times are.
        if order.is_arrival() && (0..columns.len() as u32).map(EventId).all(is_marked) {
            return;
        }
        let keys = events.filter(|id| is_marked(*id)).map(|id| MergeKey::of(columns, id));
        let Some(least) = keys.min() else { return };
        let from = order.position(least, |id| MergeKey::of(columns, id));
        order.loosen(from, |id| id >= first && is_marked(id));
    }
}
