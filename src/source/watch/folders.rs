//! The folders that were listed, and whether anything came or went in them since.
//!
//! The sweep's cheap question: a folder's own time changes when an entry is made, removed or
//! renamed in it, so that a stat replaces a listing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::source::follow::Stat;

#[derive(Debug, Default)]
pub(super) struct Folders(BTreeMap<PathBuf, Option<Stat>>);

impl Folders {
    /// Notes how `folder` stands before it is listed.
    pub(super) fn note(&mut self, folder: &Path) {
        if !self.0.contains_key(folder) {
            self.0.insert(folder.to_owned(), stat(folder).filter(Stat::is_settled));
        }
    }

    /// Whether something may have come or gone since. A folder that had just changed when it was
    /// noted counts as changed: its time is too coarse to tell.
    pub(super) fn changed(&self) -> bool {
        self.0.iter().any(|(folder, noted)| noted.is_none() || stat(folder) != *noted)
    }

    /// All of them.
    pub(super) fn paths(&self) -> BTreeSet<&Path> {
        self.0.keys().map(PathBuf::as_path).collect()
    }
}

fn stat(folder: &Path) -> Option<Stat> {
    fs::metadata(folder).ok().as_ref().map(Stat::of)
}
