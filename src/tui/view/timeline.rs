//! The timeline: a bar for each stretch of time, what is bad at its foot, and where the cursor is.
//!
//! Refuses to write over the times at its ends: they make room for a sign, and hide the marks of
//! what is bad, which then has its line at the foot of the bar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::event::{Instant, Zone};

use super::Scene;
use crate::tui::model::Grab;
use crate::tui::shape::{Axis, TimeColumn, heights, timeline_rect};
use crate::tui::text::{Ink, width};

/// From no eighth of a cell to eight.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// How many eighths a cell has.
const CELL: usize = 8;

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let state = &scene.model.timeline;
    let bars = timeline_rect(rect);
    let Some(axis) = Axis::new(&state.counted, state.zoom, bars.width) else { return };
    let columns = axis.count(&state.counted);
    let most = usize::from(bars.height) * CELL;
    let zone = &scene.model.query.zone;
    let ends = (label(zone, axis.from, &axis), label(zone, axis.to, &axis));
    let has_scale = bars.height < rect.height;
    let signs = signs(scene, &axis, bars.x);
    let scale = has_scale.then(|| Scale::new(&ends, &signs, Rect { y: bars.bottom(), ..bars }));
    for ((x, column), height) in (bars.x..).zip(&columns).zip(heights(&columns, most)) {
        let shown = is_shown(scene, &axis, x - bars.x);
        bar(scene, column, height, Rect { x, width: 1, ..bars }, (shown, buffer));
        // Where no line below says it, without colours the foot says that something is bad.
        if column.bad > 0.0 && scale.as_ref().is_none_or(|scale| scale.is_covered(x)) {
            let foot = Position { x, y: bars.bottom() - 1 };
            buffer[foot].set_style(Style::new().add_modifier(Modifier::UNDERLINED));
        }
    }
    if let Some(scale) = scale {
        scale.draw(scene, (&signs, &columns), buffer);
    } else {
        let text = format!("{} ─ {}", ends.0, ends.1);
        let at = Position { x: bars.right() + 1, y: rect.y };
        let room = rect.right().saturating_sub(at.x);
        scene.put(buffer, at, room, &[Ink { role: Role::Muted, text }]);
    }
    if let Some(x) = cursor(scene).and_then(|at| axis.column(at)) {
        let place = Rect { x: bars.x + x, width: 1, ..bars };
        buffer.set_style(place, scene.brush.style(Role::TimelineCursor));
    }
}

/// When the event under the cursor was logged.
fn cursor(scene: &Scene<'_>) -> Option<Instant> {
    let (_, id) = scene.model.current(scene.log, scene.view)?;
    scene.log.row(id)?.time()
}

/// Whether what a column stands for is shown in the list: a stretch being dragged counts already.
fn is_shown(scene: &Scene<'_>, axis: &Axis, column: u16) -> bool {
    if let Some(Grab::Stretch { from, to }) = scene.model.grab {
        return (from.min(to)..=from.max(to)).contains(&column);
    }
    let Some(span) = scene.model.filter.span else { return true };
    let (begin, end) = (axis.begin(column), axis.begin(column + 1));
    span.from.is_none_or(|from| end > from) && span.to.is_none_or(|to| begin < to)
}

/// One bar: what is bad stands at its foot, in the colour of the worst.
fn bar(
    scene: &Scene<'_>,
    column: &TimeColumn,
    (high, bad): (usize, usize),
    place: Rect,
    (shown, buffer): (bool, &mut Buffer),
) {
    for (above, y) in (place.y..place.bottom()).rev().enumerate() {
        let within = |height: usize| height.saturating_sub(above * CELL).min(CELL);
        let (full, foot) = (within(high), within(bad));
        let style = |role: Role| scene.brush.style(if shown { role } else { Role::Muted });
        let cell = &mut buffer[(place.x, y)];
        if foot > 0 && foot < full && full == CELL {
            // The foot before the colour of what stands on it, which fills the cell.
            let above = style(column.usual).fg.map_or(Style::new(), |fg| Style::new().bg(fg));
            cell.set_symbol(EIGHTHS[foot]).set_style(style(column.worst).patch(above));
        } else {
            let role = if foot > 0 { column.worst } else { column.usual };
            cell.set_symbol(EIGHTHS[full]).set_style(style(role));
        }
    }
}

/// Where cursor and span are, by their columns on the screen.
fn signs(scene: &Scene<'_>, axis: &Axis, left: u16) -> Vec<(u16, &'static str)> {
    let span = scene.model.filter.span;
    let bounds = [
        (span.and_then(|span| span.from), "["),
        (span.and_then(|span| span.to).map(|to| to.plus_millis(-1)), "]"),
        (cursor(scene), "▲"),
    ];
    let columns = bounds.into_iter().filter_map(|(at, sign)| Some((axis.column(at?)?, sign)));
    columns.map(|(column, sign)| (left + column, sign)).collect()
}

/// The line below the bars: when it begins and ends, where something is bad, and where cursor and
/// span are.
struct Scale {
    place: Rect,
    /// The times at its ends, and where each begins.
    ends: [(u16, String); 2],
}

impl Scale {
    /// The times go out of the way of the signs.
    fn new((from, to): &(String, String), signs: &[(u16, &str)], place: Rect) -> Self {
        let (from, to) = (format!(" {from} "), format!(" {to} "));
        let hit = |at: u16, text: &str| {
            let cells = at..at.saturating_add(width(text) as u16);
            signs.iter().map(|(x, _)| *x).filter(move |x| cells.contains(x))
        };
        let mut left = place.x + 1;
        while let Some(x) = hit(left, &from).max() {
            left = x + 1;
        }
        // While the newest event is followed, the cursor is in the last column.
        let mut right = (place.right() - 1).saturating_sub(width(&to) as u16);
        while let Some(x) = hit(right, &to).min() {
            right = x.saturating_sub(width(&to) as u16);
        }
        Self { place: Rect { height: 1, ..place }, ends: [(left, from), (right, to)] }
    }

    /// Whether a time stands there.
    fn is_covered(&self, x: u16) -> bool {
        self.ends.iter().any(|(at, text)| (*at..*at + width(text) as u16).contains(&x))
    }

    fn draw(
        &self,
        scene: &Scene<'_>,
        (signs, columns): (&[(u16, &str)], &[TimeColumn]),
        buffer: &mut Buffer,
    ) {
        let place = self.place;
        let put = |x: u16, role: Role, text: &str, buffer: &mut Buffer| {
            let room = place.right().saturating_sub(x);
            scene.put(buffer, Position { x, y: place.y }, room, &[Ink::new(role, text)]);
        };
        put(place.x, Role::TimelineAxis, &"─".repeat(usize::from(place.width)), buffer);
        for (x, text) in &self.ends {
            put(*x, Role::Muted, text, buffer);
        }
        let bad = (place.x..).zip(columns).filter(|(_, column)| column.bad > 0.0);
        for (x, column) in bad.filter(|(x, _)| !self.is_covered(*x)) {
            put(x, column.worst, "!", buffer);
        }
        for (x, sign) in signs {
            put(*x, Role::Accent, sign, buffer);
        }
    }
}

/// A moment on the axis, as precise as its length asks for.
fn label(zone: &Zone, at: Instant, axis: &Axis) -> String {
    let day = |at: Instant| zone.civil(at).date();
    let format = if day(axis.from) != day(axis.to) {
        "%m-%d %H:%M"
    } else if axis.to.0.saturating_sub(axis.from.0) < 600_000 {
        "%H:%M:%S"
    } else {
        "%H:%M"
    };
    zone.civil(at).strftime(format).to_string()
}
