//! What was declared of one event and of one property, as its file spells it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::event::{Purpose, Purposes};

use super::properties::PropertyList;

/// How the name of a declared property matches the keys that are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameMatch {
    /// The key is the name.
    #[default]
    Exact,
    /// The key starts with the name: a `${wildcard}` with its `${prefix}`.
    Prefix,
    /// The key is the name with digits for each `<NUMBER>`.
    Number,
}

/// One declared property or measurement. Words are kept as spelled: their sets are open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropertyDeclaration {
    /// Its name; of a wildcard, the prefix.
    pub name: String,
    /// How the name matches.
    pub matching: NameMatch,
    /// Such as `SystemMetaData`.
    pub classification: Option<String>,
    /// Such as `FeatureInsight`.
    pub purpose: Option<String>,
    /// Where else it may go (`none`, `GoogleAnalyticsId` …), in either spelling of the key.
    pub endpoint: Option<String>,
    /// What it is, in its author's words.
    pub comment: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it shall end.
    pub expiration: Option<String>,
    /// Whether it is a number to be measured.
    pub is_measurement: bool,
}

impl PropertyDeclaration {
    /// The purpose, where it is one that VS Code knows.
    pub fn known_purpose(&self) -> Option<Purpose> {
        self.purpose.as_deref().and_then(|word| Purpose::declared(word.trim()))
    }
}

/// What a plan in prose says of an event, and what it leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The line of the document, counted from 1.
    pub line: usize,
    /// The purposes that clear words tell; empty where none does.
    pub purposes: Purposes,
    /// How much is told of what it carries.
    pub data: PlannedData,
    /// Whether the event is named in words (`Search executed`), which stand for every name of the
    /// same letters.
    pub in_words: bool,
}

/// How much a plan tells of what an event carries. A plan tells types of hardly any key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlannedData {
    /// Every key.
    Keys,
    /// Some or all of it in prose, so that any key may be meant.
    Prose,
    /// Nothing.
    #[default]
    Untold,
}

impl PlannedData {
    /// What two places of a document tell together.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Prose, _) | (_, Self::Prose) => Self::Prose,
            (Self::Keys, _) | (_, Self::Keys) => Self::Keys,
            (Self::Untold, Self::Untold) => Self::Untold,
        }
    }
}

/// One declared event.
#[derive(Clone, Debug)]
pub struct EventDeclaration {
    /// Its name as declared, which may carry a prefix and any case.
    pub name: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What it is, in its author's words.
    pub comment: Option<String>,
    /// What some hand-written catalogs have for a comment.
    pub description: Option<String>,
    /// When it shall end.
    pub expiration: Option<String>,
    /// Its own properties and measurements.
    pub properties: PropertyList,
    /// What only a plan in prose says; `None` of one that a catalog in JSON declares.
    pub plan: Option<Planned>,
    /// The file that declares it.
    pub origin: Arc<PathBuf>,
}

impl EventDeclaration {
    /// The purposes its own properties state, or a plan for the whole event; [`Purpose::None`]
    /// where no known one is stated.
    pub fn purposes(&self) -> Purposes {
        let planned = self.plan.map(|plan| plan.purposes).unwrap_or_default();
        let own = self.properties.iter().filter_map(PropertyDeclaration::known_purpose);
        let stated: Purposes = own.fold(planned, Purposes::with);
        if stated.is_empty() { Purposes::only(Purpose::None) } else { stated }
    }

    /// Whether it may carry keys that are declared, but not by name: a plan tells them in prose
    /// or not at all.
    pub fn is_open(&self) -> bool {
        self.plan.is_some_and(|plan| plan.data != PlannedData::Keys)
    }

    /// The file that declares it.
    pub fn file(&self) -> &Path {
        &self.origin
    }

    /// Adds what `other`, a second declaration of the same event, says beyond this one.
    pub(super) fn absorb(&mut self, other: Self) {
        self.owner = self.owner.take().or(other.owner);
        self.comment = self.comment.take().or(other.comment);
        self.description = self.description.take().or(other.description);
        self.expiration = self.expiration.take().or(other.expiration);
        self.properties.extend(other.properties);
        if let (Some(plan), Some(other)) = (&mut self.plan, other.plan) {
            plan.purposes = other.purposes.iter().fold(plan.purposes, Purposes::with);
            plan.data = plan.data.and(other.data);
        }
    }
}
