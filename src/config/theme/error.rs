//! Why a theme cannot be used, with what to do next.

use std::io;
use std::path::PathBuf;

use super::super::nearest::did_you_mean;
use super::Theme;

/// A theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// No file and no built-in theme has the name.
    #[error(
        "there is no theme '{name}'{}; built-in are {}, your own go to \
         telltail/themes/NAME.toml in the folder of configurations",
        did_you_mean(nearest.as_deref()),
        Theme::builtin_names().collect::<Vec<_>>().join(", ")
    )]
    NotFound {
        /// The name asked for.
        name: String,
        /// The name most like it.
        nearest: Option<String>,
    },
    /// The file cannot be read.
    #[error("cannot read the theme {}: {source}; check the path", file.display())]
    Read {
        /// The theme.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no TOML.
    #[error(
        "{} is broken TOML at line {line}, column {column}: {what}; mend it there",
        file.display()
    )]
    Syntax {
        /// The theme.
        file: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// What the parser said.
        what: String,
    },
    /// A word that themes do not have.
    #[error(
        "{}: '{word}' is no {kind}{}; {hint}",
        file.display(), did_you_mean(nearest.as_deref())
    )]
    Unknown {
        /// The theme.
        file: PathBuf,
        /// What it was taken for.
        kind: &'static str,
        /// The word, with the role it stands at.
        word: String,
        /// The known word most like it.
        nearest: Option<String>,
        /// What to write instead.
        hint: String,
    },
    /// A value of the wrong type.
    #[error("{}: {key} must be {wanted}", file.display())]
    Type {
        /// The theme.
        file: PathBuf,
        /// Where the value stands.
        key: String,
        /// What belongs there.
        wanted: &'static str,
    },
    /// Roles are missing, and nothing is extended.
    #[error(
        "{} does not set {roles}; set them, or begin the file with extends = \"dark\"",
        file.display()
    )]
    Missing {
        /// The theme.
        file: PathBuf,
        /// The missing roles.
        roles: String,
    },
    /// Themes that extend each other.
    #[error("{} extends itself by way of '{name}'; extend a built-in theme", file.display())]
    Circle {
        /// The theme.
        file: PathBuf,
        /// The name that leads back.
        name: String,
    },
}
