//! Which columns the list has in a given width, and how wide they are.
//!
//! Without a choice, those that matter most and fit. With one, those that were chosen, in their
//! order: what does not fit is scrolled away by whole columns, and the one under the cursor is
//! always there.

use crate::query::Field;

use super::super::model::{ChosenColumn, Column, ListState, TimeShown};

/// The columns of the list, in order, with their widths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Columns {
    list: Vec<(Column, usize)>,
    /// What stands between two columns.
    pub(in crate::tui) gap: usize,
    /// Every column that can be reached, in order.
    all: Vec<Column>,
    /// How many of those stand to the left of what is shown.
    pub(in crate::tui) first: usize,
}

/// Those that matter most come first.
const BY_WORTH: [Column; 7] = [
    Column::Event,
    Column::Time,
    Column::Level,
    Column::Destination,
    Column::Purpose,
    Column::Producer,
    Column::Summary,
];

/// Screens at least this wide have a line between the columns.
const RULED_FROM: usize = 120;

/// Less than this of a column is not worth showing.
const SLIVER: usize = 5;

/// The columns that fit into `width`.
pub(in crate::tui) fn columns(list: &ListState, width: usize) -> Columns {
    let gap = if width >= RULED_FROM { 3 } else { 1 };
    let shown: Vec<&ChosenColumn> = list.chosen.iter().filter(|chosen| chosen.shown).collect();
    if shown.is_empty() { usual(list.time, width, gap) } else { chosen(list, &shown, width, gap) }
}

/// The least and the best width of a column.
fn wanted(column: &Column, time: TimeShown) -> (usize, usize) {
    match (column, time) {
        (Column::Time, TimeShown::Date) => (23, 23),
        (Column::Time, _) => (12, 12),
        (Column::Level, _) => (7, 8),
        (Column::Destination, _) => (11, 15),
        (Column::Purpose, _) => (11, 12),
        (Column::Producer, _) => (12, 16),
        (Column::Event, _) => (10, 22),
        (Column::Summary, _) => (14, usize::MAX),
        (Column::Field(field), _) => match field {
            Field::Version | Field::Product => (8, 12),
            Field::Session => (15, 15),
            Field::Source => (12, 24),
            Field::Line | Field::Size | Field::Seq | Field::Measurement(_) => (8, 10),
            Field::Declared | Field::On | Field::Kind | Field::Log | Field::By => (8, 8),
            _ => (8, 18),
        },
    }
}

fn usual(time: TimeShown, width: usize, gap: usize) -> Columns {
    let mut list: Vec<(Column, usize, usize)> = Vec::new();
    let mut left = width + gap;
    for column in BY_WORTH {
        let (least, best) = wanted(&column, time);
        if least + gap <= left {
            left -= least + gap;
            list.push((column, least, best));
        } else if list.is_empty() {
            list.push((column, width, width));
            left = 0;
        }
    }
    // What is left over goes to the columns in the order of the table, and at last to the end.
    for (_, least, best) in &mut list {
        let more = left.min(best.saturating_sub(*least));
        left -= more;
        *least += more;
    }
    list.sort_by_key(|(column, ..)| Column::USUAL.iter().position(|usual| usual == column));
    if let Some((_, width, _)) = list.last_mut() {
        *width += left;
    }
    let list: Vec<_> = list.into_iter().map(|(column, width, _)| (column, width)).collect();
    let all = list.iter().map(|(column, _)| column.clone()).collect();
    Columns { list, gap, all, first: 0 }
}

fn chosen(list: &ListState, shown: &[&ChosenColumn], width: usize, gap: usize) -> Columns {
    let all: Vec<Column> = shown.iter().map(|chosen| chosen.column.clone()).collect();
    let least: Vec<usize> = shown
        .iter()
        .map(|it| it.width.map_or_else(|| wanted(&it.column, list.time).0, usize::from).min(width))
        .collect();
    let cursor = all.iter().position(|column| *column == list.column).unwrap_or(0);
    let first = first_shown(&least, list.first.min(cursor), cursor, (width, gap));
    let mut left = width + gap;
    let mut columns: Vec<(Column, usize)> = Vec::new();
    for (chosen, least) in shown.iter().zip(&least).skip(first) {
        let room = left.saturating_sub(gap);
        if room < (*least).min(SLIVER) && !columns.is_empty() {
            break;
        }
        let wide = room.min(*least);
        left -= (wide + gap).min(left);
        columns.push((chosen.column.clone(), wide));
        if wide < *least {
            left = 0;
            break;
        }
    }
    let shown = shown.get(first..).unwrap_or_default();
    widen(&mut columns, shown, list.time, left);
    Columns { list: columns, gap, all, first }
}

/// The first column that is shown, so that the one under the cursor is, too, and no room is left
/// unused where others are scrolled away on the left.
fn first_shown(
    least: &[usize],
    wanted: usize,
    cursor: usize,
    (width, gap): (usize, usize),
) -> usize {
    let wide = |columns: &[usize]| columns.iter().map(|wide| wide + gap).sum::<usize>();
    let mut first = wanted;
    while first < cursor && wide(&least[first..=cursor]) > width + gap {
        first += 1;
    }
    while first > 0 && wide(&least[first - 1..]) <= width + gap {
        first -= 1;
    }
    first
}

