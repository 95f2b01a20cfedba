//! A line that is typed into: its prompt, its text in the colours of what it means, and the
//! cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::query::{Class, highlight};

use super::Scene;
use crate::tui::filter::Verdict;
use crate::tui::line::{FILTER_PROMPT, Line, Piece, SEARCH_PROMPT, pieces};
use crate::tui::text::{Ink, Inked, fit, line_width, width};

/// So many columns of what is searched for in the history are shown.
const SOUGHT: usize = 16;

/// The text of a filter in the roles of its parts; one that is off has none.
pub(super) fn inked(text: &str, on: bool) -> Inked {
    let mut line = Inked::new();
    let mut done = 0;
    for (span, class) in highlight(text) {
        let role = if on { role(class) } else { Role::Muted };
        line.push(Ink::new(Role::Text, text.get(done..span.start).unwrap_or_default()));
        line.push(Ink::new(role, text.get(span.start..span.end).unwrap_or_default()));
        done = span.end;
    }
    line
}

/// The role of a part of a filter.
const fn role(class: Class) -> Role {
    match class {
        Class::Field => Role::QueryField,
        Class::Op | Class::Not | Class::Paren => Role::QueryOp,
        Class::Value | Class::Quoted | Class::Regex => Role::QueryValue,
        Class::Word => Role::QueryWord,
        Class::Error => Role::Error,
    }
}

/// Whether this is the filter's line; it is the search's otherwise.
fn is_filter(scene: &Scene<'_>, line: &Line) -> bool {
    std::ptr::eq(line, &raw const scene.model.filter.line)
}

/// What stands before the text, and behind how much of it the cursor stands while the history is
/// searched.
fn prompt(scene: &Scene<'_>, line: &Line) -> (Inked, Option<usize>) {
    let is_filter = is_filter(scene, line);
    if let Some((sought, found)) = line.finding() {
        let (role, before) = match found {
            true => (Role::Accent, " history ‹"),
            false => (Role::Error, " no such history ‹"),
        };
        let sought = fit(sought, SOUGHT);
        let at = width(before) + width(&sought);
        let text = format!("{before}{sought}› ");
        return (vec![Ink { role, text }], Some(at));
    }
    let wrong = if is_filter {
        matches!(scene.model.filter.verdict, Verdict::Wrong(_))
    } else {
        scene.model.search.error.is_some()
    };
    let role = if wrong { Role::Error } else { Role::Accent };
    let text = if is_filter { FILTER_PROMPT } else { SEARCH_PROMPT };
    (vec![Ink { role, text: text.to_owned() }], None)
}

/// Draws the prompt and the text, scrolled to the cursor; where that stands.
pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer, line: &Line) -> Position {
    let (prompt, sought) = prompt(scene, line);
    let wide = (line_width(&prompt) as u16).min(rect.width);
    scene.put(buffer, rect.as_position(), wide, &prompt);
    let text = Rect { x: rect.x + wide, width: rect.width - wide, ..rect };
    let (cursor, scroll) = line.cursor(usize::from(text.width.saturating_sub(1)));
    let wrong = wrong_part(scene, line);
    let classes = if is_filter(scene, line) { highlight(line.text()) } else { Vec::new() };
    let mut classes = classes.into_iter().peekable();
    let mut column = 0;
    for piece in pieces(line.text()) {
        let before = column;
        column += piece.width;
        while classes.next_if(|(span, _)| span.end <= piece.at).is_some() {}
        let Some(x) = before.checked_sub(scroll) else { continue };
        if x + piece.width > usize::from(text.width) {
            break;
        }
        let class = classes.peek().filter(|(span, _)| span.start <= piece.at);
        let mut style = scene.brush.style(class.map_or(Role::Text, |(_, class)| role(*class)));
        if wrong.as_ref().is_some_and(|wrong| wrong.contains(&piece.at)) {
            style = scene.brush.style(Role::Error).add_modifier(Modifier::UNDERLINED);
        }
        buffer.set_string(text.x + x as u16, text.y, piece.shown, style);
    }
    mark_end(scene, buffer, text, (column.saturating_sub(scroll), wrong.as_ref(), line));
    let x = match sought {
        Some(at) => rect.x.saturating_add(at as u16),
        None => text.x + cursor.saturating_sub(scroll) as u16,
    };
    Position { x: x.min(rect.right().saturating_sub(1)), y: rect.y }
}

/// The column of the screen in which a byte of the filter's text stands, while it is edited in
/// `rect`.
pub(super) fn column_of(scene: &Scene<'_>, rect: Rect, place: usize) -> u16 {
    let line = &scene.model.filter.line;
    let (prompt, _) = prompt(scene, line);
    let wide = (line_width(&prompt) as u16).min(rect.width);
    let (_, scroll) = line.cursor(usize::from((rect.width - wide).saturating_sub(1)));
    let before = pieces(line.text()).into_iter().take_while(|piece: &Piece| piece.end <= place);
    let column: usize = before.map(|piece| piece.width).sum();
    rect.x + wide + column.saturating_sub(scroll) as u16
}

/// The bytes of the text that are wrong. Where something is missing, the span is empty.
fn wrong_part(scene: &Scene<'_>, line: &Line) -> Option<std::ops::Range<usize>> {
    match &scene.model.filter.verdict {
        Verdict::Wrong(error) if is_filter(scene, line) => {
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
