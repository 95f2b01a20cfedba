//! Which columns the list has in a given width, and how wide they are.

use super::super::model::{Column, TimeShown};

/// The columns of the list, in order, with their widths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Columns {
    list: Vec<(Column, usize)>,
    /// What stands between two columns.
    pub(in crate::tui) gap: usize,
}

/// The least and the best width of each column; those that matter most come first.
const WANTED: [(Column, usize, usize); 7] = [
    (Column::Event, 10, 22),
    (Column::Time, 12, 12),
    (Column::Level, 7, 8),
    (Column::Destination, 11, 15),
    (Column::Purpose, 11, 12),
    (Column::Producer, 12, 16),
    (Column::Summary, 14, usize::MAX),
];

/// Screens at least this wide have a line between the columns.
const RULED_FROM: usize = 120;

/// The columns that fit into `width`.
pub(in crate::tui) fn columns(width: usize, time: TimeShown) -> Columns {
    let gap = if width >= RULED_FROM { 3 } else { 1 };
    let mut list: Vec<(Column, usize, usize)> = Vec::new();
    let mut left = width + gap;
    for (column, least, best) in WANTED {
        let (least, best) = match (column, time) {
            (Column::Time, TimeShown::Date) => (23, 23),
            _ => (least, best),
        };
        if least + gap <= left {
            left -= least + gap;
            list.push((column, least, best));
        } else if list.is_empty() {
            list.push((column, width, width));
            left = 0;
        }
    }
    // What is left over goes to the columns in the order of the table, and at last to the end.
    let mut columns: Vec<(Column, usize)> = Vec::new();
    for (column, least, best) in list {
        let more = left.min(best.saturating_sub(least));
        left -= more;
        columns.push((column, least + more));
    }
    columns.sort_by_key(|(column, _)| *column);
    if let Some((_, width)) = columns.last_mut() {
        *width += left;
    }
    Columns { list: columns, gap }
}

impl Columns {
    /// Each column with its first cell and its width.
    pub(in crate::tui) fn iter(&self) -> impl Iterator<Item = (Column, usize, usize)> + '_ {
        self.list.iter().scan(0, |at, (column, width)| {
            let start = *at;
            *at += width + self.gap;
            Some((*column, start, *width))
        })
    }

    pub(in crate::tui) fn has(&self, column: Column) -> bool {
        self.list.iter().any(|(known, _)| *known == column)
    }

    /// The column in this cell.
    pub(in crate::tui) fn at(&self, cell: usize) -> Option<Column> {
        self.iter().find(|(_, start, width)| (*start..start + width).contains(&cell)).map(|it| it.0)
    }

    /// The column next to `column`, to the right or to the left.
    pub(in crate::tui) fn beside(&self, column: Column, to_the_right: bool) -> Option<Column> {
        let known = self.list.iter().map(|(known, _)| *known);
        if to_the_right {
            known.into_iter().find(|known| *known > column)
        } else {
            known.into_iter().rfind(|known| *known < column)
        }
    }
}

impl Column {
    pub(in crate::tui) const fn title(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Level => "level",
            Self::Destination => "destination",
            Self::Purpose => "purpose",
            Self::Producer => "producer",
            Self::Event => "event",
            Self::Summary => "properties",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_never_exceed_it() {
        for width in 0..200 {
            let columns = columns(width, TimeShown::Clock);
            let end = columns.iter().map(|(_, start, width)| start + width).max();
            assert_eq!(end, Some(width), "{width}");
        }
    }

    #[test]
    fn a_narrow_list_keeps_time_level_and_event() {
        let shown =
            |width| columns(width, TimeShown::Clock).iter().map(|(it, ..)| it).collect::<Vec<_>>();
        assert_eq!(shown(37), [Column::Time, Column::Level, Column::Event]);
        assert_eq!(shown(5), [Column::Event]);
        assert!(shown(77).contains(&Column::Producer));
        assert!(shown(130).contains(&Column::Summary));
    }
}
