//! Whose catalog is this? A `telemetry.json` does not say; its surroundings often do.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::declarations::extension_id;
use super::names::{CORE, fold, is_extension_id};
use super::shape::Shape;
use super::version::{Version, split_folder};
use crate::config::bounded;

/// Whom the declarations of a file speak for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// One producer, as its id is spelled.
    Producer(String),
    /// The built-in extensions, each event under its extension's prefix.
    BuiltIns,
    /// Nobody knows.
    Nameless,
}

impl Speaker {
    /// Whom `name` means, on the command line or as a key of a dump. A key is the name of an
    /// installed folder, so it may end in a version and a platform.
    pub(super) fn named(name: &str) -> Self {
        match fold(name).as_ref() {
            "vscode-core" | CORE => Self::Producer(CORE.to_owned()),
            "vscode-extensions" => Self::BuiltIns,
            _ => {
                let id = split_folder(name).map_or(name, |(id, _)| id);
                Self::Producer(extension_id(id))
            }
        }
    }

    /// Whom `file` speaks for when nobody said so: the files of the editor by their names, a
    /// `telemetry.json` by its neighbours, else what it says itself, else the one prefix of all
    /// its events.
    ///
    /// Only the name `telemetry.json` makes a file its folder's catalog: a catalog of somebody
    /// else that lies in an extension's folder must not pass for the extension's own.
    pub(super) fn of(file: &Path, object: &Map<String, Value>, shape: &Shape) -> Self {
        let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase());
        let beside = match name.as_deref() {
            Some("telemetry-core.json") => return Self::Producer(CORE.to_owned()),
            Some("telemetry-extensions.json") => return Self::BuiltIns,
            Some("telemetry.json") => file.parent().and_then(of_folder),
            _ => None,
        };
        let own = || object.get("extensionId")?.as_str().filter(|id| is_extension_id(id));
        beside
            .or_else(|| own().map(ToOwned::to_owned))
            .or_else(|| common_prefix(shape).map(ToOwned::to_owned))
            .map_or(Self::Nameless, Self::Producer)
    }

    /// Whom a plan in `file` speaks for that does not say so itself. Only one that is called like
    /// an extension's telemetry document is its folder's; many an extension has it in `docs`.
    pub(super) fn of_plan(file: &Path, shape: &Shape) -> Self {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
        let beside = || {
            let full = file.canonicalize().ok()?;
            let folder = full.parent()?;
            let is_docs = folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case("docs"));
            let above = if is_docs { folder.parent() } else { None };
            of_folder(folder).or_else(|| above.and_then(of_folder))
        };
        let beside = if stem.as_deref() == Some("telemetry") { beside() } else { None };
        beside
            .or_else(|| common_prefix(shape).map(ToOwned::to_owned))
            .map_or(Self::Nameless, Self::Producer)
    }
}

/// The extension in `folder`: by its manifest, else by the folder's name.
fn of_folder(folder: &Path) -> Option<String> {
    // A bare `telemetry.json` lies in the working folder, whose name only its full path tells.
    let folder = folder.canonicalize().ok()?;
    let by_name = || split_folder(folder.file_name()?.to_str()?).map(|(id, _)| id.to_owned());
    manifest(&folder).map(|manifest| manifest.id).or_else(by_name)
}

/// The version of what `file` came with: by the name of its folder where that is an installed
/// extension's, else by the manifest beside it, an extension's or the editor's.
///
/// As in [`Speaker::of`], only a file that is called like a catalog belongs to its folder.
pub(super) fn build_of(file: &Path) -> Option<Version> {
    #[derive(Deserialize)]
    struct Keys {
        version: String,
    }
    let name = file.file_name()?.to_str()?.to_lowercase();
    if !["telemetry.json", "telemetry-core.json", "telemetry-extensions.json"].contains(&&*name) {
        return None;
    }
    let folder = file.parent()?.canonicalize().ok()?;
    let by_name = || split_folder(folder.file_name()?.to_str()?).map(|(_, version)| version);
    let beside = |manifest: &str| {
        let bytes = bounded::bytes(&folder.join(manifest), MANIFEST_LIMIT).ok()??;
        let keys: Keys = serde_json::from_slice(&bytes).ok()?;
        Version::parse(&keys.version)
    };
    by_name().or_else(|| beside("package.json")).or_else(|| beside("product.json"))
}

/// No manifest is larger; VS Code's largest built-in one has a tenth of this.
const MANIFEST_LIMIT: u64 = 4 << 20;

/// What an extension's `package.json` says of who it is.
#[derive(Debug)]
pub(super) struct Manifest {
    /// `publisher.name`
    pub(super) id: String,
    /// Its version, where it has one.
    pub(super) version: Option<Version>,
}

/// The manifest in `folder`; `None` where there is none, or it is of no extension.
pub(super) fn manifest(folder: &Path) -> Option<Manifest> {
    #[derive(Deserialize)]
    struct Keys {
        publisher: String,
        name: String,
        #[serde(default)]
        version: String,
    }
    let bytes = bounded::bytes(&folder.join("package.json"), MANIFEST_LIMIT).ok()??;
    let keys: Keys = serde_json::from_slice(&bytes).ok()?;
    let id = format!("{}.{}", keys.publisher, keys.name);
    is_extension_id(&id).then(|| Manifest { id, version: Version::parse(&keys.version) })
}

/// The extension whose prefix every event carries.
fn common_prefix(shape: &Shape) -> Option<&str> {
    let mut prefixes = shape.events.iter().map(|event| event.name.split_once('/').map(|(p, _)| p));
    let first = prefixes.next()??;
    let is_same = |prefix: Option<&str>| prefix.is_some_and(|p| p.eq_ignore_ascii_case(first));
    (is_extension_id(first) && prefixes.all(is_same)).then_some(first)
}
