//! Where catalogs lie on a machine: the places as data, and reading what is there.
//!
//! What is found by itself and broken is a warning, never an error.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::config::environment::{Environment, System};

use super::declarations::extension_id;
use super::load::{Loaded, from_object};
use super::names::{fold, is_extension_id};
use super::producer::manifest;
use super::version::{Version, split_folder};
use super::{Catalog, CatalogError, read};

/// What lies at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// The `resources/app` of an editor: its own two catalogs, and its built-in extensions.
    AppRoot,
    /// A folder of installed extensions.
    Extensions,
}

/// A folder that may hold catalogs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder.
    pub path: PathBuf,
    /// What would lie there.
    pub kind: PlaceKind,
    /// Why it is looked at, in a few words.
    pub why: String,
}

/// The base of a row of the table.
#[derive(Clone, Copy)]
enum Base {
    /// The root of the file system.
    Root,
    /// The home folder.
    Home,
    /// A variable that holds a folder.
    Variable(&'static str),
}

/// Editors as their packages call them on Linux.
const LINUX_EDITORS: [&str; 5] = ["code", "code-insiders", "codium", "cursor", "windsurf"];

/// Where packages put an editor on Linux; `{}` is its name.
const LINUX_ROOTS: [&str; 3] = [
    "usr/share/{}/resources/app",
    "opt/{}/resources/app",
    "snap/{}/current/usr/share/{}/resources/app",
];

/// Microsoft's own packages for `/opt` use the long name.
const LINUX_LONG: [&str; 2] = ["visual-studio-code", "visual-studio-code-insiders"];

/// The names of applications on macOS.
const MAC_EDITORS: [&str; 5] =
    ["Visual Studio Code", "Visual Studio Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

/// The folders of editors on Windows, per person and for all.
const WINDOWS_EDITORS: [&str; 5] =
    ["Microsoft VS Code", "Microsoft VS Code Insiders", "VSCodium", "cursor", "Windsurf"];

/// Where Windows keeps programs: per person, and for all.
const WINDOWS_ROOTS: [(Base, &str); 2] =
    [(Base::Variable("LOCALAPPDATA"), "Programs/"), (Base::Variable("ProgramFiles"), "")];

/// Folders in the home folder that hold `extensions`, on every system.
const HOME_FOLDERS: [&str; 15] = [
    ".vscode",
    ".vscode-insiders",
    ".vscode-oss",
    ".cursor",
    ".windsurf",
    ".kiro",
    ".antigravity",
    ".vscode-server",
    ".vscode-server-insiders",
    ".vscode-server-oss",
    ".vscodium-server",
    ".cursor-server",
    ".windsurf-server",
    ".antigravity-server",
    ".vscode-remote",
];

/// Every folder of `environment` that may hold catalogs, whether it exists or not;
/// `extensions_dirs` are those somebody named.
pub fn places(environment: &Environment, extensions_dirs: &[PathBuf]) -> Vec<Place> {
    let mut found = Vec::new();
    for path in extensions_dirs {
        push(&mut found, path.clone(), PlaceKind::Extensions, "--extensions-dir");
    }
    for (variable, below) in [("VSCODE_EXTENSIONS", ""), ("VSCODE_PORTABLE", "extensions")] {
        if let Some(path) = environment.path(variable) {
            push(&mut found, path.join(below), PlaceKind::Extensions, variable);
        }
    }
    for folder in HOME_FOLDERS {
        let path = environment.home.join(folder).join("extensions");
        push(&mut found, path, PlaceKind::Extensions, "an editor's extensions");
    }
    let data = environment
        .path("XDG_DATA_HOME")
        .unwrap_or_else(|| environment.home.join(".local").join("share"));
    let code_server = data.join("code-server").join("extensions");
    push(&mut found, code_server, PlaceKind::Extensions, "code-server's extensions");
    for (base, below) in roots(environment.system) {
        if let Some(path) = base_path(base, environment) {
            let path = below.split('/').fold(path, |path, part| path.join(part));
            push(&mut found, path, PlaceKind::AppRoot, "an installed editor");
        }
    }
    found
}

/// The rows of one system: where editors are installed.
fn roots(system: System) -> Vec<(Base, String)> {
    match system {
        System::Linux => {
            let short = LINUX_EDITORS.iter().flat_map(|name| {
                LINUX_ROOTS.iter().map(move |root| (Base::Root, root.replace("{}", name)))
            });
            let long =
                LINUX_LONG.iter().map(|name| (Base::Root, LINUX_ROOTS[1].replace("{}", name)));
            short.chain(long).collect()
        }
        System::MacOs => MAC_EDITORS
            .iter()
            .flat_map(|name| {
                let below = format!("Applications/{name}.app/Contents/Resources/app");
                [(Base::Root, below.clone()), (Base::Home, below)]
            })
            .collect(),
        System::Windows => WINDOWS_EDITORS
            .iter()
            .flat_map(|name| {
                WINDOWS_ROOTS.map(|(base, below)| (base, format!("{below}{name}/resources/app")))
            })
            .collect(),
    }
}

fn base_path(base: Base, environment: &Environment) -> Option<PathBuf> {
    match base {
        Base::Root => Some(PathBuf::from("/")),
        Base::Home => Some(environment.home.clone()),
        Base::Variable(name) => environment.path(name),
    }
}

fn push(places: &mut Vec<Place>, path: PathBuf, kind: PlaceKind, why: &str) {
    if !places.iter().any(|place| place.path == path) {
        places.push(Place { path, kind, why: why.to_owned() });
    }
}

/// A `telemetry.json` of an extension, and which version of it.
struct Candidate {
    id: String,
    version: Option<Version>,
    file: PathBuf,
}

impl Catalog {
    /// What is declared at `places`, of several versions of an extension by the newest.
    pub fn found(places: &[Place]) -> Loaded {
        let mut found = Loaded::default();
        let mut newest: BTreeMap<String, Candidate> = BTreeMap::new();
        let mut superseded = Vec::new();
        let mut consider = |candidate: Candidate| {
            let key = fold(&candidate.id).into_owned();
            if newest.get(&key).is_none_or(|known| known.version < candidate.version) {
                superseded.extend(newest.insert(key, candidate));
            } else {
                superseded.push(candidate);
            }
        };
        for place in places {
            if place.kind == PlaceKind::Extensions {
                let here = candidates(&place.path, false, &mut found.warnings);
                here.into_iter().for_each(&mut consider);
                continue;
            }
            for root in app_roots(&place.path) {
                read_into(&mut found, &root.join("telemetry-core.json"), None);
                read_into(&mut found, &root.join("telemetry-extensions.json"), None);
                let here = candidates(&root.join("extensions"), true, &mut found.warnings);
                here.into_iter().for_each(&mut consider);
            }
        }
        for candidate in newest.values() {
            read_into(&mut found, &candidate.file, Some(&candidate.id));
        }
        for candidate in superseded {
            // What is wrong with a file that does not count is nobody's concern.
            if let Ok(older) = read_one(&candidate.file, Some(&candidate.id)) {
                found.conflicts.extend(found.catalog.compare(&older.catalog));
            }
        }
        found
    }
}

/// `root`, or where it is missing the same folder one deeper: on Windows newer installations
/// keep each version in a folder of its own (`Microsoft VS Code\<commit>\resources\app`).
fn app_roots(root: &Path) -> Vec<PathBuf> {
    if root.is_dir() {
        return vec![root.to_owned()];
    }
    let install = root.parent().and_then(Path::parent);
    let below = install.and_then(|install| fs::read_dir(install).ok()).into_iter().flatten();
    below
        .flatten()
        .map(|entry| entry.path().join("resources").join("app"))
        .filter(|root| root.is_dir())
        .collect()
}

/// Adds the catalog in `file`, if there is one.
fn read_into(found: &mut Loaded, file: &Path, producer: Option<&str>) {
    // A pipe or a device of that name could be waited for without end.
    if !file.is_file() {
        return;
    }
    match read_one(file, producer) {
        Ok(loaded) => found.join(loaded),
        Err(error) => found.warnings.push(error.to_string()),
    }
}

fn read_one(file: &Path, producer: Option<&str>) -> Result<Loaded, CatalogError> {
    let object = read::object(file, read::FOUND_LIMIT)?;
    from_object(file, &object, producer)
}

/// The catalogs of the extensions in `folder`, in the order of their names.
fn candidates(folder: &Path, built_in: bool, warnings: &mut Vec<String>) -> Vec<Candidate> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
                warnings.push(format!("cannot look for catalogs in {}: {error}", folder.display()));
            }
            return Vec::new();
        }
    };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders.iter().filter_map(|folder| candidate(folder, built_in)).collect()
}

/// The catalog of the extension in `folder`. An installed folder's name says whose it is; the
/// manifest is read only where it does not.
fn candidate(folder: &Path, built_in: bool) -> Option<Candidate> {
    let file = folder.join("telemetry.json");
    if !file.is_file() {
        return None;
    }
    let name = folder.file_name()?.to_str()?;
    if let Some((id, version)) = split_folder(name) {
        return Some(Candidate { id: id.to_owned(), version: Some(version), file });
    }
    if let Some(manifest) = manifest(folder) {
        return Some(Candidate { id: manifest.id, version: manifest.version, file });
    }
    let id = extension_id(name);
    (built_in || is_extension_id(name)).then_some(Candidate { id, version: None, file })
}

#[cfg(test)]
mod tests;
