//! One file that somebody named → a catalog of its own.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::conflict::Conflict;
use super::declarations::{Declarations, Origin, PRODUCERS, by_prefix};
use super::names::{CORE, fold, is_extension_id};
use super::plan::{Plan, PlanReport};
use super::producer::{Speaker, build_of};
use super::shape::{Shape, shape};
use super::sniff::{self, Content};
use super::version::{Version, split_folder};
use super::warnings::{Warnings, quoted};
use super::{Catalog, CatalogError, read};

/// A catalog, and what was odd about its files.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What was declared.
    pub catalog: Catalog,
    /// Sentences for a person, each naming its file.
    pub warnings: Vec<String>,
    /// On what files disagree.
    pub conflicts: Vec<Conflict>,
    /// What is right, but worth knowing for whoever wrote a file.
    pub notes: Vec<String>,
    /// What was read of plans in prose.
    pub plans: Vec<PlanReport>,
}

impl Loaded {
    /// Adds what was loaded later.
    pub fn join(&mut self, later: Self) {
        self.warnings.extend(later.warnings);
        self.notes.extend(later.notes);
        self.plans.extend(later.plans);
        self.conflicts.extend(later.conflicts);
        self.conflicts.extend(self.catalog.join(later.catalog));
    }

    /// Lets `named`, which somebody named, win over all this, which was found.
    pub fn merge(&mut self, named: Self) {
        // What is not asked any more may disagree.
        self.conflicts.retain(|conflict| !named.catalog.has(&conflict.producer));
        self.conflicts.extend(named.conflicts);
        self.warnings.extend(named.warnings);
        self.notes.extend(named.notes);
        self.plans.extend(named.plans);
        self.catalog.merge(named.catalog);
    }
}

/// What `--catalog` asks for: a file, and whose it is where that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The producer, when it was named.
    pub producer: Option<String>,
    /// The file.
    pub file: PathBuf,
}

impl Request {
    /// Reads `FILE` or `PRODUCER=FILE`.
    ///
    /// Before the `=` only an extension's id, `vscode`, `vscode-core` or `vscode-extensions` is a
    /// producer; any other `=` belongs to the file's name (`./a.b=c.json` for one that looks so).
    /// An argument that is not UTF-8 is a file.
    pub fn parse(argument: &OsStr) -> Self {
        let named = argument.to_str().and_then(|text| text.split_once('='));
        match named.filter(|(producer, _)| names_a_producer(producer)) {
            Some((producer, file)) => {
                Self { producer: Some(producer.to_owned()), file: PathBuf::from(file) }
            }
            None => Self { producer: None, file: PathBuf::from(argument) },
        }
    }

    /// Loads the file.
    ///
    /// # Errors
    /// When it cannot be read, is no catalog, or holds several though one producer was named.
    pub fn load(&self) -> Result<Loaded, CatalogError> {
        let content = read::file(&self.file, read::NAMED_LIMIT)?;
        from_content(&self.file, content, self.producer.as_deref())
    }
}

fn names_a_producer(name: &str) -> bool {
    let folded = fold(name);
    is_extension_id(name) || [CORE, "vscode-core", "vscode-extensions"].contains(&folded.as_ref())
}

/// Loads a catalog from its bytes; `file` is what it is called in words for a person.
///
/// # Errors
/// When it is no catalog.
pub fn load_bytes(file: &Path, bytes: &[u8]) -> Result<Loaded, CatalogError> {
    from_content(file, read::content(file, bytes)?, None)
}

fn from_content(
    file: &Path,
    content: read::Content,
    producer: Option<&str>,
) -> Result<Loaded, CatalogError> {
    match content {
        read::Content::Object(object) => from_object(file, &object, producer),
        read::Content::Plan(plan) => {
            let mut load = Load::of(file);
            load.plan(plan, producer);
            Ok(load.done())
        }
    }
}

/// Loads what `object`, the content of `file`, declares.
pub(super) fn from_object(
    file: &Path,
    object: &Map<String, Value>,
    producer: Option<&str>,
) -> Result<Loaded, CatalogError> {
    let mut load = Load::of(file);
    match (sniff::content(object), producer) {
        (Some(Content::Tables), _) => {
            return Err(CatalogError::TableInfo { file: file.to_owned() });
        }
        (None, _) => return Err(CatalogError::Unrelated { file: file.to_owned() }),
        (Some(Content::One), producer) => load.one(object, producer),
        (Some(Content::Dump), None) => load.dump(object),
        (Some(Content::Dump), Some(producer)) => {
            let producer = producer.to_owned();
            return Err(CatalogError::NamedDump { file: file.to_owned(), producer });
        }
    }
    Ok(load.done())
}

/// One file being loaded.
struct Load<'a> {
    file: Arc<PathBuf>,
    catalog: Catalog,
    conflicts: Vec<Conflict>,
    warnings: Warnings<'a>,
    notes: Warnings<'a>,
    plans: Vec<PlanReport>,
}

