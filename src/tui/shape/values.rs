//! The lines of the values of an event: key, type and value in columns, and what is said of them.

use crate::config::theme::Role;
use crate::event::EventId;

use super::super::text::{Ink, Inked, fit, line_width, start_of_bytes, thousands, width, wrap};
use super::super::veil::{Veil, Veils};
use super::detail::{At, DetailLine, Notes, SHOWN, Sight, more_bytes};
use super::folds::Folds;
use super::json::{JSON_IN_STRING, role, type_word};
use super::remark::finding_words;
use super::tree::{Node, Row, Section, Step, Tree};

/// The widest column of keys; longer ones push their values to the right.
const KEY: usize = 28;

/// The longest key that is shown, in bytes.
const KEY_SHOWN: usize = 256;

/// Deeper values are indented no further.
const INDENTED: usize = 12;

/// Narrower panes have short words for types.
const SHORT_BELOW: usize = 48;

/// From this width on, what was declared stands beside the values.
const BESIDE_FROM: usize = 100;

/// The lines of the tree, below what is said of it.
pub(super) fn value_lines(
    (tree, id): (&mut Tree, EventId),
    notes: &Notes,
    sight: &Sight<'_>,
    width: usize,
) -> Vec<DetailLine> {
    let kind = if width < SHORT_BELOW { 5 } else { 9 };
    // Values are more than half of a line.
    let keys = KEY.min(width / 3).min((width / 2).saturating_sub(kind + 1));
    let folds = sight.folds;
    let mut page = Page {
        folds,
        veils: (sight.veils, id),
        width,
        keys,
        kind,
        beside: (width >= BESIDE_FROM).then_some(width * 11 / 20),
        lines: Vec::new(),
    };
    for note in &notes.odd {
        page.say(Role::Warning, &format!("! {note}"));
    }
    for finding in &notes.found {
        let (role, words) = finding_words(finding);
        page.say(role, &words);
    }
    if notes.odd.is_empty() && !tree.has_own() {
        page.say(Role::Muted, "It has no properties of its own.");
    }
    for row in tree.rows(folds) {
        match row {
            Row::Node(at) => page.node(at, tree),
            Row::More(at) => page.more(at, tree),
            Row::Full => page.say(
                Role::Warning,
                "… more than is shown here: fold something, or v shows the raw text",
            ),
        }
    }
    page.lines
}

/// What hides a value of an event, and the key that tells what it is: its own, or that of its list.
pub(in crate::tui) fn hides<'v, 't>(
    (veils, id): (Veils<'v>, EventId),
    at: usize,
    tree: &'t Tree,
) -> (Veil<'v>, &'t str) {
    let path = std::iter::successors(Some(at), |at| tree.parent(*at));
    let nodes = path.filter_map(|at| tree.get(at));
    let key = nodes.clone().find_map(|node| match &node.step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) | Step::Section(_) => None,
    });
    (veils.of_value(id, nodes.map(|node| node.id)), key.unwrap_or_default())
}

struct Page<'f> {
    folds: &'f Folds,
    /// What hides the values, and whose they are.
    veils: (Veils<'f>, EventId),
    width: usize,
    /// The columns of keys and of types.
    keys: usize,
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
            Step::Key(_) | Step::Index(_) => self.value(node, hides(self.veils, at, tree)),
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
    fn value(&mut self, node: &Node, hides: (Veil<'_>, &str)) {
        let (first, below, rest) = self.parts(node, hides);
        let mut line = self.head(node, hides.0);
        line.extend(first);
        line.extend(node.remark.unit());
        let mut marks = node.remark.marks();
        let is_cut = !(node.whole || self.folds.is_open(node));
        marks.extend(is_cut.then(|| Ink::new(Role::Warning, "  ◂ cut")));
        // What has no room behind the value stands below it, not torn.
        let fits = line_width(&line) + line_width(&marks) <= self.width;
        let apart = if fits { Inked::new() } else { std::mem::take(&mut marks) };
        line.extend(marks);
        let declared = &node.remark.declared;
        let used = line_width(&line);
        let beside = self.beside.filter(|at| below.is_empty() && used + 2 <= *at);
        if let Some(at) = beside.filter(|_| !declared.is_empty()) {
            let gap = Ink { role: Role::Text, text: " ".repeat(at - used) };
            let text = fit(declared, self.width.saturating_sub(at));
            line.extend([gap, Ink { role: Role::Muted, text }]);
        }
        let column = self.keys + self.kind;
        self.lines.extend(wrap(&line, self.width, column).into_iter().map(DetailLine::of));
        for mark in apart {
            let indent = Ink { role: Role::Text, text: " ".repeat(column.saturating_sub(2)) };
            let line = vec![indent, mark];
            self.lines.extend(wrap(&line, self.width, column).into_iter().map(DetailLine::of));
        }
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
    fn head(&self, node: &Node, veil: Veil<'_>) -> Inked {
        let indent = self.indent(node.depth);
        let sign = Ink { role: Role::Muted, text: format!("{:indent$}{}", "", self.sign(node)) };
        let key = match &node.step {
            Step::Key(key) => Ink::new(Role::JsonKey, &veil.start_of(key, KEY_SHOWN, "")),
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
        let gap = self.keys.saturating_sub(indent + 2 + width(&key.text)).max(1);
        let kind = format!("{:gap$}{kind:1$}", "", self.kind);
        vec![sign, key, Ink { role: Role::Muted, text: kind }]
    }

    /// What of a value stands beside its key and what below, and how many bytes are left out.
    fn parts(&self, node: &Node, hides: (Veil<'_>, &str)) -> (Inked, Vec<Inked>, usize) {
        if let Some(inside) = node.inside() {
            return (self.fold(node, inside, hides), Vec::new(), 0);
        }
        let text = node.text();
        let (veil, key) = hides;
        let rest = text.len() - start_of_bytes(&text, SHOWN).len();
        let shown = veil.start_of(&text, SHOWN, key);
        let shown = &*shown;
        let role = role(node.json());
        let mut lines: Vec<Inked> = if role == Role::JsonString {
            let lines = shown.trim_end_matches('\n').split('\n');
            lines.map(|line| vec![Ink::new(role, line)]).collect()
        } else {
            vec![vec![Ink::new(role, shown)]]
        };
        // What is odd about a long value stands beside its key, not behind its end.
        let long = 3 * self.width.saturating_sub(self.keys + self.kind);
        if lines.len() == 1 && shown.len() <= long {
            return (lines.pop().unwrap_or_default(), Vec::new(), rest);
        }
        (Inked::new(), lines, rest)
    }

    /// How much there is in a fold; of a closed one also how it begins.
    fn fold(&self, node: &Node, inside: &str, (veil, key): (Veil<'_>, &str)) -> Inked {
        let mark = node.held.then(|| Ink { role: Role::Muted, text: JSON_IN_STRING.to_owned() });
        let count = thousands(node.count as u64);
        let is_array = inside.trim_start().starts_with('[');
        let count = if is_array { format!("[{count}]") } else { format!("{{{count}}}") };
        let mut line: Inked =
            mark.into_iter().chain([Ink { role: Role::Text, text: count }]).collect();
        if !self.folds.is_open(node) {
            let used = line_width(&self.head(node, veil)) + line_width(&line) + 1;
            let left = self.beside.unwrap_or(self.width).saturating_sub(used + 2);
            let shown = veil.start_of(inside.trim_start(), 4 * left, key);
            let text = format!(" {}", fit(&shown, left));
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
