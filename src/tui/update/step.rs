//! Steps through lines: the same keys move in every pane.

use super::super::actions::Action;

/// How many lines or cells a notch of the wheel is.
pub(super) const NOTCH: usize = 3;

/// A step through lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Lines(isize),
    /// So many halves of a page.
    Halves(isize),
    Start,
    End,
}

impl Step {
    /// The step an action takes, if it is one.
    pub(super) const fn of(action: Action) -> Option<Self> {
        match action {
            Action::Down => Some(Self::Lines(1)),
            Action::Up => Some(Self::Lines(-1)),
            Action::HalfDown => Some(Self::Halves(1)),
            Action::HalfUp => Some(Self::Halves(-1)),
            Action::PageDown | Action::SpaceDown => Some(Self::Halves(2)),
            Action::PageUp => Some(Self::Halves(-2)),
            Action::Top => Some(Self::Start),
            Action::Bottom => Some(Self::End),
            _ => None,
        }
    }

    /// Where the step leads from line `at` of `len`, with `page` lines on the screen.
    pub(super) fn target(self, at: usize, len: usize, page: usize) -> usize {
        let by = match self {
            Self::Lines(lines) => lines,
            Self::Halves(halves) => halves * (page as isize).max(2) / 2,
            Self::Start => return 0,
            Self::End => return len.saturating_sub(1),
        };
        at.saturating_add_signed(by).min(len.saturating_sub(1))
    }
}

/// The next of `len` choices, or the one before; behind the last comes the first.
pub(super) const fn round(at: usize, len: usize, forward: bool) -> usize {
    if len == 0 {
        return 0;
    }
    (if forward { at + 1 } else { at + len - 1 }) % len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_within_the_lines() {
        assert_eq!(Step::Lines(-1).target(0, 5, 10), 0);
        assert_eq!(Step::Halves(2).target(3, 5, 10), 4);
        assert_eq!(Step::Halves(-1).target(100, 200, 21), 90);
        assert_eq!(Step::Halves(1).target(0, 200, 1), 1);
        assert_eq!(Step::End.target(0, 0, 10), 0);
    }
}
