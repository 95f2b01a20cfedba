//! Which core events are looked into for their UTC time: looking into all would cost as much as
//! the rest of reading.

use crate::event::Instant;

const QUARTER: i64 = 15 * 60 * 1000;

/// So many core events of a source are looked into at its beginning.
const FIRST: u64 = 16;

/// Later on one in so many is, whatever its clock shows.
const EVERY: u64 = 64;

/// A wall clock that goes back this far may have been set, in milliseconds.
const BACK: i64 = 1000;

/// Chooses among the core events of one source: the first ones, the first of each quarter of an
/// hour, those whose clock goes back, and every sixty-fourth. A clock that is set jumps into
/// another quarter of an hour or back, so that the first core event after it is looked into.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pipeline) struct Sampler {
    seen: u64,
    wall: i64,
    last: Option<Judged>,
}

/// The record that was judged last.
#[derive(Clone, Copy, Debug)]
struct Judged {
    offset: u64,
    /// Whether it is worth looking into.
    due: bool,
    utc: Option<Instant>,
}

impl Sampler {
    /// The UTC time of the core event at `offset` of its file, by `look` if this one is worth it.
    /// A record that is judged again as it grows has the time it had, if it had one.
    pub(in crate::pipeline) fn sample(
        &mut self,
        offset: u64,
        wall: i64,
        look: impl FnOnce() -> Option<Instant>,
    ) -> Option<Instant> {
        if let Some(last) = self.last.as_mut().filter(|last| last.offset == offset) {
            last.utc = last.utc.or_else(|| if last.due { look() } else { None });
            return last.utc;
        }
        let other_quarter = wall.div_euclid(QUARTER) != self.wall.div_euclid(QUARTER);
        let set_back = wall < self.wall.saturating_sub(BACK);
        let due = self.seen < FIRST || self.seen.is_multiple_of(EVERY) || other_quarter || set_back;
        let utc = if due { look() } else { None };
        self.seen += 1;
        self.wall = wall;
        self.last = Some(Judged { offset, due, utc });
        utc
    }
}
