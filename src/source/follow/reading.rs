//! One file held open and read forward, which notices when it was cut behind its back.
//!
//! A file that was truncated and has grown past the old length again looks like one that just
//! grew. So the bytes at its start and those before the reading position are kept, and compared
//! with the file before each piece that is read.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use same_file::Handle;

use super::identity::{held_inode, is_same, regular};
use crate::source::held::Held;
use crate::source::news::{Reason, Stretch};
use crate::source::saved::{Handles, Marks, Saved};

/// How much is read and delivered at once.
pub(super) const PIECE: u64 = 256 * 1024;
/// From how much on what is there is left to others to read. Less is not worth their while.
const STRETCH: u64 = 1024 * 1024;
/// How many bytes are kept to recognise a file.
const MARK: usize = 256;

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    held: Held,
    /// The name under which it was found.
    pub(super) path: PathBuf,
    /// Why it is read; announced once reading begins.
    pub(super) reason: Reason,
    position: u64,
    marks: Marks,
}

/// What one step of reading gave.
pub(super) enum Step {
    /// The next bytes.
    Bytes(Vec<u8>),
    /// The next bytes, not read.
    Stretch(Stretch),
    /// There are no more for now.
    End,
    /// The file was cut; reading begins again at its start.
    Truncated,
}

/// What is remembered of a file that is no longer held: enough to know it again after renames.
/// A file number alone would not do: it is given to a new file as soon as the old one is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    inode: Option<(u64, u64)>,
    head: Vec<u8>,
}

impl Reading {
    /// Opens `path` for reading, sharing it with everybody; `None` if nothing has that name.
    pub(super) fn open(path: &Path) -> io::Result<Option<Self>> {
        if regular(path)?.is_none() {
            return Ok(None);
        }
        let handle = match File::open(path).and_then(Handle::from_file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            handle => handle?,
        };
        Ok(Some(Self {
            held: Held::new(handle),
            path: path.to_owned(),
            reason: Reason::Opened,
            position: 0,
            marks: Marks::default(),
        }))
    }

    /// Whether both are the same file, whatever its names.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.held.handle() == other.held.handle()
    }

    /// Whether `path` names this file now.
    pub(super) fn is_at(&self, path: &Path) -> io::Result<bool> {
        regular(path)?.map_or(Ok(false), |metadata| self.is_same(path, &metadata))
    }

    /// Whether `path`, which has `metadata`, names this file.
    pub(super) fn is_same(&self, path: &Path, metadata: &Metadata) -> io::Result<bool> {
        is_same(path, metadata, self.held.handle())
    }

    /// The next bytes, or why there are none. All of them as one stretch where they are many, or
    /// where they are to be read again by these handles.
    pub(super) fn step(&mut self, saved: Option<&Arc<Handles>>) -> io::Result<Step> {
        let metadata = self.held.metadata()?;
        let Some(unread) = metadata.len().checked_sub(self.position) else {
            return Ok(self.cut());
        };
        if !self.stands()? {
            return Ok(self.cut());
        }
        if unread >= STRETCH || saved.is_some() && unread > 0 {
            return self.stretch(&metadata, saved);
        }
        let bytes = self.held.bytes_at(self.position, unread.min(PIECE) as usize)?;
        if bytes.is_empty() {
            return Ok(Step::End);
        }
        self.note(&bytes);
        Ok(Step::Bytes(bytes))
    }

    /// Everything from the position to the end that `metadata` says.
    fn stretch(&mut self, metadata: &Metadata, saved: Option<&Arc<Handles>>) -> io::Result<Step> {
        let range = self.position..metadata.len();
        if !self.skim(range.end)? {
            return Ok(self.cut());
        }
        let saved = saved.map(|handles| {
            Arc::new(Saved::new(&self.path, metadata, self.marks.clone(), handles)) as _
        });
        Ok(Step::Stretch(Stretch { file: self.held.clone(), range, saved }))
    }

    /// Goes on to `end` as if all before it was read; whether the file goes that far.
    fn skim(&mut self, end: u64) -> io::Result<bool> {
        let mark = end.min(MARK as u64);
        let head = self.held.bytes_at(0, mark as usize)?;
        let tail = self.held.bytes_at(end - mark, mark as usize)?;
        let whole = head.len() as u64 == mark && tail.len() as u64 == mark;
        self.position = end;
        self.marks = Marks { head, tail };
        Ok(whole)
    }

    /// Begins again at the start.
    fn cut(&mut self) -> Step {
        self.position = 0;
        self.marks = Marks::default();
        Step::Truncated
    }

    /// Whether what was read is still what the file holds, as far as the kept bytes tell.
    fn stands(&self) -> io::Result<bool> {
        let Marks { head, tail } = &self.marks;
        let before = self.position - tail.len() as u64;
        let holds = |kept: &[u8], at| self.held.bytes_at(at, kept.len()).map(|bytes| bytes == kept);
        // A short file's head and tail are the same bytes.
        Ok(holds(tail, before)? && (before == 0 || holds(head, 0)?))
    }

    fn note(&mut self, bytes: &[u8]) {
        let Marks { head, tail } = &mut self.marks;
        self.position += bytes.len() as u64;
        let missing = (MARK - head.len()).min(bytes.len());
        head.extend_from_slice(&bytes[..missing]);
        let new = &bytes[bytes.len().saturating_sub(MARK)..];
        let old = (tail.len() + new.len()).saturating_sub(MARK);
        tail.drain(..old.min(tail.len()));
        tail.extend_from_slice(new);
    }

    /// What to remember of it when it is let go.
    pub(super) fn known(&self) -> Known {
        Known { inode: held_inode(self.held.handle()), head: self.start(MARK) }
    }

    /// Whether it is the file that is remembered as `known`, which may have grown since.
    pub(super) fn was(&self, known: &Known) -> bool {
        // Without a byte there is nothing to know it by.
        !known.head.is_empty()
            && known.inode == held_inode(self.held.handle())
            && self.start(known.head.len()) == known.head
    }

    fn start(&self, len: usize) -> Vec<u8> {
        // What cannot be read is not recognised: then it is read again, which loses nothing.
        self.held.bytes_at(0, len).unwrap_or_default()
    }
}
