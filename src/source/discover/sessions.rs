//! The sessions under a logs root, and which of many is the one to look at.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use serde::Serialize;

use super::folder::{LogFile, as_moment, walk};
use super::roots::LogsRoot;
use crate::source::names::{file_name, is_stamp};

/// How many sessions of one root are looked into, newest first. The editors keep ten.
const SESSIONS: usize = 100;

/// One launch of an editor: its folder and the logs in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    /// The folder's name: the local time of the launch.
    pub stamp: String,
    /// The id of the product.
    pub product: &'static str,
    /// The folder.
    pub path: PathBuf,
    /// Its logs, in the order of their paths.
    pub files: Vec<LogFile>,
    /// When its telemetry was last written; none if it holds no telemetry.
    #[serde(serialize_with = "as_moment", skip_serializing_if = "Option::is_none")]
    pub newest_telemetry: Option<SystemTime>,
}

impl Session {
    /// Whether it holds a telemetry file, empty or not.
    pub fn holds_telemetry(&self) -> bool {
        self.files.iter().any(|file| file.bearing)
    }
}

/// What a logs root holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::source) struct Sessions {
    /// Newest first.
    pub(in crate::source) found: Vec<Session>,
    /// What could not be looked at, for people.
    pub(in crate::source) problems: Vec<String>,
}

impl Sessions {
    /// Looks at one more session folder. `enter` is told each folder before it is listed.
    pub(in crate::source) fn look(
        &mut self,
        path: &Path,
        product: &'static str,
        enter: &mut dyn FnMut(&Path),
    ) -> Option<&Session> {
        let folder = match walk(path, enter) {
            Ok(folder) => folder,
            Err(error) => {
                self.problems.push(format!("{}: {error}", path.display()));
                return None;
            }
        };
        self.problems.extend(folder.problems);
        let bearing = folder.files.iter().filter(|file| file.bearing);
        self.found.push(Session {
            stamp: file_name(path),
            product,
            path: path.to_owned(),
            newest_telemetry: bearing.filter_map(|file| file.modified).max(),
            files: folder.files,
        });
        self.found.last()
    }

    /// Looks at every session under `root`.
    pub(in crate::source) fn under(
        root: &LogsRoot,
        enter: &mut dyn FnMut(&Path),
    ) -> io::Result<Self> {
        enter(&root.path);
        let mut sessions = Self::default();
        for path in stamped(&root.path)? {
            sessions.look(&path, root.product, enter);
        }
        Ok(sessions)
    }
}

/// The sessions under `root`, newest first.
///
/// # Errors
/// When the root cannot be listed.
pub fn sessions(root: &LogsRoot) -> io::Result<Vec<Session>> {
    Sessions::under(root, &mut |_| {}).map(|sessions| sessions.found)
}

/// The session folders in `logs`, newest first.
pub(in crate::source) fn stamped(logs: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(logs)? {
        let path = entry?.path();
        if is_stamp(&file_name(&path)) && path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort_unstable_by_key(|path| Reverse(file_name(path)));
    folders.truncate(SESSIONS);
    Ok(folders)
}

/// The session that a person most likely means: of the logs root whose telemetry was written
/// last, the newest session that holds telemetry.
///
/// By root rather than by product, because a product's desktop and its server side are two
/// programs: a dead server session may well be younger than the desktop that is in use.
pub fn newest_session(sessions: &[Session]) -> Option<&Session> {
    let holding = || sessions.iter().filter(|session| session.holds_telemetry());
    let last = holding().max_by_key(|session| (session.newest_telemetry, &session.stamp))?;
    holding()
        .filter(|session| session.path.parent() == last.path.parent())
        .max_by_key(|session| &session.stamp)
}

#[cfg(test)]
mod tests;
