//! Which core events are looked into for their UTC time: looking into all would cost as much as
//! the rest of reading.

use crate::event::Instant;

const QUARTER: i64 = 15 * 60 * 1000;

/// So many core events of a source are looked into at its beginning.
const FIRST: u64 = 16;

/// Later on the first is that begins in a stretch of so many bytes, whatever its clock shows. The
/// stretches begin at round places of the file, so that who reads a part of it chooses the same.
const STRETCH: u64 = 64 << 10;

/// A wall clock that goes back this far may have been set, in milliseconds.
const BACK: i64 = 1000;

/// Chooses among the core events of one source: the first ones, the first of each quarter of an
/// hour, those whose clock goes back, and the first of each stretch of the file. A clock that is
/// set jumps into another quarter of an hour or back, so that the first core event after it is
/// looked into.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pipeline) struct Sampler {
    seen: u64,
    stretch: u64,
    wall: i64,
    last: Option<Judged>,
}

/// Core events that are not worth looking into, as somebody found out who read a part of a file.
///
/// A sampler that sees a part alone looks into every event that one would which sees all.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pipeline) struct Passed {
    count: u64,
    /// Of the last of them: its place in the file, and its clock.
    last: Option<(u64, i64)>,
}

impl Passed {
    /// One more.
    pub(in crate::pipeline) fn add(&mut self, offset: u64, wall: i64) {
        self.count += 1;
        self.last = Some((offset, wall));
    }
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
        let other_stretch = offset / STRETCH != self.stretch;
        let due = self.seen < FIRST || other_stretch || other_quarter || set_back;
        let utc = if due { look() } else { None };
        self.seen += 1;
        (self.stretch, self.wall) = (offset / STRETCH, wall);
        self.last = Some(Judged { offset, due, utc });
        utc
    }

    /// Takes note of core events that are not worth looking into.
    pub(in crate::pipeline) fn pass(&mut self, passed: Passed) {
        let Some((offset, wall)) = passed.last else { return };
        self.seen += passed.count;
        (self.stretch, self.wall) = (offset / STRETCH, wall);
        self.last = None;
    }
}
