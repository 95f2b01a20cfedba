//! The detail pane: one event's values as a tree, with what was declared of them, as lines.

use crate::config::theme::Role;
use crate::event::{Event, EventId};
use crate::store::{EventLog, Row as LogRow};

use super::super::model::Tab;
use super::super::text::{Ink, Inked, fit, line_width, start_of_bytes, thousands, width, wrap};
use super::json::{JSON_IN_STRING, role, type_word};
use super::remark::Remarks;
use super::tree::{Folds, Node, Row, Section, Step, Tree};
use super::{raw::raw, why::why};

/// The widest column of keys; longer ones push their values to the right.
const KEY: usize = 28;

/// The longest key that is shown, in bytes.
const KEY_SHOWN: usize = 256;

/// How much of a value is shown; the rest is a matter of the Raw tab.
const VALUE: usize = 16 * 1024;

/// Deeper values are indented no further.
const INDENTED: usize = 12;

/// Narrower panes have short words for types.
const SHORT_BELOW: usize = 48;

/// From this width on, what was declared stands beside the values.
const BESIDE_FROM: usize = 100;

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
}

impl ContentKey {
    /// Whether the values are the same, however they are shown.
    fn is_of(&self, other: &Self) -> bool {
        (self.id, self.size, self.tab) == (other.id, other.size, other.tab)
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
    /// What is said above a payload that is broken.
    notes: Vec<String>,
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

/// Makes the lines for an event. What was read of it for `before` is not read again.
pub(in crate::tui) fn content(
    log: &EventLog,
    row: LogRow<'_>,
    key: ContentKey,
    folds: &Folds,
    before: Option<Content>,
) -> Content {
    let width = key.width.max(8);
    let only = |lines| Content { key, lines, tree: None, notes: Vec::new() };
    match key.tab {
        Tab::Properties => {}
        Tab::Raw => return only(raw(log, row, width)),
        Tab::Why => return only(why(log, row, width)),
    }
    if let Some(Content { key: known, tree: Some(tree), notes, .. }) = before
        && known.is_of(&key)
        && tree.has_own()
    {
        return values(key, tree, notes, folds);
    }
    let text = log.text(row);
    if text.lost().is_some() {
        return only(raw(log, row, width));
    }
    let whole = text.whole();
    let event = whole.event();
    if event.telemetry.is_none() {
        return only(message(event.message.as_deref().unwrap_or_default(), width));
    }
    let mut tree = tree(log, &event);
    let payload = whole.payload_text().unwrap_or_default();
    let is_read = tree.has_own() || event.notes.is_empty() || tree.add_readable(payload);
    let notes = if tree.is_broken() || !is_read { event.notes } else { Vec::new() };
    let mut content = values(key, tree, notes, folds);
    if !is_read {
        content.lines.extend(message(payload, width));
    }
    content
}

fn tree(log: &EventLog, event: &Event) -> Tree {
    let mut tree = Tree::new(event.zone.clone());
    let Some(telemetry) = &event.telemetry else { return tree };
    let remarks = Remarks::new(log.catalog(), event, telemetry);
    let payload = &telemetry.payload;
    let own = |it| (it, remarks.own(it));
    tree.add_section(Section::Properties, payload.properties.iter().map(own));
    tree.add_section(Section::Measurements, payload.measurements.iter().map(own));
    tree.add_section(Section::Extra, payload.extra.iter().map(|it| (it, remarks.any(it))));
    tree.add_section(Section::Common, payload.common.iter().map(|it| (it, remarks.common(it))));
    tree
}

/// The text of what is no event.
fn message(message: &str, width: usize) -> Vec<DetailLine> {
    let shown = start_of_bytes(message, VALUE);
    let mut lines = Vec::new();
    for line in shown.split('\n') {
        let ink = [Ink::new(Role::Text, line)];
        lines.extend(wrap(&ink, width, 0).into_iter().map(DetailLine::of));
    }
    let cut = more_bytes(message.len() - shown.len());
    lines.extend(cut.map(|ink| DetailLine::of(vec![ink])));
    lines
}

/// The lines of the tree, below what is said of it.
fn values(key: ContentKey, mut tree: Tree, notes: Vec<String>, folds: &Folds) -> Content {
    let width = key.width.max(8);
    let kind = if width < SHORT_BELOW { 5 } else { 9 };
    // Values are more than half of a line.
    let key = KEY.min(width / 3).min((width / 2).saturating_sub(kind + 1));
    let mut page = Page {
        folds,
        width,
        key,
        kind,
        beside: (width >= BESIDE_FROM).then_some(width * 11 / 20),
        lines: Vec::new(),
    };
    for note in &notes {
        page.say(Role::Warning, &format!("! {note}"));
    }
    if notes.is_empty() && !tree.has_own() {
        page.say(Role::Muted, "It has no properties of its own.");
    }
    for row in tree.rows(folds) {
        match row {
            Row::Node(at) => page.node(at, &tree),
            Row::More(at) => page.more(at, &tree),
            Row::Full => page.say(
                Role::Warning,
                "… more than is shown here: fold something, or v shows the raw text",
            ),
        }
    }
    Content { key, lines: page.lines, tree: Some(tree), notes }
}

fn more_bytes(rest: usize) -> Option<Ink> {
    let text = format!("    … {} bytes more: v shows the raw text", thousands(rest as u64));
    (rest > 0).then_some(Ink { role: Role::Warning, text })
}

struct Page<'f> {
    folds: &'f Folds,
    width: usize,
    /// The columns of keys and of types.
    key: usize,
    kind: usize,
    /// Where what was declared begins, if it stands beside the values.
    beside: Option<usize>,
    lines: Vec<DetailLine>,
}

impl Page<'_> {
    fn indent(&self, depth: usize) -> usize {
        (2 * depth.saturating_sub(1).min(INDENTED)).min(self.width / 4)
    }

