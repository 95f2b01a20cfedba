//! The timeline: a bar for each stretch of time, what is bad at its foot, and where the cursor is;
//! in a replay also where that stands, and dim, what is still to come.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::event::{Instant, Zone};

use super::Scene;
use crate::tui::model::Grab;
use crate::tui::shape::{Axis, TimeColumn, heights, highest, timeline_rect};
use crate::tui::text::{Ink, width};

/// From no eighth of a cell to eight.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// How many eighths a cell has.
const CELL: usize = 8;

/// Where a replay stands.
const HEAD: &str = "┃";

pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) {
    let state = &scene.model.timeline;
    let bars = timeline_rect(rect);
    let range = scene.model.time_range();
    let Some(axis) = Axis::new(range, state.zoom, bars.width) else { return };
    let (columns, heights) = bars_of(scene, &axis, usize::from(bars.height) * CELL);
    for ((x, column), height) in (bars.x..).zip(&columns).zip(heights) {
        let shown = is_shown(scene, &axis, x - bars.x);
        bar(scene, column, height, Rect { x, width: 1, ..bars }, (shown, buffer));
    }
    if let Some(x) = head(scene, &axis) {
        for y in bars.top()..bars.bottom() {
            let style = scene.brush.style(Role::Accent);
            buffer[(bars.x + x, y)].set_symbol(HEAD).set_style(style);
        }
    }
    if bars.height < rect.height {
        scale(scene, &axis, &columns, Rect { y: bars.bottom(), height: 1, ..bars }, buffer);
    }
    let zone = scene.log.shared_zone();
    let text = format!("{} ─ {}", label(zone, axis.from, &axis), label(zone, axis.to, &axis));
    let x = rect.right().saturating_sub(width(&text) as u16 + 1);
    let ends = [Ink { role: Role::Muted, text }];
    scene.put(buffer, Position { x, y: rect.y }, rect.right().saturating_sub(x), &ends);
    if let Some(x) = cursor(scene).and_then(|at| axis.column(at)) {
        let place = Rect { x: bars.x + x, width: 1, ..bars };
        buffer.set_style(place, scene.brush.style(Role::TimelineCursor));
    }
}

/// The columns and their heights: of what was played what passes the filter, and dim, all that is
/// still to come.
fn bars_of(scene: &Scene<'_>, axis: &Axis, most: usize) -> (Vec<TimeColumn>, Vec<(usize, usize)>) {
    let model = scene.model;
    let mut columns = axis.count(&model.timeline.counted);
    let (Some(outline), Some(at)) = (&model.replay.outline, model.replay.head) else {
        let heights = heights(&columns, highest(&columns), most);
        return (columns, heights);
    };
    let whole = axis.count(&outline.timeline);
    let usual = highest(&whole);
    // What is played keeps its height while it is played, unless a filter leaves only some of it.
    let narrowed = model.filter.is_narrowing();
    let mut high = heights(&columns, if narrowed { highest(&columns) } else { usual }, most);
    let to_come = whole.iter().zip(heights(&whole, usual, most));
    let places = (0..).zip(columns.iter_mut().zip(&mut high)).zip(to_come);
    for ((x, (column, high)), (whole, whole_high)) in places {
        if axis.begin(x) > at.at && column.count <= 0.0 {
            *column = TimeColumn { usual: Role::Muted, worst: Role::Muted, ..*whole };
            *high = (whole_high.0, 0);
        }
    }
    (columns, high)
}

/// The column in which a replay stands.
fn head(scene: &Scene<'_>, axis: &Axis) -> Option<u16> {
    axis.column(scene.model.replay.head?.at)
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
    let model = scene.model;
    let chosen = model.filter.span.is_some() || matches!(model.grab, Some(Grab::Stretch { .. }));
    if shown && chosen {
        buffer.set_style(place, scene.brush.style(Role::TimelineSpan));
    }
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
        // Where there is no line below to say it, without colours the foot says that it is bad.
        if above == 0 && bad > 0 && place.height == 1 {
            cell.set_style(Style::new().add_modifier(Modifier::UNDERLINED));
        }
    }
}

/// The line below the bars: where something is bad, and where cursor and span are.
fn scale(scene: &Scene<'_>, axis: &Axis, columns: &[TimeColumn], place: Rect, buffer: &mut Buffer) {
    let mut put = |x: u16, role: Role, text: &str| {
        let room = place.right().saturating_sub(x);
        scene.put(buffer, Position { x, y: place.y }, room, &[Ink::new(role, text)]);
    };
    put(place.x, Role::TimelineAxis, &"─".repeat(usize::from(place.width)));
    for (x, column) in (place.x..).zip(columns).filter(|(_, column)| column.bad > 0.0) {
        put(x, column.worst, "!");
    }
    let span = scene.model.filter.span;
    let bounds = [
        (scene.model.replay.head.map(|head| head.at), HEAD),
        (span.and_then(|span| span.from), "["),
        (span.and_then(|span| span.to).map(|to| to.plus_millis(-1)), "]"),
        (cursor(scene), "▲"),
    ];
    for (at, sign) in bounds {
        if let Some(x) = at.and_then(|at| axis.column(at)) {
            put(place.x + x, Role::Accent, sign);
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
