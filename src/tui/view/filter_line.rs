//! The filter line, or the search line while that is edited.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::event::visible;

use super::Scene;
use crate::tui::filter::Verdict;
use crate::tui::line::{FILTER_PROMPT, Line, SEARCH_PROMPT};
use crate::tui::model::Overlay;
use crate::tui::text::{Ink, Inked, fit_line, line_width, thousands, width};
use crate::tui::work::searched;

/// From this width on there is room for what a key does.
const ROOMY: usize = 60;

/// Draws the line; where the terminal's cursor stands, if it is typed into.
pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer) -> Option<Position> {
    let model = scene.model;
    if matches!(model.overlays.last(), Some(Overlay::Search)) {
        let wrong = model.search.error.is_some();
        let prompt = Ink { role: prompt_role(wrong), text: SEARCH_PROMPT.to_owned() };
        return Some(edited(scene, rect, buffer, (&prompt, &model.search.line)));
    }
    let count = count(scene, usize::from(rect.width));
    let room = rect.width.saturating_sub(line_width(&count) as u16 + 2);
    scene.put(
        buffer,
        Position { x: rect.x + room + 1, y: rect.y },
        rect.width.saturating_sub(room + 1),
        &count,
    );
    let rect = Rect { width: room, ..rect };
    let wrong = matches!(model.filter.verdict, Verdict::Wrong(_));
    if matches!(model.overlays.last(), Some(Overlay::Filter)) {
        let prompt = Ink { role: prompt_role(wrong), text: FILTER_PROMPT.to_owned() };
        return Some(edited(scene, rect, buffer, (&prompt, &model.filter.line)));
    }
    scene.put(buffer, rect.as_position(), rect.width, &at_rest(scene));
    None
}

const fn prompt_role(wrong: bool) -> Role {
    if wrong { Role::Error } else { Role::Accent }
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
    let role = if filter.on { Role::Text } else { Role::Muted };
    let mut line = vec![Ink { role: Role::Muted, text: FILTER_PROMPT.to_owned() }];
    if !filter.on {
        line.push(Ink { role: Role::Warning, text: "(off) ".to_owned() });
    }
    line.push(Ink::new(role, &filter.applied));
    for (_, term) in filter.selections.terms(scene.log) {
        let role = if filter.on { Role::Chip } else { Role::Muted };
        line.push(Ink { role: Role::Text, text: " ".to_owned() });
        line.push(Ink::new(role, &format!("[{term}]")));
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

/// A line that is typed into, scrolled to its cursor.
fn edited(
    scene: &Scene<'_>,
    rect: Rect,
    buffer: &mut Buffer,
    (prompt, line): (&Ink, &Line),
) -> Position {
    let wide = (width(&prompt.text) as u16).min(rect.width);
    scene.put(buffer, rect.as_position(), wide, std::slice::from_ref(prompt));
    let text = Rect { x: rect.x + wide, width: rect.width - wide, ..rect };
    let (cursor, scroll) = line.cursor(usize::from(text.width.saturating_sub(1)));
    let wrong = wrong_part(scene, line);
    let mut column = 0;
    for (at, c) in line.text().char_indices() {
        let shown = visible(c.encode_utf8(&mut [0; 4])).into_owned();
        let wide = width(&shown);
        let before = column;
        column += wide;
        let Some(x) = before.checked_sub(scroll) else { continue };
        if x + wide > usize::from(text.width) {
            break;
        }
        let mut style = scene.brush.style(Role::Text);
        if wrong.as_ref().is_some_and(|wrong| wrong.contains(&at)) {
            style = scene.brush.style(Role::Error).add_modifier(Modifier::UNDERLINED);
        }
        buffer.set_string(text.x + x as u16, text.y, shown, style);
    }
    mark_end(scene, buffer, text, (column.saturating_sub(scroll), wrong.as_ref(), line));
    let x = text.x + cursor.saturating_sub(scroll) as u16;
    Position { x: x.min(rect.right().saturating_sub(1)), y: rect.y }
}

/// The bytes of the text that are wrong. Where something is missing, the span is empty.
fn wrong_part(scene: &Scene<'_>, line: &Line) -> Option<std::ops::Range<usize>> {
    match &scene.model.filter.verdict {
        Verdict::Wrong(error) if std::ptr::eq(line, &raw const scene.model.filter.line) => {
            Some(error.span.start..error.span.end.max(error.span.start + 1))
        }
        _ => None,
    }
}

/// Underlines the cell behind the text where what is wrong is that something is missing there.
fn mark_end(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    text: Rect,
    (column, wrong, line): (usize, Option<&std::ops::Range<usize>>, &Line),
) {
    let at_end = wrong.is_some_and(|wrong| wrong.start >= line.text().len());
    if at_end && column < usize::from(text.width) {
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        let cell = Rect { x: text.x + column as u16, width: 1, height: 1, ..text };
        buffer.set_style(cell, scene.brush.style(Role::Error).patch(style));
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
