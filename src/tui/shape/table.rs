//! What every table has in common: headings, which columns fit and how wide they are, where its
//! parts lie, and which rows are in view.

use ratatui::layout::Rect;

use crate::config::theme::Role;

use super::super::model::{Cursor, Sort};
use super::super::text::{Ink, Inked, fit_line, line_width, width};

/// Where a cell's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Align {
    Left,
    /// As numbers do, so that their digits stand below each other.
    Right,
}

/// A column: its title, how wide it may be, and which others it gives way to.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui) struct Heading {
    pub(in crate::tui) title: &'static str,
    pub(in crate::tui) least: usize,
    pub(in crate::tui) best: usize,
    pub(in crate::tui) align: Align,
    /// Where there is no room for all, those with the least are there.
    pub(in crate::tui) rank: u8,
}

impl Heading {
    pub(in crate::tui) const fn left(
        title: &'static str,
        (least, best): (usize, usize),
        rank: u8,
    ) -> Self {
        Self { title, least, best, align: Align::Left, rank }
    }

    pub(in crate::tui) const fn right(title: &'static str, wide: usize, rank: u8) -> Self {
        Self { title, least: wide, best: wide, align: Align::Right, rank }
    }
}

/// A page that is a table, as lines and cells. Only what is in view is asked for.
pub(in crate::tui) trait TablePage {
    fn headings(&self) -> Vec<Heading>;
    /// How many rows there are.
    fn len(&self) -> usize;
    fn cell(&self, at: usize, column: usize, width: usize) -> Inked;
    /// A row that is one text from its first cell to its last.
    fn whole(&self, at: usize, width: usize) -> Option<Inked>;
    /// What stands in the frame above: what it is, and its tabs with the open one.
    fn title(&self) -> Inked;
    fn tabs(&self) -> (&'static [&'static str], usize);
    /// What stands in the frame below: sums, and how far they reach.
    fn foot(&self) -> Inked;
    /// What is said of a row below the table, line by line; what matters most comes first.
    fn about(&self, at: usize, width: usize) -> Vec<Inked>;
    /// How many lines [`about`](Self::about) takes on this page at most.
    fn about_lines(&self) -> u16;
    /// What is said where there is no row.
    fn empty(&self, width: usize) -> Vec<Inked>;
    fn cursor(&self) -> Cursor;
    fn sort(&self) -> Sort;
    /// Whether a column with numbers is sorted down at first.
    fn falls(&self, column: usize) -> bool {
        self.headings().get(column).is_some_and(|heading| heading.align == Align::Right)
    }
}

/// The columns that fit into a width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Widths(Vec<(usize, usize, usize)>);

/// What lies between two columns.
const GAP: usize = 1;
/// Tables at least this wide have more between them.
const WIDE_FROM: usize = 100;

/// Columns of this rank and above are for wide tables.
const LUXURY: u8 = 5;

impl Widths {
    /// Of `headings` in a table `width` wide.
    pub(in crate::tui) fn of(headings: &[Heading], width: usize) -> Self {
        let gap = if width >= WIDE_FROM { GAP + 1 } else { GAP };
        let mut wide = vec![0; headings.len()];
        let mut ranked: Vec<usize> = (0..headings.len()).collect();
        ranked.sort_by_key(|at| headings[*at].rank);
        let mut left = width + gap;
        for (nth, at) in ranked.iter().enumerate() {
            let least = headings[*at].least;
            if headings[*at].rank >= LUXURY && width < WIDE_FROM {
                continue;
            }
            if least + gap <= left {
                wide[*at] = least;
                left -= least + gap;
            } else if nth == 0 {
                wide[*at] = width;
                left = 0;
            }
        }
        let signs: Vec<usize> = ranked.iter().copied().filter(|at| wide[*at] == 1).collect();
        for at in signs {
            // A sign with its word, or alone.
            let more = headings[at].best - 1;
            if more <= left {
                wide[at] += more;
                left -= more;
            }
        }
        while left > 0 {
            // Cell by cell in turn; the column that matters most gets two at a time.
            let before = left;
            for (nth, at) in ranked.iter().enumerate() {
                if wide[*at] <= 1 {
                    continue;
                }
                let turn = if nth == 0 { 2 } else { 1 };
                let more = left.min(turn).min(headings[*at].best.saturating_sub(wide[*at]));
                wide[*at] += more;
                left -= more;
            }
            if left == before {
                break;
            }
        }
        let mut start = 0;
        let shown = wide.into_iter().enumerate().filter(|(_, wide)| *wide > 0);
        Self(
            shown
                .map(|(column, wide)| {
                    let from = start;
                    start += wide + gap;
                    (column, from, wide)
                })
                .collect(),
        )
    }

