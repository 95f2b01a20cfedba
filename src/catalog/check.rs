//! What is wrong with catalogs, for the people who write them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::declaration::{EventDeclaration, PropertyDeclaration};
use super::declarations::Declarations;
use super::load::Loaded;
use super::properties::PropertyList;
use super::warnings::quoted;
use crate::event::Purpose;

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Worth a look.
    Note,
    /// Something is refused, passed over or contradicted.
    Warning,
}

impl Gravity {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
        }
    }
}

/// One thing to say about a catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub gravity: Gravity,
    /// A sentence that names the file.
    pub text: String,
}

/// The classifications that VS Code's documentation names. The set is open.
const CLASSIFICATIONS: [&str; 4] = [
    "SystemMetaData",
    "CallstackOrException",
    "PublicNonPersonalData",
    "EndUserPseudonymizedInformation",
];

/// Whether `word` is one of the documented classifications, in any case.
pub(super) fn is_classification(word: &str) -> bool {
    CLASSIFICATIONS.iter().any(|it| it.eq_ignore_ascii_case(word.trim()))
}

/// How many names stand for all in a remark.
const NAMED: usize = 3;

/// Everything there is to say about what was loaded: what was passed over, on what files
/// disagree, what of plans could not be mapped, then file by file what an extractor would refuse and what is left open.
pub fn check(loaded: &Loaded) -> Vec<Remark> {
    let warning = |text: String| Remark { gravity: Gravity::Warning, text };
    let mut remarks: Vec<Remark> = loaded.warnings.iter().cloned().map(warning).collect();
    remarks.extend(loaded.conflicts.iter().map(|it| warning(it.to_string())));
    remarks.extend(loaded.plans.iter().flat_map(|plan| plan.unmapped.iter().cloned()));
    let note = |text: &String| Remark { gravity: Gravity::Note, text: text.clone() };
    remarks.extend(loaded.notes.iter().map(note));
    // A file of the built-in extensions declares for many producers; it is one file to its author.
    let mut files: Vec<(&Arc<PathBuf>, Review)> = Vec::new();
    let mut known: HashMap<&Arc<PathBuf>, usize> = HashMap::new();
    for declarations in loaded.catalog.declarations() {
        let file = &declarations.origin.file;
        let at = *known.entry(file).or_insert_with(|| {
            files.push((file, Review::default()));
            files.len() - 1
        });
        files[at].1.read(declarations);
    }
    for (file, review) in files {
        review.tell(&file.display().to_string(), &mut remarks);
    }
    remarks
}

/// So many remarks are made of one file.
const MOST: usize = 40;

/// What was met in one file, by what is to be said of it.
#[derive(Default)]
struct Review {
    found: BTreeMap<Finding, Places>,
    /// The common properties that were read last: producers of one file share theirs.
    common: Option<Arc<PropertyList>>,
    /// Whether it is a plan in prose: to its author it is nothing what the extractor refuses.
    is_plan: bool,
}

/// How often something was met, and where first: names can be long, so few are kept.
#[derive(Default)]
struct Places {
    number: usize,
    first: Vec<String>,
}

/// In the order in which they are told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Finding {
    EndsInDigit,
    CalledValue,
    UnknownClassification(String),
    UnknownPurpose(String),
    NoClassification,
    NoPurpose,
    NoOwner,
    NoComment,
}

impl Finding {
    fn gravity(&self) -> Gravity {
        match self {
            Self::EndsInDigit | Self::CalledValue => Gravity::Warning,
            _ => Gravity::Note,
        }
    }

    /// What is said of so many.
    fn says(&self, number: usize) -> String {
        let (events, properties) = match number {
            1 => ("1 event".to_owned(), "1 property".to_owned()),
            n => (format!("{n} events"), format!("{n} properties")),
        };
        match self {
            Self::EndsInDigit => {
                format!("{events} with a name that ends in a digit, which the extractor refuses")
            }
            Self::CalledValue => {
                format!("{properties} called `value`, a name that the extractor refuses")
            }
            Self::UnknownClassification(word) => format!(
                "{properties} of the classification {}, which VS Code does not document",
                quoted(word)
            ),
            Self::UnknownPurpose(word) => format!(
                "{properties} for the purpose {}, which VS Code does not document and filters do \
                 not know",
                quoted(word)
            ),
            Self::NoClassification => format!("{properties} without a classification"),
            Self::NoPurpose => format!("{properties} without a purpose"),
            Self::NoOwner => format!("{events} without an owner"),
            Self::NoComment => format!("{events} without a comment"),
        }
    }
}

impl Review {
    fn read(&mut self, declarations: &Declarations) {
        self.is_plan = declarations.events().iter().any(|event| event.plan.is_some());
        for event in declarations.events() {
            self.event(event);
        }
        let common = &declarations.common;
        if self.common.as_ref().is_none_or(|known| !Arc::ptr_eq(known, common)) {
            self.common = Some(Arc::clone(common));
            for property in common.iter() {
                self.property("commonProperties", property);
            }
        }
    }

    fn event(&mut self, event: &EventDeclaration) {
        let name = || quoted(&event.name);
        if !self.is_plan && event.name.ends_with(|c: char| c.is_ascii_digit()) {
            self.add(Finding::EndsInDigit, name);
        }
        if says_nothing(event.owner.as_ref()) {
            self.add(Finding::NoOwner, name);
        }
        if says_nothing(event.comment.as_ref()) && says_nothing(event.description.as_ref()) {
            self.add(Finding::NoComment, name);
        }
        for property in event.properties.iter() {
            self.property(&event.name, property);
        }
    }

    fn property(&mut self, event: &str, property: &PropertyDeclaration) {
        let at = || quoted(&format!("{event}/{}", property.name));
        if !self.is_plan && property.name.eq_ignore_ascii_case("value") {
            self.add(Finding::CalledValue, at);
        }
        match property.classification.as_deref().map(str::trim) {
            None => self.add(Finding::NoClassification, at),
            Some(word) if is_classification(word) => {}
            Some(word) => self.add(Finding::UnknownClassification(word.to_owned()), at),
        }
        match property.purpose.as_deref().map(str::trim) {
            None => self.add(Finding::NoPurpose, at),
            Some(word) if Purpose::declared(word).is_some() => {}
            Some(word) => self.add(Finding::UnknownPurpose(word.to_owned()), at),
        }
    }

    fn add(&mut self, finding: Finding, at: impl FnOnce() -> String) {
        let places = self.found.entry(finding).or_default();
        places.number += 1;
        if places.first.len() < NAMED {
            places.first.push(at());
        }
    }

    fn tell(self, file: &str, remarks: &mut Vec<Remark>) {
        let more = self.found.len().saturating_sub(MOST);
        for (finding, Places { number, first }) in self.found.into_iter().take(MOST) {
            let rest = if number > NAMED { ", …" } else { "" };
            let text = format!("{file}: {}: {}{rest}", finding.says(number), first.join(", "));
            remarks.push(Remark { gravity: finding.gravity(), text });
        }
        if more > 0 {
            let text = format!("{file}: and {more} remarks more");
            remarks.push(Remark { gravity: Gravity::Note, text });
        }
    }
}

/// Whether a text is left out, or left empty as in a draft that waits to be filled in.
fn says_nothing(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
