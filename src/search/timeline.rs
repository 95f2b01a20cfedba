//! When events were: how many in each of so many buckets of time. Of a whole view by level, of
//! each class without.

use crate::event::{EventId, Instant, Level};
use crate::store::EventLog;

/// The least width of a bucket, in milliseconds; others are this doubled, time and again.
const LEAST_WIDTH: i64 = 1000;

/// How many events a bucket holds of each level, by its place in [`Level::ALL`]; behind those, of
/// no level.
pub type Bucket = [u32; CELLS];

const CELLS: usize = Level::ALL.len() + 1;

/// The events of a view, by time and level. There are no more buckets than a screen is wide.
pub type Timeline = Buckets<CELLS, 512>;

/// The same of a few events among many, coarser and of all levels together.
pub(super) type Trend = Buckets<1, 64>;

/// Events counted by time, and each by one of `N` sorts, in at most `MOST` buckets. The width of
/// those follows from the first and the last time alone: they are as narrow as they can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buckets<const N: usize, const MOST: usize> {
    width: i64,
    /// The number of the first bucket: so many widths after 1970.
    number: i64,
    list: Vec<[u32; N]>,
    range: Option<(Instant, Instant)>,
}

impl<const N: usize, const MOST: usize> Default for Buckets<N, MOST> {
    fn default() -> Self {
        Self { width: LEAST_WIDTH, number: 0, list: Vec::new(), range: None }
    }
}

impl<const N: usize, const MOST: usize> Buckets<N, MOST> {
    /// How many milliseconds a bucket is wide.
    pub fn width(&self) -> i64 {
        self.width
    }

    /// When the first bucket begins.
    pub fn start(&self) -> Instant {
        Instant(self.number.saturating_mul(self.width))
    }

    /// The times of the first and the last event; `None` without any.
    pub fn range(&self) -> Option<(Instant, Instant)> {
        self.range
    }

    /// The buckets, without a gap, from that of the first event to that of the last.
    pub fn buckets(&self) -> &[[u32; N]] {
        &self.list
    }

    /// Makes an empty one with the buckets that events from `first` to `last` take.
    pub(super) fn between(first: Instant, last: Instant) -> Self {
        let mut empty = Self::default();
        empty.widen(first, last);
        empty
    }

    /// Counts an event of the sort `cell`.
    pub(super) fn put(&mut self, time: Instant, cell: usize) {
        self.widen(time, time);
        let at = (time.0.div_euclid(self.width) - self.number) as usize;
        self.list[at][cell] += 1;
    }

    /// Takes an event out; whether the buckets are still what they would be without it.
    pub(super) fn take(&mut self, time: Instant, cell: usize) -> bool {
        let Some((first, last)) = self.range else { return false };
        if time <= first || time >= last {
            return false;
        }
        let at = (time.0.div_euclid(self.width) - self.number) as usize;
        self.list[at][cell] = self.list[at][cell].saturating_sub(1);
        true
    }

    /// Adds all events of another.
    pub(super) fn join(&mut self, other: &Self) {
        let Some((first, last)) = other.range else { return };
        self.widen(first, last);
        for (number, bucket) in (other.number..).zip(&other.list) {
            let widths = self.width / other.width;
            let at = (number.div_euclid(widths) - self.number) as usize;
            for (sum, count) in self.list[at].iter_mut().zip(bucket) {
                *sum += count;
            }
        }
    }

    /// Makes buckets for a range of times.
    fn widen(&mut self, first: Instant, last: Instant) {
        let (first, last) = match self.range {
            Some((known, end)) if known <= first && last <= end => return,
            Some((known, end)) => (known.min(first), end.max(last)),
            None => (first, last),
        };
        let mut width = self.width;
        let count = |width: i64| {
            i128::from(last.0.div_euclid(width)) - i128::from(first.0.div_euclid(width)) + 1
        };
        while count(width) > MOST as i128 {
            width *= 2;
        }
        let number = first.0.div_euclid(width);
        if (width, number) == (self.width, self.number) && self.range.is_some() {
            // As it goes while a log grows.
            self.list.resize(count(width) as usize, [0; N]);
            self.range = Some((first, last));
            return;
        }
        let mut wider = vec![[0; N]; count(width) as usize];
        for (before, bucket) in (self.number..).zip(&self.list) {
            let at = (before.div_euclid(width / self.width) - number) as usize;
            for (sum, count) in wider[at].iter_mut().zip(bucket) {
                *sum += count;
            }
        }
        *self = Self { width, number, list: wider, range: Some((first, last)) };
    }
}

impl Timeline {
    /// When all events of a log were.
    pub fn of(log: &EventLog) -> Self {
        let mut timeline = Self::default();
        for row in (0..log.len() as u32).filter_map(|id| log.row(EventId(id))) {
            if let Some(time) = row.time() {
                timeline.add(time, row.level());
            }
        }
        timeline
    }

    pub(super) fn add(&mut self, time: Instant, level: Option<Level>) {
        self.put(time, place(level));
    }

    pub(super) fn remove(&mut self, time: Instant, level: Option<Level>) -> bool {
        self.take(time, place(level))
    }
}

fn place(level: Option<Level>) -> usize {
    level.map_or(Level::ALL.len(), |level| level as usize)
}
