//! The detail pane: one event's values as a tree, with what was declared of them, as lines.

use crate::audit::{Auditor, Finding};
use crate::config::theme::Role;
use crate::event::{Event, EventId, Scope};
use crate::store::{EventLog, Row as LogRow};

use super::super::model::Tab;
use super::super::text::{Ink, Inked, start_of_bytes, thousands, wrap};
use super::super::veil::Veils;
use super::folds::Folds;
use super::remark::Remarks;
use super::tree::{Node, Section, Tree};
use super::values::value_lines;
use super::{raw::raw, why::why};

/// The sign of an event that a person has marked.
pub(in crate::tui) const MARK: &str = "◆";

/// How much of a text is shown; the rest is a matter of the Raw tab.
pub(super) const SHOWN: usize = 16 * 1024;

/// What a content was made for; made again when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct ContentKey {
    pub(in crate::tui) id: EventId,
    /// The record's length: it changes when the newest record grows.
    pub(in crate::tui) size: u64,
    /// How many events belong to it: a twin may come later.
    pub(in crate::tui) links: usize,
    pub(in crate::tui) tab: Tab,
    /// The version of what is folded.
    pub(in crate::tui) folds: u64,
    pub(in crate::tui) width: usize,
    /// What tells whether it is judged as it was, and whether the same is revealed.
    pub(in crate::tui) judged: usize,
    pub(in crate::tui) revealed: u64,
    /// What tells whether the same is noted of it.
    pub(in crate::tui) noted: u64,
}

/// What an event is looked at with.
#[derive(Clone, Copy)]
pub(in crate::tui) struct Sight<'a> {
    pub(in crate::tui) auditor: &'a Auditor,
    pub(in crate::tui) veils: Veils<'a>,
    pub(in crate::tui) folds: &'a Folds,
}

impl ContentKey {
    /// Whether the values are the same, however they are shown.
    fn is_of(&self, other: &Self) -> bool {
        (self.id, self.size, self.tab, self.judged)
            == (other.id, other.size, other.tab, other.judged)
    }
}

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum At {
    Nothing,
    /// A node of the tree.
    Node(usize),
    /// What is not shown yet of a node.
    More(usize),
}

/// The lines of the detail pane for one event.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Content {
    pub(in crate::tui) key: ContentKey,
    pub(in crate::tui) lines: Vec<DetailLine>,
    /// The values that lines refer to; only the tab of properties has them.
    pub(in crate::tui) tree: Option<Tree>,
    /// What is said above the values.
    notes: Notes,
}

impl Content {
    /// The node in a line.
    pub(in crate::tui) fn node(&self, line: usize) -> Option<(usize, &Node)> {
        let At::Node(at) = self.lines.get(line)?.at else { return None };
        self.tree.as_ref()?.get(at).map(|node| (at, node))
    }

    /// The first line of the node with this id.
    pub(in crate::tui) fn line_of(&self, id: u64) -> Option<usize> {
        (0..self.lines.len()).find(|line| self.node(*line).is_some_and(|(_, node)| node.id == id))
    }

    /// The line to begin at: that of the first value.
    pub(in crate::tui) fn first(&self) -> usize {
        let is_value = |line: &usize| self.node(*line).is_some_and(|(_, node)| !node.is_section());
        (0..self.lines.len().min(8)).find(is_value).unwrap_or(0)
    }
}

/// What is said above the values.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// What is odd about a payload that is broken.
    pub(super) odd: Vec<String>,
    /// What is found in the event as a whole.
    pub(super) found: Vec<Finding>,
}

/// A line, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct DetailLine {
    pub(in crate::tui) ink: Inked,
    pub(in crate::tui) at: At,
    /// The column of the sign that folds.
    pub(in crate::tui) sign: Option<usize>,
}

impl DetailLine {
    pub(super) const fn of(ink: Inked) -> Self {
        Self { ink, at: At::Nothing, sign: None }
    }
}

