//! Where themes are: the built-in ones, and a person's own as `themes/NAME.toml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Theme, ThemeError, file};

/// A theme that can be chosen by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its file; `None` for a built-in theme.
    pub file: Option<PathBuf>,
}

/// Every theme by name: the built-in ones first, in their order, unless a person has an own of
/// that name; then a person's own, sorted.
pub fn listed(config_dirs: &[PathBuf]) -> Vec<Listed> {
    let mut own = BTreeMap::new();
    for (name, file) in config_dirs.iter().rev().flat_map(|dir| own_in(dir)) {
        own.insert(name, file);
    }
    let mut all: Vec<Listed> = Theme::builtin_names()
        .map(|name| Listed { name: name.to_owned(), file: own.remove(name) })
        .collect();
    all.extend(own.into_iter().map(|(name, file)| Listed { name, file: Some(file) }));
    all
}

/// The text of a theme as it is written, as a start for one's own.
///
/// # Errors
/// There is none of that name, or its file cannot be read.
pub fn text(name_or_path: &str, config_dirs: &[PathBuf]) -> Result<String, ThemeError> {
    match (file_of(name_or_path, config_dirs), Theme::builtin_text(name_or_path)) {
        (Some(file), _) => file::read(&file),
        (None, Some(text)) => Ok(text.to_owned()),
        // What is no theme says so itself.
        (None, None) => Theme::load(name_or_path, config_dirs).map(|_| String::new()),
    }
}

/// Whether a theme's name is meant as a path.
pub(super) fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|it| it == "toml")
}

/// The file that `name` means, if it means one. A path is taken at its word; so that themes that
/// extend by path can be compared, it is made absolute where it exists.
pub(super) fn file_of(name: &str, config_dirs: &[PathBuf]) -> Option<PathBuf> {
    let path = if is_path(name) {
        PathBuf::from(name)
    } else {
        let own = |dir: &PathBuf| dir.join("themes").join(format!("{name}.toml"));
        config_dirs.iter().map(own).find(|file| file.is_file())?
    };
    Some(path.canonicalize().unwrap_or(path))
}

/// The themes in a config folder.
fn own_in(config_dir: &Path) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(config_dir.join("themes")).into_iter().flatten().flatten();
    let themes = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let name = name.strip_suffix(".toml")?.to_owned();
        let file = entry.path();
        file.is_file().then_some((name, file))
    });
    themes.collect()
}
