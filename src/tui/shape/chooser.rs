//! Where choices are: in a box at the bottom of the body, above the line that is typed into.

use ratatui::layout::{Position, Rect};

/// The palette's box is as high whatever is found, so that it stands still while one types.
const PALETTE_HEIGHT: u16 = 16;

/// Wider lines are hard to read from end to end.
const PALETTE_WIDTH: u16 = 110;

/// A box of choices, one a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Chooser {
    /// With its frame.
    pub(in crate::tui) rect: Rect,
    /// The choice in the first line.
    pub(in crate::tui) top: usize,
}

impl Chooser {
    /// The box of the palette, with the choice `at` in view.
    pub(in crate::tui) fn palette(body: Rect, at: usize) -> Self {
        Self::new(body, (PALETTE_WIDTH, PALETTE_HEIGHT), at)
    }

    /// The box of a menu of so many choices, as wide as its widest line.
    pub(in crate::tui) fn menu(body: Rect, (widest, choices): (usize, usize), at: usize) -> Self {
        let limit = usize::from(u16::MAX);
        let width = (widest + 4).min(limit) as u16;
        Self::new(body, (width, (choices.max(1) + 2).min(limit) as u16), at)
    }

    fn new(body: Rect, (width, height): (u16, u16), at: usize) -> Self {
        let (width, height) = (width.min(body.width), height.min(body.height));
        let rect = Rect { x: body.x, y: body.bottom() - height, width, height };
        let lines = usize::from(height.saturating_sub(2)).max(1);
        Self { rect, top: (at + 1).saturating_sub(lines) }
    }

    /// The choice at a place of the screen.
    pub(in crate::tui) fn at(&self, place: Position) -> Option<usize> {
        let Rect { x, y, .. } = self.rect;
        let inside = place.x > x
            && place.x + 1 < self.rect.right()
            && place.y > y
            && place.y + 1 < self.rect.bottom();
        inside.then(|| self.top + usize::from(place.y - y - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_line_is_always_in_view_and_is_found_under_the_mouse() {
        let body = Rect::new(0, 1, 40, 6);
        for at in 0..20 {
            let chooser = Chooser::palette(body, at);
            assert_eq!(chooser.rect, body);
            assert!((chooser.top..chooser.top + 4).contains(&at), "{at}");
            let line = (at - chooser.top) as u16;
            assert_eq!(chooser.at(Position { x: 3, y: body.y + 1 + line }), Some(at));
        }
        assert_eq!(Chooser::palette(body, 0).at(Position { x: 0, y: 2 }), None);
        assert_eq!(Chooser::palette(body, 0).at(Position { x: 2, y: 6 }), None);
    }

    #[test]
    fn a_box_lies_within_every_body() {
        for (width, height) in (0..30).flat_map(|w| (0..30).map(move |h| (w, h))) {
            let body = Rect::new(2, 3, width, height);
            for chooser in [Chooser::palette(body, 7), Chooser::menu(body, (12, 5), 4)] {
                assert_eq!(chooser.rect.intersection(body), chooser.rect);
            }
        }
    }
}
