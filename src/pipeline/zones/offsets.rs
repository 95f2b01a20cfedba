//! The offset of a wall clock from UTC, from pairs of a logged wall clock and the UTC time that
//! the payload beside it holds.
//!
//! A line is written after its event was made, seconds later as a rule, but hours later where the
//! machine slept in between. So a pair says the offset plus a lag, and the lag is never negative:
//! the smallest offset that was seen is the best. A pair that is more than a minute above a
//! quarter hour counts only as long as there is no better one. An offset that differs from the one
//! before is believed at once where clocks may be set, by half an hour or a whole one in the night;
//! elsewhere when several pairs agree on it.

use crate::event::{Instant, Spell};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const QUARTER: i64 = 15 * MINUTE;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A silence in which clocks were set is searched this far back, in half hours.
const SEARCHED: i64 = 7 * 48;

/// No place on earth is further from UTC.
const FURTHEST: i64 = 14 * HOUR;

/// A pair that lags more is weak.
const LAG_MAX: i64 = MINUTE;

/// A pair that lags more tells nothing: it may as well be early.
const WEAK_MAX: i64 = 14 * MINUTE;

/// A clock that is set right by the network may make a lag slightly negative.
const EARLY_MAX: i64 = 2 * SECOND;

/// Pairs closer than this may have been written in one go: they are one witness.
const APART: i64 = 10 * SECOND;

/// The same for a change of offset that no setting of clocks explains.
const FAR_APART: i64 = 30 * SECOND;

/// A log that shows more changes than this shows none to rely on; what was found first stays.
const RUNS_MAX: usize = 16;

/// Pairs that agree on an offset.
#[derive(Clone, Copy, Debug)]
struct Run {
    ahead: i64,
    /// First and last UTC time.
    utc: (i64, i64),
    /// First and last wall clock.
    wall: (i64, i64),
    /// Whether the expected offset was another for one of its pairs.
    disputed: bool,
}

impl Run {
    fn of(ahead: i64, pair: Pair) -> Self {
        let disputed = pair.expected != ahead;
        Self { ahead, utc: (pair.utc, pair.utc), wall: (pair.wall, pair.wall), disputed }
    }

    fn take(&mut self, pair: Pair) {
        self.utc = (self.utc.0.min(pair.utc), self.utc.1.max(pair.utc));
        self.wall = (self.wall.0.min(pair.wall), self.wall.1.max(pair.wall));
        self.disputed |= pair.expected != self.ahead;
    }

    /// Whether its pairs are more than one witness: both clocks went on between them.
    fn spans(&self, millis: i64) -> bool {
        self.utc.1 - self.utc.0 >= millis && self.wall.1 - self.wall.0 >= millis
    }

    fn is_certain(&self) -> bool {
        self.spans(APART)
    }
}

/// A wall clock, and the UTC time beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) wall: i64,
    pub(super) utc: i64,
    /// The offset that is expected at that time.
    pub(super) expected: i64,
}

impl Pair {
    /// The offset it shows and how far it lags behind it; `None` where it is absurd.
    fn read(self) -> Option<(i64, i64)> {
        let apart = self.wall.checked_sub(self.utc)?;
        let ahead = apart.checked_add(EARLY_MAX)?.div_euclid(QUARTER) * QUARTER;
        (ahead.abs() <= FURTHEST).then_some((ahead, apart - ahead))
    }
}

/// What is known of the offsets of one clock.
#[derive(Clone, Debug, Default)]
pub(super) struct Offsets {
    /// In order of time, with different offsets side by side.
    runs: Vec<Run>,
    /// A change that is not believed yet.
    pending: Option<Run>,
    /// What counts while there is no run.
    weak: Option<Run>,
}

impl Offsets {
    /// Takes a pair. Tells whether the spells may be others than before, or not as expected
    /// any more.
    pub(super) fn learn(&mut self, pair: Pair) -> bool {
        let Some((ahead, lag)) = pair.read() else { return false };
        if lag > LAG_MAX {
            return lag <= WEAK_MAX && self.learn_weak(Run::of(ahead, pair));
        }
        let next = self.runs.partition_point(|run| run.utc.0 <= pair.utc);
        let before = next.checked_sub(1).and_then(|at| self.runs.get(at)).copied();
        let after = self.runs.get(next).copied();
        let agrees = |run: Option<Run>| run.is_some_and(|run| run.ahead == ahead);
        let inside = before.is_some_and(|run| pair.utc <= run.utc.1);
        if agrees(before) {
            self.agree(next - 1, pair)
        } else if agrees(after) && !inside {
            self.agree(next, pair)
        } else if self.runs.is_empty() || !inside && self.may_be_set(next, ahead, pair) {
            self.insert(Run::of(ahead, pair))
        } else {
            self.doubt(next, ahead, pair)
        }
    }

    /// The spells that the pairs show; none before the first pair.
    pub(super) fn spells(&self) -> Vec<Spell> {
        let mut spells = Vec::new();
        let mut last: Option<&Run> = None;
        let weak = self.weak.iter().filter(|_| self.runs.is_empty());
        for run in self.runs.iter().chain(weak) {
            let from = last.map_or(i64::MIN, |last| set_at(last, run).unwrap_or(run.utc.0));
            spells.push(Spell { from: Instant(from), ahead: run.ahead });
            last = Some(run);
        }
        spells
    }

