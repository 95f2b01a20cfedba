//! A plan in prose, a Markdown document with tables of events, read as a catalog.
//!
//! The likeness is the telemetry document of the `FastAPI` extension: `Event | Data | Why`, with
//! names and data in words where their author liked that better. What cannot be told for sure is
//! not guessed but said, with its line: a row without a name, data in words, a purpose without a
//! clear word, columns and tables of other things.

mod columns;
mod inline;
mod keys;
mod markdown;
mod name;
mod purpose;
mod remarks;
mod table;
mod whose;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::check::Remark;
use super::declaration::{EventDeclaration, PropertyDeclaration};
use super::names::fold;
use super::properties::PropertyList;
use super::shape::Shape;
use remarks::Remarks;

/// No plan is longer, in bytes: parsed rows take many times theirs.
pub(super) const LIMIT: u64 = 4 << 20;

/// So many events and properties are read of one document: those of a row multiply.
const MOST: usize = 100_000;

/// What was read of a plan, for whoever wrote it.
#[derive(Clone, Debug)]
pub struct PlanReport {
    /// The document.
    pub file: Arc<PathBuf>,
    /// What was mapped, in one line that names the document.
    pub mapped: String,
    /// What was not, by line.
    pub unmapped: Vec<Remark>,
}

/// What a document declares.
#[derive(Debug)]
pub(super) struct Plan {
    /// By the extension that the document names above a table, or at all.
    pub(super) parts: Vec<(Option<String>, Shape)>,
    pub(super) report: PlanReport,
}

/// Whether the name of `file` is that of a Markdown document.
pub(super) fn is_markdown(file: &Path) -> bool {
    let extension = file.extension().and_then(|it| it.to_str());
    extension.is_some_and(|it| ["md", "markdown"].iter().any(|md| md.eq_ignore_ascii_case(it)))
}

/// The plan in `text`, the content of `file`; `None` where no table declares anything.
pub(super) fn read(file: &Path, text: &str) -> Option<Plan> {
    let document = markdown::read(text);
    let mut reader = Reader {
        file: Arc::new(file.to_owned()),
        parts: BTreeMap::new(),
        remarks: Remarks::about(file),
        sum: Sum::default(),
    };
    let whole = whose::of_document(&document);
    for table in &document.tables {
        reader.table(table, whole.as_deref());
    }
    if reader.sum.tables == 0 {
        return None;
    }
    reader.remarks.rows_passed(document.passed + reader.sum.passed);
    reader.parts.values().for_each(|part| reader.sum.add(&part.events));
    reader.sum.end(&mut reader.remarks);
    let mapped = format!("{}: {}", file.display(), reader.sum.told());
    let report =
        PlanReport { file: Arc::clone(&reader.file), mapped, unmapped: reader.remarks.by_line() };
    let parts = reader.parts.into_iter().map(|(id, part)| {
        let shape = Shape { events: part.events, common: Arc::new(part.common) };
        (Some(id).filter(|id| !id.is_empty()), shape)
    });
    Some(Plan { parts: parts.collect(), report })
}

/// A document being read.
struct Reader<'a> {
    file: Arc<PathBuf>,
    /// By producer, empty for the one that the document does not name.
    parts: BTreeMap<String, Part>,
    remarks: Remarks<'a>,
    sum: Sum,
}

#[derive(Default)]
struct Part {
    events: Vec<EventDeclaration>,
    common: PropertyList,
}

impl Part {
    fn common(&mut self, properties: impl IntoIterator<Item = PropertyDeclaration>) -> usize {
        let before = self.common.len();
        properties.into_iter().for_each(|it| self.common.add(it));
        self.common.len() - before
    }
}

/// How much was mapped.
#[derive(Debug, Default)]
struct Sum {
    tables: usize,
    events: usize,
    in_words: usize,
    keys: usize,
    common: usize,
    with_purpose: usize,
    /// Of events and properties, repeated ones too.
    declarations: usize,
    /// Rows with more of them than are read.
    passed: usize,
}

impl Sum {
    /// Counts events, each name once.
    fn add(&mut self, events: &[EventDeclaration]) {
        let mut seen: HashMap<Cow<'_, str>, bool> = HashMap::new();
        for event in events {
            let Some(plan) = event.plan else { continue };
            let known = seen.len();
            let has_purpose = seen.entry(fold(&event.name)).or_default();
            *has_purpose |= !plan.purposes.is_empty();
            self.in_words += usize::from(plan.in_words && seen.len() > known);
        }
        self.events += seen.len();
        self.with_purpose += seen.values().filter(|has| **has).count();
    }

    fn told(&self) -> String {
        let counted = |n: usize, one: &str, many: &str| {
            if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
        };
        let tables = counted(self.tables, "table", "tables");
        let events = counted(self.events, "event", "events");
        let keys = counted(self.keys, "key", "keys");
        let common = counted(self.common, "common property", "common properties");
        format!(
            "read {tables}: {events} ({} named in words, {} with a purpose), {keys}, {common}",
            self.in_words, self.with_purpose
        )
    }

    fn end(&self, remarks: &mut Remarks<'_>) {
        if self.in_words > 0 {
            remarks.in_words(self.in_words);
        }
        if self.common == 0 {
            remarks.no_common();
        }
    }
}

#[cfg(test)]
mod tests;
