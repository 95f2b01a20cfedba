//! A table of a plan → declarations.

use std::sync::Arc;

use crate::event::{Purpose, Purposes};

use super::super::check::is_classification;
use super::super::declaration::{EventDeclaration, Planned, PlannedData, PropertyDeclaration};
use super::super::properties::PropertyList;
use super::columns::{self, About, Column};
use super::inline::plain;
use super::keys::{Key, Keys, is_number, keys};
use super::markdown::{Row, Table};
use super::name::{Name, Named, names};
use super::{MOST, Reader, purpose, whose};

/// What a row says beside names.
#[derive(Default)]
struct Said {
    keys: Vec<Key>,
    data: Option<PlannedData>,
    remark: Option<String>,
    owner: Option<String>,
    classification: Option<String>,
    purposes: Purposes,
    is_number: bool,
}

impl Said {
    /// The only purpose; of several nobody knows which is that of a single property.
    fn purpose(&self) -> Option<Purpose> {
        let mut purposes = self.purposes.iter();
        purposes.next().filter(|_| purposes.next().is_none())
    }

    /// Adds what one cell says.
    fn carries(&mut self, mut found: Keys) {
        let data = if found.prose.is_empty() { PlannedData::Keys } else { PlannedData::Prose };
        self.data = Some(self.data.map_or(data, |known| known.and(data)));
        self.keys.append(&mut found.keys);
    }

    fn property(&self, key: &Key) -> PropertyDeclaration {
        PropertyDeclaration {
            name: key.name.clone(),
            matching: key.matching,
            classification: self.classification.clone(),
            purpose: self.purpose().map(|it| it.as_str().to_owned()),
            comment: key.remark.clone(),
            is_measurement: key.is_number || self.is_number,
            ..PropertyDeclaration::default()
        }
    }
}

