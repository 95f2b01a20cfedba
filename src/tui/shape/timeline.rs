//! The timeline as columns of cells: which time each stands for, and what was logged then.

use ratatui::layout::Rect;

use crate::config::theme::Role;
use crate::event::{Instant, Level};
use crate::search::{Bucket, Timeline};

use super::row::level_role;

/// The shortest time that is shown as a whole, in milliseconds: a single event is no wall of bars.
const LEAST: i64 = 10_000;

/// How many columns the ends of the axis take, beside the bars.
const ENDS: u16 = 26;

/// The shortest time that is zoomed into, in milliseconds.
const SHORTEST: i64 = 2000;

/// Where the bars stand in the timeline's region: the last of several lines is the axis, and what
/// it reaches from and to stands beside.
pub(in crate::tui) fn timeline_rect(region: Rect) -> Rect {
    let x = region.x + 1.min(region.width);
    let height = if region.height > 1 { region.height - 1 } else { region.height };
    Rect { x, width: region.width.saturating_sub(2 + ENDS), height, ..region }
}

/// A stretch of time over a number of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Axis {
    pub(in crate::tui) from: Instant,
    /// Behind the last moment; later than `from`.
    pub(in crate::tui) to: Instant,
    pub(in crate::tui) columns: u16,
}

/// What one column stands for: how much there was, how much of it was bad, and the roles of both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::tui) struct Column {
    pub(in crate::tui) count: f64,
    pub(in crate::tui) bad: f64,
    pub(in crate::tui) usual: Role,
    pub(in crate::tui) worst: Role,
}

impl Axis {
    /// The axis from the first to the last event, or of the part of it that is zoomed into; `None` without events.
    pub(in crate::tui) fn new(
        range: Option<(Instant, Instant)>,
        zoom: Option<(Instant, Instant)>,
        columns: u16,
    ) -> Option<Self> {
        let (first, last) = range?;
        let whole = (first, last.plus_millis(1).max(first.plus_millis(LEAST)));
        let (from, to) = zoom.unwrap_or(whole);
        (columns > 0).then_some(Self { from, to, columns })
    }

    fn length(&self) -> i128 {
        i128::from(self.to.0) - i128::from(self.from.0)
    }

    /// The column in which a moment lies; `None` where it is off the axis.
    pub(in crate::tui) fn column(&self, at: Instant) -> Option<u16> {
        if at < self.from || at >= self.to {
            return None;
        }
        let since = i128::from(at.0) - i128::from(self.from.0);
        u16::try_from(since * i128::from(self.columns) / self.length()).ok()
    }

    /// The first moment of a column; behind the last column, the axis' end.
    pub(in crate::tui) fn begin(&self, column: u16) -> Instant {
        let columns = i128::from(self.columns);
        // Rounded up, so that the moment lies in the column.
        let since = (self.length() * i128::from(column)).div_euclid(columns)
            + i128::from((self.length() * i128::from(column)) % columns != 0);
        Instant(self.from.0.saturating_add(since as i64))
    }

    /// Half of the axis around a moment, or twice of it.
    pub(in crate::tui) fn zoomed(&self, at: Instant, closer: bool) -> (Instant, Instant) {
        let length = self.length() as i64;
        let wanted = if closer { (length / 2).max(SHORTEST) } else { length.saturating_mul(2) };
        let at = at.0.clamp(self.from.0, self.to.0);
        // The moment keeps its place.
        let before = (i128::from(at - self.from.0) * i128::from(wanted) / self.length()) as i64;
        let from = at.saturating_sub(before);
        (Instant(from), Instant(from.saturating_add(wanted)))
    }

    /// What was logged in each column. Buckets that are wider than a column are spread evenly.
    pub(in crate::tui) fn count(&self, timeline: &Timeline) -> Vec<Column> {
        let mut sums = vec![[0.0; Level::ALL.len() + 1]; usize::from(self.columns)];
        let scale = f64::from(self.columns) / self.length() as f64;
        let place = |at: i64| (i128::from(at) - i128::from(self.from.0)) as f64 * scale;
        for (number, bucket) in timeline.buckets().iter().enumerate() {
            let begin = timeline.start().0.saturating_add(number as i64 * timeline.width());
            let (begin, end) = (place(begin), place(begin.saturating_add(timeline.width())));
            spread(&mut sums, (begin, end), bucket);
        }
        sums.iter().map(column).collect()
    }
}