    fn node(&mut self, at: usize, tree: &Tree) {
        let Some(node) = tree.get(at) else { return };
        let from = self.lines.len();
        match &node.step {
            Step::Section(section) => self.heading(*section, node),
            Step::Key(_) | Step::Index(_) => self.value(node),
        }
        let sign = node.folds().then(|| self.indent(node.depth));
        for line in &mut self.lines[from..] {
            line.at = At::Node(at);
        }
        if let Some(first) = self.lines.get_mut(from) {
            first.sign = sign;
        }
    }

    fn more(&mut self, at: usize, tree: &Tree) {
        let indent = tree.get(at).map_or(0, |node| self.indent(node.depth + 1)) + 2;
        let hidden = thousands(tree.hidden(at) as u64);
        let text = format!("{:indent$}… {hidden} more; enter shows some of them", "");
        self.put(vec![Ink { role: Role::Muted, text }]);
        if let Some(line) = self.lines.last_mut() {
            line.at = At::More(at);
        }
    }

    fn sign(&self, node: &Node) -> &'static str {
        match (node.folds(), self.folds.is_open(node)) {
            (false, _) => "  ",
            (true, true) => "▾ ",
            (true, false) => "▸ ",
        }
    }

    fn heading(&mut self, section: Section, node: &Node) {
        let mut line = vec![
            Ink { role: Role::Muted, text: self.sign(node).to_owned() },
            Ink::new(Role::Title, section.title()),
            Ink::new(Role::Muted, &format!(" ({})", thousands(node.count as u64))),
        ];
        if section == Section::Common {
            let word = if self.folds.is_open(node) { "folds" } else { "shows" };
            line.push(Ink::new(Role::Muted, &format!(" · x {word} them")));
        }
        self.put(line);
    }

    /// A key, the type of its value, the value, then what is said of it.
    fn value(&mut self, node: &Node) {
        let (first, below, rest) = self.parts(node);
        let mut line = self.head(node);
        line.extend(first);
        line.extend(node.remark.inks());
        let is_cut = !node.whole && !(node.folds() && self.folds.is_open(node));
        line.extend(is_cut.then(|| Ink::new(Role::Warning, "  ◂ cut")));
        let declared = &node.remark.declared;
        let used = line_width(&line);
        let beside = self.beside.filter(|at| below.is_empty() && used + 2 <= *at);
        if let Some(at) = beside.filter(|_| !declared.is_empty()) {
            let gap = Ink { role: Role::Text, text: " ".repeat(at - used) };
            let text = fit(declared, self.width.saturating_sub(at));
            line.extend([gap, Ink { role: Role::Muted, text }]);
        }
        let column = self.key + self.kind;
        self.lines.extend(wrap(&line, self.width, column).into_iter().map(DetailLine::of));
        for line in below {
            let indent = Ink { role: Role::Text, text: " ".repeat(self.indent(node.depth) + 4) };
            let line: Inked = std::iter::once(indent).chain(line).collect();
            self.lines.extend(wrap(&line, self.width, 6).into_iter().map(DetailLine::of));
        }
        self.lines.extend(more_bytes(rest).map(|ink| DetailLine::of(vec![ink])));
        if beside.is_none() && !declared.is_empty() {
            let indent = self.indent(node.depth) + 4;
            let text = fit(declared, self.width.saturating_sub(indent));
            let text = format!("{:indent$}{text}", "");
            self.put(vec![Ink { role: Role::Muted, text }]);
        }
    }

    /// Sign, key and type.
    fn head(&self, node: &Node) -> Inked {
        let indent = self.indent(node.depth);
        let sign = Ink { role: Role::Muted, text: format!("{:indent$}{}", "", self.sign(node)) };
        let key = match &node.step {
            Step::Key(key) => Ink::new(Role::JsonKey, start_of_bytes(key, KEY_SHOWN)),
            Step::Index(index) => Ink::new(Role::Muted, &format!("[{index}]")),
            Step::Section(_) => Ink::new(Role::Muted, ""),
        };
        let kind = match type_word(node.json()) {
            word if self.kind > 5 => word,
            "string" => "str",
            "number" => "num",
            "object" => "obj",
            "array" => "arr",
            "boolean" => "bool",
            word => word,
        };
        let gap = self.key.saturating_sub(indent + 2 + width(&key.text)).max(1);
        let kind = format!("{:gap$}{kind:1$}", "", self.kind);
        vec![sign, key, Ink { role: Role::Muted, text: kind }]
    }

    /// What of a value stands beside its key and what below, and how many bytes are left out.
    fn parts(&self, node: &Node) -> (Inked, Vec<Inked>, usize) {
        if let Some(inside) = node.inside() {
            return (self.fold(node, inside), Vec::new(), 0);
        }
        let text = node.text();
        let shown = start_of_bytes(&text, VALUE);
        let rest = text.len() - shown.len();
        let role = role(node.json());
        let mut lines: Vec<Inked> = if role == Role::JsonString {
            let lines = shown.trim_end_matches('\n').split('\n');
            lines.map(|line| vec![Ink::new(role, line)]).collect()
        } else {
            vec![vec![Ink::new(role, shown)]]
        };
        // What is odd about a long value stands beside its key, not behind its end.
        let long = 3 * self.width.saturating_sub(self.key + self.kind);
        if lines.len() == 1 && shown.len() <= long {
            return (lines.pop().unwrap_or_default(), Vec::new(), rest);
        }
        (Inked::new(), lines, rest)
    }

    /// How much there is in a fold; of a closed one also how it begins.
    fn fold(&self, node: &Node, inside: &str) -> Inked {
        let mark = node.held.then(|| Ink { role: Role::Muted, text: JSON_IN_STRING.to_owned() });
        let count = thousands(node.count as u64);
        let is_array = inside.trim_start().starts_with('[');
        let count = if is_array { format!("[{count}]") } else { format!("{{{count}}}") };
        let mut line: Inked =
            mark.into_iter().chain([Ink { role: Role::Text, text: count }]).collect();
        if !self.folds.is_open(node) {
            let used = line_width(&self.head(node)) + line_width(&line) + 1;
            let left = self.beside.unwrap_or(self.width).saturating_sub(used + 2);
            let text = format!(" {}", fit(inside.trim_start(), left));
            line.push(Ink { role: Role::Muted, text });
        }
        line
    }

    fn say(&mut self, role: Role, text: &str) {
        let ink = [Ink::new(role, text)];
        self.lines.extend(wrap(&ink, self.width, 2).into_iter().map(DetailLine::of));
    }

    fn put(&mut self, ink: Inked) {
        self.lines.push(DetailLine::of(ink));
    }
}
