//! Everything one file declares for one producer, with its events indexed by name.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::declaration::EventDeclaration;
use super::names::{event_key, fold, letters};
use super::properties::PropertyList;
use super::shape::Shape;
use super::version::Version;

/// Which file declares, and of which build.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// The file.
    pub(super) file: Arc<PathBuf>,
    /// The version of what it came with, where that is known.
    pub(super) build: Option<Version>,
}

impl Origin {
    /// Whether this file's word counts over that of `other`, which was named before it: its
    /// build is newer, or as new, or nobody can tell.
    pub(super) fn outranks(&self, other: &Self) -> bool {
        match (&self.build, &other.build) {
            (Some(mine), Some(theirs)) => mine >= theirs,
            _ => true,
        }
    }
}

/// The declarations of one producer in one file.
#[derive(Clone, Debug)]
pub(super) struct Declarations {
    events: Vec<EventDeclaration>,
    index: HashMap<String, usize>,
    /// Of events that a plan names in words, by their letters.
    in_words: HashMap<String, usize>,
    /// What the producer sends with every event. Shared: a file of many producers has one list.
    pub(super) common: Arc<PropertyList>,
    /// Where they stand.
    pub(super) origin: Origin,
}

impl Declarations {
    /// Indexes `shape`, which stands in `origin`, for `producer` (in any case; empty where nobody
    /// knows it).
    pub(super) fn new(producer: &str, shape: Shape, origin: Origin) -> Self {
        let producer = fold(producer);
        let mut declarations = Self {
            events: Vec::new(),
            index: HashMap::new(),
            in_words: HashMap::new(),
            common: shape.common,
            origin,
        };
        for event in shape.events {
            let key = event_key(&producer, &event.name);
            let (index, key) = match event.plan {
                Some(plan) if plan.in_words => (&mut declarations.in_words, letters(&key)),
                _ => (&mut declarations.index, key),
            };
            if let Some(at) = index.get(&key) {
                declarations.events[*at].absorb(event);
            } else {
                index.insert(key, declarations.events.len());
                declarations.events.push(event);
            }
        }
        declarations
    }

    /// Whether nothing at all is declared.
    ///
    /// A real extension ships the empty map that the extractor writes when it finds no source to
    /// read. That is not the statement that it sends nothing; taken as one, every event of the
    /// extension would be reported as undeclared.
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.common.is_empty()
    }

    /// The event that `key` (of [`event_key`]) stands for.
    pub(super) fn event(&self, key: &str) -> Option<&EventDeclaration> {
        let in_words = || {
            if self.in_words.is_empty() { None } else { self.in_words.get(&letters(key)) }
        };
        self.index.get(key).or_else(in_words).map(|at| &self.events[*at])
    }

    /// The events, in the order of the file.
    pub(super) fn events(&self) -> &[EventDeclaration] {
        &self.events
    }
}

/// For so many producers one file declares. A dump has one for each installed extension.
pub(super) const PRODUCERS: usize = 5_000;

/// Splits the editor's `telemetry-extensions.json` by the prefixes of its events: a plain name
/// (`git/`) is a built-in of the publisher `vscode`, a dotted one an extension's whole id. The
/// common properties are those of each. Events without a prefix come last, under an empty name.
///
/// A built-in without an event here gets nothing: the file does not speak of it. Beside the parts
/// it is told how many events are passed over because they have too many different prefixes.
pub(super) fn by_prefix(shape: Shape) -> (Vec<(String, Shape)>, usize) {
    let mut passed = 0;
    let mut split: BTreeMap<String, Shape> = BTreeMap::new();
    let mut rest = Shape { events: Vec::new(), common: shape.common };
    for event in shape.events {
        match event.name.split_once('/') {
            Some((prefix, _)) if !prefix.is_empty() => {
                let id = extension_id(prefix);
                if split.len() < PRODUCERS || split.contains_key(&id) {
                    split.entry(id).or_default().events.push(event);
                } else {
                    passed += 1;
                }
            }
            _ => rest.events.push(event),
        }
    }
    for shape in split.values_mut() {
        shape.common = Arc::clone(&rest.common);
    }
    let mut split: Vec<_> = split.into_iter().collect();
    if !rest.events.is_empty() {
        split.push((String::new(), rest));
    }
    (split, passed)
}

/// The id of the extension that is called `name` where the publisher may be left out.
pub(super) fn extension_id(name: &str) -> String {
    if name.contains('.') { name.to_owned() } else { format!("vscode.{name}") }
}
