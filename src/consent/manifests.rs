//! Switches that installed extensions declare: configuration properties of their `package.json`
//! that are tagged `telemetry`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::judge::strip_bom;
use super::paper::Paper;

/// How many entries of one folder are looked at.
const ENTRIES: usize = 2000;
/// No manifest is larger; VS Code's largest built-in one has a tenth of this.
const LIMIT: usize = 4 << 20;

/// A switch as an extension declares it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    /// `publisher.name`
    pub(super) extension: String,
    /// What it is when nobody set it, where the manifest says.
    pub(super) default: Option<Value>,
}

/// The switches of the extensions in `folders`, by key: those that are tagged `telemetry`, and
/// those that `known` knows by their key.
pub(super) fn declared(
    folders: &[PathBuf],
    known: impl Fn(&str) -> bool,
) -> BTreeMap<String, Declared> {
    let mut found = BTreeMap::new();
    for folder in folders {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(ENTRIES);
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        // Of two versions the later name stands, whatever the order of the system.
        paths.sort();
        for path in paths {
            let Some(manifest) = Manifest::read(&path) else { continue };
            manifest.collect(&known, &mut found);
        }
    }
    found
}

/// What a `package.json` says, as far as it matters here.
#[derive(Deserialize)]
struct Manifest {
    publisher: String,
    name: String,
    #[serde(default)]
    contributes: Contributes,
}

#[derive(Default, Deserialize)]
struct Contributes {
    #[serde(default)]
    configuration: Value,
}

impl Manifest {
    fn read(extension: &Path) -> Option<Self> {
        let paper = Paper::read(&extension.join("package.json"));
        let bytes = paper.bytes().filter(|bytes| bytes.len() <= LIMIT)?;
        serde_json::from_slice(strip_bom(bytes)).ok()
    }

    fn collect(&self, known: &impl Fn(&str) -> bool, found: &mut BTreeMap<String, Declared>) {
        // One object, or a list of them.
        let blocks = match &self.contributes.configuration {
            Value::Array(blocks) => blocks.as_slice(),
            block => std::slice::from_ref(block),
        };
        let properties = blocks.iter().filter_map(|block| block.get("properties")?.as_object());
        for (key, property) in properties.flatten() {
            if is_tagged(property) || known(key) {
                let extension = format!("{}.{}", self.publisher, self.name);
                let default = property.get("default").cloned();
                found.insert(key.clone(), Declared { extension, default });
            }
        }
    }
}

fn is_tagged(property: &Value) -> bool {
    let tags = property.get("tags").and_then(Value::as_array);
    tags.is_some_and(|tags| tags.iter().any(|tag| tag == "telemetry"))
}
