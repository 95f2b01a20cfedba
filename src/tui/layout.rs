//! Where everything is: a pure function of the terminal's size and of what has the keys.
//!
//! Both the drawing and the mouse ask here, so that what is clicked is what was drawn. A small
//! terminal loses the facets first, then the detail pane; both come back while they have the
//! keys, the facets as a popup, the detail pane in the place of the list.

use ratatui::layout::{Constraint, Layout, Rect};

use super::model::Focus;

/// Narrower screens have no facet column.
const FACETS_FROM: u16 = 100;
/// From this width on the facet column is wide.
const WIDE_FROM: u16 = 140;
/// Lower bodies have no facet column.
const FACETS_HEIGHT: u16 = 10;
/// Lower bodies have no detail pane beside the list.
const DETAIL_HEIGHT: u16 = 16;

/// The parts of the screen; `None` for what has no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Regions {
    pub(super) top: Option<Rect>,
    pub(super) facets: Option<Rect>,
    /// The facets over the list, where they have no column.
    pub(super) popup: Option<Rect>,
    pub(super) list: Option<Rect>,
    pub(super) detail: Option<Rect>,
    pub(super) message: Option<Rect>,
    /// The filter or the search line.
    pub(super) line: Option<Rect>,
    pub(super) footer: Option<Rect>,
    /// Everything between the top line and the lines at the bottom: where a page goes.
    pub(super) body: Rect,
}

impl Regions {
    /// The facets, as column or popup.
    pub(super) fn facets_shown(&self) -> Option<Rect> {
        self.popup.or(self.facets)
    }
}

/// Divides `area`. `message` tells whether there is one to show.
pub(super) fn regions(area: Rect, focus: Focus, message: bool) -> Regions {
    let one = |wanted: bool| Constraint::Length(u16::from(wanted));
    let [top, body, said, line, footer] = Layout::vertical([
        one(area.height >= 4),
        Constraint::Min(0),
        one(message && area.height >= 5),
        one(area.height >= 2),
        one(area.height >= 6),
    ])
    .areas(area);
    let some = |rect: Rect| (!rect.is_empty()).then_some(rect);
    let mut regions = Regions {
        top: some(top),
        message: some(said),
        line: some(line),
        footer: some(footer),
        body,
        ..Regions::default()
    };
    divide_body(&mut regions, area.width, focus);
    regions
}

fn divide_body(regions: &mut Regions, width: u16, focus: Focus) {
    let body = regions.body;
    let has_column = width >= FACETS_FROM && body.height >= FACETS_HEIGHT;
    let column = match width {
        _ if !has_column => 0,
        WIDE_FROM.. => 30,
        _ => 25,
    };
    let [facets, main] =
        Layout::horizontal([Constraint::Length(column), Constraint::Min(0)]).areas(body);
    let some = |rect: Rect| (!rect.is_empty()).then_some(rect);
    regions.facets = some(facets);
    if body.height >= DETAIL_HEIGHT {
        let detail = (body.height * 2 / 5).clamp(7, 20);
        let [list, detail] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(detail)]).areas(main);
        regions.list = some(list);
        regions.detail = some(detail);
    } else if focus == Focus::Detail {
        regions.detail = some(main);
    } else {
        regions.list = some(main);
    }
    if focus == Focus::Facets && !has_column {
        let wide = body.width.min(40);
        regions.popup = some(Rect { x: body.right() - wide, width: wide, ..body });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: u16, height: u16, focus: Focus) -> Regions {
        regions(Rect::new(0, 0, width, height), focus, false)
    }

    #[test]
    fn a_small_terminal_loses_the_facets_first_and_then_the_detail_pane() {
        let large = at(160, 50, Focus::List);
        assert!(large.facets.is_some() && large.detail.is_some() && large.list.is_some());
        let medium = at(80, 24, Focus::List);
        assert!(medium.facets.is_none() && medium.detail.is_some());
        let small = at(40, 10, Focus::List);
        assert!(small.facets.is_none() && small.detail.is_none() && small.list.is_some());
    }

    #[test]
    fn what_was_lost_comes_back_with_the_keys() {
        assert!(at(40, 10, Focus::Facets).popup.is_some());
        let detail = at(40, 10, Focus::Detail);
        assert!(detail.detail.is_some() && detail.list.is_none());
    }

    #[test]
    fn every_part_lies_within_every_terminal() {
        for (width, height) in (0..=20).flat_map(|w| (0..=20).map(move |h| (w, h))) {
            for focus in [Focus::List, Focus::Detail, Focus::Facets] {
                let area = Rect::new(0, 0, width, height);
                let all = regions(area, focus, true);
                let parts = [
                    all.top,
                    all.facets,
                    all.popup,
                    all.list,
                    all.detail,
                    all.message,
                    all.line,
                    all.footer,
                ];
                for part in parts.into_iter().flatten() {
                    assert_eq!(part.intersection(area), part, "{width}x{height}");
                }
            }
        }
    }
}
