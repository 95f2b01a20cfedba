//! The machine as a value: which system, which variables, whose home.
//!
//! Lookups of logs and catalogs are pure functions of this, so that the rows of any system can
//! be tested on any other.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// An operating system, as far as places of files depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux, and what is like it.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

/// Everything outside the program that decides where files are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The operating system.
    pub system: System,
    /// Environment variables.
    pub variables: BTreeMap<OsString, OsString>,
    /// The person's home folder.
    pub home: PathBuf,
}

impl Environment {
    /// This machine, as it is now.
    pub fn of_this_machine() -> Self {
        let system = match std::env::consts::OS {
            "windows" => System::Windows,
            "macos" => System::MacOs,
            _ => System::Linux,
        };
        let home = etcetera::home_dir().unwrap_or_default();
        Self { system, variables: std::env::vars_os().collect(), home }
    }

    /// The variable `name` as a path, unless it is unset or empty.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.variables
            .get(&OsString::from(name))
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    }
}