impl<'a> Load<'a> {
    fn of(file: &'a Path) -> Self {
        Self {
            file: Arc::new(file.to_owned()),
            catalog: Catalog::default(),
            conflicts: Vec::new(),
            warnings: Warnings::about(file),
            notes: Warnings::about(file),
            plans: Vec::new(),
        }
    }

    fn done(self) -> Loaded {
        Loaded {
            catalog: self.catalog,
            conflicts: self.conflicts,
            warnings: self.warnings.into_texts(),
            notes: self.notes.into_texts(),
            plans: self.plans,
        }
    }

    /// The declarations of one producer, named or not.
    fn one(&mut self, object: &Map<String, Value>, producer: Option<&str>) {
        let shape = shape(object, &self.file, &mut self.warnings);
        let speaker = match producer {
            Some(name) => Speaker::named(name),
            None => Speaker::of(&self.file, object, &shape),
        };
        self.warn_of_nameless(&speaker);
        let origin = Origin { file: Arc::clone(&self.file), build: build_of(&self.file) };
        self.add(&speaker, shape, &origin);
    }

    /// What a plan declares, for the extension that it names or that it lies with.
    fn plan(&mut self, plan: Plan, producer: Option<&str>) {
        self.plans.push(plan.report);
        for (named, shape) in plan.parts {
            let speaker = match producer.or(named.as_deref()) {
                Some(name) => Speaker::named(name),
                None => Speaker::of_plan(&self.file, &shape),
            };
            self.warn_of_nameless(&speaker);
            let origin = Origin { file: Arc::clone(&self.file), build: None };
            self.add(&speaker, shape, &origin);
        }
    }

    fn warn_of_nameless(&mut self, speaker: &Speaker) {
        if *speaker == Speaker::Nameless {
            self.warnings.add(
                "nothing tells whose catalog it is, so it counts for every producer that has \
                 none of its own; name it with --catalog publisher.name=FILE (vscode=FILE for the \
                 editor's own)",
            );
        }
    }

    /// The declarations of several producers by folder name. Of two versions of one extension
    /// the newer one counts.
    fn dump(&mut self, object: &Map<String, Value>) {
        let mut older = Self::of(self.warnings.file());
        for (key, value, is_newest) in versions(object) {
            match value.as_object() {
                Some(inner) if sniff::declares(inner) => {
                    let to = if is_newest { &mut *self } else { &mut older };
                    let shape = shape(inner, &to.file, &mut to.warnings);
                    let build = split_folder(key).map(|(_, version)| version);
                    let origin = Origin { file: Arc::clone(&to.file), build };
                    to.add(&Speaker::named(key), shape, &origin);
                }
                Some(inner) if inner.is_empty() => {}
                _ => self.warnings.add(&format!("{} declares nothing", quoted(key))),
            }
        }
        self.conflicts.extend(self.catalog.compare(&older.catalog));
    }

    fn add(&mut self, speaker: &Speaker, shape: Shape, origin: &Origin) {
        let declarations = |id: &str, shape| Declarations::new(id, shape, origin.clone());
        let parts = match speaker {
            Speaker::Producer(id) => vec![(id.clone(), shape)],
            Speaker::Nameless => vec![(String::new(), shape)],
            Speaker::BuiltIns => {
                let (parts, passed) = by_prefix(shape);
                if passed > 0 {
                    self.warnings.add(&format!(
                        "{passed} events are passed over: they have more than {PRODUCERS} prefixes"
                    ));
                }
                parts
            }
        };
        for (id, shape) in parts {
            let declarations = declarations(&id, shape);
            if declarations.is_empty() {
                let whose = if id.is_empty() { "its producer".to_owned() } else { quoted(&id) };
                self.notes.add(&format!(
                    "declares nothing, so {whose} counts as a producer without a catalog"
                ));
            } else if self.catalog.producer_count() < PRODUCERS {
                self.conflicts.extend(self.catalog.add(&id, declarations));
            } else {
                self.warnings.add(&format!(
                    "{} is passed over: the file declares for more than {PRODUCERS} producers",
                    quoted(&id)
                ));
            }
        }
    }
}

/// The entries of a dump in its order, each with whether it is the newest version of its
/// extension.
fn versions(object: &Map<String, Value>) -> Vec<(&str, &Value, bool)> {
    let mut latest: HashMap<String, Version> = HashMap::new();
    for (id, version) in object.keys().filter_map(|key| split_key(key)) {
        let known = latest.entry(id).or_insert_with(|| version.clone());
        if *known < version {
            *known = version;
        }
    }
    let is_newest = |key: &str| split_key(key).is_none_or(|(id, v)| latest.get(&id) == Some(&v));
    object.iter().map(|(key, value)| (key.as_str(), value, is_newest(key))).collect()
}

fn split_key(key: &str) -> Option<(String, Version)> {
    split_folder(key).map(|(id, version)| (fold(id).into_owned(), version))
}
