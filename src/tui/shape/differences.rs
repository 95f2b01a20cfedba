//! What differs between two logs, as rows, and in order.

use std::cmp::Ordering;

use crate::audit::{Difference, Sign};

use super::super::model::{DifferencesState, Record, Sort};

/// The columns.
pub(super) const SIGN: usize = 0;
pub(super) const WHAT: usize = 1;
pub(super) const PRODUCER: usize = 2;
pub(super) const WHERE: usize = 3;
pub(super) const OLD: usize = 5;
pub(super) const NEW: usize = 6;

/// What the tabs list: all, or what differs this way.
const TABS: [Option<Sign>; 4] = [None, Some(Sign::New), Some(Sign::Gone), Some(Sign::Changed)];

/// How many tabs there are.
pub(in crate::tui) const DIFFERENCE_TABS: usize = TABS.len();

/// One difference.
#[derive(Clone, Debug)]
pub(in crate::tui) struct DifferenceRow {
    /// Its place in the comparison.
    pub(in crate::tui) at: usize,
    pub(in crate::tui) difference: Difference,
}

impl Record for DifferenceRow {
    fn is_same(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl DifferenceRow {
    /// The event and the key that it is about.
    pub(super) fn place(&self) -> String {
        let words = [self.difference.event.as_deref(), self.difference.key.as_deref()];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What there was and what there is.
    pub(super) fn which(&self) -> String {
        let it = &self.difference;
        if let Some((was, is)) = it.rates {
            return format!("{:.1} → {:.1} a minute", was.per_minute(), is.per_minute());
        }
        match (&it.was, &it.is) {
            (Some(was), Some(is)) => format!("{was} → {is}"),
            (Some(word), None) | (None, Some(word)) => word.clone(),
            (None, None) => String::new(),
        }
    }

    /// What stands in a column, to sort and to narrow by.
    pub(in crate::tui) fn text(&self, column: usize) -> String {
        let it = &self.difference;
        match column {
            SIGN => it.sign.as_str().to_owned(),
            WHAT => it.what.as_str().to_owned(),
            PRODUCER => it.producer.clone(),
            WHERE => self.place(),
            OLD => it.counts[0].to_string(),
            NEW => it.counts[1].to_string(),
            _ => self.which(),
        }
    }
}

/// The rows that are listed, in order.
pub(in crate::tui) fn difference_rows(state: &DifferencesState, sort: Sort) -> Vec<DifferenceRow> {
    let all = state.comparison.iter().flat_map(|it| &it.differences).enumerate();
    let sign = TABS.get(state.table.tab).copied().flatten();
    let mut rows: Vec<DifferenceRow> = all
        .filter(|(_, it)| sign.is_none_or(|sign| it.sign == sign))
        .map(|(at, it)| DifferenceRow { at, difference: it.clone() })
        .filter(|row| state.narrowed.iter().all(|it| (row.text(it.column) == it.text) == it.listed))
        .collect();
    rows.sort_by(|a, b| {
        let (one, two) = (&a.difference, &b.difference);
        let order: Ordering = match sort.column {
            SIGN => one.sign.cmp(&two.sign),
            WHAT => one.what.cmp(&two.what),
            OLD => two.counts[0].cmp(&one.counts[0]),
            NEW => two.counts[1].cmp(&one.counts[1]),
            column => a.text(column).cmp(&b.text(column)),
        };
        let order = if sort.reversed { order.reverse() } else { order };
        // What is alike stands as in every report.
        order.then_with(|| a.at.cmp(&b.at))
    });
    rows
}
