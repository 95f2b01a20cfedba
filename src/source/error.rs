//! Why a path could not be opened, in words that say what to do next.

use std::io;
use std::path::{Path, PathBuf};

/// Why there is nothing to read at a path.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// Nothing has that name.
    #[error("{}: no such file or folder{hint}", path.display())]
    Missing {
        /// What was asked for.
        path: PathBuf,
        /// A similar name beside it, or how much of the path exists; a clause or empty.
        hint: String,
    },
    /// It exists, but not for this user.
    #[error("{}: no permission to read it; run as the user who owns it, or allow reading", path.display())]
    Denied {
        /// What was asked for.
        path: PathBuf,
    },
    /// A folder in which no log was found.
    #[error("{}: {}", path.display(), no_logs(*others))]
    NoLogs {
        /// The folder.
        path: PathBuf,
        /// How many logs it holds that are no telemetry.
        others: usize,
    },
    /// An archive that is not read.
    #[error("{}: {text}", path.display())]
    Archive {
        /// The archive.
        path: PathBuf,
        /// Why.
        text: String,
    },
    /// A socket, a disk, or something else that is not read as a log.
    #[error("{}: neither a file nor a folder nor a pipe; name a log, its folder, or - for standard input", path.display())]
    Special {
        /// What was asked for.
        path: PathBuf,
    },
    /// The system refused for another reason.
    #[error("{}: cannot be read: {error}", path.display())]
    Unreadable {
        /// What was asked for.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl SourceError {
    /// The error of this room for what the system said about `path`.
    pub(super) fn of(path: &Path, error: io::Error, hint: impl FnOnce() -> String) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                let hint = hint();
                Self::Missing { path, hint }
            }
            io::ErrorKind::PermissionDenied => Self::Denied { path },
            _ => Self::Unreadable { path, error },
        }
    }
}

fn no_logs(others: usize) -> String {
    match others {
        0 => "holds no log; name a log, a session folder, or a folder of sessions".to_owned(),
        1 => "holds no telemetry log, but one other log; --trace opens it too".to_owned(),
        _ => format!("holds no telemetry log, but {others} other logs; --trace opens them too"),
    }
}