    /// Each column with its first cell and its width.
    pub(in crate::tui) fn iter(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        self.0.iter().copied()
    }

    /// The column that is shown for `column`: itself, or the next one to the left.
    pub(in crate::tui) fn shown(&self, column: usize) -> usize {
        let to_the_left = self.0.iter().rev().find(|(known, ..)| *known <= column);
        to_the_left.or(self.0.first()).map_or(0, |it| it.0)
    }

    /// The column next to `column`; itself where there is none.
    pub(in crate::tui) fn beside(&self, column: usize, to_the_right: bool) -> usize {
        let column = self.shown(column);
        let mut columns = self.0.iter().map(|it| it.0);
        let next = if to_the_right {
            columns.find(|known| *known > column)
        } else {
            columns.rfind(|known| *known < column)
        };
        next.unwrap_or(column)
    }

    /// The column in this cell of a line, or the one to its left.
    pub(in crate::tui) fn at(&self, cell: usize) -> Option<usize> {
        self.0.iter().rev().find(|(_, start, _)| *start <= cell).map(|it| it.0)
    }
}

/// Where the parts of a table lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Places {
    pub(in crate::tui) header: Rect,
    pub(in crate::tui) rows: Rect,
    /// The line between the rows and what is said of one.
    pub(in crate::tui) rule: Rect,
    pub(in crate::tui) about: Rect,
}

impl Places {
    /// Within a framed page. What is said of a row takes up to `most` lines, a third of the page,
    /// but three where there is room, else one; its place does not depend on what is said, so that
    /// nothing jumps.
    pub(in crate::tui) fn of(page: Rect, most: u16) -> Self {
        let inside = Rect {
            x: page.x + 1,
            y: page.y + 1,
            width: page.width.saturating_sub(2),
            height: page.height.saturating_sub(2),
        };
        let (rule, about) = match (most, inside.height) {
            (0, _) | (_, ..5) => (0, 0),
            (_, 5..12) => (0, 1),
            (most, height) => (1, most.min((height / 3).max(3))),
        };
        let header = inside.height.min(1);
        let rows = inside.height - header - rule - about;
        let part = |y: u16, height: u16| Rect { y: inside.y + y, height, ..inside };
        Self {
            header: part(0, header),
            rows: part(header, rows),
            rule: part(header + rows, rule),
            about: part(header + rows + rule, about),
        }
    }

    /// How wide the cells of a line are together: the first cell is the cursor's.
    pub(in crate::tui) fn width(&self) -> usize {
        usize::from(self.rows.width.saturating_sub(2))
    }
}

/// The first row in view of `len`, so that the cursor is in view and no line is wasted.
pub(in crate::tui) fn first_row(cursor: Cursor, len: usize, height: usize) -> usize {
    let height = height.max(1);
    let lowest = (cursor.at + 1).saturating_sub(height);
    cursor.top.clamp(lowest, cursor.at.max(lowest)).min(len.saturating_sub(height))
}

/// A cell's text in its width, where it belongs.
pub(in crate::tui) fn aligned(cell: &[Ink], columns: usize, align: Align) -> Inked {
    let mut line = fit_line(cell, columns);
    let blank = columns.saturating_sub(line_width(&line));
    if blank > 0 {
        let blank = Ink { role: Role::Text, text: " ".repeat(blank) };
        match align {
            Align::Left => line.push(blank),
            Align::Right => line.insert(0, blank),
        }
    }
    line
}

/// A heading as it is written over its column. The sign says that and how the table is sorted.
pub(in crate::tui) fn heading(heading: &Heading, sorted: Option<bool>, columns: usize) -> String {
    let sign = match sorted {
        Some(true) => "▼",
        Some(false) => "▲",
        None => "",
    };
    // Over a sign alone there is room for another sign only.
    let title = if columns == 1 { "" } else { heading.title };
    if width(title) + width(sign) > columns {
        let room = columns.saturating_sub(width(sign));
        return super::super::text::fit(title, room) + sign;
    }
    format!("{title}{sign}")
}

#[cfg(test)]
mod tests;
