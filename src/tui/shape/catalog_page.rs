//! The page of the catalog as headings, cells and sentences.

use crate::config::theme::Role;
use crate::pipeline::Stage;
use crate::store::EventLog;

use super::super::model::{CatalogState, Cursor, Model, Sort};
use super::super::text::{Ink, Inked, all_of, counted, fill, fit, thousands};
use super::catalog::{
    CatalogEvent, CatalogLine, CatalogRow, CatalogSum, FILE, FIRED, Fate, NAME, OWNER, PROPERTIES,
    PURPOSES, PropertyLine, STATE, bare,
};
use super::figures::number;
use super::prose::Prose;
use super::row::purpose_words;
use super::sources::end_of;
use super::stats::reading_or_none;
use super::table::{Heading, TablePage};

/// So wide is the word for what became of an event; narrower columns hold its sign.
const WORD: usize = 12;

/// Which events are listed, tab by tab.
pub(in crate::tui) const CATALOG_TABS: [&str; 4] = ["all", "fired", "never fired", "undeclared"];

/// The page.
pub(in crate::tui) struct CatalogPage<'a> {
    model: &'a Model,
    log: &'a EventLog,
}

/// The page as it is now.
pub(in crate::tui) const fn catalog_page<'a>(
    model: &'a Model,
    log: &'a EventLog,
) -> CatalogPage<'a> {
    CatalogPage { model, log }
}

impl CatalogPage<'_> {
    const fn state(&self) -> &CatalogState {
        &self.model.declared
    }

    fn row(&self, at: usize) -> Option<&CatalogRow> {
        self.state().table.rows.get(at)
    }
}

impl TablePage for CatalogPage<'_> {
    fn headings(&self) -> Vec<Heading> {
        vec![
            Heading::left("event", (16, 48), 0),
            Heading::right("fired", 7, 1),
            Heading::left("state", (1, WORD), 2),
            Heading::right("properties", 11, 5),
            Heading::left("purpose", (12, 26), 3),
            Heading::left("owner", (10, 16), 6),
            Heading::left("declared in", (16, 80), 4),
        ]
    }

    fn len(&self) -> usize {
        self.state().table.rows.len()
    }

    fn cell(&self, at: usize, column: usize, width: usize) -> Inked {
        match self.row(at) {
            Some(CatalogRow { line: CatalogLine::Event(event), .. }) => {
                event_cell(event, column, width)
            }
            Some(row) => producer_cell(row, column, width),
            None => Inked::new(),
        }
    }

    fn whole(&self, at: usize, width: usize) -> Option<Inked> {
        match &self.row(at)?.line {
            CatalogLine::Property { property, .. } => Some(property_line(property, width)),
            _ => None,
        }
    }

    fn title(&self) -> Inked {
        // What never fired may yet, while the log is read.
        let against = if self.model.stage == Stage::Loading {
            format!(" · {} so far", counted(self.log.len() as u64, "record"))
        } else {
            format!(" against {}", all_of(self.log.len(), "record"))
        };
        vec![
            Ink { role: Role::Title, text: "Catalog".to_owned() },
            Ink { role: Role::Muted, text: against },
        ]
    }

    fn tabs(&self) -> (&'static [&'static str], usize) {
        (&CATALOG_TABS, self.state().table.tab)
    }

    fn foot(&self) -> Inked {
        let CatalogSum { declared, fired, undeclared, unknown } = self.state().sum;
        let mut line = Inked::new();
        if undeclared > 0 {
            let text = format!("▲ {} undeclared · ", thousands(undeclared));
            line.push(Ink { role: Role::Finding, text });
        }
        let text = format!("{} of {} declared fired", thousands(fired), thousands(declared));
        line.push(Ink { role: Role::Muted, text });
        if unknown.0 > 0 {
            let of = counted(unknown.0, "producer");
            line.push(Ink { role: Role::Muted, text: format!(" · no catalog for {of}") });
        }
        line
    }

    fn about(&self, at: usize, width: usize) -> Vec<Inked> {
        let Some(row) = self.row(at) else { return Vec::new() };
        let mut page = Prose::new(width);
        about_row(&mut page, row);
        page.lines
    }

    fn about_lines(&self) -> u16 {
        3
    }

    fn empty(&self, width: usize) -> Vec<Inked> {
        let mut page = Prose::new(width);
        if self.log.catalog().is_empty() {
            no_catalog(&mut page);
        } else if self.log.is_empty() && self.state().table.tab == 1 {
            reading_or_none(&mut page, self.model, self.log);
        } else {
            page.say(Role::Text, nothing_in(self.state().table.tab));
            let of = counted(self.state().sum.declared, "declared event");
            let text =
                format!("{of} and {} were compared.", counted(self.log.len() as u64, "record"));
            page.say(Role::Muted, &text);
        }
        page.lines
    }

    fn cursor(&self) -> Cursor {
        self.state().table.cursor
    }

    fn sort(&self) -> Sort {
        self.state().table.sort
    }
}

/// Why a tab has no row.
const fn nothing_in(tab: usize) -> &'static str {
    match tab {
        1 => "No declared event fired in this log.",
        2 => "Every declared event fired in this log.",
        3 => "No event fired that its producer's catalog does not list.",
        _ => "The catalogs declare no event.",
    }
}