/// Makes the lines for an event, below what a person noted of it. What was read of it for `before`
/// is not read again.
pub(in crate::tui) fn content(
    log: &EventLog,
    row: LogRow<'_>,
    key: ContentKey,
    sight: &Sight<'_>,
    before: Option<Content>,
) -> Content {
    let mut content = event_content(log, row, key, sight, before);
    let note = log.marks().note(row.id()).unwrap_or_default();
    let note = (!note.is_empty()).then(|| Ink::new(Role::Mark, &format!("{MARK} {note}")));
    let lines = note.map(|ink| wrap(&[ink], key.width.max(8), 2)).unwrap_or_default();
    content.lines.splice(0..0, lines.into_iter().map(DetailLine::of));
    content
}

fn event_content(
    log: &EventLog,
    row: LogRow<'_>,
    key: ContentKey,
    sight: &Sight<'_>,
    before: Option<Content>,
) -> Content {
    let width = key.width.max(8);
    let only = |lines| Content { key, lines, tree: None, notes: Notes::default() };
    match key.tab {
        Tab::Properties => {}
        Tab::Raw => return only(raw((log, sight.veils), row, width)),
        Tab::Why => return only(why((log, sight.auditor), row, width)),
    }
    if let Some(Content { key: known, tree: Some(tree), notes, .. }) = before
        && known.is_of(&key)
        && tree.has_own()
    {
        return values(key, tree, notes, sight);
    }
    let text = log.text(row);
    if text.lost().is_some() {
        return only(raw((log, sight.veils), row, width));
    }
    let veil = sight.veils.of(row.id());
    let whole = text.whole();
    let event = whole.event();
    if event.telemetry.is_none() {
        let message = event.message.as_deref().unwrap_or_default();
        return only(plain(&veil.text(message, ""), width));
    }
    let found = sight.auditor.found_in(&whole);
    let mut tree = tree(log, &event, &found);
    let payload = whole.payload_text().unwrap_or_default();
    let is_read = tree.has_own() || event.notes.is_empty() || tree.add_readable(payload);
    let odd = if tree.is_broken() || !is_read { event.notes } else { Vec::new() };
    let found = found.into_iter().filter(|it| it.key.is_none()).collect();
    let mut content = values(key, tree, Notes { odd, found }, sight);
    if !is_read {
        content.lines.extend(plain(&veil.text(payload, ""), width));
    }
    content
}

fn tree(log: &EventLog, event: &Event, found: &[Finding]) -> Tree {
    let mut tree = Tree::new(event.zone.clone());
    let Some(telemetry) = &event.telemetry else { return tree };
    let remarks = Remarks::new(log.catalog(), event, telemetry, found);
    let payload = &telemetry.payload;
    let remarks = &remarks;
    let own = |scope| move |it| (it, remarks.own(it, scope));
    tree.add_section(Section::Properties, payload.properties.iter().map(own(Scope::Properties)));
    let measured = payload.measurements.iter().map(own(Scope::Measurements));
    tree.add_section(Section::Measurements, measured);
    tree.add_section(
        Section::Extra,
        payload.extra.iter().map(|it| (it, remarks.any(it, Scope::Extra))),
    );
    tree.add_section(Section::Common, payload.common.iter().map(|it| (it, remarks.common(it))));
    tree
}

/// The text of what is no event.
fn plain(message: &str, width: usize) -> Vec<DetailLine> {
    let shown = start_of_bytes(message, SHOWN);
    let mut lines = Vec::new();
    for line in shown.split('\n') {
        let ink = [Ink::new(Role::Text, line)];
        lines.extend(wrap(&ink, width, 0).into_iter().map(DetailLine::of));
    }
    let cut = more_bytes(message.len() - shown.len());
    lines.extend(cut.map(|ink| DetailLine::of(vec![ink])));
    lines
}

/// The lines of the tree.
fn values(key: ContentKey, mut tree: Tree, notes: Notes, sight: &Sight<'_>) -> Content {
    let lines = value_lines((&mut tree, key.id), &notes, sight, key.width.max(8));
    Content { key, lines, tree: Some(tree), notes }
}

/// That so many bytes are not shown, if they are not.
pub(super) fn more_bytes(rest: usize) -> Option<Ink> {
    let text = format!("    … {} bytes more: v shows the raw text", thousands(rest as u64));
    (rest > 0).then_some(Ink { role: Role::Warning, text })
}
