//! The page of stats: how much there is of each event, producer, destination, purpose and level
//! in what the filter and the facets show.

use crate::config::theme::Role;
use crate::event::Level;
use crate::query::{Expr, Op, Term, Wanted};
use crate::search::{View, Volume, groups};
use crate::store::{EventLog, Facet, FacetKey};

use super::super::actions::Action;
use super::super::model::{Cursor, Model, Record, Sort, StatsState};
use super::super::text::{Ink, Inked, bytes, counted, thousands};
use super::figures::{Clock, bar, number, share, sparkline};
use super::panel::reading;
use super::prose::Prose;
use super::row::level_role;
use super::table::{Heading, TablePage};

/// What events are counted by, tab by tab.
const TABS: [&str; 5] = ["event", "producer", "destination", "purpose", "level"];

/// The columns.
const NAME: usize = 0;
const COUNT: usize = 1;
const SHARE: usize = 2;
const RATE: usize = 3;
const BYTES: usize = 4;
const FIRST: usize = 5;
const LAST: usize = 6;

/// A share in percent takes so many cells.
const PERCENT: usize = 5;

/// One value and how much there is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct StatsRow {
    /// `None` for events without a value.
    pub(in crate::tui) key: Option<FacetKey>,
    pub(in crate::tui) name: String,
    pub(in crate::tui) volume: Volume,
    /// How many events were in each stretch of the time that is shown.
    pub(in crate::tui) trend: Vec<u32>,
}

impl Record for StatsRow {
    fn is_same(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl StatsRow {
    /// The filter that shows its events.
    pub(in crate::tui) fn term(&self, facet: Facet) -> Expr {
        let field = facet.field();
        match self.key {
            Some(_) => {
                let wanted = vec![Wanted::word(&self.name)];
                Expr::Term(Term::new(field, Op::Equal, wanted))
            }
            None => Expr::not(Expr::Term(Term::new(field, Op::Has, Vec::new()))),
        }
    }
}

/// What a view holds by a facet, in no order, and how much it holds in all; `None` while that is
/// being counted.
pub(in crate::tui) fn stats_rows(
    log: &EventLog,
    view: &View,
    facet: Facet,
) -> Option<(Vec<StatsRow>, Volume)> {
    let found = groups(log, view, facet)?;
    let mut counted = Volume::default();
    let mut rows: Vec<StatsRow> = Vec::with_capacity(found.groups.len() + 1);
    for group in found.groups {
        counted.count += group.volume.count;
        counted.bytes += group.volume.bytes;
        let name = log.facet_name(facet, group.key).to_owned();
        rows.push(StatsRow {
            key: Some(group.key),
            name,
            volume: group.volume,
            trend: group.trend,
        });
    }
    // Of several purposes of an event each is counted: the rest is known of other facets only.
    let rest = found.total.count.saturating_sub(counted.count);
    if rest > 0 && facet != Facet::Purpose {
        let bytes = found.total.bytes.saturating_sub(counted.bytes);
        let volume = Volume { count: rest, bytes, first: None, last: None };
        rows.push(StatsRow { key: None, name: String::new(), volume, trend: Vec::new() });
    }
    Some((rows, found.total))
}

/// Sorts rows. What is equal stands by count, then by name.
pub(in crate::tui) fn sort_stats(rows: &mut [StatsRow], sort: Sort) {
    let by_count = |a: &StatsRow, b: &StatsRow| b.volume.count.cmp(&a.volume.count);
    let by_name =
        |a: &StatsRow, b: &StatsRow| (a.key.is_none(), &a.name).cmp(&(b.key.is_none(), &b.name));
    rows.sort_by(|a, b| {
        let order = match sort.column {
            NAME => by_name(a, b),
            BYTES => b.volume.bytes.cmp(&a.volume.bytes),
            FIRST => b.volume.first.cmp(&a.volume.first),
            LAST => b.volume.last.cmp(&a.volume.last),
            _ => by_count(a, b),
        };
        let order = if sort.reversed { order.reverse() } else { order };
        order.then_with(|| by_count(a, b)).then_with(|| by_name(a, b))
    });
}

/// The page.
pub(in crate::tui) struct StatsPage<'a> {
    model: &'a Model,
    log: &'a EventLog,
    view: &'a View,
    clock: Clock,
}

/// The page as it is now.
pub(in crate::tui) fn stats_page<'a>(
    model: &'a Model,
    log: &'a EventLog,
    view: &'a View,
) -> StatsPage<'a> {
    let Volume { first, last, .. } = model.stats.total;
    StatsPage { model, log, view, clock: Clock::new(log.shared_zone().clone(), first, last) }
}

