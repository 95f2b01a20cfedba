//! Why records cannot be written into a folder.

use std::io;
use std::path::{Path, PathBuf};

/// Why records cannot be written into a folder.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// Something is there, and nobody said that it may be written beside.
    #[error(
        "{}: the folder is not empty; name a new one, or write beside what is there with --force",
        .0.display()
    )]
    Taken(PathBuf),
    /// Something else has that name.
    #[error("{}: it is no folder; name another", .0.display())]
    NoFolder(PathBuf),
    /// A log that is read lies in the folder that would be written.
    #[error("{}: this log is read, so nothing is written beside it; name another folder", .0.display())]
    Read(PathBuf),
    /// What leads out of the folder, or is no file.
    #[error("{}: it is a link or no plain file, and is not written through; name a new folder", .0.display())]
    Elsewhere(PathBuf),
    /// What the system says.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        error: io::Error,
    },
}

impl EditorError {
    pub(super) fn of(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |error| Self::Io { path: path.to_owned(), error }
    }
}
