//! Which events stand in which lines of the list.

use crate::event::EventId;

use super::weave::{Spot, Stride, Weave};

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum ListLine {
    /// A line of an event, counted from 0.
    Event(Spot, usize),
    /// Another session begins: the event before, and the one that begins it.
    Session(EventId, EventId),
    /// So many events are not shown here.
    Gap(usize),
}

/// The lines that are on the screen, and the one under the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Window {
    pub(in crate::tui) lines: Vec<ListLine>,
    /// The first line of the event under the cursor.
    pub(in crate::tui) cursor: usize,
}

impl Window {
    /// The line in which an event begins.
    pub(in crate::tui) fn line_of(&self, id: EventId) -> Option<usize> {
        let begins = |line: &ListLine| matches!(line, ListLine::Event(spot, 0) if spot.id == id);
        self.lines.iter().position(begins)
    }
}

/// How many lines an event takes: at least one, and not more than `height`.
fn lines_of(lines: &dyn Fn(EventId) -> usize, spot: Spot, height: usize) -> usize {
    lines(spot.id).clamp(1, height.max(1))
}

/// The `height` lines around an event, which is to begin in line `row`. `lines` tells how many
/// an event takes. The list is never scrolled beyond its ends, and the event is shown whole.
pub(in crate::tui) fn window(
    weave: &Weave<'_>,
    at: Spot,
    row: usize,
    height: usize,
    lines: &dyn Fn(EventId) -> usize,
) -> Window {
    if height == 0 {
        return Window::default();
    }
    let own = lines_of(lines, at, height);
    let room = height - own;
    let mut below = beside(weave, at, true, (room - row.min(room), height), lines);
    // What the lines below do not fill is given to the lines above, and the other way round.
    let mut above = beside(weave, at, false, (room - below.len(), height), lines);
    if above.len() + below.len() < room {
        below = beside(weave, at, true, (room - above.len(), height), lines);
    }
    above.reverse();
    let cursor = above.len();
    let mut all = above;
    all.extend((0..own).map(|part| ListLine::Event(at, part)));
    all.extend(below);
    Window { lines: all, cursor }
}

/// At most `most` lines below or above an event, nearest first.
fn beside(
    weave: &Weave<'_>,
    at: Spot,
    forward: bool,
    (most, height): (usize, usize),
    lines: &dyn Fn(EventId) -> usize,
) -> Vec<ListLine> {
    let mut list = Vec::new();
    let mut at = at;
    while list.len() < most {
        let stride = weave.step(at, forward);
        list.extend(between(weave, at, stride, forward));
        let Some(next) = stride.to else { break };
        let parts = (0..lines_of(lines, next, height)).map(|part| ListLine::Event(next, part));
        if forward {
            list.extend(parts);
        } else {
            list.extend(parts.rev());
        }
        at = next;
    }
    list.truncate(most);
    list
}

/// The lines between an event and the next, in the order in which one comes upon them.
fn between(
    weave: &Weave<'_>,
    from: Spot,
    stride: Stride,
    forward: bool,
) -> impl Iterator<Item = ListLine> {
    let gap = (stride.gap > 0).then_some(ListLine::Gap(stride.gap));
    let session = stride.to.and_then(|to| {
        let (before, id) = if forward { (from.id, to.id) } else { (to.id, from.id) };
        weave.changes_session(before, id).then_some(ListLine::Session(before, id))
    });
    let (near, far) = if forward { (gap, session) } else { (session, gap) };
    near.into_iter().chain(far)
}

/// The event that is so many lines below or above, and how many lines it is away: at least as
/// many, where the list does not end before.
pub(in crate::tui) fn walk(
    weave: &Weave<'_>,
    from: Spot,
    by: isize,
    lines: &dyn Fn(EventId) -> usize,
) -> (Spot, usize) {
    let forward = by > 0;
    let (mut at, mut gone) = (from, 0);
    while gone < by.unsigned_abs() {
        let stride = weave.step(at, forward);
        let Some(next) = stride.to else { break };
        let own = lines(if forward { at.id } else { next.id }).max(1);
        gone += own + between(weave, at, stride, forward).count();
        at = next;
    }
    (at, gone)
}

#[cfg(test)]
mod tests;
