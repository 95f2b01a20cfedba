//! The panel that says why there is nothing to list, in the middle of where the list would be.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::config::theme::Role;

use super::Scene;
use super::frame::{self, Pane};
use crate::tui::layout::Regions;
use crate::tui::shape::{Panel, panel};
use crate::tui::text::Ink;

/// The widest panel: lines of prose grow hard to read beyond.
const WIDEST: u16 = 84;

/// How many log entries a log without telemetry has at most that nobody misses: its header.
const HEADERS: u16 = 3;

/// A panel with its place, and what is left of the list above it.
pub(super) struct Instead {
    /// The part of the list that holds something.
    pub(super) list: Option<Rect>,
    space: Rect,
    panel: Panel,
}

/// What is drawn instead of list and detail pane; `None` while they have something to show.
pub(super) fn instead(scene: &Scene<'_>, regions: &Regions) -> Option<Instead> {
    let list = regions.list?;
    let below = regions.detail.map_or(0, |detail| detail.height);
    let all = Rect { height: list.height + below, ..list };
    let rows = u16::try_from(scene.view.ids().len()).unwrap_or(u16::MAX);
    let used = if rows == 0 { 0 } else { rows.saturating_add(2) };
    let wide = all.width.min(WIDEST);
    let panel = panel(scene.model, scene.log, scene.view, usize::from(wide.saturating_sub(4)))?;
    let left = all.height.saturating_sub(used);
    // Lines of the log come first, but for the few that a log without telemetry begins with.
    let fits = usize::from(left) >= panel.lines.len() + 2;
    if rows > HEADERS && !fits {
        return None;
    }
    let (used, left) = if fits { (used, left) } else { (0, all.height) };
    let space =
        Rect { x: all.x + (all.width - wide) / 2, y: all.y + used, width: wide, height: left };
    Some(Instead { list: (used > 0).then_some(Rect { height: used, ..all }), space, panel })
}

pub(super) fn draw(scene: &Scene<'_>, instead: &Instead, buffer: &mut Buffer) {
    let Instead { space, panel, .. } = instead;
    let mut lines = panel.lines.clone();
    if lines.len() + 2 > usize::from(space.height) {
        lines.retain(|line| !line.is_empty());
    }
    let high = (lines.len() as u16).saturating_add(2).min(space.height);
    let rect = Rect { y: space.y + (space.height - high) / 2, height: high, ..*space };
    let inside = frame::draw(scene, Pane::Quiet, rect, buffer);
    let title = [Ink { role: Role::Title, text: panel.title.to_owned() }];
    frame::title(scene, buffer, (rect, rect.y), 1, &title);
    let hidden = lines.len().saturating_sub(usize::from(inside.height));
    let key = panel.more.as_ref().map_or_else(String::new, |key| format!(": {key} shows them"));
    let more = vec![Ink::new(Role::Muted, &format!("… {} more lines{key}", hidden + 1))];
    let last = inside.bottom().saturating_sub(1);
    for (y, line) in (inside.y..inside.bottom()).zip(&lines) {
        let line = if hidden > 0 && y == last { &more } else { line };
        let x = inside.x + 1;
        scene.put(buffer, Position { x, y }, inside.width.saturating_sub(2), line);
    }
}
