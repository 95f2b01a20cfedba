//! The filter line, or the search line while that is edited.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;
use crate::event::Instant;
use crate::search::Span;

use super::{Scene, edited};
use crate::tui::filter::Verdict;
use crate::tui::line::FILTER_PROMPT;
use crate::tui::model::Overlay;
use crate::tui::shape::{filter_count, inked_filter, text_width};
use crate::tui::text::{Ink, Inked, fit_line};

/// Draws the line; where the terminal's cursor stands, if it is typed into.
pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) -> Option<Position> {
    let model = scene.model;
    if matches!(model.overlays.last(), Some(Overlay::Search)) {
        return Some(edited::draw(scene, rect, buffer, &model.search.line));
    }
    let count = filter_count(model, scene.log, scene.view, usize::from(rect.width));
    let room = text_width(rect, &count);
    scene.put(
        buffer,
        Position { x: rect.x + room + 1, y: rect.y },
        rect.width.saturating_sub(room + 1),
        &count,
    );
    let rect = Rect { width: room, ..rect };
    if matches!(model.overlays.last(), Some(Overlay::Filter)) {
        let cursor = edited::draw(scene, rect, buffer, &model.filter.line);
        return Some(cursor);
    }
    scene.put(buffer, rect.as_position(), rect.width, &at_rest(scene));
    None
}

/// Prompt, text and chips, while nothing is typed.
fn at_rest(scene: &Scene<'_>) -> Inked {
    let filter = &scene.model.filter;
    let mut line = vec![Ink { role: Role::Muted, text: FILTER_PROMPT.to_owned() }];
    if !filter.on {
        line.push(Ink { role: Role::Warning, text: "(off) ".to_owned() });
    }
    line.extend(inked_filter(&filter.applied, filter.on));
    let span = filter.span.and_then(|span| span_chip(scene, span));
    let terms = filter.selections.terms(scene.log).into_iter().map(|(_, term)| term);
    for chip in terms.chain(span) {
        let role = if filter.on { Role::Chip } else { Role::Muted };
        line.push(Ink { role: Role::Text, text: " ".to_owned() });
        line.push(Ink::new(role, &format!("[{chip}]")));
    }
    if scene.model.list.only_marked {
        line.push(Ink { role: Role::Chip, text: " [marked]".to_owned() });
    }
    if let Some(needle) = scene.model.search.needle.as_ref().map(|_| scene.model.search.line.text())
    {
        line.push(Ink { role: Role::Muted, text: "  search › ".to_owned() });
        line.push(Ink::new(Role::Text, needle));
    }
    line
}

/// The span of time that is shown: `time 14:02–14:05`, with the days where it is longer than one.
fn span_chip(scene: &Scene<'_>, span: Span) -> Option<String> {
    let zone = &scene.model.query.zone;
    let day = |at: Instant| zone.civil(at).date();
    let today = |at: Instant| day(at) == day(scene.model.query.now);
    let bounds = [span.from, span.to];
    let format =
        if bounds.iter().flatten().all(|at| today(*at)) { "%H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" };
    let text = |at: Instant| zone.civil(at).strftime(format).to_string();
    match (span.from.map(text), span.to.map(text)) {
        (Some(from), Some(to)) => Some(format!("time {from}–{to}")),
        (Some(from), None) => Some(format!("time from {from}")),
        (None, Some(to)) => Some(format!("time to {to}")),
        (None, None) => None,
    }
}

/// What is wrong with the line that is edited, or what it still lacks.
pub(super) fn complaint(scene: &Scene<'_>, columns: usize) -> Option<Inked> {
    let model = scene.model;
    let (role, text) = match model.overlays.last()? {
        Overlay::Filter => match &model.filter.verdict {
            Verdict::Valid => return None,
            Verdict::Incomplete(error) => (Role::Muted, format!("… {error}")),
            Verdict::Wrong(error) => (Role::Error, format!("✗ {error}")),
        },
        Overlay::Search => (Role::Error, format!("✗ {}", model.search.error.as_ref()?)),
        _ => return None,
    };
    Some(fit_line(&[Ink::new(role, &text)], columns))
}
