//! The logs in a folder and below it.
//!
//! Owns the walk and the grouping of rotated files under their live name. Bounded in depth and
//! in number, so that a wrong folder costs moments, not minutes; linked folders are not entered,
//! so there are no circles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use serde::{Serialize, Serializer};

use crate::event::{Instant, Zone};
use crate::source::archive::is_zip_of_logs;
use crate::source::known::{KnownFile, known_file};
use crate::source::names::{file_name, is_bearing, is_log, live_of};

/// How deep below the folder logs are looked for; an extension's own log lies at three.
const DEPTH: usize = 6;
/// How many entries are looked at in one walk.
const ENTRIES: usize = 20_000;

/// One log with its rotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogFile {
    /// The live name; a rotated name if only that is left.
    pub path: PathBuf,
    /// Whether its name says telemetry.
    pub bearing: bool,
    /// What it is, where its name is known.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub known: Option<&'static KnownFile>,
    /// Bytes of the live file.
    pub len: u64,
    /// When it was last written.
    #[serde(serialize_with = "as_moment", skip_serializing_if = "Option::is_none")]
    pub modified: Option<SystemTime>,
    /// What rotation made of it, oldest first.
    pub rotated: Vec<PathBuf>,
}

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The logs, in the order of their paths.
    pub files: Vec<LogFile>,
    /// What could not be looked at, for people.
    pub problems: Vec<String>,
}

impl Folder {
    /// The logs that hold telemetry, or all of them if `trace`.
    pub fn wanted(&self, trace: bool) -> impl Iterator<Item = &LogFile> {
        self.files.iter().filter(move |file| trace || file.bearing)
    }
}

/// Lists the logs in `folder` and below. `enter` is told each folder before it is listed, so
/// that who watches it from there on misses nothing.
///
/// # Errors
/// When the folder itself cannot be listed; a folder below it that cannot is a problem.
pub fn walk(folder: &Path, enter: &mut dyn FnMut(&Path)) -> io::Result<Folder> {
    let mut walk = Walk { found: BTreeMap::new(), problems: Vec::new(), left: ENTRIES };
    let mut folders = Vec::new();
    enter(folder);
    walk.list(folder, &mut folders)?;
    let mut depth = 1;
    while depth < DEPTH && !folders.is_empty() {
        let mut below = Vec::new();
        for folder in &folders {
            enter(folder);
            if let Err(error) = walk.list(folder, &mut below) {
                walk.problem(folder, &error);
            }
        }
        folders = below;
        depth += 1;
    }
    Ok(walk.grouped())
}

struct Walk {
    found: BTreeMap<PathBuf, LogFile>,
    problems: Vec<String>,
    left: usize,
}

impl Walk {
    fn list(&mut self, folder: &Path, below: &mut Vec<PathBuf>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            if self.left == 0 {
                return Ok(());
            }
            self.left -= 1;
            if self.left == 0 {
                self.problems.push(format!(
                    "{}: more than {ENTRIES} entries; what comes after was not looked at",
                    folder.display()
                ));
            }
            let entry = entry?;
            // It fails for what was removed since it was listed.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                below.push(entry.path());
            } else {
                self.file(entry.path());
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf) {
        let zip = is_zip_of_logs(&path);
        if !zip && !is_log(&path) {
            return;
        }
        // Metadata of the name, not of the entry: a linked log counts as what it leads to.
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => {
                let file = LogFile {
                    // What a zip holds shows when it is read.
                    bearing: zip || is_bearing(&path),
                    known: known_file(&file_name(&path)),
                    len: metadata.len(),
                    modified: metadata.modified().ok(),
                    rotated: Vec::new(),
                    path: path.clone(),
                };
                self.found.insert(path, file);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => self.problem(&path, &error),
            // Renamed or removed since it was listed, or no file at all.
            _ => {}
        }
    }

    fn problem(&mut self, path: &Path, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            self.problems.push(format!("{}: {error}", path.display()));
        }
    }

    fn grouped(mut self) -> Folder {
        let mut rotations: BTreeMap<PathBuf, Vec<(u8, PathBuf)>> = BTreeMap::new();
        for path in self.found.keys() {
            if let Some((live, number)) =
                live_of(path).filter(|(live, _)| self.found.contains_key(live))
            {
                rotations.entry(live).or_default().push((number, path.clone()));
            }
        }
        for (live, mut rotated) in rotations {
            rotated.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
            let rotated: Vec<PathBuf> = rotated.into_iter().map(|(_, path)| path).collect();
            for path in &rotated {
                self.found.remove(path);
            }
            if let Some(file) = self.found.get_mut(&live) {
                file.rotated = rotated;
            }
        }
        Folder { files: self.found.into_values().collect(), problems: self.problems }
    }
}

/// A time of a file as the JSON of this program writes times, in UTC.
#[expect(clippy::ref_option, reason = "the shape that serde calls")]
pub(super) fn as_moment<S: Serializer>(
    time: &Option<SystemTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let millis = time
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_millis()).ok());
    match millis {
        Some(millis) => serializer.serialize_str(&Zone::utc().rfc3339(Instant(millis))),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests;
