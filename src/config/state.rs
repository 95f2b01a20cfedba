//! What is remembered between runs, and the one file that it is kept in.
//!
//! Plain data that whoever has the screen fills and takes. Nothing in it is needed: a file that
//! is broken is a warning, and the screen begins as new. The file is the person's alone, is
//! written whole or not at all, and lies in the folder of states, never beside logs.

mod file;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::environment::Environment;
use super::own;

/// So many lines of a history are kept, and so many named filters and columns.
pub const MOST: usize = 200;

/// No text that is kept is longer, in bytes.
pub const LONGEST: usize = 4096;

/// What is remembered. What is `None` was never changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct State {
    /// How times are written, by its word in the settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Whether long lines are wrapped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrap: Option<bool>,
    /// The theme that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Whether the timeline is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline: Option<bool>,
    /// Where the detail pane is, by its word in the settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// Whether the properties that every event has are folded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub common_folded: Option<bool>,
    /// How much of the width the facets take, in columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets_width: Option<u16>,
    /// How much of the list's and the detail pane's room the list takes, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_share: Option<u16>,
    /// What was typed into the filter line, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filter_history: Vec<String>,
    /// What was searched for, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub search_history: Vec<String>,
    /// The list's columns from left to right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// Filters that were given a name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub filters: BTreeMap<String, String>,
}

/// Where the state is kept.
pub fn file_of(environment: &Environment) -> PathBuf {
    own::state_folder(environment).join("state.toml")
}

impl State {
    /// What is remembered; with a sentence where it is broken.
    pub fn load(environment: &Environment) -> (Self, Option<String>) {
        let path = file_of(environment);
        match file::read(&path) {
            Ok(Some(state)) => (state.bounded(), None),
            Ok(None) => (Self::default(), None),
            Err(wrong) => {
                let text = format!("{}: {wrong}; what it remembers is not used", path.display());
                (Self::default(), Some(text))
            }
        }
    }

    /// Keeps it for the next run. What another run wrote since `begun` was read stays, where this
    /// run left it as it was; of the histories the lines of both.
    ///
    /// # Errors
    /// The folder or the file cannot be written; what was remembered is as it was.
    pub fn save(&self, begun: &Self, environment: &Environment) -> io::Result<()> {
        let path = file_of(environment);
        let state = match file::read(&path) {
            Ok(Some(there)) => self.clone().beside(begun, there.bounded()),
            _ => self.clone(),
        };
        file::write(&path, &state.bounded())
    }

    /// Together with what is `there`, where this run has not changed it.
    fn beside(self, begun: &Self, there: Self) -> Self {
        let mut filters = there.filters;
        let is_new = |(name, text): &(String, String)| begun.filters.get(name) != Some(text);
        filters.extend(self.filters.into_iter().filter(is_new));
        Self {
            time: newer(self.time, &begun.time, there.time),
            wrap: newer(self.wrap, &begun.wrap, there.wrap),
            theme: newer(self.theme, &begun.theme, there.theme),
            timeline: newer(self.timeline, &begun.timeline, there.timeline),
            layout: newer(self.layout, &begun.layout, there.layout),
            common_folded: newer(self.common_folded, &begun.common_folded, there.common_folded),
            facets_width: newer(self.facets_width, &begun.facets_width, there.facets_width),
            list_share: newer(self.list_share, &begun.list_share, there.list_share),
            columns: newer(self.columns, &begun.columns, there.columns),
            filter_history: joined(there.filter_history, self.filter_history),
            search_history: joined(there.search_history, self.search_history),
            filters,
        }
    }

    /// Without what is more than is kept, the oldest first.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        bound(&mut self.filter_history);
        bound(&mut self.search_history);
        self.filters.retain(|name, text| is_kept(name) && is_kept(text));
        while self.filters.len() > MOST {
            self.filters.pop_last();
        }
        if let Some(columns) = &mut self.columns {
            columns.retain(|column| is_kept(column));
            columns.truncate(MOST);
        }
        for text in [&mut self.time, &mut self.theme, &mut self.layout] {
            text.take_if(|text| !is_kept(text));
        }
        self
    }
}

/// A line, not too long.
fn is_kept(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST && !text.chars().any(char::is_control)
}

fn bound(history: &mut Vec<String>) {
    history.retain(|text| is_kept(text));
    history.drain(..history.len().saturating_sub(MOST));
}

/// What this run left, unless that is what it found: then what is there by now.
fn newer<T: PartialEq>(left: T, begun: &T, there: T) -> T {
    if left == *begun { there } else { left }
}

/// The older lines that are not among the newer ones, and those.
fn joined(older: Vec<String>, newer: Vec<String>) -> Vec<String> {
    let known: std::collections::HashSet<&String> = newer.iter().collect();
    let mut all: Vec<String> = older.into_iter().filter(|line| !known.contains(line)).collect();
    all.extend(newer);
    all
}
