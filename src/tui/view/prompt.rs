//! A line that is asked for, in the place of the filter line.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Scene, typed};
use crate::tui::model::Prompt;

pub(super) fn draw(
    scene: &Scene<'_>,
    prompt: &Prompt,
    rect: Rect,
    buffer: &mut Buffer,
) -> Position {
    typed::draw(scene, (&prompt.before, &prompt.line), rect, buffer)
}
