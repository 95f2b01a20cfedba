//! Pairs: one event, seen in a log and on the wire.
//!
//! Two sightings are one event where their names are the same but for what only the log or only
//! the wire puts in front, their times lie within a minute, and their own properties are equal.
//!
//! Of a post that two captures hold there are two sightings, of one moment: both belong to the
//! event in the log, else the second would be called sent and not logged.
//!
//! Nothing is remembered until both sides have been seen; then each event waits for the other
//! side under its name, in the order of time. A body is read once, and only when an event of
//! the same name stands within the minute.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::ops::RangeInclusive;

use crate::event::{EventId, Instant, Interner, Kind, NameId, Scalar};
use crate::parse::sent_name;
use crate::store::{EventLog, Row, Tie};

/// How far apart the two sightings of one event are at most, in milliseconds.
const APART: i64 = 60_000;

/// How many events of one name are compared with another, those nearest in time. More of them
/// within a minute are told apart by their order.
const COMPARED: usize = 64;

/// How many events wait on one side; the first to come leave first.
const WAITING_MAX: usize = 1 << 20;

/// Fewer events are put in order anew at once when their times change.
const FEW: usize = 10_000;

/// A place in the order of time.
type At = (i64, EventId);

/// The events of one side that wait for the other.
#[derive(Debug, Default)]
struct Side {
    /// By name and time, with what their own properties come to once that was asked.
    waiting: HashMap<NameId, BTreeMap<At, Option<u64>>>,
    /// In the order in which they came; those that were paired are still there.
    came: VecDeque<(NameId, At)>,
}

/// What is known of the two sides.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    names: Interner,
    /// In logs, on the wire.
    sides: [Side; 2],
    /// What was seen on the wire and has its partner.
    posted: Side,
    /// The side that was seen first, until the other one is.
    first: Option<bool>,
    both: bool,
    /// How often the log's events had been timed anew when they were put in order.
    retimed: u32,
    /// How many events there were then.
    ordered: usize,
    /// What was there at the start is read.
    settled: bool,
    hashing: RandomState,
}

impl Pairs {
    pub(super) fn see(&mut self, log: &mut EventLog, id: EventId, time: Instant) {
        let Some(row) = log.row(id) else { return };
        let wire = row.is_wire();
        if self.both {
            self.meet(log, id, time);
        } else if *self.first.get_or_insert(wire) != wire {
            self.both = true;
            // Everything so far is of the first side, and waits already.
            for earlier in (0..log.len()).map(|at| EventId(at as u32)) {
                self.wait(log, earlier);
            }
            self.meet(log, id, time);
        }
    }

    /// Begins again where events have other times now: those that are alone may find each other.
    ///
    /// While much is read at once, not for every source whose zone is found: that would be as
    /// much work as there are sources times events.
    pub(super) fn keep_time(&mut self, log: &mut EventLog) {
        let grown = log.len() - log.len() / 3 >= self.ordered;
        if self.retimed == log.retimed() || !self.settled && log.len() > FEW && !grown {
            return;
        }
        self.retimed = log.retimed();
        if !self.both {
            return;
        }
        self.ordered = log.len();
        (self.sides, self.posted) = Default::default();
        for id in (0..log.len()).map(|at| EventId(at as u32)) {
            let is_event = |row: Row<'_>| (row.kind() == Kind::Event).then(|| row.time())?;
            if let Some(time) = log.row(id).and_then(is_event) {
                self.meet(log, id, time);
            }
        }
    }

    /// What was there at the start is read: from here on times are kept at once.
    pub(super) fn settle(&mut self, log: &mut EventLog) {
        self.settled = true;
        self.keep_time(log);
    }

    /// An event of the side that was alone so far.
    fn wait(&mut self, log: &EventLog, id: EventId) {
        let Some(row) = log.row(id).filter(|row| row.kind() == Kind::Event) else { return };
        if let Some(time) = row.time() {
            let name = self.names.intern(sent_name(row.name()));
            self.sides[usize::from(row.is_wire())].add(name, (time.0, id), None);
        }
    }

    /// Links an event with one that waits for it; else it waits itself.
    fn meet(&mut self, log: &mut EventLog, id: EventId, time: Instant) {
        let Some(row) = log.row(id) else { return };
        let side = usize::from(row.is_wire());
        let name = self.names.intern(sent_name(row.name()));
        let at = (time.0, id);
        // It may have come before, and be another now that it has grown.
        self.sides[side].remove(name, at);
        if row.is_paired() {
            if row.is_wire() {
                self.posted.add(name, at, None);
            }
            return;
        }
        let candidates = self.sides[1 - side].nearest(name, time.0);
        if candidates.is_empty() && !(row.is_wire() && self.posted.has(name, time.0)) {
            return self.sides[side].add(name, at, None);
        }
        let own = sum(row, &self.hashing);
        let equal = self.equal(log, name, &candidates, own);
        // Of an event that went to two destinations each sighting has its own.
        let goes_there =
            |other: &&At| log.row(other.1).and_then(|it| it.destination()) == row.destination();
        match equal.iter().find(goes_there).or(equal.first()) {
            Some(other) => {
                let (wire, logged) = if row.is_wire() { (at, other.1) } else { (*other, id) };
                let copies = if row.is_wire() { Vec::new() } else { copies(log, wire, &equal) };
                self.sides[1 - side].remove(name, *other);
                self.pair(log, name, (wire, logged), own);
                for copy in copies {
                    self.sides[1].remove(name, copy);
                    self.pair(log, name, (copy, logged), own);
                }
            }
            None if row.is_wire() => match self.copied(log, name, at, own) {
                Some(logged) => self.pair(log, name, (at, logged), own),
                None => self.sides[side].add(name, at, Some(own)),
            },
            None => self.sides[side].add(name, at, Some(own)),
        }
    }

