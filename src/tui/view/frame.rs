//! The frame of a pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::config::theme::Role;

use super::Scene;
use crate::tui::text::{Ink, line_width, thousands};

/// Whether a pane has the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    Focused,
    Quiet,
}

impl Pane {
    pub(super) const fn of(focused: bool) -> Self {
        if focused { Self::Focused } else { Self::Quiet }
    }

    pub(super) const fn border(self) -> Role {
        match self {
            Self::Focused => Role::BorderFocused,
            Self::Quiet => Role::Border,
        }
    }
}

/// Draws an empty frame, and gives what is within. A pane with the keys has a double line above,
/// so that it is told from the others without colours too.
pub(super) fn draw(scene: &Scene<'_>, pane: Pane, rect: Rect, buffer: &mut Buffer) -> Rect {
    Clear.render(rect, buffer);
    let style = scene.brush.style(pane.border());
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(style);
    let inside = block.inner(rect);
    block.render(rect, buffer);
    if pane == Pane::Focused && rect.width > 2 && rect.height > 0 {
        for x in rect.x + 1..rect.right() - 1 {
            buffer[(x, rect.y)].set_symbol("═");
        }
        buffer[(rect.x, rect.y)].set_symbol("╒");
        buffer[(rect.right() - 1, rect.y)].set_symbol("╕");
    }
    inside
}

/// Writes a title into a line of the frame, from column `from` on, with a blank on each side.
pub(super) fn title(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    (rect, y): (Rect, u16),
    from: u16,
    inks: &[Ink],
) {
    let room = rect.width.saturating_sub(from + 1);
    if y >= rect.bottom() || line_width(inks) == 0 {
        return;
    }
    let blank = Ink { role: Role::Border, text: " ".to_owned() };
    let line: Vec<Ink> =
        [std::slice::from_ref(&blank), inks, std::slice::from_ref(&blank)].concat();
    let place = Rect { x: rect.x + from, y, width: room.min(line_width(&line) as u16), height: 1 };
    // What a border has besides its colour is not the title's.
    Clear.render(place.intersection(rect), buffer);
    scene.put(buffer, place.as_position(), place.width, &line);
}

/// Says on the right of the lower frame how many lines there are below those that are shown;
/// gives how many cells that takes.
pub(super) fn below(scene: &Scene<'_>, buffer: &mut Buffer, rect: Rect, lines: usize) -> u16 {
    if lines == 0 || rect.height < 3 {
        return 0;
    }
    let more = [Ink { role: Role::Muted, text: format!("↓ {}", thousands(lines as u64)) }];
    let wide = line_width(&more) as u16;
    let from = rect.width.saturating_sub(wide + 4);
    title(scene, buffer, (rect, rect.bottom() - 1), from, &more);
    wide
}
