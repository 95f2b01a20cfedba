//! Saved logs: files that are not followed, whose bytes are read again instead of being kept.
//!
//! Owns knowing a file again. A name is opened anew whenever its bytes are asked for and it is
//! not held open any more, and then it may stand for anything. What was read is given again only
//! as long as the file is the one that it was; one that has merely grown still is.

mod handles;

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub(super) use handles::Handles;

use super::follow::{Stat, regular};
use super::held::read_at;
use crate::store::Reread;

const CHANGED: &str = "the file was changed since it was read";
const GONE: &str = "the file is gone";
const SHORTER: &str = "the file is shorter now";
const OTHER: &str = "another file has its name now";

/// The bytes at the start of what was read of a file, and those before its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) head: Vec<u8>,
    pub(super) tail: Vec<u8>,
}

/// A file as it was when it was read.
#[derive(Debug)]
pub(super) struct Saved {
    path: PathBuf,
    /// How it stood, up to the end of what was read.
    read: Stat,
    marks: Marks,
    /// How it stood when it was found to have grown and nothing else.
    grown: Mutex<Stat>,
    /// Whether its time is too young to tell of a change by itself: then the marks are compared
    /// at every read.
    young: bool,
    handles: Arc<Handles>,
    number: u64,
}

impl Saved {
    /// The file at `path`, which had `metadata` when it was read to the end that this says.
    pub(super) fn new(
        path: &Path,
        metadata: &Metadata,
        marks: Marks,
        handles: &Arc<Handles>,
    ) -> Self {
        let read = Stat::of(metadata);
        Self {
            path: path.to_owned(),
            young: !read.is_settled(),
            grown: Mutex::new(read),
            read,
            marks,
            handles: Arc::clone(handles),
            number: handles.number(),
        }
    }

    fn open(&self) -> Result<File, String> {
        match regular(&self.path) {
            Ok(None) => return Err(GONE.to_owned()),
            // A folder, or a pipe that would be waited for.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                return Err(OTHER.to_owned());
            }
            Err(error) => return Err(unreadable(&error)),
            Ok(Some(_)) => {}
        }
        File::open(&self.path).map_err(|error| unreadable(&error))
    }

    /// Whether what `file` holds is what was read. Asked after the bytes were taken: then no
    /// change before that can be missed.
    fn check(&self, file: &File, opened: bool) -> Result<(), String> {
        let now = Stat::of(&file.metadata().map_err(|error| unreadable(&error))?);
        if now.inode != self.read.inode {
            return Err(OTHER.to_owned());
        }
        let known = now == self.read || now == *self.grown();
        if !known && now.len < self.read.len {
            return Err(SHORTER.to_owned());
        }
        if !known && now.len == self.read.len {
            return Err(CHANGED.to_owned());
        }
        if (!known || opened || self.young) && !self.bears_marks(file) {
            return Err(CHANGED.to_owned());
        }
        if !known {
            *self.grown() = now;
        }
        Ok(())
    }

    fn bears_marks(&self, file: &File) -> bool {
        let holds = |mark: &[u8], at| {
            let mut bytes = vec![0; mark.len()];
            read_at(file, at, &mut bytes).is_ok_and(|read| read == mark.len()) && bytes == mark
        };
        let before = self.read.len.saturating_sub(self.marks.tail.len() as u64);
        holds(&self.marks.head, 0) && holds(&self.marks.tail, before)
    }

    fn grown(&self) -> std::sync::MutexGuard<'_, Stat> {
        // A stat is whole whoever panicked while holding it.
        self.grown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Saved {
    fn take(&self, offset: u64, into: &mut [u8]) -> Result<(), String> {
        if offset.checked_add(into.len() as u64).is_none_or(|end| end > self.read.len) {
            return Err("so much of the file was never read".to_owned());
        }
        let held = self.handles.get(self.number);
        let opened = held.is_none();
        let file = held.map_or_else(|| self.open().map(Arc::new), Ok)?;
        let read = read_at(&file, offset, into).map_err(|error| unreadable(&error))?;
        self.check(&file, opened)?;
        if read < into.len() {
            return Err(SHORTER.to_owned());
        }
        if opened {
            self.handles.put(self.number, file);
        }
        Ok(())
    }
}

impl Reread for Saved {
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), String> {
        let answer = self.take(offset, into);
        if answer.is_err() {
            into.fill(0);
            self.handles.forget(self.number);
        }
        answer
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        self.handles.forget(self.number);
    }
}

fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => GONE.to_owned(),
        io::ErrorKind::PermissionDenied => "there is no permission to read it any more".to_owned(),
        _ => format!("the file cannot be read again: {error}"),
    }
}

#[cfg(test)]
mod tests;
