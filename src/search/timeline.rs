//! When the events of a view were: how many in each of a few hundred buckets of time, by level.

use crate::event::{Instant, Level};

/// There are no more buckets than this: a screen is not wider.
const MOST: i128 = 512;

/// The least width of a bucket, in milliseconds; others are this doubled, time and again.
const LEAST_WIDTH: i64 = 1000;

/// How many events a bucket holds of each level, by its place in [`Level::ALL`]; behind those, of
/// no level.
pub type Bucket = [u32; Level::ALL.len() + 1];

/// Events counted by time and level. The width of the buckets follows from the first and the last
/// time alone: they are as narrow as they can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    width: i64,
    /// The number of the first bucket: so many widths after 1970.
    number: i64,
    buckets: Vec<Bucket>,
    range: Option<(Instant, Instant)>,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { width: LEAST_WIDTH, number: 0, buckets: Vec::new(), range: None }
    }
}

impl Timeline {
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
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    pub(super) fn add(&mut self, time: Instant, level: Option<Level>) {
        self.widen(time, time);
        let at = (time.0.div_euclid(self.width) - self.number) as usize;
        self.buckets[at][place(level)] += 1;
    }

    /// Takes an event out; whether the buckets are still what they would be without it.
    pub(super) fn remove(&mut self, time: Instant, level: Option<Level>) -> bool {
        let Some((first, last)) = self.range else { return false };
        if time <= first || time >= last {
            return false;
        }
        let at = (time.0.div_euclid(self.width) - self.number) as usize;
        self.buckets[at][place(level)] = self.buckets[at][place(level)].saturating_sub(1);
        true
    }

    /// Adds all events of another.
    pub(super) fn join(&mut self, other: &Self) {
        let Some((first, last)) = other.range else { return };
        self.widen(first, last);
        for (number, bucket) in (other.number..).zip(&other.buckets) {
            let widths = self.width / other.width;
            let at = (number.div_euclid(widths) - self.number) as usize;
            for (sum, count) in self.buckets[at].iter_mut().zip(bucket) {
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
        while count(width) > MOST {
            width *= 2;
        }
        let number = first.0.div_euclid(width);
        if (width, number) == (self.width, self.number) && self.range.is_some() {
            // As it goes while a log grows.
            self.buckets.resize(count(width) as usize, Bucket::default());
            self.range = Some((first, last));
            return;
        }
        let mut buckets = vec![Bucket::default(); count(width) as usize];
        for (before, bucket) in (self.number..).zip(&self.buckets) {
            let at = (before.div_euclid(width / self.width) - number) as usize;
            for (sum, count) in buckets[at].iter_mut().zip(bucket) {
                *sum += count;
            }
        }
        *self = Self { width, number, buckets, range: Some((first, last)) };
    }
}

fn place(level: Option<Level>) -> usize {
    level.map_or(Level::ALL.len(), |level| level as usize)
}
