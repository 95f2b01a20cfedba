//! Tables of a file that a person wrote, read key by key: what is wrong is told with its line.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::nearest::{did_you_mean, nearest};

/// What is wrong with a file, and in which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {wrong}")]
pub struct FileError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what is wanted instead.
    pub wrong: String,
}

/// A table of a file.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
    at: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

/// The whole of a file as a table.
///
/// # Errors
/// The text is no TOML.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, FileError> {
    DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message().trim().replace('\n', ", ");
        FileError { line: line(text, at), wrong: format!("broken TOML: {what}") }
    })
}

fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

impl<'a> Sheet<'a> {
    pub(super) fn new(text: &'a str, table: &'a Spanned<DeTable<'a>>) -> Self {
        Self { text, table: table.get_ref(), at: table.span(), asked: RefCell::default() }
    }

    /// The line in which it begins.
    pub(super) fn line(&self) -> usize {
        line(self.text, self.at.start)
    }

    /// What is wrong with the table as a whole.
    pub(super) fn wrong(&self, wrong: impl Into<String>) -> FileError {
        FileError { line: self.line(), wrong: wrong.into() }
    }

    /// What is wrong with the value of a key.
    pub(super) fn wrong_at(&self, key: &str, wrong: impl Into<String>) -> FileError {
        let at = self.table.get(key).map_or(self.at.start, |value| value.span().start);
        FileError { line: line(self.text, at), wrong: wrong.into() }
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// What `read` makes of the value of a key; `None` where it is not there.
    fn read<T>(
        &self,
        key: &'static str,
        wanted: &str,
        read: impl FnOnce(&'a DeValue<'a>) -> Option<T>,
    ) -> Result<Option<T>, FileError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let wrong = || self.wrong_at(key, format!("'{key}' must be {wanted}"));
        read(value.get_ref()).map(Some).ok_or_else(wrong)
    }

    /// A text that says something.
    pub(super) fn text(&self, key: &'static str) -> Result<Option<String>, FileError> {
        let read = |value: &'a DeValue<'a>| {
            value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
        };
        self.read(key, "text in quotes", read)
    }

    /// A text that must be there.
    pub(super) fn needed(&self, key: &'static str, what: &str) -> Result<String, FileError> {
        self.text(key)?.ok_or_else(|| self.wrong(format!("{what} needs '{key}'")))
    }

    /// Several texts.
    pub(super) fn texts(&self, key: &'static str) -> Result<Option<Vec<String>>, FileError> {
        self.read(key, "a list of texts in quotes", |value| {
            let items = value.as_array()?.iter();
            items.map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        })
    }

    /// A day, in quotes or not.
    pub(super) fn day(&self, key: &'static str) -> Result<Option<Date>, FileError> {
        self.read(key, "a day: 2027-01-31", |value| {
            let written = match value {
                DeValue::Datetime(day) => day.to_string(),
                other => other.as_str()?.to_owned(),
            };
            written.parse().ok()
        })
    }

    /// `yes` or `no`, true or false.
    pub(super) fn flag(&self, key: &'static str) -> Result<Option<bool>, FileError> {
        self.read(key, "true or false", |value| match value.as_str() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => value.as_bool(),
        })
    }

    /// Tables of one name: `[[rule]]`.
    pub(super) fn sheets(&self, key: &'static str) -> Result<Vec<Self>, FileError> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let wrong =
            || self.wrong_at(key, format!("'{key}' is no list: each begins with [[{key}]]"));
        let rows = value.get_ref().as_array().ok_or_else(wrong)?;
        rows.iter().map(|row| self.below(row).ok_or_else(wrong)).collect()
    }

    /// A table of the file.
    pub(super) fn sheet(&self, key: &'static str) -> Result<Option<Self>, FileError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let wrong = || self.wrong_at(key, format!("'{key}' must be a table: [{key}]"));
        self.below(value).map(Some).ok_or_else(wrong)
    }

    fn below(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Self> {
        let table = value.get_ref().as_table()?;
        Some(Self { text: self.text, table, at: value.span(), asked: RefCell::default() })
    }

    /// Every key with its value as text, for tables whose keys are a person's own.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let table = self.table;
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref().as_str()))
    }

    /// The tables in it, by key, for tables whose keys are a person's own.
    pub(super) fn tables(&self) -> Vec<(&'a str, Self)> {
        let table = self.table;
        let named = table.iter().filter_map(|(key, value)| {
            self.below(value).map(|sheet| (key.get_ref().as_ref(), sheet))
        });
        named.collect()
    }

    /// A whole number of at least 1.
    pub(super) fn number(&self, key: &'static str) -> Result<Option<u64>, FileError> {
        self.read(key, "a whole number above 0", |value| {
            let number = value.as_integer()?;
            u64::from_str_radix(number.as_str(), number.radix()).ok().filter(|number| *number > 0)
        })
    }

    /// A warning for each key that nobody asked for.
    pub(super) fn unknown(&self, what: &str) -> Vec<FileError> {
        self.unknown_but(what, &BTreeSet::new())
    }

    /// The same, but for some keys that are a person's own.
    pub(super) fn unknown_but(&self, what: &str, own: &BTreeSet<&str>) -> Vec<FileError> {
        let asked = self.asked.borrow();
        let known = |key: &str| asked.contains(&key) || own.contains(key);
        let strange = self.table.iter().filter(|(key, _)| !known(key.get_ref().as_ref()));
        let warning = |key: &Spanned<toml::de::DeString<'a>>| {
            let name = key.get_ref().as_ref();
            let near = did_you_mean(nearest(name, asked.iter().copied()));
            let wrong = format!("{what} has no key '{name}'{near}; it is not used");
            FileError { line: line(self.text, key.span().start), wrong }
        };
        strange.map(|(key, _)| warning(key)).collect()
    }
}