fn no_catalog(page: &mut Prose) {
    page.say(Role::Text, "There is no catalog: nothing tells what was declared.");
    page.gap();
    page.item(
        "→",
        "telltail --catalog FILE names one: telemetry.json of an extension, or what \
                    `code --telemetry` prints",
    );
    page.item("→", "telltail --extensions-dir DIR looks into another folder of extensions");
    page.gap();
    page.say(
        Role::Muted,
        "By itself telltail looks into the editors that are installed (resources/app) and into \
         their folders of extensions (~/.vscode/extensions and its like); telltail doctor lists \
         those it found.",
    );
}

fn event_cell(event: &CatalogEvent, column: usize, width: usize) -> Inked {
    match column {
        NAME => {
            let sign = match (event.properties, event.unfolded) {
                (0, _) => "    ",
                (_, true) => "  ▾ ",
                (_, false) => "  ▸ ",
            };
            vec![
                Ink { role: Role::Muted, text: sign.to_owned() },
                Ink::new(Role::Event, bare(&event.name)),
            ]
        }
        FIRED => number(event.fired),
        STATE => {
            let word = event.fate.word();
            let text = if width < WORD { word.chars().take(1).collect() } else { word.to_owned() };
            vec![Ink { role: event.fate.role(), text }]
        }
        _ if event.fate == Fate::Undeclared => Inked::new(),
        PROPERTIES => number(event.properties),
        PURPOSES => vec![Ink::new(Role::Purpose, &purpose_words(event.purposes, width))],
        OWNER => vec![Ink::new(Role::Text, &event.owner)],
        _ => vec![Ink::new(Role::Muted, &end_of(&event.file, width))],
    }
}

fn producer_cell(row: &CatalogRow, column: usize, width: usize) -> Inked {
    let CatalogLine::Producer { folded, events, fired, properties, file } = &row.line else {
        return Inked::new();
    };
    match column {
        NAME => {
            let count = format!(" {}", thousands(*events));
            let room = width.saturating_sub(2 + count.len());
            vec![
                Ink { role: Role::Muted, text: (if *folded { "▸ " } else { "▾ " }).to_owned() },
                Ink { role: Role::Producer, text: fit(&row.producer, room) },
                Ink { role: Role::Muted, text: count },
            ]
        }
        FIRED => number(*fired),
        PROPERTIES => number(*properties),
        FILE => vec![Ink::new(Role::Muted, &end_of(file, width))],
        _ => Inked::new(),
    }
}

/// A property as one line: its words below each other's where there is room.
fn property_line(property: &PropertyLine, width: usize) -> Inked {
    let rest = if property.exact { "" } else { "…" };
    let name = format!("{}{rest}", property.name);
    let (named, classified) = if width < 100 { ((width / 4).max(10), 14) } else { (30, 22) };
    let word = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let mut line = vec![
        Ink { role: Role::Muted, text: "      ".to_owned() },
        Ink { role: Role::JsonKey, text: fill(&name, named) },
        Ink {
            role: Role::Text,
            text: format!(" {}", fill(&word(&property.classification), classified)),
        },
        Ink {
            role: Role::Purpose,
            text: format!(" {}", fill(&word(&property.purpose_word()), 11)),
        },
    ];
    if !matches!(property.endpoint.as_str(), "" | "none") {
        line.push(Ink::new(Role::Warning, &format!(" → {}", property.endpoint)));
    }
    if property.measurement {
        line.push(Ink { role: Role::Muted, text: " measurement".to_owned() });
    }
    if !property.comment.is_empty() {
        line.push(Ink::new(Role::Muted, &format!("  {}", property.comment)));
    }
    line
}

/// What is said of a row: its author's words, and what a key does here.
fn about_row(page: &mut Prose, row: &CatalogRow) {
    match &row.line {
        CatalogLine::Producer { events, fired, file, .. } => {
            let events = counted(*events, "event");
            let text = format!("{}: {events} here, {}", row.producer, fired_times(*fired));
            page.say(Role::Text, &text);
            page.say(Role::Muted, file);
        }
        CatalogLine::Event(event) if event.fate == Fate::Undeclared => {
            let text = format!(
                "{}/{} {}, and the catalog of {} does not list it.",
                row.producer,
                bare(&event.name),
                fired_times(event.fired),
                row.producer
            );
            page.say(Role::Text, &text);
        }
        CatalogLine::Event(event) => {
            let what = if event.comment.is_empty() { "no comment" } else { &event.comment };
            page.say(Role::Text, &format!("{}: {what}", bare(&event.name)));
            let owner = if event.owner.is_empty() { "nobody named" } else { &event.owner };
            let seen = fired_times(event.fired);
            page.say(Role::Muted, &format!("{seen} · owner {owner} · {}", event.file));
        }
        CatalogLine::Property { property, .. } => about_property(page, property),
    }
}

fn fired_times(count: u64) -> String {
    match count {
        0 => "never fired in this log".to_owned(),
        1 => "fired once".to_owned(),
        count => format!("fired {} times", thousands(count)),
    }
}

fn about_property(page: &mut Prose, property: &PropertyLine) {
    let word = |what: &str, text: &str| {
        if text.is_empty() { format!("no {what}") } else { format!("{what} {text}") }
    };
    let words = [
        word("classification", &property.classification),
        word("purpose", &property.purpose),
        word("endpoint", &property.endpoint),
    ];
    let sort = if property.measurement { " (a measurement)" } else { "" };
    page.say(Role::Text, &format!("{}{sort}: {}", property.name, words.join(" · ")));
    let comment = if property.comment.is_empty() { "no comment" } else { &property.comment };
    page.say(Role::Muted, comment);
}