impl StatsPage<'_> {
    fn state(&self) -> &StatsState {
        &self.model.stats
    }

    fn name(&self, row: &StatsRow) -> Inked {
        if row.key.is_none() {
            return vec![Ink { role: Role::Muted, text: "(none)".to_owned() }];
        }
        let role = match self.state().facet() {
            Facet::Level => Level::ALL
                .into_iter()
                .find(|level| level.as_str() == row.name)
                .map_or(Role::Text, level_role),
            Facet::Destination => Role::DestinationKnown,
            Facet::Purpose if matches!(row.name.as_str(), "undeclared" | "unknown") => {
                Role::PurposeMissing
            }
            Facet::Purpose => Role::Purpose,
            Facet::Producer => Role::Producer,
            Facet::Event | Facet::Source => Role::Event,
        };
        vec![Ink::new(role, &self.model.veils().of_names().text(&row.name, ""))]
    }

    /// A bar where there is room, and the share in percent.
    fn share(&self, row: &StatsRow, width: usize) -> Inked {
        let (part, whole) = (row.volume.count, self.state().total.count);
        let percent = Ink { role: Role::Text, text: share(part, whole) };
        match width.checked_sub(PERCENT + 1) {
            Some(room) if room >= 3 => {
                let text = bar(part, whole, room) + " ";
                vec![Ink { role: Role::Bar, text }, percent]
            }
            _ => vec![percent],
        }
    }
}

impl TablePage for StatsPage<'_> {
    fn headings(&self) -> Vec<Heading> {
        let name = TABS.get(self.state().table.tab).copied().unwrap_or("event");
        let time = self.clock.width();
        vec![
            Heading::left(name, (18, 40), 0),
            Heading::right("count", 7, 1),
            Heading { best: 24, ..Heading::right("share", 6, 2) },
            Heading::left("rate", (8, 64), 4),
            Heading::right("bytes", 9, 4),
            Heading::right("first", time, 6),
            Heading::right("last", time, 3),
        ]
    }

    fn len(&self) -> usize {
        self.state().table.rows.len()
    }

    fn cell(&self, at: usize, column: usize, width: usize) -> Inked {
        let Some(row) = self.state().table.rows.get(at) else { return Inked::new() };
        match column {
            NAME => self.name(row),
            COUNT => number(row.volume.count),
            SHARE => self.share(row, width),
            RATE => vec![Ink { role: Role::Bar, text: sparkline(&row.trend, width) }],
            BYTES => vec![Ink { role: Role::Text, text: bytes(row.volume.bytes) }],
            FIRST => self.clock.ink(row.volume.first),
            _ => self.clock.ink(row.volume.last),
        }
    }

    fn whole(&self, _: usize, _: usize) -> Option<Inked> {
        None
    }

    fn title(&self) -> Inked {
        shown_title("Stats", self.log, self.view)
    }

    fn tabs(&self) -> (&'static [&'static str], usize) {
        (&TABS, self.state().table.tab)
    }

    fn foot(&self) -> Inked {
        let state = self.state();
        let thing = TABS.get(state.table.tab).copied().unwrap_or("event");
        let named = state.table.rows.iter().filter(|row| row.key.is_some()).count();
        let rows = counted(named as u64, thing);
        let total = counted(state.total.count, "record");
        let text = format!("{rows} · {total} · {}", bytes(state.total.bytes));
        vec![Ink { role: Role::Muted, text }]
    }

    fn about(&self, _: usize, _: usize) -> Vec<Inked> {
        Vec::new()
    }

    fn about_lines(&self) -> u16 {
        0
    }

    fn empty(&self, width: usize) -> Vec<Inked> {
        nothing_shown(self.model, self.log, self.view, width)
    }

    fn cursor(&self) -> Cursor {
        self.state().table.cursor
    }

    fn sort(&self) -> Sort {
        self.state().table.sort
    }
}

/// What a page counts: `Stats of 1,234 of 5,112`, as the filter line says it.
pub(super) fn shown_title(what: &str, log: &EventLog, view: &View) -> Inked {
    let (shown, all) = (view.ids().len() as u64, log.len() as u64);
    let rest = if shown == all {
        format!(" of {}", counted(all, "record"))
    } else {
        format!(" of {} of {}", thousands(shown), thousands(all))
    };
    vec![Ink { role: Role::Title, text: what.to_owned() }, Ink { role: Role::Muted, text: rest }]
}

/// Why there is nothing to count.
pub(super) fn nothing_shown(
    model: &Model,
    log: &EventLog,
    view: &View,
    width: usize,
) -> Vec<Inked> {
    let mut page = Prose::new(width);
    if log.is_empty() {
        reading_or_none(&mut page, model, log);
    } else if view.ids().is_empty() && view.scanned() >= log.len() {
        page.say(Role::Text, &format!("0 of {} match.", counted(log.len() as u64, "record")));
        let key = |action| model.keys.first(model.context(), action);
        page.item(&key(Action::RelaxFilter), "takes the last term of the filter away");
        page.item(&key(Action::ToggleFilter), "switches the filter off, and on again");
    } else {
        page.say(Role::Text, "counting…");
    }
    page.lines
}

/// What is said while no record is there.
pub(super) fn reading_or_none(page: &mut Prose, model: &Model, log: &EventLog) {
    if model.stage == crate::pipeline::Stage::Loading {
        reading(page, log);
    } else {
        page.say(Role::Text, "Nothing was logged yet.");
        let key = model.keys.first(model.context(), Action::ViewSources);
        page.item(&key, "says what was looked for, and whether tracing is on");
    }
}

#[cfg(test)]
mod tests;