    /// Whether everything that was believed was as expected.
    pub(super) fn are_expected(&self) -> bool {
        let weak = self.weak.iter().filter(|_| self.runs.is_empty());
        self.runs.iter().chain(weak).all(|run| !run.disputed)
    }

    fn learn_weak(&mut self, run: Run) -> bool {
        let better = self.weak.is_none_or(|weak| run.ahead < weak.ahead);
        if better {
            self.weak = Some(run);
        }
        better && self.runs.is_empty()
    }

    /// Whether clocks may have been set between a pair and the runs around it.
    fn may_be_set(&self, next: usize, ahead: i64, pair: Pair) -> bool {
        let here = Run::of(ahead, pair);
        let run = |back: usize| next.checked_sub(back).and_then(|at| self.runs.get(at));
        // Set forward and back again within a day, on the word of one witness, is a lag.
        let back = run(2).is_some_and(|run| run.ahead == ahead)
            && run(1).is_some_and(|it| !it.is_certain() && pair.utc - it.utc.0 < DAY);
        !back
            && run(1).is_none_or(|run| set_at(run, &here).is_some())
            && run(0).is_none_or(|run| set_at(&here, run).is_some())
    }

    fn agree(&mut self, at: usize, pair: Pair) -> bool {
        if self.pending.is_some_and(|pending| pending.utc.0 <= pair.utc) {
            self.pending = None;
        }
        let is_last = at + 1 == self.runs.len();
        let Some(run) = self.runs.get_mut(at) else { return false };
        let known = *run;
        run.take(pair);
        // Where one run ends and another begins may be known more closely now.
        known.disputed != run.disputed
            || at > 0 && known.utc.0 != run.utc.0
            || !is_last && known.utc.1 != run.utc.1
    }

    /// A pair that contradicts the run before `next`, or the one there where it is the first.
    fn doubt(&mut self, next: usize, ahead: i64, pair: Pair) -> bool {
        let at = next.saturating_sub(1);
        let late = |run: &Run| !run.is_certain() && ahead < run.ahead;
        match self.runs.get_mut(at) {
            // The lag is never negative: what was taken for the offset was a lag, too.
            Some(run) if late(run) => {
                *run = Run { ahead, disputed: false, ..*run };
                run.take(pair);
                self.tidy();
                true
            }
            _ => self.wait(ahead, pair),
        }
    }

    fn wait(&mut self, ahead: i64, pair: Pair) -> bool {
        let mut pending = self.pending.filter(|it| it.ahead == ahead);
        let run = pending.get_or_insert(Run::of(ahead, pair));
        run.take(pair);
        let run = *run;
        self.pending = pending;
        run.spans(FAR_APART) && self.insert(run)
    }

    fn insert(&mut self, run: Run) -> bool {
        self.pending = None;
        let next = self.runs.partition_point(|it| it.utc.0 <= run.utc.0);
        let free = |it: &Run| it.utc.1 < run.utc.0 || it.utc.0 > run.utc.1;
        if self.runs.len() >= RUNS_MAX || !self.runs.iter().all(free) {
            return false;
        }
        self.runs.insert(next, run);
        self.tidy();
        true
    }

    /// Runs side by side that agree are one.
    fn tidy(&mut self) {
        self.runs.sort_by_key(|run| run.utc.0);
        self.runs.dedup_by(|later, earlier| {
            let same = later.ahead == earlier.ahead;
            if same {
                earlier.disputed |= later.disputed;
                earlier.utc.1 = earlier.utc.1.max(later.utc.1);
                earlier.wall = (earlier.wall.0.min(later.wall.0), earlier.wall.1.max(later.wall.1));
            }
            same
        });
    }
}

/// When clocks were set between two runs, as far as can be told: by half an hour or an hour, and
/// in the night. `None` where that does not explain the change.
fn set_at(before: &Run, after: &Run) -> Option<i64> {
    let (from, to) = (before.utc.1, after.utc.0);
    if from >= to || ![HOUR, HOUR / 2].contains(&(after.ahead - before.ahead).abs()) {
        return None;
    }
    let half_hours = (0..SEARCHED).map(|back| (to.div_euclid(HOUR / 2) - back) * (HOUR / 2));
    let nights = half_hours.take_while(|at| *at > from).filter(|at| is_night(at + before.ahead));
    nights.min_by_key(|at| {
        let wall = at + before.ahead;
        let late = (wall - usual(before.ahead)).rem_euclid(DAY);
        (!is_sunday(wall), late.min(DAY - late))
    })
}

/// Whether clocks are set at this time of day.
fn is_night(wall: i64) -> bool {
    let hour = wall.rem_euclid(DAY);
    hour <= 4 * HOUR || hour >= 22 * HOUR
}

/// Most countries set their clocks on a Sunday.
fn is_sunday(wall: i64) -> bool {
    // 1970 began on a Thursday.
    (wall.div_euclid(DAY) + 4).rem_euclid(7) == 0
}

/// The time of day at which clocks are usually set where they are `ahead` of UTC: all of Europe
/// does at 01:00 UTC, most others at two.
fn usual(ahead: i64) -> i64 {
    if (-HOUR..=3 * HOUR).contains(&ahead) { HOUR + ahead } else { 2 * HOUR }
}
