//! The values of an event as a tree that folds, taken apart only as far as it is unfolded.
//!
//! Kept as a flat list of nodes. What a fold holds is read when it is opened first, a part at a
//! time; nesting costs no stack, and what could be shown at once has a bound.

use std::ops::Range;
use std::sync::Arc;

use crate::event::{Property, Zone};

use super::folds::{Folds, id};
use super::json::{held, parts, unquoted};
use super::remark::{Remark, unit_of};

mod place;

/// Values below this are not opened.
const DEEPEST: usize = 48;

/// How often a string inside a string inside … is taken apart.
const UNPACKED: u8 = 4;

/// Nested values up to this many bytes are open until they are folded.
const SMALL: usize = 512;

/// So many parts of a value are shown at first; each time more are asked for, twice as many.
const PAGE: usize = 200;

/// Never more lines than this are made.
const ROWS: usize = 20_000;

/// What stands at the top of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::tui) enum Section {
    Properties,
    Measurements,
    Common,
    /// What stands beside properties and measurements.
    Extra,
    /// What can be read of a payload that is no JSON object.
    Readable,
}

impl Section {
    pub(in crate::tui) const fn title(self) -> &'static str {
        match self {
            Self::Properties => "Properties",
            Self::Measurements => "Measurements",
            Self::Common => "Common",
            Self::Extra => "Beside them",
            Self::Readable => "What can be read",
        }
    }
}

/// What leads from a node to the one below.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::tui) enum Step {
    Section(Section),
    Key(String),
    Index(usize),
}

/// A piece of a text that is shared.
#[derive(Clone, Debug)]
struct Slice {
    text: Arc<str>,
    range: Range<usize>,
}

impl Slice {
    fn all(text: &str) -> Self {
        Self { text: Arc::from(text), range: 0..text.len() }
    }

    fn get(&self) -> &str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    fn part(&self, range: &Range<usize>) -> Self {
        let start = self.range.start;
        Self { text: Arc::clone(&self.text), range: start + range.start..start + range.end }
    }
}

/// A value, or a section.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Node {
    pub(in crate::tui) step: Step,
    parent: Option<usize>,
    /// 0 for a section.
    pub(in crate::tui) depth: usize,
    /// The same wherever this path is met in an event.
    pub(in crate::tui) id: u64,
    json: Slice,
    /// Whether the text does not end within the value.
    pub(in crate::tui) whole: bool,
    /// What folds: the value, or the JSON its string holds.
    inside: Option<Slice>,
    /// Whether that is the JSON of a string.
    pub(in crate::tui) held: bool,
    unpacked: u8,
    /// How many parts it has.
    pub(in crate::tui) count: usize,
    children: Vec<usize>,
    /// Where the text of the next child begins.
    next: usize,
    /// How many children are shown.
    limit: usize,
    /// What is said of it beside its value.
    pub(in crate::tui) remark: Remark,
}

impl Node {
    /// The value as it was logged.
    pub(in crate::tui) fn json(&self) -> &str {
        self.json.get()
    }

    /// The value as a person reads it: a string without its quotes.
    pub(in crate::tui) fn text(&self) -> String {
        let json = self.json();
        if json.starts_with('"') { unquoted(json) } else { json.to_owned() }
    }

    /// What folds, as text.
    pub(in crate::tui) fn inside(&self) -> Option<&str> {
        self.inside.as_ref().map(Slice::get)
    }

    pub(in crate::tui) const fn is_section(&self) -> bool {
        matches!(self.step, Step::Section(_))
    }

    pub(in crate::tui) fn is_common(&self) -> bool {
        self.step == Step::Section(Section::Common)
    }

    /// Whether there is something to fold.
    pub(in crate::tui) const fn folds(&self) -> bool {
        self.is_section() || self.inside.is_some()
    }

    pub(super) fn is_open_by_itself(&self) -> bool {
        match (&self.step, &self.inside) {
            (Step::Section(section), _) => *section != Section::Common,
            (_, Some(inside)) => inside.range.len() <= SMALL,
            _ => false,
        }
    }
}

/// A line of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Row {
    Node(usize),
    /// Of this node there are more parts.
    More(usize),
    /// There are more lines than are made.
    Full,
}

/// The values of one event.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Tree {
    nodes: Vec<Node>,
    roots: Vec<usize>,
    /// Where the event's moments are said.
    zone: Zone,
}

impl Tree {
    pub(super) const fn new(zone: Zone) -> Self {
        Self { nodes: Vec::new(), roots: Vec::new(), zone }
    }

    /// Adds a section with what stands in it; none where that is nothing.
    pub(super) fn add_section<'p>(
        &mut self,
        section: Section,
        properties: impl IntoIterator<Item = (&'p Property, Remark)>,
    ) {
        let at = self.root(section);
        for (property, remark) in properties {
            let step = Step::Key(property.key.clone());
            let json = Slice::all(property.value.get());
            let child = self.add(at, step, json, true);
            let unit = std::mem::take(&mut self.nodes[child].remark.unit);
            self.nodes[child].remark = Remark { unit, ..remark };
        }
        let root = &mut self.nodes[at];
        root.count = root.children.len();
        if root.count > 0 {
            self.roots.push(at);
        } else {
            self.nodes.truncate(at);
        }
    }