impl Reader<'_> {
    /// Reads one table; `whole` is the extension that the document is about.
    pub(super) fn table(&mut self, table: &Table<'_>, whole: Option<&str>) {
        let (columns, about) = columns::of(table);
        match about {
            About::Nothing => return self.remarks.other_table(table.line),
            About::Orphans => return self.remarks.orphans(table.line),
            About::Events | About::Common | About::Event(_) => self.sum.tables += 1,
        }
        for (head, column) in table.columns.iter().zip(&columns) {
            if *column == Column::Foreign && !head.is_empty() {
                self.remarks.foreign_column(table.line, &plain(head));
            }
        }
        let is_data = |it: &Column| matches!(it, Column::Data | Column::Measured);
        if about == About::Events && !columns.iter().any(is_data) {
            self.remarks.no_data_column(table.line);
        }
        // A heading that names an event in code is not also one of an extension.
        let above = match about {
            About::Event(_) => &table.headings[..table.headings.len().saturating_sub(1)],
            _ => &table.headings,
        };
        let producer = whose::of_headings(above).or_else(|| whole.map(str::to_owned));
        let producer = producer.unwrap_or_default();
        for row in &table.rows {
            if row.is_longer {
                self.remarks.longer_row(row.line);
            }
            match &about {
                About::Events => self.events(row, &columns, &producer),
                About::Event(name) => {
                    let said = self.said(row, &columns, &key_of(row, &columns));
                    let name = Name { text: name.clone(), in_words: false };
                    self.event(row.line, name, &said, &producer);
                }
                _ => {
                    let said = self.said(row, &columns, &key_of(row, &columns));
                    self.common(&said, &producer);
                }
            }
        }
    }

    /// A row that names events, or all of them.
    fn events(&mut self, row: &Row<'_>, columns: &[Column], producer: &str) {
        let cell = cell(row, columns, Column::Event).unwrap_or_default();
        let names = match names(cell) {
            Named::Events(names) => names,
            Named::Nothing => return self.remarks.nameless(row.line),
            Named::Prose => return self.remarks.no_name(row.line, &plain(cell)),
        };
        let said = self.said(row, columns, &plain(cell));
        if let [Name { text, .. }] = names.as_slice()
            && columns::is_every_event(text)
        {
            return self.common(&said, producer);
        }
        for name in names {
            self.event(row.line, name, &said, producer);
        }
    }

    fn common(&mut self, said: &Said, producer: &str) {
        if !self.has_room(said.keys.len()) {
            return;
        }
        let part = self.parts.entry(producer.to_owned()).or_default();
        self.sum.common += part.common(said.keys.iter().map(|key| said.property(key)));
    }

    /// Whether so many declarations more are read; counts them.
    fn has_room(&mut self, declarations: usize) -> bool {
        self.sum.declarations += declarations;
        let has_room = self.sum.declarations <= MOST;
        self.sum.passed += usize::from(!has_room);
        has_room
    }

    fn event(&mut self, line: usize, name: Name, said: &Said, producer: &str) {
        if !self.has_room(1 + said.keys.len()) {
            return;
        }
        let mut properties = PropertyList::default();
        said.keys.iter().for_each(|key| properties.add(said.property(key)));
        self.sum.keys += properties.len();
        let event = EventDeclaration {
            name: name.text,
            owner: said.owner.clone(),
            comment: said.remark.clone(),
            description: None,
            expiration: None,
            properties,
            plan: Some(Planned {
                line,
                purposes: said.purposes,
                data: said.data.unwrap_or_default(),
                in_words: name.in_words,
            }),
            origin: Arc::clone(&self.file),
        };
        self.parts.entry(producer.to_owned()).or_default().events.push(event);
    }

    /// What `row` says of `of`, which is what its remarks call it.
    fn said(&mut self, row: &Row<'_>, columns: &[Column], of: &str) -> Said {
        let mut said = Said::default();
        for (column, cell) in columns.iter().zip(&row.cells) {
            if matches!(column, Column::Data | Column::Measured) {
                let mut found = keys(cell);
                if *column == Column::Measured {
                    found.keys.iter_mut().for_each(|key| key.is_number = true);
                }
                if !found.prose.is_empty() {
                    self.remarks.prose(row.line, of, &found.prose);
                }
                said.carries(found);
            }
        }
        let text = |column| cell(row, columns, column).map(plain).filter(|it| !it.is_empty());
        let (why, remark) = (text(Column::Why), text(Column::Remark));
        said.owner = text(Column::Owner);
        // A remark on a property tells what it is, one on an event also what for.
        let is_event = columns.contains(&Column::Event);
        if let Some(why) = why.as_ref().or(remark.as_ref().filter(|_| is_event)) {
            said.purposes = purpose::told(why);
            if said.purposes.is_empty() {
                self.remarks.no_purpose(row.line, of, why);
            }
        }
        said.remark = remark.or(why);
        if let Some(kind) = text(Column::Kind) {
            self.kind(row.line, &kind, of, &mut said);
        }
        if !is_event {
            // What is said in a row of properties is said of these, not of their event.
            said.owner = None;
            let remark = said.remark.take();
            if let [only] = said.keys.as_mut_slice() {
                only.remark = only.remark.take().or(remark);
            }
        }
        said
    }

    fn kind(&mut self, line: usize, kind: &str, of: &str, said: &mut Said) {
        let texts = ["string", "text", "boolean", "bool", "flag", "enum", "uuid", "date", "none"];
        let word = kind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if is_classification(kind) {
            said.classification = Some(kind.to_owned());
        } else if is_number(kind) {
            said.is_number = true;
        } else if !texts.iter().any(|it| it.eq_ignore_ascii_case(word)) {
            self.remarks.no_kind(line, of, kind);
        }
    }
}

/// The key of a row of properties, for remarks.
fn key_of(row: &Row<'_>, columns: &[Column]) -> String {
    let wanted = [Column::Data, Column::Measured];
    wanted.iter().find_map(|it| cell(row, columns, *it)).map(plain).unwrap_or_default()
}

fn cell<'r>(row: &'r Row<'_>, columns: &[Column], wanted: Column) -> Option<&'r str> {
    let at = columns.iter().position(|column| *column == wanted)?;
    row.cells.get(at).map(AsRef::as_ref)
}
