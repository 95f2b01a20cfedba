//! Why a named file of settings cannot be used.

use std::io;
use std::path::PathBuf;

use super::Warning;

/// A file of settings that was named cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It cannot be read.
    #[error("cannot read the settings {}: {source}; check the path", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no TOML.
    #[error("{0}; mend it there")]
    Broken(Warning),
}

impl SettingsError {
    /// What is wrong, without naming the file.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Read { source, .. } => format!("cannot be read: {source}; it is not used"),
            Self::Broken(warning) => warning.text.clone(),
        }
    }
}
