//! Declarations as they are saved with a session and come back from it: all that was read of one
//! file for one producer. Neither warns nor compares: that was done where the file was read.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::event::{Purpose, Purposes};

use super::declaration::{EventDeclaration, NameMatch, Planned, PlannedData, PropertyDeclaration};
use super::declarations::{Declarations, Origin};
use super::lookup::Catalog;
use super::properties::PropertyList;
use super::shape::Shape;
use super::version::Version;

/// What one file declares for one producer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedCatalog {
    /// The producer; empty where nobody knows it.
    pub producer: String,
    /// The file.
    pub file: String,
    /// The version of what it came with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build: Option<String>,
    /// The common properties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    common: Vec<SavedProperty>,
    events: Vec<SavedEvent>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct SavedEvent {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<SavedProperty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<SavedPlan>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct SavedProperty {
    name: String,
    /// `prefix` or `number`; none for a name that is the key.
    #[serde(skip_serializing_if = "String::is_empty")]
    matching: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    classification: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    measurement: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct SavedPlan {
    line: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    purposes: Vec<String>,
    /// `keys` or `prose`; none where nothing is told.
    #[serde(skip_serializing_if = "String::is_empty")]
    data: String,
    #[serde(skip_serializing_if = "is_false")]
    in_words: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Catalog {
    /// All of it, file by file, as it is saved: the one that counts first.
    pub fn saved(&self) -> impl Iterator<Item = SavedCatalog> {
        self.by_file().map(|(producer, declarations)| SavedCatalog {
            producer: producer.to_owned(),
            file: declarations.origin.file.display().to_string(),
            build: declarations.origin.build.as_ref().map(|it| it.as_str().to_owned()),
            common: declarations.common.iter().map(SavedProperty::of).collect(),
            events: declarations.events().iter().map(SavedEvent::of).collect(),
        })
    }

    /// Adds what was saved, behind what there is.
    pub fn restore(&mut self, saved: SavedCatalog) {
        let file = Arc::new(PathBuf::from(&saved.file));
        let shape = Shape {
            common: Arc::new(list(saved.common)),
            events: saved.events.into_iter().map(|event| event.restored(&file)).collect(),
        };
        let build = saved.build.as_deref().and_then(Version::parse);
        let origin = Origin { file, build };
        self.append(&saved.producer, Declarations::new(&saved.producer, shape, origin));
    }
}

impl SavedCatalog {
    /// All that was written for people to read: who owns what, what it is for, in which file that
    /// stands. Names are not of it: declarations are looked up by them.
    pub fn each_text(&mut self, told: &mut dyn FnMut(&mut String)) {
        told(&mut self.file);
        self.common.iter_mut().for_each(|property| property.each_text(told));
        for event in &mut self.events {
            let texts = [&mut event.owner, &mut event.comment, &mut event.description];
            texts.into_iter().flatten().for_each(&mut *told);
            event.properties.iter_mut().for_each(|property| property.each_text(told));
        }
    }

    /// How many events and properties it declares.
    pub fn size(&self) -> usize {
        let properties = self.events.iter().map(|event| event.properties.len()).sum::<usize>();
        self.common.len() + self.events.len() + properties
    }
}

impl SavedEvent {
    fn of(event: &EventDeclaration) -> Self {
        Self {
            name: event.name.clone(),
            owner: event.owner.clone(),
            comment: event.comment.clone(),
            description: event.description.clone(),
            expiration: event.expiration.clone(),
            properties: event.properties.iter().map(SavedProperty::of).collect(),
            plan: event.plan.as_ref().map(SavedPlan::of),
        }
    }

    fn restored(self, file: &Arc<PathBuf>) -> EventDeclaration {
        EventDeclaration {
            name: self.name,
            owner: self.owner,
            comment: self.comment,
            description: self.description,
            expiration: self.expiration,
            properties: list(self.properties),
            plan: self.plan.map(SavedPlan::restored),
            origin: Arc::clone(file),
        }
    }
}

impl SavedProperty {
    fn each_text(&mut self, told: &mut dyn FnMut(&mut String)) {
        let texts = [&mut self.owner, &mut self.comment];
        texts.into_iter().flatten().for_each(told);
    }

    fn of(property: &PropertyDeclaration) -> Self {
        let matching = match property.matching {
            NameMatch::Exact => "",
            NameMatch::Prefix => "prefix",
            NameMatch::Number => "number",
        };
        Self {
            name: property.name.clone(),
            matching: matching.to_owned(),
            classification: property.classification.clone(),
            purpose: property.purpose.clone(),
            endpoint: property.endpoint.clone(),
            comment: property.comment.clone(),
            owner: property.owner.clone(),
            expiration: property.expiration.clone(),
            measurement: property.is_measurement,
        }
    }

    fn restored(self) -> PropertyDeclaration {
        PropertyDeclaration {
            name: self.name,
            matching: match self.matching.as_str() {
                "prefix" => NameMatch::Prefix,
                "number" => NameMatch::Number,
                _ => NameMatch::Exact,
            },
            classification: self.classification,
            purpose: self.purpose,
            endpoint: self.endpoint,
            comment: self.comment,
            owner: self.owner,
            expiration: self.expiration,
            is_measurement: self.measurement,
        }
    }
}

impl SavedPlan {
    fn of(plan: &Planned) -> Self {
        let data = match plan.data {
            PlannedData::Keys => "keys",
            PlannedData::Prose => "prose",
            PlannedData::Untold => "",
        };
        Self {
            line: plan.line,
            purposes: plan.purposes.iter().map(|it| it.as_str().to_owned()).collect(),
            data: data.to_owned(),
            in_words: plan.in_words,
        }
    }

    fn restored(self) -> Planned {
        let purposes = self.purposes.iter().filter_map(|word| Purpose::declared(word));
        Planned {
            line: self.line,
            purposes: purposes.fold(Purposes::default(), Purposes::with),
            data: match self.data.as_str() {
                "keys" => PlannedData::Keys,
                "prose" => PlannedData::Prose,
                _ => PlannedData::Untold,
            },
            in_words: self.in_words,
        }
    }
}

fn list(saved: Vec<SavedProperty>) -> PropertyList {
    let mut list = PropertyList::default();
    for property in saved {
        list.add(property.restored());
    }
    list
}

#[cfg(test)]
mod tests;
