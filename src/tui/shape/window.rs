//! Which events stand in which lines of the list.

use crate::event::EventId;
use crate::store::EventLog;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum ListLine {
    /// The event at this place of the view.
    Event(usize),
    /// Another session begins with the event at this place.
    Session(usize),
}

/// The lines that are on the screen, and the one under the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Window {
    pub(in crate::tui) lines: Vec<ListLine>,
    pub(in crate::tui) cursor: usize,
}

/// The `height` lines around the event at place `at`, which is to stand in line `row`. The list
/// is never scrolled beyond its ends.
pub(in crate::tui) fn window(
    log: &EventLog,
    ids: &[EventId],
    at: usize,
    row: usize,
    height: usize,
) -> Window {
    if at >= ids.len() || height == 0 {
        return Window::default();
    }
    let above = lines_above(log, ids, at, height);
    let below = lines_below(log, ids, at, height);
    // What the lines below do not fill is given to the lines above.
    let wanted = row.min(height - 1).max((height - 1).saturating_sub(below.len()));
    let cursor = wanted.min(above.len());
    let mut lines: Vec<_> = above.into_iter().take(cursor).collect();
    lines.reverse();
    lines.push(ListLine::Event(at));
    lines.extend(below);
    lines.truncate(height);
    Window { lines, cursor }
}

/// At most `height` lines above the event at `at`, nearest first.
fn lines_above(log: &EventLog, ids: &[EventId], at: usize, height: usize) -> Vec<ListLine> {
    let mut lines = Vec::new();
    let mut at = at;
    while lines.len() < height {
        if begins_session(log, ids, at) {
            lines.push(ListLine::Session(at));
        }
        let Some(before) = at.checked_sub(1) else { break };
        at = before;
        lines.push(ListLine::Event(at));
    }
    lines.truncate(height);
    lines
}

fn lines_below(log: &EventLog, ids: &[EventId], at: usize, height: usize) -> Vec<ListLine> {
    let mut lines = Vec::new();
    for at in at + 1..ids.len() {
        if lines.len() >= height {
            break;
        }
        if begins_session(log, ids, at) {
            lines.push(ListLine::Session(at));
        }
        lines.push(ListLine::Event(at));
    }
    lines
}

/// Whether the event at `at` belongs to another session than the one before it.
fn begins_session(log: &EventLog, ids: &[EventId], at: usize) -> bool {
    let session = |at: usize| {
        ids.get(at).and_then(|id| log.row(*id)).and_then(|row| row.source().session.as_deref())
    };
    at > 0 && session(at).is_some() && session(at) != session(at - 1)
}
