//! Everything that is declared, and what a logged event or property was declared as.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use crate::event::{Declared, Purpose, Purposes};

use super::conflict::Conflict;
use super::declaration::{EventDeclaration, PropertyDeclaration};
use super::declarations::Declarations;
use super::names::{event_key, fold};
use super::version::Version;

/// All declarations, by producer. Producers compare in any case.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    producers: BTreeMap<String, Producer>,
    /// Of files that nobody knows the producer of.
    nameless: Vec<Declarations>,
}

/// One producer and what its files declare; the one that counts most is asked first.
#[derive(Clone, Debug)]
struct Producer {
    name: String,
    files: Vec<Declarations>,
}

impl Producer {
    /// Puts a file in its place; on what it and the others disagree.
    fn add(&mut self, file: Declarations) -> Vec<Conflict> {
        let at = self.files.iter().position(|known| file.origin.outranks(&known.origin));
        let at = at.unwrap_or(self.files.len());
        let mut conflicts = Vec::new();
        for (i, known) in self.files.iter().enumerate() {
            // Of an event in several files only the one that counts is compared.
            let counts =
                |key: &str| self.files[..i].iter().all(|before| before.event(key).is_none());
            let (winner, loser) = if at <= i { (&file, known) } else { (known, &file) };
            conflicts.extend(Conflict::between(&self.name, winner, loser, counts));
        }
        self.files.insert(at, file);
        conflicts
    }
}

/// One file and how much it declares for one producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaringFile<'a> {
    /// The producer; empty where nobody knows it.
    pub producer: &'a str,
    /// The file.
    pub file: &'a Path,
    /// The version of what it came with, where that is known.
    pub build: Option<&'a str>,
    /// How many events it declares.
    pub events: usize,
    /// How many properties these have together, each event's counted for itself.
    pub properties: usize,
    /// How many common properties it declares.
    pub common: usize,
}

impl<'a> DeclaringFile<'a> {
    fn new(producer: &'a str, file: &'a Declarations) -> Self {
        Self {
            producer,
            file: &file.origin.file,
            build: file.origin.build.as_ref().map(Version::as_str),
            events: file.events().len(),
            properties: file.events().iter().map(|event| event.properties.len()).sum(),
            common: file.common.len(),
        }
    }
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
    /// Neither lists it, but the event's plan tells in prose what it carries, or not at all.
    Untold,
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
        let unlisted =
            if event.is_open() { PropertyLookup::Untold } else { PropertyLookup::Undeclared };
        self.common(producer, key).map_or(unlisted, PropertyLookup::Common)
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

    /// How many producers have a catalog.
    pub(super) fn producer_count(&self) -> usize {
        self.producers.len()
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

    /// Everything that is declared, producer by producer.
    pub(super) fn declarations(&self) -> impl Iterator<Item = &Declarations> {
        self.producers.values().flat_map(|producer| &producer.files).chain(&self.nameless)
    }

    /// The same, each with its producer.
    pub(super) fn by_file(&self) -> impl Iterator<Item = (&str, &Declarations)> {
        let known = self.producers.values();
        let known = known.flat_map(|it| it.files.iter().map(|file| (it.name.as_str(), file)));
        known.chain(self.nameless.iter().map(|file| ("", file)))
    }

    /// Adds a file that counts less than all that its producer has.
    pub(super) fn append(&mut self, producer: &str, declarations: Declarations) {
        if producer.is_empty() {
            self.nameless.push(declarations);
            return;
        }
        let entry = self.producers.entry(fold(producer).into_owned());
        let entry = entry.or_insert_with(|| Producer { name: producer.to_owned(), files: vec![] });
        entry.files.push(declarations);
    }

    /// Every file that declares something, producer by producer, the one that counts first; those
    /// whose producer nobody knows come last.
    pub fn files(&self) -> impl Iterator<Item = DeclaringFile<'_>> {
        self.by_file().map(|(producer, file)| DeclaringFile::new(producer, file))
    }

    /// Adds one file's declarations for `producer`, empty where nobody knows it; on what it and
    /// the files known before disagree. A file that declares nothing leaves no trace.
    pub(super) fn add(&mut self, producer: &str, declarations: Declarations) -> Vec<Conflict> {
        if declarations.is_empty() {
            return Vec::new();
        }
        if producer.is_empty() {
            self.nameless.push(declarations);
            return Vec::new();
        }
        let entry = self.producers.entry(fold(producer).into_owned());
        let entry = entry.or_insert_with(|| Producer { name: producer.to_owned(), files: vec![] });
        entry.add(declarations)
    }

    /// Adds what `other` declares; on what it and this catalog disagree. Where both list an event,
    /// the declaration of the newer build counts, else that of `other`, which comes later.
    pub fn join(&mut self, other: Self) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for (key, producer) in other.producers {
            if let Some(known) = self.producers.get_mut(&key) {
                // The file that counts most is added last, as if it had been named so.
                let files = producer.files.into_iter().rev();
                conflicts.extend(files.flat_map(|file| known.add(file)));
            } else {
                self.producers.insert(key, producer);
            }
        }
        self.nameless.splice(0..0, other.nameless);
        conflicts
    }

    /// On what `older` disagrees with this catalog, without taking anything from it.
    pub(super) fn compare(&self, older: &Self) -> Vec<Conflict> {
        let pairs =
            older.producers.iter().filter_map(|(key, it)| Some((self.producers.get(key)?, it)));
        pairs
            .flat_map(|(mine, theirs)| {
                let files = mine.files.first().into_iter();
                files.flat_map(|file| {
                    let other = theirs.files.iter();
                    other.filter_map(|it| Conflict::between(&mine.name, file, it, |_| true))
                })
            })
            .collect()
    }

    /// Lets `explicit`, which somebody named, win over this catalog, which was found: a producer
    /// in `explicit` has nothing but what `explicit` declares for it.
    pub fn merge(&mut self, explicit: Self) {
        self.producers.extend(explicit.producers);
        self.nameless.splice(0..0, explicit.nameless);
    }
}
