//! The events whose text is still to be searched, segment by segment, newest first.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::event::EventId;
use crate::store::log::EventLog;
use crate::store::segments::Rows;

/// Events of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its index.
    pub segment: u32,
    /// Those of the segment whose ids are in here.
    pub ids: Range<u32>,
    /// How many those are.
    pub events: usize,
}

/// What is left to search; the next is the last.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    works: Vec<Work>,
    events: usize,
}

impl Pending {
    /// How many events are left.
    pub fn events(&self) -> usize {
        self.events
    }

    /// Puts new events first. Fewer than `few_events` are looked up one by one.
    pub fn add(&mut self, log: &EventLog, ids: Range<u32>, few_events: usize) {
        let works = if ids.len() < few_events { few(log, ids) } else { many(log, &ids) };
        let from = self.works.len();
        self.events += works.iter().map(|work| work.events).sum::<usize>();
        self.works.extend(works);
        let newest = |work: &Work| EventId(work.ids.end.saturating_sub(1));
        let added = &mut self.works[from..];
        if log.is_in_order_of_arrival() {
            added.sort_unstable_by_key(newest);
        } else {
            added.sort_by_cached_key(|work| log.merge_key(newest(work)));
        }
    }

    /// What is next: so many events.
    pub fn next(&self, log: &EventLog, events: usize) -> Vec<Work> {
        let mut next = Vec::new();
        let mut left = events;
        for work in self.works.iter().rev() {
            if left == 0 {
                break;
            }
            let mut work = work.clone();
            if work.events > left {
                work.split(log, left);
            }
            left = left.saturating_sub(work.events);
            next.push(work);
        }
        next
    }

    /// Takes off what was [next](Self::next).
    pub fn take(&mut self, done: &[Work]) {
        for done in done {
            let Some(mut work) = self.works.pop() else { return };
            self.events = self.events.saturating_sub(done.events);
            if work.events > done.events {
                work.events -= done.events;
                work.ids.end = done.ids.start;
                self.works.push(work);
            }
        }
    }
}

impl Work {
    /// Leaves the oldest events out, but for so many of the newest.
    fn split(&mut self, log: &EventLog, newest: usize) {
        let Some(segment) = log.segment(self.segment) else { return };
        let rows = segment.rows();
        let at = places(&rows, &self.ids).end.checked_sub(newest);
        if let Some(border) = at.and_then(|at| rows.get(at)) {
            (self.ids.start, self.events) = (border.0, newest);
        }
    }
}

/// The places among `rows` of the events with these ids.
pub fn places(rows: &Rows<'_>, ids: &Range<u32>) -> Range<usize> {
    match rows {
        Rows::Range(range) => {
            let at = |id: u32| (id.clamp(range.start, range.end) - range.start) as usize;
            at(ids.start)..at(ids.end)
        }
        Rows::List(list) => {
            let at = |id: u32| list.partition_point(|known| known.0 < id);
            at(ids.start)..at(ids.end)
        }
    }
}

fn few(log: &EventLog, ids: Range<u32>) -> Vec<Work> {
    let mut works: BTreeMap<u32, Work> = BTreeMap::new();
    for id in ids {
        let (segment, _) = log.lies(EventId(id));
        let work = works.entry(segment).or_insert(Work { segment, ids: id..id, events: 0 });
        work.ids.end = id + 1;
        work.events += 1;
    }
    works.into_values().collect()
}

fn many(log: &EventLog, ids: &Range<u32>) -> Vec<Work> {
    let of = |segment: u32| {
        let rows = log.segment(segment)?.rows();
        let places = places(&rows, ids);
        let last = rows.get(places.clone().last()?)?.0;
        Some(Work { segment, ids: ids.start..last + 1, events: places.len() })
    };
    (0..log.segment_count() as u32).filter_map(of).collect()
}
