//! Everything that is declared, and what a logged event or property was declared as.

use std::collections::{BTreeMap, HashSet};

use crate::event::{Declared, Purpose, Purposes};

use super::declaration::{EventDeclaration, PropertyDeclaration};
use super::declarations::Declarations;
use super::names::{event_key, fold};

/// All declarations, by producer. Producers compare in any case.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    producers: BTreeMap<String, Producer>,
    /// Of files that nobody knows the producer of.
    nameless: Vec<Declarations>,
}

/// One producer and what its files declare, first come first asked.
#[derive(Clone, Debug)]
struct Producer {
    name: String,
    files: Vec<Declarations>,
}

/// What is known of an event.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'a> {
    /// A catalog lists it.
    Declared(&'a EventDeclaration),
    /// Its producer has a catalog that does not list it.
    Undeclared,
    /// There is no catalog for its producer.
    NoCatalog,
}

impl<'a> Lookup<'a> {
    /// The event's purposes, or why it has none.
    pub fn purposes(self) -> Purposes {
        match self {
            Self::Declared(event) => event.purposes(),
            Self::Undeclared => Purposes::only(Purpose::Undeclared),
            Self::NoCatalog => Purposes::only(Purpose::Unknown),
        }
    }

    /// Whether it was declared.
    pub fn declared(self) -> Declared {
        match self {
            Self::Declared(_) => Declared::Yes,
            Self::Undeclared => Declared::No,
            Self::NoCatalog => Declared::Unknown,
        }
    }

    /// Its declaration.
    pub fn event(self) -> Option<&'a EventDeclaration> {
        match self {
            Self::Declared(event) => Some(event),
            Self::Undeclared | Self::NoCatalog => None,
        }
    }
}

/// What is known of one property of a declared event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyLookup<'a> {
    /// The event's declaration lists it.
    Own(&'a PropertyDeclaration),
    /// It is one of the common properties of the event's catalog.
    Common(&'a PropertyDeclaration),
    /// Neither.
    Undeclared,
}

impl Catalog {
    /// What was declared of `event`, which may carry its prefix, in any case.
    ///
    /// A file of an unknown producer can declare an event of a producer without a catalog, but
    /// never makes one undeclared.
    pub fn lookup(&self, producer: &str, event: &str) -> Lookup<'_> {
        let producer = fold(producer);
        let key = event_key(&producer, event);
        if let Some(known) = self.producers.get(producer.as_ref()) {
            let found = known.files.iter().find_map(|file| file.event(&key));
            return found.map_or(Lookup::Undeclared, Lookup::Declared);
        }
        let prefixed = || event_key("", &format!("{producer}/{key}"));
        let nameless = |key: &str| self.nameless.iter().find_map(|file| file.event(key));
        let found = nameless(&key)
            .or_else(|| if self.nameless.is_empty() { None } else { nameless(&prefixed()) });
        found.map_or(Lookup::NoCatalog, Lookup::Declared)
    }

    /// What was declared of the property `key` of `event`, the declaration of an event of
    /// `producer`.
    pub fn property<'a>(
        &'a self,
        producer: &str,
        event: &'a EventDeclaration,
        key: &str,
    ) -> PropertyLookup<'a> {
        if let Some(own) = event.properties.get(key) {
            return PropertyLookup::Own(own);
        }
        self.common(producer, key).map_or(PropertyLookup::Undeclared, PropertyLookup::Common)
    }

    /// What was declared of the common property `key` of `producer`.
    pub fn common(&self, producer: &str, key: &str) -> Option<&PropertyDeclaration> {
        let known = self.producers.get(fold(producer).as_ref());
        let files = known.map_or(&self.nameless, |known| &known.files);
        files.iter().find_map(|file| file.common.get(key))
    }

    /// Whether nothing is declared at all.
    pub fn is_empty(&self) -> bool {
        self.producers.is_empty() && self.nameless.is_empty()
    }

    /// Whether there is a catalog for `producer`.
    pub fn has(&self, producer: &str) -> bool {
        self.producers.contains_key(fold(producer).as_ref())
    }

    /// Every producer with a catalog, as first spelled, in alphabetical order.
    pub fn producers(&self) -> impl Iterator<Item = &str> {
        self.producers.values().map(|producer| producer.name.as_str())
    }

    /// Every declared event of `producer`, each once, in the order of the files.
    pub fn events(&self, producer: &str) -> impl Iterator<Item = &EventDeclaration> {
        let producer = fold(producer).into_owned();
        let files = self.producers.get(&producer).map(|known| known.files.as_slice());
        let mut seen = HashSet::new();
        let events = files.into_iter().flatten().flat_map(Declarations::events);
        events.filter(move |event| seen.insert(event_key(&producer, &event.name)))
    }

    /// The common properties of `producer`, in the order of the files.
    pub fn common_properties(&self, producer: &str) -> impl Iterator<Item = &PropertyDeclaration> {
        let known = self.producers.get(fold(producer).as_ref());
        known.into_iter().flat_map(|known| &known.files).flat_map(|file| file.common.iter())
    }

    /// The events of files that nobody knows the producer of.
    pub fn nameless_events(&self) -> impl Iterator<Item = &EventDeclaration> {
        self.nameless.iter().flat_map(Declarations::events)
    }

    /// Adds one file's declarations for `producer`, empty where nobody knows it. A file that
    /// declares nothing leaves no trace.
    pub(super) fn add(&mut self, producer: &str, declarations: Declarations) {
        if declarations.is_empty() {
            return;
        }
        if producer.is_empty() {
            self.nameless.push(declarations);
            return;
        }
        let entry = self.producers.entry(fold(producer).into_owned());
        let entry = entry.or_insert_with(|| Producer { name: producer.to_owned(), files: vec![] });
        entry.files.push(declarations);
    }

    /// Adds what `other` declares. Where both list an event, this catalog's declaration counts.
    pub fn join(&mut self, other: Self) {
        for (key, producer) in other.producers {
            match self.producers.get_mut(&key) {
                Some(known) => known.files.extend(producer.files),
                None => drop(self.producers.insert(key, producer)),
            }
        }
        self.nameless.extend(other.nameless);
    }

    /// Lets `explicit`, which somebody named, win over this catalog, which was found: a producer
    /// in `explicit` has nothing but what `explicit` declares for it.
    pub fn merge(&mut self, explicit: Self) {
        self.producers.extend(explicit.producers);
        self.nameless.splice(0..0, explicit.nameless);
    }
}
