//! The detail pane: one event's properties with what was declared of them, as lines.

use crate::catalog::{Catalog, PropertyLookup};
use crate::config::theme::Role;
use crate::event::{Declared, Event, EventId, Property, Telemetry};
use crate::query::Field;
use crate::store::{EventLog, Row};

use super::super::model::{Common, Tab};
use super::super::text::{Ink, Inked, start_of_bytes, thousands, width, wrap, wrap_words};
use super::json::{JSON_IN_STRING, is_nested, pretty, role, type_word};
use super::{raw::raw, why::why};

/// The widest column of keys; longer ones push their values to the right.
const KEY: usize = 26;

/// The column of the types.
const TYPE: usize = 9;

/// How much of a value is shown; the rest is a matter of the Raw tab.
const VALUE: usize = 16 * 1024;

/// What a content was made for; made again when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct ContentKey {
    pub(in crate::tui) id: EventId,
    /// The record's length: it changes when the newest record grows.
    pub(in crate::tui) size: u64,
    /// How many events belong to it: a twin may come later.
    pub(in crate::tui) links: usize,
    pub(in crate::tui) tab: Tab,
    pub(in crate::tui) common: Common,
    pub(in crate::tui) width: usize,
}

/// The lines of the detail pane for one event.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Content {
    pub(in crate::tui) key: ContentKey,
    pub(in crate::tui) lines: Vec<DetailLine>,
    /// The keys and values that lines refer to.
    pub(in crate::tui) entries: Vec<(Field, Property)>,
}

/// A line, and the entry it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct DetailLine {
    pub(in crate::tui) ink: Inked,
    pub(in crate::tui) entry: Option<usize>,
}

impl DetailLine {
    pub(super) const fn of(ink: Inked) -> Self {
        Self { ink, entry: None }
    }
}

/// Makes the lines for an event.
pub(in crate::tui) fn content(log: &EventLog, row: Row<'_>, key: ContentKey) -> Content {
    let width = key.width.max(8);
    match key.tab {
        Tab::Properties => properties(log, row, key, width),
        Tab::Raw => Content { key, lines: raw(log, row, width), entries: Vec::new() },
        Tab::Why => Content { key, lines: why(log, row, width), entries: Vec::new() },
    }
}

fn properties(log: &EventLog, row: Row<'_>, key: ContentKey, width: usize) -> Content {
    let text = log.text(row);
    if text.lost().is_some() {
        return Content { key, lines: raw(log, row, width), entries: Vec::new() };
    }
    let event = text.whole().event();
    let mut page = Page { width, lines: Vec::new(), entries: Vec::new() };
    match &event.telemetry {
        Some(telemetry) => page.telemetry(&event, telemetry, log.catalog(), key.common),
        None => page.message(event.message.as_deref().unwrap_or_default()),
    }
    Content { key, lines: page.lines, entries: page.entries }
}

/// What the catalog says of a property.
struct Said {
    role: Role,
    text: String,
}

struct Page {
    width: usize,
    lines: Vec<DetailLine>,
    entries: Vec<(Field, Property)>,
}

impl Page {
    fn telemetry(
        &mut self,
        event: &Event,
        telemetry: &Telemetry,
        catalog: &Catalog,
        common: Common,
    ) {
        let payload = &telemetry.payload;
        let producer = event.producer.as_deref().unwrap_or_default();
        let of_own = |key: &str| own_said(catalog, producer, telemetry, key);
        for property in &payload.properties {
            self.entry(Field::Prop(property.key.clone()), property, of_own(&property.key).as_ref());
        }
        for property in &payload.measurements {
            let said = of_own(&property.key);
            self.entry(Field::Measurement(property.key.clone()), property, said.as_ref());
        }
        for property in &payload.extra {
            self.entry(Field::Any(property.key.clone()), property, None);
        }
        if self.lines.is_empty() {
            self.line(Role::Muted, "It has no properties of its own.");
        }
        if payload.common.is_empty() {
            return;
        }
        let (sign, word) = match common {
            Common::Folded => ('▸', "shows them"),
            Common::Shown => ('▾', "folds them"),
        };
        let count = thousands(payload.common.len() as u64);
        self.line(Role::Muted, &format!("{sign} common ({count}) · x {word}"));
        if common == Common::Shown {
            for property in &payload.common {
                let declared = catalog.common(producer, &property.key);
                let said = declared.map(|it| Said { role: Role::Muted, text: declaration(it) });
                self.entry(Field::Common(property.key.clone()), property, said.as_ref());
            }
        }
    }

    fn message(&mut self, message: &str) {
        let shown = start_of_bytes(message, VALUE);
        for line in shown.split('\n') {
            let ink = [Ink::new(Role::Text, line)];
            self.lines.extend(wrap(&ink, self.width, 0).into_iter().map(DetailLine::of));
        }
        self.cut(message.len() - shown.len());
    }

