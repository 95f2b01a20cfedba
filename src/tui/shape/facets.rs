//! The facet column: sections, values and their counts, as lines.

use crate::event::Level;
use crate::search::{Selections, View};
use crate::store::{EventLog, Facet, FacetKey};

use super::super::model::{FacetState, Focus, Model};

/// The sections, in their order.
pub(in crate::tui) const SECTIONS: [Facet; 5] =
    [Facet::Level, Facet::Destination, Facet::Purpose, Facet::Producer, Facet::Event];

/// The least and the most values that a section shows while the cursor is elsewhere.
const SHORT: std::ops::RangeInclusive<usize> = 1..=40;

/// The levels are few and looked at first: so many are always shown.
const LEVELS: usize = 4;

/// A line of the facet column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum FacetLine {
    /// A section begins.
    Section(Facet),
    /// A value.
    Value {
        facet: Facet,
        key: FacetKey,
        /// Whether it is chosen.
        chosen: bool,
        name: String,
        count: u64,
    },
    /// Values that are shown when the cursor comes into the section.
    More(Facet, usize),
    /// A section without values.
    Nothing(Facet),
}

impl FacetLine {
    pub(in crate::tui) const fn facet(&self) -> Facet {
        match self {
            Self::Section(facet)
            | Self::Value { facet, .. }
            | Self::More(facet, _)
            | Self::Nothing(facet) => *facet,
        }
    }

    const fn key(&self) -> Option<FacetKey> {
        match self {
            Self::Value { key, .. } => Some(*key),
            _ => None,
        }
    }
}

/// The heading of a section.
pub(in crate::tui) const fn facet_title(facet: Facet) -> &'static str {
    match facet {
        Facet::Level => "Level",
        Facet::Destination => "Destination",
        Facet::Purpose => "Purpose",
        Facet::Producer => "Producer",
        Facet::Event => "Event",
        Facet::Source => "Source",
    }
}

/// The whole column, of which a part is on the screen. The section under the cursor is shown
/// with all its values, the others with the most frequent.
pub(in crate::tui) fn facet_lines(model: &Model, log: &EventLog, view: &View) -> Vec<FacetLine> {
    let open = (model.focus == Focus::Facets).then_some(model.facets.facet);
    let sections = SECTIONS.map(|facet| {
        let mut values = values(facet, log, view);
        if open == Some(facet) {
            narrow(&mut values, facet, log, model.facets.find.text());
        }
        (facet, values)
    });
    let room = model.regions().facets_shown().map_or(0, |rect| usize::from(rect.height));
    let sizes = sections.each_ref().map(|(facet, values)| (*facet, values.len()));
    let short = short(room.saturating_sub(1), &sizes);
    let mut lines = Vec::new();
    for (facet, values) in sections {
        lines.push(FacetLine::Section(facet));
        let all = open == Some(facet);
        let shown = if all { values.len() } else { shown_of(facet, values.len(), short) };
        let more = values.len() - shown;
        if values.is_empty() {
            lines.push(FacetLine::Nothing(facet));
        }
        let chosen = |key| is_chosen(&model.filter.selections, facet, key);
        lines.extend(values.into_iter().take(shown).map(|(key, count)| FacetLine::Value {
            facet,
            key,
            chosen: chosen(key),
            name: model.veils().of_names().text(log.facet_name(facet, key), "").into_owned(),
            count,
        }));
        if more > 0 {
            lines.push(FacetLine::More(facet, more));
        }
    }
    lines
}

/// Leaves the values whose name holds what is looked for, in any case.
fn narrow(values: &mut Vec<(FacetKey, u64)>, facet: Facet, log: &EventLog, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = text.to_lowercase();
    values.retain(|(key, _)| log.facet_name(facet, *key).to_lowercase().contains(&text));
}

/// How many values of each section leave room for all sections: `room` lines, headings included.
fn short(room: usize, sizes: &[(Facet, usize)]) -> usize {
    let lines = |short: usize| -> usize {
        let section = |(facet, size): &(Facet, usize)| {
            let shown = shown_of(*facet, *size, short);
            1 + shown.max(1) + usize::from(shown < *size)
        };
        sizes.iter().map(section).sum()
    };
    SHORT.rev().find(|short| lines(*short) <= room).unwrap_or(*SHORT.start())
}

/// How many of `size` values are shown; one that is left over is no longer than "1 more".
fn shown_of(facet: Facet, size: usize, short: usize) -> usize {
    let short = if facet == Facet::Level { short.max(LEVELS) } else { short };
    if size <= short + 1 { size } else { short }
}

fn is_chosen(selections: &Selections, facet: Facet, key: FacetKey) -> bool {
    selections.of(facet).contains(key)
}

/// The values of a section with their counts: levels in their own order, the others most
/// frequent first.
fn values(facet: Facet, log: &EventLog, view: &View) -> Vec<(FacetKey, u64)> {
    let counts = view.counts();
    let mut values: Vec<_> = counts.values(facet).collect();
    if facet == Facet::Level {
        // The levels of telemetry are there from the beginning: a zero is an answer too.
        let telemetry = [Level::Usage, Level::Error, Level::Crash].map(|it| FacetKey(it as u32));
        let seen = values.into_iter().filter(|(key, _)| !telemetry.contains(key));
        return telemetry.map(|key| (key, counts.of(facet, key))).into_iter().chain(seen).collect();
    }
    values.sort_by(|(a, many), (b, few)| {
        let names = || log.facet_name(facet, *a).cmp(log.facet_name(facet, *b));
        few.cmp(many).then_with(names)
    });
    values
}

/// The line under the cursor: that of its value, else the first of its section.
pub(in crate::tui) fn cursor_line(lines: &[FacetLine], at: &FacetState) -> usize {
    let section = lines.iter().position(|line| line.facet() == at.facet).unwrap_or(0);
    let value = lines
        .iter()
        .position(|line| line.facet() == at.facet && line.key().is_some() && line.key() == at.key);
    value.unwrap_or((section + 1).min(lines.len().saturating_sub(1)))
}

/// The first line on the screen of a pane of `height` lines, frame included: it is drawn in the
/// frame, as the heading of what is below. The cursor is kept in the middle.
pub(in crate::tui) fn facets_top(model: &Model, lines: &[FacetLine], height: u16) -> usize {
    if model.focus != Focus::Facets {
        return 0;
    }
    let shown = usize::from(height.saturating_sub(2));
    let cursor = cursor_line(lines, &model.facets);
    let last = lines.len().saturating_sub(shown + 1);
    let top = cursor.saturating_sub(shown / 2 + 1).min(last);
    // A heading that would stand right below the frame stands in it instead.
    match lines.get(top + 1) {
        Some(FacetLine::Section(_)) if top + 1 < cursor => top + 1,
        _ => top,
    }
}