    /// Adds what can be read of a text that should be an object; tells whether that is something.
    pub(super) fn add_readable(&mut self, text: &str) -> bool {
        let count = parts(text, 0).count();
        if count == 0 {
            return false;
        }
        let at = self.root(Section::Readable);
        let root = &mut self.nodes[at];
        (root.inside, root.count) = (Some(Slice::all(text)), count);
        self.roots.push(at);
        true
    }

    /// Whether there is anything but what every event has.
    pub(super) fn has_own(&self) -> bool {
        let is_own = |at: &usize| self.nodes[*at].step != Step::Section(Section::Common);
        self.roots.iter().any(is_own)
    }

    /// Whether this is what can be read of a broken payload.
    pub(super) fn is_broken(&self) -> bool {
        self.roots.iter().any(|at| self.nodes[*at].step == Step::Section(Section::Readable))
    }

    pub(in crate::tui) fn get(&self, at: usize) -> Option<&Node> {
        self.nodes.get(at)
    }

    /// The node above.
    pub(in crate::tui) fn parent(&self, at: usize) -> Option<usize> {
        self.nodes.get(at)?.parent
    }

    /// The lines, as far as things are unfolded.
    pub(super) fn rows(&mut self, folds: &Folds) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut stack: Vec<Row> = self.roots.iter().rev().map(|at| Row::Node(*at)).collect();
        while let Some(row) = stack.pop() {
            if rows.len() >= ROWS {
                rows.push(Row::Full);
                break;
            }
            rows.push(row);
            if let Row::Node(at) = row
                && folds.is_open(&self.nodes[at])
            {
                self.load(at);
                let node = &self.nodes[at];
                let shown = node.limit.min(node.children.len());
                if shown < node.count {
                    stack.push(Row::More(at));
                }
                stack.extend(node.children[..shown].iter().rev().map(|at| Row::Node(*at)));
            }
        }
        rows
    }

    /// Shows more parts of a node.
    pub(in crate::tui) fn show_more(&mut self, at: usize) {
        if let Some(node) = self.nodes.get_mut(at) {
            node.limit = node.limit.saturating_mul(2);
        }
    }

    /// How many parts of a node are not shown.
    pub(super) fn hidden(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(0, |node| node.count.saturating_sub(node.limit))
    }

    fn root(&mut self, section: Section) -> usize {
        let step = Step::Section(section);
        self.nodes.push(Node {
            id: id(0, &step),
            step,
            parent: None,
            depth: 0,
            json: Slice::all(""),
            whole: true,
            inside: None,
            held: false,
            unpacked: 0,
            count: 0,
            children: Vec::new(),
            next: 0,
            limit: PAGE,
            remark: Remark::default(),
        });
        self.nodes.len() - 1
    }

    /// Adds a value below a node.
    fn add(&mut self, parent: usize, step: Step, json: Slice, whole: bool) -> usize {
        let above = &self.nodes[parent];
        let mut node = Node {
            id: id(above.id, &step),
            step,
            parent: Some(parent),
            depth: above.depth + 1,
            whole,
            inside: None,
            held: false,
            unpacked: above.unpacked,
            count: 0,
            children: Vec::new(),
            next: 0,
            limit: PAGE,
            remark: Remark::default(),
            json,
        };
        if let Step::Key(key) = &node.step {
            node.remark.unit = unit_of(key, node.json(), &self.zone);
        }
        if node.depth < DEEPEST {
            open_up(&mut node);
        }
        let at = self.nodes.len();
        self.nodes.push(node);
        self.nodes[parent].children.push(at);
        at
    }

    /// Reads as many parts of a node as are shown.
    fn load(&mut self, at: usize) {
        loop {
            let node = &self.nodes[at];
            let Some(inside) = node.inside.clone() else { return };
            if node.children.len() >= node.limit.min(node.count) {
                return;
            }
            let text = inside.get();
            let mut left = parts(text, node.next);
            let Some(part) = left.next() else { return };
            let next = left.at;
            let step = match &part.key {
                Some(key) => Step::Key(unquoted(&text[key.clone()])),
                None => Step::Index(node.children.len()),
            };
            self.nodes[at].next = next;
            self.add(at, step, inside.part(&part.value), part.whole);
        }
    }
}

/// Sees whether a value folds.
fn open_up(node: &mut Node) {
    let json = node.json.get();
    let inside = if json.starts_with(['{', '[']) {
        Some(node.json.clone())
    } else if node.unpacked < UNPACKED && json.starts_with('"') {
        held(json).map(|text| {
            node.held = true;
            node.unpacked += 1;
            Slice::all(&text)
        })
    } else {
        None
    };
    node.count = inside.as_ref().map_or(0, |inside| parts(inside.get(), 0).count());
    node.inside = inside.filter(|_| node.count > 0);
    node.held &= node.inside.is_some();
}

#[cfg(test)]
mod tests;