/// What is left over goes to columns that have less than suits them, and at last to the summary or
/// the last one, but never to one whose width was chosen.
fn widen(
    columns: &mut [(Column, usize)],
    chosen: &[&ChosenColumn],
    time: TimeShown,
    mut left: usize,
) {
    for ((column, wide), chosen) in columns.iter_mut().zip(chosen) {
        let best = wanted(column, time).1;
        if chosen.width.is_none() && *column != Column::Summary {
            let more = left.min(best.saturating_sub(*wide));
            left -= more;
            *wide += more;
        }
    }
    let free = |at: &usize| chosen.get(*at).is_some_and(|it| it.width.is_none());
    let summary = columns.iter().position(|(column, _)| *column == Column::Summary).filter(free);
    let last = summary.or_else(|| columns.len().checked_sub(1).filter(free));
    if let Some((_, wide)) = last.and_then(|at| columns.get_mut(at)) {
        *wide += left;
    }
}

impl Columns {
    /// Each column with its first cell and its width.
    pub(in crate::tui) fn iter(&self) -> impl Iterator<Item = (&Column, usize, usize)> + '_ {
        self.list.iter().scan(0, |at, (column, width)| {
            let start = *at;
            *at += width + self.gap;
            Some((column, start, *width))
        })
    }

    pub(in crate::tui) fn has(&self, column: &Column) -> bool {
        self.list.iter().any(|(known, _)| known == column)
    }

    /// How wide a column is, if it is shown.
    pub(in crate::tui) fn width_of(&self, column: &Column) -> Option<usize> {
        self.list.iter().find(|(known, _)| known == column).map(|(_, width)| *width)
    }

    /// The columns that are shown.
    pub(in crate::tui) fn shown(&self) -> impl Iterator<Item = &Column> {
        self.list.iter().map(|(column, _)| column)
    }

    /// How many columns stand to the right of those that are shown.
    pub(in crate::tui) fn beyond(&self) -> usize {
        self.all.len().saturating_sub(self.first + self.list.len())
    }

    /// The column in this cell.
    pub(in crate::tui) fn at(&self, cell: usize) -> Option<&Column> {
        self.iter().find(|(_, start, width)| (*start..start + width).contains(&cell)).map(|it| it.0)
    }

    /// The column next to `column`, to the right or to the left. Beside one that is not shown
    /// stands what would stand beside it.
    pub(in crate::tui) fn beside(&self, column: &Column, to_the_right: bool) -> Option<&Column> {
        let rank = |column: &Column| {
            let usual = Column::USUAL.iter().position(|usual| usual == column);
            usual.unwrap_or(Column::USUAL.len())
        };
        match (self.all.iter().position(|known| known == column), to_the_right) {
            (Some(at), true) => self.all.get(at + 1),
            (Some(at), false) => self.all.get(at.checked_sub(1)?),
            (None, true) => self.all.iter().find(|known| rank(known) > rank(column)),
            (None, false) => self.all.iter().rfind(|known| rank(known) < rank(column)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn automatic(width: usize) -> Columns {
        columns(&ListState::default(), width)
    }

    fn prop(key: &str) -> Column {
        Column::Field(Field::Prop(key.to_owned()))
    }

    #[test]
    fn columns_fill_the_width_and_never_exceed_it() {
        for width in 0..200 {
            let columns = automatic(width);
            let end = columns.iter().map(|(_, start, width)| start + width).max();
            assert_eq!(end, Some(width), "{width}");
        }
    }

    #[test]
    fn a_narrow_list_keeps_time_level_and_event() {
        let shown = |width| automatic(width).shown().cloned().collect::<Vec<_>>();
        assert_eq!(shown(37), [Column::Time, Column::Level, Column::Event]);
        assert_eq!(shown(5), [Column::Event]);
        assert!(shown(77).contains(&Column::Producer));
        assert!(shown(130).contains(&Column::Summary));
    }

    #[test]
    fn chosen_columns_keep_their_order_and_those_that_do_not_fit_are_reached_by_the_cursor() {
        let names = [Column::Event, prop("a"), Column::Time, Column::Summary];
        let chosen = names.iter().map(|it| ChosenColumn::new(it.clone(), true)).collect();
        let mut list = ListState { chosen, ..ListState::default() };
        let before = columns(&list, 32);
        assert_eq!(before.shown().collect::<Vec<_>>(), [&names[0], &names[1], &names[2]]);
        assert_eq!((before.first, before.beyond()), (0, 1));
        list.column = Column::Summary;
        let after = columns(&list, 32);
        assert!(after.has(&Column::Summary) && after.first > 0 && after.beyond() == 0);
        assert_eq!(after.beside(&Column::Summary, false), Some(&Column::Time));
    }

    #[test]
    fn a_chosen_width_is_kept() {
        let mut event = ChosenColumn::new(Column::Event, true);
        event.width = Some(30);
        let list = ListState {
            chosen: vec![event, ChosenColumn::new(Column::Time, true)],
            ..ListState::default()
        };
        assert_eq!(columns(&list, 100).width_of(&Column::Event), Some(30));
    }

    proptest! {
        #[test]
        fn whatever_is_chosen_fits_and_the_column_under_the_cursor_is_shown(
            widths in prop::collection::vec(prop::option::of(2_u16..60), 1..12),
            cursor in 0_usize..12,
            first in 0_usize..20,
            width in 1_usize..200,
        ) {
            let chosen: Vec<ChosenColumn> = widths
                .iter()
                .enumerate()
                .map(|(at, width)| ChosenColumn {
                    column: prop(&at.to_string()), width: *width, shown: true,
                })
                .collect();
            let column = chosen[cursor % chosen.len()].column.clone();
            let list = ListState { chosen, column, first, ..ListState::default() };
            let columns = columns(&list, width);
            let end = columns.iter().map(|(_, start, width)| start + width).max();
            prop_assert!(end.is_some_and(|end| end <= width));
            prop_assert!(columns.has(&list.column), "{columns:?}");
            prop_assert_eq!(
                columns.first + columns.shown().count() + columns.beyond(), list.chosen.len());
        }
    }
}
