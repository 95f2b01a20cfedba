//! A file that says something about consent, read with care.
//!
//! Regular files only (a link to one is followed, as the editors do), of a bounded size. What
//! cannot be read is told, not passed over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::config::bounded;

/// No settings file is larger.
pub(super) const LIMIT: u64 = 10 << 20;

/// Why a file that is there was not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum PaperError {
    /// A folder, a pipe, a device.
    #[error("{} is no regular file; it is not read", .0.display())]
    Irregular(PathBuf),
    /// Larger than [`LIMIT`].
    #[error("{} is larger than {} MB; it is not read", .0.display(), LIMIT >> 20)]
    TooLarge(PathBuf),
    /// What the system says.
    #[error("{} cannot be read: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// A file and what stands in it.
#[derive(Debug)]
pub(super) struct Paper {
    pub(super) file: PathBuf,
    /// Its bytes; none where it does not exist.
    pub(super) text: Result<Option<Vec<u8>>, PaperError>,
}

impl Paper {
    /// Reads `file`.
    pub(super) fn read(file: &Path) -> Self {
        Self { file: file.to_owned(), text: bytes(file) }
    }

    /// Its bytes, where it could be read.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        self.text.as_ref().ok()?.as_deref()
    }

    /// Why it could not be read, for people.
    pub(super) fn problem(&self) -> Option<String> {
        self.text.as_ref().err().map(ToString::to_string)
    }
}

fn bytes(file: &Path) -> Result<Option<Vec<u8>>, PaperError> {
    let unreadable = |source| PaperError::Unreadable { file: file.to_owned(), source };
    let metadata = match fs::metadata(file) {
        Ok(metadata) => metadata,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    // A pipe could be waited for without end, a device read without end.
    if !metadata.is_file() {
        return Err(PaperError::Irregular(file.to_owned()));
    }
    let bytes = bounded::bytes(file, LIMIT).map_err(unreadable)?;
    bytes.map(Some).ok_or_else(|| PaperError::TooLarge(file.to_owned()))
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// What tells that a file has changed: its length and when it was written; none if it is not
/// there.
pub(super) type Stamp = Option<(u64, Option<SystemTime>)>;

/// The stamp of `file` now.
pub(super) fn stamp(file: &Path) -> Stamp {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}
