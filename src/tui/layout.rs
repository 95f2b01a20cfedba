//! Where everything is: a pure function of the terminal's size and of what has the keys.
//!
//! Both the drawing and the mouse ask here, so that what is clicked is what was drawn. A small
//! terminal loses the facets first, then the detail pane; both come back while they have the
//! keys, the facets as a popup, the detail pane in the place of the list.

use ratatui::layout::{Constraint, Layout, Rect};

use super::model::{Focus, Page};

/// Narrower screens have no facet column.
const FACETS_FROM: u16 = 100;
/// From this width on the facet column is wide.
const WIDE_FROM: u16 = 140;
/// Lower bodies have no facet column.
const FACETS_HEIGHT: u16 = 10;
/// Lower bodies have no detail pane beside the list.
const DETAIL_HEIGHT: u16 = 16;
/// Narrower bodies have no room for a detail pane on the right.
const RIGHT_FROM: u16 = 70;
/// Lower screens have no timeline.
const TIMELINE_FROM: u16 = 20;
/// From this height on it has three lines.
const TALL_FROM: u16 = 36;

/// Where the detail pane is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DetailAt {
    /// Below the list.
    #[default]
    Below,
    /// To the right of the list, where there is room; else below.
    Right,
    /// In the place of the list, while it has the keys.
    Over,
}

/// Which panes there are and their sizes, as the person wants them, and what has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrangement {
    pub(super) page: Page,
    pub(super) focus: Focus,
    /// Whether there is a message.
    pub(super) message: bool,
    /// Whether the timeline is wanted.
    pub(super) timeline: bool,
    pub(super) detail: DetailAt,
    /// How much of list and detail pane is the detail pane's, in percent.
    pub(super) split: u16,
    /// How wide the facet column is; `None` for what suits the screen.
    pub(super) facets: Option<u16>,
}

impl Default for Arrangement {
    fn default() -> Self {
        Self {
            page: Page::default(),
            focus: Focus::default(),
            message: false,
            timeline: true,
            detail: DetailAt::default(),
            split: 40,
            facets: None,
        }
    }
}

/// The parts of the screen; `None` for what has no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Regions {
    pub(super) top: Option<Rect>,
    pub(super) timeline: Option<Rect>,
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

fn some(rect: Rect) -> Option<Rect> {
    (!rect.is_empty()).then_some(rect)
}

/// Divides `area`.
pub(super) fn regions(area: Rect, wanted: Arrangement) -> Regions {
    let one = |wanted: bool| Constraint::Length(u16::from(wanted));
    let timeline = match area.height {
        _ if !wanted.timeline || wanted.page != Page::Events => 0,
        ..TIMELINE_FROM => 0,
        TIMELINE_FROM..TALL_FROM => 1,
        TALL_FROM.. => 3,
    };
    let [top, timeline, body, said, line, footer] = Layout::vertical([
        one(area.height >= 4),
        Constraint::Length(timeline),
        Constraint::Min(0),
        one(wanted.message && area.height >= 5),
        one(area.height >= 2),
        one(area.height >= 6),
    ])
    .areas(area);
    let mut regions = Regions {
        top: some(top),
        timeline: some(timeline),
        message: some(said),
        line: some(line),
        footer: some(footer),
        body,
        ..Regions::default()
    };
    divide_body(&mut regions, area.width, wanted);
    regions
}

fn divide_body(regions: &mut Regions, width: u16, wanted: Arrangement) {
    let body = regions.body;
    let events = wanted.page == Page::Events;
    let has_column = events && width >= FACETS_FROM && body.height >= FACETS_HEIGHT;
    let column = match (wanted.facets, width) {
        _ if !has_column => 0,
        (Some(wide), _) => wide.clamp(16, width / 2),
        (None, WIDE_FROM..) => 30,
        (None, _) => 25,
    };
    let [facets, main] =
        Layout::horizontal([Constraint::Length(column), Constraint::Min(0)]).areas(body);
    regions.facets = some(facets);
    if events {
        divide_main(regions, main, wanted);
    }
    if wanted.focus == Focus::Facets && !has_column {
        let wide = body.width.min(40);
        regions.popup = some(Rect { x: body.right() - wide, width: wide, ..body });
    }
}

/// List and detail pane share what the facets leave.
fn divide_main(regions: &mut Regions, main: Rect, wanted: Arrangement) {
    let alone = wanted.detail == DetailAt::Over;
    if wanted.detail == DetailAt::Right && main.width >= RIGHT_FROM {
        let detail = share(main.width, wanted.split, 30);
        let [list, detail] =
            Layout::horizontal([Constraint::Min(0), Constraint::Length(detail)]).areas(main);
        (regions.list, regions.detail) = (some(list), some(detail));
    } else if main.height >= DETAIL_HEIGHT && !alone {
        let detail = share(main.height, wanted.split, 7);
        let [list, detail] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(detail)]).areas(main);
        (regions.list, regions.detail) = (some(list), some(detail));
    } else if wanted.focus == Focus::Detail {
        regions.detail = some(main);
    } else {
        regions.list = some(main);
    }
}

/// So many percent of `whole`, leaving at least `least` on both sides.
fn share(whole: u16, percent: u16, least: u16) -> u16 {
    let wanted = (u32::from(whole) * u32::from(percent) / 100) as u16;
    wanted.clamp(least.min(whole / 2), whole.saturating_sub(least).max(whole / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: u16, height: u16, focus: Focus) -> Regions {
        let wanted = Arrangement { focus, ..Arrangement::default() };
        regions(Rect::new(0, 0, width, height), wanted)
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
        let places = [DetailAt::Below, DetailAt::Right, DetailAt::Over];
        for (width, height) in (0..=30).flat_map(|w| (0..=30).map(move |h| (w * 5, h))) {
            for (focus, detail) in [Focus::List, Focus::Detail, Focus::Facets]
                .into_iter()
                .flat_map(|focus| places.map(|detail| (focus, detail)))
            {
                let area = Rect::new(0, 0, width, height);
                let wanted = Arrangement { focus, detail, message: true, ..Arrangement::default() };
                let all = regions(area, wanted);
                let parts = [
                    all.top,
                    all.timeline,
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
