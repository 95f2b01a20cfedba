//! What stands around the events of a view: the events before and after each in the log.

use std::ops::Range;

use crate::event::EventId;
use crate::store::{EventLog, MergeKey};

use super::view::View;

/// A line of a list that shows more than the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The event at this place of the view.
    Match(usize),
    /// An event that is not of the view, and near one that is.
    Context(EventId),
    /// So many events between two that are shown are not.
    Gap(usize),
}

/// A window on such a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// A place in the view, whose event is in the window.
    pub at: usize,
    /// So many lines stand above that event; fewer, or more, where the list ends sooner.
    pub above: usize,
    /// How many lines the window has.
    pub height: usize,
    /// How many events before and after each of the view are shown; with none, there are no gaps
    /// to tell of either.
    pub context: usize,
}

/// The lines of a window, from the top. Takes as long as there are lines, however long the log
/// is. What comes before the first event that the view's question lets in is no context.
pub fn neighbourhood(log: &EventLog, view: &View, window: Window) -> Vec<Line> {
    let (ids, height) = (view.ids(), window.height);
    let Some(at) = ids.len().checked_sub(1).map(|last| window.at.min(last)) else {
        return Vec::new();
    };
    if height == 0 {
        return Vec::new();
    }
    let around = Around::new(log, view, window.context);
    let mut up = Vec::new();
    let mut next = Some(at);
    while let Some(at) = next.filter(|_| up.len() < height) {
        up.extend(around.before(at).into_iter().rev());
        next = at.checked_sub(1);
        up.extend(next.map(Line::Match));
    }
    let mut down = Vec::new();
    let mut next = at + 1;
    while next <= ids.len() && down.len() < height {
        down.extend(around.before(next));
        down.extend((next < ids.len()).then_some(Line::Match(next)));
        next += 1;
    }
    let least = (height - 1).saturating_sub(down.len());
    let above = window.above.min(height - 1).max(least).min(up.len());
    let mut lines: Vec<Line> = up[..above].iter().rev().copied().collect();
    lines.push(Line::Match(at));
    lines.extend(down.into_iter().take(height - 1 - above));
    lines
}

/// The merged order of the whole log, and where a view stands in it.
struct Around<'a> {
    log: &'a EventLog,
    ids: &'a [EventId],
    context: usize,
    /// Events that are not in their place yet, in order.
    unsettled: Vec<EventId>,
    /// The places of the events that may be shown.
    places: Range<usize>,
}

impl<'a> Around<'a> {
    fn new(log: &'a EventLog, view: &'a View, context: usize) -> Self {
        let mut unsettled = log.unsettled().to_vec();
        unsettled.sort_by_cached_key(|id| log.merge_key(*id));
        let places = 0..log.len();
        let mut around = Self { log, ids: view.ids(), context, unsettled, places };
        around.places.start = view.question().since.map_or(0, |since| around.place(since));
        around
    }

    /// How many events come before `key`.
    fn place(&self, key: MergeKey) -> usize {
        let before = |id: &EventId| self.log.merge_key(*id) < key;
        self.log.settled_before(key) + self.unsettled.partition_point(before)
    }

    /// The event at a place of the order.
    fn at(&self, place: usize) -> Option<EventId> {
        let place_of =
            |at: usize| self.unsettled.get(at).map(|id| self.place(self.log.merge_key(*id)));
        let (mut low, mut high) = (0, self.unsettled.len());
        while low < high {
            let middle = low.midpoint(high);
            if place_of(middle) < Some(place) { low = middle + 1 } else { high = middle }
        }
        match self.unsettled.get(low) {
            Some(id) if place_of(low) == Some(place) => Some(*id),
            _ => self.log.settled_at(place.checked_sub(low)?),
        }
    }

    /// The place of an event of the view. One that the log does not have yet, or any more, is of
    /// another log than the view: then there is nothing to show around it.
    fn place_of(&self, at: usize) -> Option<usize> {
        let id = self.ids.get(at)?;
        self.log.row(*id).map(|row| self.place(self.log.merge_key(row.id())))
    }

    /// The lines between an event of the view and the one before it; for the place behind the
    /// last, those behind that.
    fn before(&self, at: usize) -> Vec<Line> {
        if self.context == 0 {
            return Vec::new();
        }
        let last = at.checked_sub(1);
        let start = match last {
            Some(last) => self.place_of(last).map(|place| place + 1),
            None => Some(self.places.start),
        };
        let end = if at < self.ids.len() { self.place_of(at) } else { Some(self.places.end) };
        let (Some(start), Some(end)) = (start, end) else { return Vec::new() };
        let after = if last.is_some() { self.context } else { 0 };
        let before = if at < self.ids.len() { self.context } else { 0 };
        let hidden = end.saturating_sub(start);
        let context = |places: Range<usize>| places.filter_map(|it| self.at(it)).map(Line::Context);
        if hidden <= after.saturating_add(before) {
            return context(start..end).collect();
        }
        let mut lines: Vec<Line> = context(start..start + after).collect();
        if after > 0 && before > 0 {
            lines.push(Line::Gap(hidden - after - before));
        }
        lines.extend(context(end - before..end));
        lines
    }
}
