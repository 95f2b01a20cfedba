//! What a path named by a person is: a file, a pipe, a session, a logs root.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::{Folder, LogFile, walk};
use super::place::product_of;
use super::sessions::{Session, Sessions, stamped};
use crate::source::archive::{check_zip, sniff};
use crate::source::error::SourceError;
use crate::source::names::file_name;

/// Where sessions may be below a folder that is named for them.
const BELOW: [&str; 4] = ["logs", "data/logs", "user-data/logs", "data/user-data/logs"];
/// How many names beside a missing one are compared with it.
const COMPARED: usize = 1000;
/// How alike two names must be for the one to be offered for the other.
const ALIKE: f64 = 0.8;

/// What a path turned out to be. Paths are absolute, so that their session and product can be
/// told from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A file. Named by a person it opens whatever its name is.
    File(PathBuf),
    /// An archive: a compressed log, or a zip of logs. It is read once.
    Archive(PathBuf),
    /// A named pipe or the like: read once, to its end, by [`stream()`](crate::source::stream()).
    Stream(PathBuf),
    /// A session folder, or any folder with logs below it.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The logs to open: those that hold telemetry, or all with `trace`.
        files: Vec<LogFile>,
    },
    /// A folder of session folders.
    Root {
        /// The folder of stamps.
        path: PathBuf,
        /// Its newest session that holds telemetry; with `trace` and none such, its newest.
        session: Option<Session>,
    },
}

/// Finds out what `path` is; `-` is not known here. With `trace`, folders open all their logs
/// instead of those that hold telemetry.
///
/// # Errors
/// When nothing is there, when it may not be read, and when a folder holds no log to open.
pub fn open(path: &Path, trace: bool) -> Result<Opened, SourceError> {
    let unreadable = |error| SourceError::of(path, error, || hint(path));
    let absolute = std::path::absolute(path).map_err(unreadable)?;
    let kind = fs::metadata(&absolute).map_err(unreadable)?.file_type();
    if kind.is_dir() {
        folder(path, absolute, trace)
    } else if kind.is_file() {
        // Opening is the only way to ask for the permission that counts.
        fs::File::open(&absolute).map_err(unreadable)?;
        match sniff(&absolute) {
            None => Ok(Opened::File(absolute)),
            Some(found) => {
                if found.is_zip() {
                    check_zip(path, trace)?;
                }
                Ok(Opened::Archive(absolute))
            }
        }
    } else if is_stream(kind) {
        Ok(Opened::Stream(absolute))
    } else {
        Err(SourceError::Special { path: path.to_owned() })
    }
}

#[cfg(unix)]
fn is_stream(kind: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_fifo() || kind.is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_: fs::FileType) -> bool {
    false
}

fn folder(asked: &Path, path: PathBuf, trace: bool) -> Result<Opened, SourceError> {
    let unreadable = |error| SourceError::of(asked, error, String::new);
    // A user data folder is named more easily than the logs folder in it, and so is a server's
    // or a portable install's.
    let below = BELOW.iter().map(|folder| path.join(folder));
    for logs in std::iter::once(path.clone()).chain(below) {
        match stamped(&logs) {
            Ok(stamps) if !stamps.is_empty() => {
                return Ok(Opened::Root { session: newest(&logs, &stamps, trace), path: logs });
            }
            Err(error) if logs == path => return Err(unreadable(error)),
            _ => {}
        }
    }
    let found = walk(&path, &mut |_| {}).map_err(unreadable)?;
    let files: Vec<LogFile> = found.wanted(trace).cloned().collect();
    if files.is_empty() {
        let Folder { files: others, .. } = found;
        return Err(SourceError::NoLogs { path: asked.to_owned(), others: others.len() });
    }
    Ok(Opened::Folder { path, files })
}

/// Of session folders, newest first, the one to open.
fn newest(logs: &Path, stamps: &[PathBuf], trace: bool) -> Option<Session> {
    let mut sessions = Sessions::default();
    for path in stamps {
        if sessions.look(path, product_of(logs), &mut |_| {}).is_some_and(Session::holds_telemetry)
        {
            return sessions.found.pop();
        }
    }
    let any = |session: &Session| trace && !session.files.is_empty();
    sessions.found.into_iter().find(any)
}

/// What may be meant instead of a path that does not exist: a clause, or nothing.
fn hint(path: &Path) -> String {
    let Ok(path) = std::path::absolute(path) else { return String::new() };
    let Some(parent) = path.parent() else { return String::new() };
    if let Some(there) =
        parent.ancestors().find(|folder| folder.exists()).filter(|at| *at != parent)
    {
        return format!("; only {} exists of it", there.display());
    }
    similar(parent, &file_name(&path))
        .map(|name| format!("; did you mean {}?", parent.join(name).display()))
        .unwrap_or_default()
}

fn similar(folder: &Path, wanted: &str) -> Option<String> {
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &wanted.to_lowercase());
    let names = fs::read_dir(folder).ok()?.take(COMPARED).filter_map(io::Result::ok);
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .map(|name| (likeness(&name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests;