    fn pair(&mut self, log: &mut EventLog, name: NameId, (wire, logged): (At, EventId), own: u64) {
        self.posted.add(name, wire, Some(own));
        log.link(logged, wire.1, Tie::Pair);
    }

    /// The event in a log whose partner is the same post as this one, from another capture.
    fn copied(&mut self, log: &EventLog, name: NameId, at: At, own: u64) -> Option<EventId> {
        let source = log.row(at.1)?.source_id();
        let of_source = |id: EventId| log.row(id).is_some_and(|it| it.source_id() == source);
        let same = self.posted.waiting.get_mut(&name)?.range_mut(moment(at.0));
        for ((_, id), known) in same.take(COMPARED) {
            let Some(row) = log.row(*id).filter(|row| row.source_id() != source) else { continue };
            if *known.get_or_insert_with(|| sum(row, &self.hashing)) != own {
                continue;
            }
            let partner = pairs_of(log, *id).next()?;
            if !pairs_of(log, partner).any(of_source) {
                return Some(partner);
            }
        }
        None
    }

    /// Those of the candidates whose own properties come to `own`, all of one side.
    fn equal(&mut self, log: &EventLog, name: NameId, candidates: &[At], own: u64) -> Vec<At> {
        let mut equal = Vec::new();
        for at in candidates {
            // One that has another time now waits until it is put in order.
            let stands = |row: &Row<'_>| !row.is_paired() && row.time() == Some(Instant(at.0));
            let Some(row) = log.row(at.1).filter(stands) else { continue };
            let side = &mut self.sides[usize::from(row.is_wire())];
            let Some(known) = side.waiting.get_mut(&name).and_then(|it| it.get_mut(at)) else {
                continue;
            };
            if *known.get_or_insert_with(|| sum(row, &self.hashing)) == own {
                equal.push(*at);
            }
        }
        equal
    }
}

/// The events that one is a pair with.
fn pairs_of(log: &EventLog, id: EventId) -> impl Iterator<Item = EventId> {
    log.links(id).iter().filter(|link| link.tie == Tie::Pair).map(|link| link.id)
}

/// Of sightings that are equal to the one at `wire`, those of the same moment in other captures,
/// one of each.
fn copies(log: &EventLog, wire: At, equal: &[At]) -> Vec<At> {
    let source = |id: EventId| log.row(id).map(|row| row.source_id());
    let mut sources = vec![source(wire.1)];
    let mut copies = Vec::new();
    for copy in equal.iter().filter(|copy| copy.0 == wire.0) {
        if !sources.contains(&source(copy.1)) {
            sources.push(source(copy.1));
            copies.push(*copy);
        }
    }
    copies
}

/// All places in the order of time that are of one moment.
fn moment(time: i64) -> RangeInclusive<At> {
    (time, EventId(0))..=(time, EventId(u32::MAX))
}

impl Side {
    /// Whether there is an event of this name at this very moment.
    fn has(&self, name: NameId, time: i64) -> bool {
        self.waiting.get(&name).is_some_and(|it| it.range(moment(time)).next().is_some())
    }

    fn add(&mut self, name: NameId, at: At, sum: Option<u64>) {
        self.waiting.entry(name).or_default().insert(at, sum);
        self.came.push_back((name, at));
        if self.came.len() > WAITING_MAX
            && let Some((name, at)) = self.came.pop_front()
        {
            self.remove(name, at);
        }
    }

    fn remove(&mut self, name: NameId, at: At) {
        let Some(waiting) = self.waiting.get_mut(&name) else { return };
        waiting.remove(&at);
        if waiting.is_empty() {
            self.waiting.remove(&name);
        }
    }

    /// The events of a name that wait within the minute around `time`, nearest first.
    fn nearest(&self, name: NameId, time: i64) -> Vec<At> {
        let Some(waiting) = self.waiting.get(&name) else { return Vec::new() };
        let (start, end) = (time.saturating_sub(APART), time.saturating_add(APART));
        let (first, last) = (EventId(0), EventId(u32::MAX));
        let mut before = waiting.range((start, first)..(time, first)).rev().peekable();
        let mut after = waiting.range((time, first)..=(end, last)).peekable();
        let mut found = Vec::new();
        while found.len() < COMPARED {
            let next = match (before.peek(), after.peek()) {
                (Some((b, _)), Some((a, _))) if time - b.0 < a.0 - time => before.next(),
                (_, Some(_)) => after.next(),
                (_, None) => before.next(),
            };
            let Some((at, _)) = next else { break };
            found.push(*at);
        }
        found
    }
}

/// What an event's own properties and measurements come to, whatever their order.
///
/// Values count as text, as a sender may write numbers so. A key that steers the sender (`ai.…`)
/// stands among the properties on the wire alone, and a value that is null in the log alone.
fn sum(row: Row<'_>, hashing: &RandomState) -> u64 {
    let text = row.text();
    let whole = text.whole();
    let own = whole.own().filter(|entry| !entry.key.starts_with("ai.") && entry.json != "null");
    own.fold(0, |sum: u64, entry| {
        let value = match entry.scalar() {
            Scalar::Text(text) => text,
            Scalar::Number(number) => number.to_string().into(),
            Scalar::Flag(_) | Scalar::Json(_) => entry.json.into(),
        };
        sum.wrapping_add(hashing.hash_one((entry.key, value)))
    })
}

#[cfg(test)]
mod tests;