    /// A key, the type of its value and the value, then what was declared of it.
    fn entry(&mut self, field: Field, property: &Property, said: Option<&Said>) {
        let from = self.lines.len();
        let (value, kind, rest) = value_lines(property);
        let missing = said.filter(|said| said.role != Role::Muted);
        let missing = missing.map(|said| Ink::new(said.role, &format!("  ◂ {}", said.text)));
        self.key_and_value((&property.key, kind), &value, missing);
        self.cut(rest);
        if let Some(said) = said.filter(|it| it.role == Role::Muted && !it.text.is_empty()) {
            for text in wrap_words(&said.text, self.width.saturating_sub(4).max(8)) {
                let text = format!("    {text}");
                self.lines.push(DetailLine::of(vec![Ink { role: Role::Muted, text }]));
            }
        }
        let entry = self.entries.len();
        for line in &mut self.lines[from..] {
            line.entry = Some(entry);
        }
        self.entries.push((field, property.clone()));
    }

    /// A value of one line stands beside its key, a longer one below it.
    fn key_and_value(&mut self, (key, kind): (&str, &str), value: &[Inked], missing: Option<Ink>) {
        let column = KEY.min(self.width / 3);
        let key = Ink::new(Role::JsonKey, key);
        let gap = column.saturating_sub(width(&key.text)).max(1);
        let head = [key, Ink::new(Role::Muted, &format!("{:gap$}{kind:TYPE$}", ""))];
        let (first, below) = match value {
            [one] => (one.as_slice(), &[] as &[Inked]),
            lines => (&[] as &[Ink], lines),
        };
        let beside: Inked = head.iter().chain(first).cloned().chain(missing).collect();
        let mut lines = wrap(&beside, self.width, column + TYPE);
        for line in below {
            let indent = Ink::new(Role::Text, "  ");
            let line: Inked = std::iter::once(&indent).chain(line).cloned().collect();
            lines.extend(wrap(&line, self.width, 4));
        }
        self.lines.extend(lines.into_iter().map(DetailLine::of));
    }

    fn cut(&mut self, rest: usize) {
        if rest > 0 {
            let rest = thousands(rest as u64);
            self.line(Role::Warning, &format!("    … {rest} bytes more: v shows the raw text"));
        }
    }

    fn line(&mut self, role: Role, text: &str) {
        let ink = [Ink::new(role, text)];
        self.lines.extend(wrap(&ink, self.width, 2).into_iter().map(DetailLine::of));
    }
}

/// A value as lines, its type, and how many bytes of it are left out.
fn value_lines(property: &Property) -> (Vec<Inked>, &'static str, usize) {
    let json = property.value.get();
    let kind = type_word(json);
    let text = property.text();
    let shown = start_of_bytes(&text, VALUE);
    let rest = text.len() - shown.len();
    if rest == 0 && is_nested(&text) && text.len() > 2 {
        let mut lines = pretty(&text);
        if kind == "string"
            && let Some(first) = lines.first_mut()
        {
            first.insert(0, Ink { role: Role::Muted, text: JSON_IN_STRING.to_owned() });
        }
        return (lines, kind, 0);
    }
    if kind == "string" {
        let lines = shown.trim_end_matches('\n').split('\n');
        return (lines.map(|line| vec![Ink::new(Role::JsonString, line)]).collect(), kind, rest);
    }
    (vec![vec![Ink::new(role(json), shown)]], kind, rest)
}

/// What is to be said of an own property: its declaration, or that it has none.
fn own_said(catalog: &Catalog, producer: &str, telemetry: &Telemetry, key: &str) -> Option<Said> {
    if telemetry.undeclared.iter().any(|undeclared| undeclared == key) {
        return Some(Said { role: Role::PurposeMissing, text: "undeclared".to_owned() });
    }
    if telemetry.declared != Declared::Yes {
        return None;
    }
    let event = catalog.lookup(producer, &telemetry.event).event()?;
    match catalog.property(producer, event, key) {
        PropertyLookup::Own(found) | PropertyLookup::Common(found) => {
            Some(Said { role: Role::Muted, text: declaration(found) })
        }
        PropertyLookup::Undeclared => None,
    }
}

/// `SystemMetaData · FeatureInsight · How long it took.`
fn declaration(declared: &crate::catalog::PropertyDeclaration) -> String {
    let endpoint = declared.endpoint.as_deref().filter(|endpoint| *endpoint != "none");
    let endpoint = endpoint.map(|endpoint| format!("endpoint {endpoint}"));
    let parts = [
        declared.classification.as_deref(),
        declared.purpose.as_deref(),
        endpoint.as_deref(),
        declared.comment.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
