//! What was odd about a catalog: said, but not held against it.

use std::path::Path;

use crate::event::visible;

/// At most this many are kept of one file: a file that is odd throughout is odd in one way.
const LIMIT: usize = 20;

/// How much of a name is quoted.
const QUOTED: usize = 60;

/// The warnings about one file, each a sentence that names it.
#[derive(Debug)]
pub(super) struct Warnings<'a> {
    file: &'a Path,
    texts: Vec<String>,
    more: usize,
}

impl<'a> Warnings<'a> {
    /// No warnings about `file` yet.
    pub(super) fn about(file: &'a Path) -> Self {
        Self { file, texts: Vec::new(), more: 0 }
    }

    /// The file they are about.
    pub(super) fn file(&self) -> &'a Path {
        self.file
    }

    /// Adds one.
    pub(super) fn add(&mut self, what: &str) {
        if self.texts.len() < LIMIT {
            self.texts.push(format!("{}: {what}", self.file.display()));
        } else {
            self.more += 1;
        }
    }

    /// All of them.
    pub(super) fn into_texts(mut self) -> Vec<String> {
        if self.more > 0 {
            self.texts.push(format!("{}: and {} more", self.file.display(), self.more));
        }
        self.texts
    }
}

/// A name from a file, harmless and short enough for a sentence.
pub(super) fn quoted(name: &str) -> String {
    let short: String = name.chars().take(QUOTED).collect();
    let end = if short.len() < name.len() { "…" } else { "" };
    format!("`{}{end}`", visible(&short))
}
