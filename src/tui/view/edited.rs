//! The filter's line and the search's while they are typed into: in the colours of what is meant,
//! with what is wrong underlined.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::config::theme::Role;
use crate::query::highlight;

use super::Scene;
use super::typed::{self, Stood};
use crate::tui::filter::Verdict;
use crate::tui::line::{Line, Piece};
use crate::tui::shape::{class_role, is_filter_line, line_prompt};

/// Draws the prompt and the text, scrolled to the cursor; where that stands.
pub(super) fn draw(scene: &Scene<'_>, rect: Rect, buffer: &mut Buffer, line: &Line) -> Position {
    let (prompt, sought) = line_prompt(scene.model, line);
    let wrong = wrong_part(scene, line);
    let classes =
        if is_filter_line(scene.model, line) { highlight(line.text()) } else { Vec::new() };
    let mut classes = classes.into_iter().peekable();
    let style = |piece: &Piece| {
        if wrong.as_ref().is_some_and(|wrong| wrong.contains(&piece.at)) {
            return scene.brush.style(Role::Error).add_modifier(Modifier::UNDERLINED);
        }
        while classes.next_if(|(span, _)| span.end <= piece.at).is_some() {}
        let class = classes.peek().filter(|(span, _)| span.start <= piece.at);
        scene.brush.style(class.map_or(Role::Text, |(_, class)| class_role(*class)))
    };
    let stood = typed::draw_inked(scene, (&prompt, line), style, rect, buffer);
    mark_end(scene, buffer, &stood, (wrong.as_ref(), line));
    match sought {
        Some(at) => {
            let x = rect.x.saturating_add(at as u16).min(rect.right().saturating_sub(1));
            Position { x, y: rect.y }
        }
        None => stood.cursor,
    }
}

/// The bytes of the text that are wrong. Where something is missing, the span is empty.
fn wrong_part(scene: &Scene<'_>, line: &Line) -> Option<Range<usize>> {
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
    stood: &Stood,
    (wrong, line): (Option<&Range<usize>>, &Line),
) {
    let at_end = wrong.is_some_and(|wrong| wrong.start >= line.text().len());
    if at_end && stood.end < usize::from(stood.room.width) {
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        let x = stood.room.x + stood.end as u16;
        let cell = Rect { x, width: 1, height: 1, ..stood.room };
        buffer.set_style(cell, scene.brush.style(Role::Error).patch(style));
    }
}
