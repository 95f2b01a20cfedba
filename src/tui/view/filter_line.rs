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
use crate::tui::text::{Ink, Inked, fit_line, line_width, thousands};
use crate::tui::work::searched;

/// From this width on there is room for what a key does.
const ROOMY: usize = 60;

/// Draws the line; where the terminal's cursor stands, if it is typed into.
pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) -> Option<Position> {
    let model = scene.model;
    if matches!(model.overlays.last(), Some(Overlay::Search)) {
        return Some(edited::draw(scene, rect, buffer, &model.search.line));
    }
    let count = count(scene, usize::from(rect.width));
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

/// The column of the screen in which a byte of the filter's text stands while it is edited.
pub(super) fn column_of(scene: &Scene<'_>, rect: Rect, place: usize) -> u16 {
    let room = text_width(rect, &count(scene, usize::from(rect.width)));
    edited::column_of(scene, Rect { width: room, ..rect }, place)
}

/// How many columns the count leaves.
fn text_width(rect: Rect, count: &[Ink]) -> u16 {
    rect.width.saturating_sub(line_width(count) as u16 + 2)
}

/// `12 of 5,112`, and how far a search has come.
fn count(scene: &Scene<'_>, columns: usize) -> Inked {
    let (shown, all) = (scene.view.ids().len() as u64, scene.log.len() as u64);
    let text = format!("{} of {}", thousands(shown), thousands(all));
    let mut line = vec![Ink { role: Role::Text, text }];
    let unread = scene.view.unread();
    if unread > 0 {
        let lost = if columns >= ROOMY { ", the text of which is lost" } else { "" };
        let text = format!(" · {} unknown{lost}", thousands(unread));
        line.push(Ink { role: Role::Warning, text });
    }
    if let Some(text) = goes_on(scene) {
        // While a line is typed into, esc is for the line.
        let esc = columns >= ROOMY && scene.model.overlays.is_empty();
        let esc = if esc { " (esc stops)" } else { "" };
        line.push(Ink { role: Role::Warning, text: format!(" · {text}{esc}") });
    }
    line
}

/// What of the filter or the search goes on for long, in a word.
fn goes_on(scene: &Scene<'_>) -> Option<String> {
    let model = scene.model;
    if model.is_finding() {
        return Some("searching…".to_owned());
    }
    model.is_searching().then(|| match searched(scene.view) {
        Some(part) => format!("{part} %"),
        None => "searching…".to_owned(),
    })
}

/// Prompt, text and chips, while nothing is typed.
fn at_rest(scene: &Scene<'_>) -> Inked {
    let filter = &scene.model.filter;
    let mut line = vec![Ink { role: Role::Muted, text: FILTER_PROMPT.to_owned() }];
    if !filter.on {
        line.push(Ink { role: Role::Warning, text: "(off) ".to_owned() });
    }
    line.extend(edited::inked(&filter.applied, filter.on));
    let span = filter.span.and_then(|span| span_chip(scene, span));
    let terms = filter.selections.terms(scene.log).into_iter().map(|(_, term)| term.to_string());
    for chip in terms.chain(span) {
        let role = if filter.on { Role::Chip } else { Role::Muted };
        line.push(Ink { role: Role::Text, text: " ".to_owned() });
        line.push(Ink::new(role, &format!("[{chip}]")));
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