/// Adds a bucket that reaches from one place to another, in columns.
fn spread(sums: &mut [[f64; Level::ALL.len() + 1]], (begin, end): (f64, f64), bucket: &Bucket) {
    let (first, last) = (begin.max(0.0), end.min(sums.len() as f64));
    if first >= last || bucket.iter().all(|count| *count == 0) {
        return;
    }
    for (at, sum) in sums.iter_mut().enumerate().take(last.ceil() as usize).skip(first as usize) {
        let overlap = (last.min(at as f64 + 1.0) - first.max(at as f64)).max(0.0);
        let part = overlap / (end - begin);
        for (sum, count) in sum.iter_mut().zip(bucket) {
            *sum += f64::from(*count) * part;
        }
    }
}

/// The levels that a person looks for, worst first.
const BAD: [Level; 4] = [Level::Crash, Level::Critical, Level::Error, Level::Warning];

fn column(sums: &[f64; Level::ALL.len() + 1]) -> Column {
    let of = |level: &Level| sums[*level as usize];
    let count = sums.iter().sum();
    let bad = BAD.iter().map(of).sum();
    let worst = BAD.into_iter().find(|level| of(level) > 0.0);
    let usual = Level::ALL.into_iter().filter(|level| !BAD.contains(level));
    let usual = usual.max_by(|a, b| of(a).total_cmp(&of(b))).filter(|level| of(level) > 0.0);
    Column {
        count,
        bad,
        usual: usual.map_or(Role::Muted, level_role),
        worst: worst.map_or(Role::Muted, level_role),
    }
}

/// How much there was in the column of which there is the most.
pub(in crate::tui) fn highest(columns: &[Column]) -> f64 {
    columns.iter().map(|column| column.count).fold(0.0, f64::max)
}

/// How high each column is in eighths of a cell, of which so many are bad, where the highest has
/// `most`. Heights grow with the square root of counts, so that a burst does not flatten the rest;
/// what is there at all can be seen.
pub(in crate::tui) fn heights(
    columns: &[Column],
    highest: f64,
    most: usize,
) -> Vec<(usize, usize)> {
    let height = |column: &Column| {
        if column.count <= 0.0 {
            return (0, 0);
        }
        let high =
            ((column.count / highest.max(column.count)).sqrt() * most as f64).round() as usize;
        let high = high.clamp(1, most);
        let bad = (high as f64 * column.bad / column.count).round() as usize;
        (high, if column.bad > 0.0 { bad.max(1) } else { 0 })
    };
    columns.iter().map(height).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn axis(from: i64, to: i64, columns: u16) -> Axis {
        Axis { from: Instant(from), to: Instant(to), columns }
    }

    #[test]
    fn zooming_keeps_the_moment_where_it_is() {
        let axis = axis(0, 100_000, 100);
        let (from, to) = axis.zoomed(Instant(25_000), true);
        assert_eq!((from.0, to.0), (12_500, 62_500));
        let closer = Axis { from, to, ..axis };
        assert_eq!(closer.column(Instant(25_000)), axis.column(Instant(25_000)));
        assert_eq!(closer.zoomed(Instant(25_000), false), (Instant(0), Instant(100_000)));
    }

    #[test]
    fn what_is_there_can_be_seen_and_what_is_bad_too() {
        let of = |count: f64, bad: f64| Column {
            count,
            bad,
            usual: Role::LevelUsage,
            worst: Role::LevelError,
        };
        let columns = [of(10_000.0, 1.0), of(0.0, 0.0), of(1.0, 0.0), of(2500.0, 2500.0)];
        assert_eq!(heights(&columns, highest(&columns), 16), [(16, 1), (0, 0), (1, 0), (8, 8)]);
        assert_eq!(heights(&[of(0.0, 0.0)], 0.0, 8), [(0, 0)]);
    }

    proptest! {
        #[test]
        fn a_column_begins_within_itself(
            from in -1_000_000_000_i64..1_000_000_000,
            length in 1_i64..100_000_000,
            columns in 1_u16..500,
        ) {
            let axis = axis(from, from + length, columns);
            for column in 0..columns {
                let begin = axis.begin(column);
                // Where a column is narrower than a millisecond, no moment may lie in it.
                if let Some(found) = axis.column(begin) {
                    prop_assert!(found >= column);
                    prop_assert!(length < i64::from(columns) || found == column);
                }
            }
            prop_assert_eq!(axis.begin(columns), axis.to);
        }
    }
}
