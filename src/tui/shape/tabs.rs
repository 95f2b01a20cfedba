//! The tabs in the frame of the detail pane: what they say, and where.

use crate::config::theme::Role;

use super::super::model::Tab;
use super::super::text::{Ink, Inked, line_width, width};

/// The tabs; brackets mark the open one, for screens without colours.
pub(in crate::tui) fn tabs(open: Tab) -> Inked {
    let ink = |tab: Tab| {
        let (role, text) = if tab == open {
            (Role::TabActive, format!("[{}]", tab.title()))
        } else {
            (Role::Muted, format!(" {} ", tab.title()))
        };
        Ink { role, text }
    };
    Tab::ALL.into_iter().map(ink).collect()
}

/// The cell of a frame of some width in which the blank before the tabs stands.
pub(in crate::tui) fn tabs_from(open: Tab, width: u16) -> u16 {
    let wide = line_width(&tabs(open)) as u16 + 2;
    width.saturating_sub(wide + 2).max(1)
}

/// The tab in a cell of the frame.
pub(in crate::tui) fn tab_at(open: Tab, frame: u16, cell: usize) -> Option<Tab> {
    let mut from = usize::from(tabs_from(open, frame)) + 1;
    for (tab, ink) in Tab::ALL.into_iter().zip(tabs(open)) {
        let end = from + width(&ink.text);
        if (from..end).contains(&cell) {
            return Some(tab);
        }
        from = end;
    }
    None
}
