//! Where a setting comes from, and what is wrong with one.

use std::fmt;
use std::path::PathBuf;

/// Where a setting was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere: it is telltail's own.
    #[default]
    Default,
    /// On the screen, in an earlier run.
    Remembered,
    /// In a file, on a line counted from 1.
    File(PathBuf, usize),
    /// By a variable.
    Variable(String),
    /// By a flag.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Remembered => f.write_str("remembered"),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

/// Something is wrong with a setting; what was set before it stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where.
    pub origin: Origin,
    /// What, and what to write instead.
    pub text: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.text)
    }
}
