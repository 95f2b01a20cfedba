//! The timeline: what span of time is shown, and how much of it is drawn.

use crate::event::{EventId, Instant};
use crate::search::Span;

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::{Grab, Model};
use super::super::shape::{Axis, timeline_rect};
use super::{Done, filter, list, replay};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    match action {
        Action::ToggleTimeline => toggle(model),
        Action::ZoomIn => zoom(model, true),
        Action::ZoomOut => zoom(model, false),
        Action::SpanFrom => return Some(bound(model, |span, at| toggled(&mut span.from, at))),
        Action::SpanTo => {
            // The event itself is within.
            return Some(bound(model, |span, at| toggled(&mut span.to, at.plus_millis(1))));
        }
        _ => return None,
    }
    Some(Vec::new())
}

fn toggle(model: &mut Model) {
    model.shares.timeline = !model.shares.timeline;
    if model.shares.timeline && model.regions().timeline.is_none() {
        model.note("this screen is too low for the timeline");
    }
}

/// Takes over what was counted anew. While it is being counted, what is there stays.
pub(super) fn refresh(model: &mut Model) {
    let counted = model.look(|_, view| {
        let counted = view.chart()?.timeline();
        (*counted != model.timeline.counted).then(|| counted.clone())
    });
    let Some(counted) = counted else { return };
    let before = model.timeline.counted.range();
    model.timeline.counted = counted;
    // Who follows what comes sees the end of the time.
    if let (Some((from, to)), Some((_, last)), Some((_, now))) =
        (model.timeline.zoom, before, model.timeline.counted.range())
        && model.follows()
        && to > last
        && now >= to
    {
        let by = now.plus_millis(1).0 - to.0;
        model.timeline.zoom = Some((from.plus_millis(by), to.plus_millis(by)));
    }
}

/// The axis as it is drawn.
fn axis(model: &Model) -> Option<Axis> {
    let region = timeline_rect(model.regions().timeline?);
    Axis::new(model.time_range(), model.timeline.zoom, region.width)
}

/// When the event under the cursor was logged.
fn cursor(model: &Model) -> Option<Instant> {
    model.look(|log, view| log.row(model.current(log, view)?.1)?.time())
}

/// Shows half as long a time around the cursor, or twice as long a one.
fn zoom(model: &mut Model, closer: bool) {
    let Some(axis) = axis(model) else {
        return model.note("there is no timeline here: H shows it where there is room");
    };
    let at = cursor(model).unwrap_or(axis.to);
    let (from, to) = axis.zoomed(at, closer);
    let whole = model.time_range();
    let all = whole.is_none_or(|(first, last)| from <= first && to > last);
    model.timeline.zoom = (!all).then_some((from, to));
}

/// Sets a bound of the span, or takes it away where it is that already.
fn toggled(bound: &mut Option<Instant>, at: Instant) {
    *bound = if *bound == Some(at) { None } else { Some(at) };
}

/// Changes the span by the time of the event under the cursor.
fn bound(model: &mut Model, change: impl FnOnce(&mut Span, Instant)) -> Vec<Effect> {
    let Some(at) = cursor(model) else {
        model.note("there is no time here to begin or end with");
        return Vec::new();
    };
    let mut span = model.filter.span.unwrap_or_default();
    change(&mut span, at);
    narrow(model, span)
}

/// Shows what lies in a span. A filter that is off comes on again.
fn narrow(model: &mut Model, mut span: Span) -> Vec<Effect> {
    if let (Some(from), Some(to)) = (span.from, span.to)
        && from >= to
    {
        // The bound that was set last holds; the other has nothing left to bound.
        span = if model.filter.span.and_then(|known| known.from) == Some(from) {
            Span { from: None, ..span }
        } else {
            Span { to: None, ..span }
        };
    }
    // What is looked at stays what is looked at.
    list::hold_place(model);
    model.filter.span = (!span.is_all()).then_some(span);
    model.filter.on = true;
    vec![filter::ask(model)]
}

/// The column of the timeline in which a cell of the screen lies; the nearest one beside it.
fn column(model: &Model, x: u16) -> Option<u16> {
    let region = timeline_rect(model.regions().timeline?);
    (region.width > 0).then(|| x.saturating_sub(region.x).min(region.width - 1))
}

/// The stretch that begins where the button went down.
pub(super) fn stretch(model: &Model, x: u16) -> Option<Grab> {
    column(model, x).map(|at| Grab::Stretch { from: at, to: at })
}

/// The mouse moved on.
pub(super) fn drag(model: &mut Model, from: u16, x: u16) {
    if let Some(to) = column(model, x) {
        model.grab = Some(Grab::Stretch { from, to });
    }
}

/// The button went up: a stretch becomes the span, a click goes to what was logged then.
pub(super) fn release(model: &mut Model, from: u16, to: u16) -> Vec<Effect> {
    let Some(axis) = axis(model) else { return Vec::new() };
    if from == to {
        return click(model, &axis, from);
    }
    let (first, last) = (from.min(to), from.max(to));
    let span = Span { from: Some(axis.begin(first)), to: Some(axis.begin(last + 1)) };
    narrow(model, span)
}

/// A column was clicked: a replay goes there, elsewhere the cursor does.
fn click(model: &mut Model, axis: &Axis, column: u16) -> Vec<Effect> {
    if model.replay.head.is_some() {
        let end = column + 1 == axis.columns;
        let at = axis.begin(column);
        return replay::seek(model, if end { axis.to } else { at });
    }
    go_to(model, axis.begin(column));
    Vec::new()
}

/// Goes to the first event from a moment on.
pub(super) fn go_to(model: &mut Model, at: Instant) {
    let found = model.look(|log, view| {
        let ids = view.ids();
        let early =
            |id: &EventId| log.row(*id).and_then(|row| row.time()).is_some_and(|it| it < at);
        ids.get(ids.partition_point(early)).or(ids.last()).copied()
    });
    if let Some(id) = found {
        list::show(model, id);
    }
}
