//! Filters with names.

use std::collections::{BTreeMap, BTreeSet};

/// Filters that were saved under a name. A name stands for its text and nothing else: what is
/// chosen becomes the filter's text, so that a filter can be read without knowing any names.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Named {
    filters: BTreeMap<String, String>,
    /// The names that were saved in this run.
    saved: BTreeSet<String>,
}

impl Named {
    pub(in crate::tui) fn new(filters: BTreeMap<String, String>) -> Self {
        Self { filters, saved: BTreeSet::new() }
    }

    /// Names and texts, in the order of the names.
    pub(in crate::tui) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.filters.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    pub(in crate::tui) fn get(&self, name: &str) -> Option<&str> {
        self.filters.get(name).map(String::as_str)
    }

    /// Saves a filter; tells whether another one had the name.
    pub(in crate::tui) fn save(&mut self, name: &str, text: &str) -> bool {
        self.saved.insert(name.to_owned());
        let before = self.filters.insert(name.to_owned(), text.to_owned());
        before.is_some_and(|before| before != text)
    }

    /// What was saved in this run.
    pub(in crate::tui) fn saved(&self) -> BTreeMap<String, String> {
        let saved = self.filters.iter().filter(|(name, _)| self.saved.contains(*name));
        saved.map(|(name, text)| (name.clone(), text.clone())).collect()
    }
}
