//! One log as an editor's rotating logger writes it.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::source::rotated;

use super::error::EditorError;
use super::folder::Amount;

/// How many old files a logger keeps.
const KEPT: u8 = 6;

/// A log that is written, and what of it was rotated.
#[derive(Debug)]
pub(super) struct LogFile {
    path: PathBuf,
    /// Open while it is written; it can be opened again at any time.
    file: Option<File>,
    /// Bytes of the live file; `None` while it was not looked at.
    len: Option<u64>,
    /// Whether what was written last ended a line.
    ended: bool,
    /// What of this run is in the live file.
    live: Amount,
    /// The same of the old files, the newest first.
    old: VecDeque<Amount>,
    /// What of this run is in no file any more.
    away: Amount,
    limit: Option<u64>,
}

impl LogFile {
    pub(super) fn new(path: PathBuf, limit: Option<u64>) -> Self {
        Self {
            path,
            file: None,
            len: None,
            ended: true,
            live: Amount::default(),
            old: VecDeque::new(),
            away: Amount::default(),
            limit,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn is_open(&self) -> bool {
        self.file.is_some()
    }

    /// Gives the file back to the system.
    pub(super) fn close(&mut self) {
        self.file = None;
    }

    /// What was rotated away beyond the last old file.
    pub(super) fn away(&self) -> Amount {
        self.away
    }

    /// Opens the live file at its end, as a logger does that begins.
    pub(super) fn open(&mut self) -> Result<(), EditorError> {
        if let Ok(found) = fs::symlink_metadata(&self.path)
            && !found.is_file()
        {
            return Err(EditorError::Elsewhere(self.path.clone()));
        }
        let open = || -> io::Result<(File, u64)> {
            let file = File::options().read(true).append(true).create(true).open(&self.path)?;
            let len = file.metadata()?.len();
            Ok((file, len))
        };
        let (mut file, len) = open().map_err(EditorError::of(&self.path))?;
        let first = self.len.replace(len).is_none();
        let whole = !first || ends_a_line(&mut file, len).map_err(EditorError::of(&self.path))?;
        self.file = Some(file);
        // What was there before ends in the middle of a line, which is none of this run's.
        if whole { Ok(()) } else { self.rotate() }
    }

    /// Adds a record. A record is never split, and one that goes on in the line of the one before
    /// stays with it, unless its file was `another`.
    pub(super) fn write(&mut self, record: &[u8], another: bool) -> Result<(), EditorError> {
        let len = self.len.unwrap_or(0);
        let full = self.limit.is_some_and(|limit| len + record.len() as u64 > limit);
        let cut = if self.ended { full } else { another };
        if cut && len > 0 {
            self.rotate()?;
        }
        let wrong = EditorError::of(&self.path);
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(record).map_err(wrong)?;
        self.len = Some(self.len.unwrap_or(0) + record.len() as u64);
        self.ended = record.last().map_or(self.ended, |last| *last == b'\n');
        self.live.add(record.len());
        Ok(())
    }

    /// Renames each old file to the next number, and the live one to the first; the last old one
    /// is gone.
    fn rotate(&mut self) -> Result<(), EditorError> {
        self.close();
        for number in (1..KEPT).rev() {
            rename(&rotated(&self.path, number), &rotated(&self.path, number + 1))?;
        }
        rename(&self.path, &rotated(&self.path, 1))?;
        self.old.push_front(std::mem::take(&mut self.live));
        if self.old.len() > usize::from(KEPT)
            && let Some(gone) = self.old.pop_back()
        {
            self.away.join(gone);
        }
        self.open()
    }
}

/// Whether the last of so many bytes of a file ends a line, or there are none.
fn ends_a_line(file: &mut File, len: u64) -> io::Result<bool> {
    if len == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(len - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Renames what is there.
fn rename(from: &Path, to: &Path) -> Result<(), EditorError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(EditorError::of(from)(error)),
        _ => Ok(()),
    }
}
