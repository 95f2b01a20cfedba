//! The forms in which events are handed on, and how each is told by a file's name.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// A form in which events are handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// One JSON object a line, by the contract of events.
    Ndjson,
    /// A table, for spreadsheets.
    Csv,
    /// The records as they were logged, byte for byte.
    Raw,
    /// A report, for people.
    Markdown,
    /// A session that opens again as it was.
    Ttail,
}

/// No form is called so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no form of events: it is one of {all}", all = Words)]
pub struct UnknownFormat(pub String);

/// All forms, by their words.
struct Words;

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&ExportFormat::ALL.map(ExportFormat::as_str).join(", "))
    }
}

impl ExportFormat {
    /// Every form.
    pub const ALL: [Self; 5] = [Self::Ndjson, Self::Csv, Self::Raw, Self::Markdown, Self::Ttail];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Raw => "raw",
            Self::Markdown => "markdown",
            Self::Ttail => "ttail",
        }
    }

    /// What it is, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Ndjson => "one JSON object a line, for scripts and databases",
            Self::Csv => "a table, for spreadsheets",
            Self::Raw => "the records as they were logged",
            Self::Markdown => "a report, for a bug or an audit",
            Self::Ttail => "a session that opens again as it is",
        }
    }

    /// The ends of names of files that are written in it; the first is the usual one.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Ndjson => &["ndjson", "jsonl", "json"],
            Self::Csv => &["csv"],
            Self::Raw => &["log", "txt", "raw"],
            Self::Markdown => &["md", "markdown"],
            Self::Ttail => &["ttail"],
        }
    }

    /// The form that a file's name asks for.
    pub fn of_path(path: &Path) -> Option<Self> {
        let end = path.extension()?.to_str()?;
        let is = |known: &&str| known.eq_ignore_ascii_case(end);
        Self::ALL.into_iter().find(|format| format.extensions().iter().any(is))
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ExportFormat {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        // `print` calls the same form json.
        let word = if word == "json" { Self::Ndjson.as_str() } else { word };
        let known = Self::ALL.into_iter().find(|format| format.as_str() == word);
        known.ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}
