//! A line that is typed into: its prompt, its text in the colours of what it means, and the
//! cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::query::highlight;

use super::Scene;
use crate::tui::filter::Verdict;
use crate::tui::line::{Line, pieces};
use crate::tui::shape::{class_role, is_filter_line, line_prompt};
use crate::tui::text::line_width;

/// Draws the prompt and the text, scrolled to the cursor; where that stands.
pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer, line: &Line) -> Position {
    let (prompt, sought) = line_prompt(scene.model, line);
    let wide = (line_width(&prompt) as u16).min(rect.width);
    scene.put(buffer, rect.as_position(), wide, &prompt);
    let text = Rect { x: rect.x + wide, width: rect.width - wide, ..rect };
    let (cursor, scroll) = line.cursor(usize::from(text.width.saturating_sub(1)));
    let wrong = wrong_part(scene, line);
    let classes =
        if is_filter_line(scene.model, line) { highlight(line.text()) } else { Vec::new() };
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
        let mut style =
            scene.brush.style(class.map_or(Role::Text, |(_, class)| class_role(*class)));
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

/// The bytes of the text that are wrong. Where something is missing, the span is empty.
fn wrong_part(scene: &Scene<'_>, line: &Line) -> Option<std::ops::Range<usize>> {
    match &scene.model.filter.verdict {
        Verdict::Wrong(error) if is_filter_line(scene.model, line) => {
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
