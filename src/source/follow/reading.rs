//! One file held open and read forward, which notices when it was cut behind its back.
//!
//! A file that was truncated and has grown past the old length again looks like one that just
//! grew. So the bytes at its start and those before the reading position are kept, and compared
//! with the file before each piece that is read.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::identity::{held_inode, is_same, regular};
use crate::source::news::Reason;

/// How much is read and delivered at once.
pub(super) const PIECE: u64 = 256 * 1024;
/// How many bytes are kept to recognise a file.
const MARK: usize = 256;

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    handle: Handle,
    /// The name under which it was found.
    pub(super) path: PathBuf,
    /// Why it is read; announced once reading begins.
    pub(super) reason: Reason,
    position: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
}

/// What one step of reading gave.
pub(super) enum Step {
    /// The next bytes.
    Bytes(Vec<u8>),
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
            handle,
            path: path.to_owned(),
            reason: Reason::Opened,
            position: 0,
            head: Vec::new(),
            tail: Vec::new(),
        }))
    }

    /// Whether both are the same file, whatever its names.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.handle == other.handle
    }

    /// Whether `path` names this file now.
    pub(super) fn is_at(&self, path: &Path) -> io::Result<bool> {
        regular(path)?.map_or(Ok(false), |metadata| self.is_same(path, &metadata))
    }

    /// Whether `path`, which has `metadata`, names this file.
    pub(super) fn is_same(&self, path: &Path, metadata: &Metadata) -> io::Result<bool> {
        is_same(path, metadata, &self.handle)
    }

    /// The next piece, or why there is none.
    pub(super) fn step(&mut self) -> io::Result<Step> {
        let len = self.handle.as_file().metadata()?.len();
        if len < self.position || !self.stands()? {
            self.position = 0;
            self.head.clear();
            self.tail.clear();
            return Ok(Step::Truncated);
        }
        let wanted = (len - self.position).min(PIECE);
        let bytes = read_at(self.handle.as_file(), self.position, wanted)?;
        if bytes.is_empty() {
            return Ok(Step::End);
        }
        self.note(&bytes);
        Ok(Step::Bytes(bytes))
    }

    /// Whether what was read is still what the file holds, as far as the kept bytes tell.
    fn stands(&self) -> io::Result<bool> {
        let before = self.position - self.tail.len() as u64;
        let holds = |kept: &[u8], at| {
            read_at(self.handle.as_file(), at, kept.len() as u64).map(|bytes| bytes == kept)
        };
        // A short file's head and tail are the same bytes.
        Ok(holds(&self.tail, before)? && (before == 0 || holds(&self.head, 0)?))
    }

    fn note(&mut self, bytes: &[u8]) {
        self.position += bytes.len() as u64;
        let missing = (MARK - self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        let new = &bytes[bytes.len().saturating_sub(MARK)..];
        let old = (self.tail.len() + new.len()).saturating_sub(MARK);
        self.tail.drain(..old.min(self.tail.len()));
        self.tail.extend_from_slice(new);
    }

    /// What to remember of it when it is let go.
    pub(super) fn known(&self) -> Known {
        Known { inode: held_inode(&self.handle), head: self.start(MARK as u64) }
    }

    /// Whether it is the file that is remembered as `known`, which may have grown since.
    pub(super) fn was(&self, known: &Known) -> bool {
        // Without a byte there is nothing to know it by.
        !known.head.is_empty()
            && known.inode == held_inode(&self.handle)
            && self.start(known.head.len() as u64) == known.head
    }

    fn start(&self, len: u64) -> Vec<u8> {
        // What cannot be read is not recognised: then it is read again, which loses nothing.
        read_at(self.handle.as_file(), 0, len).unwrap_or_default()
    }
}

/// Up to `len` bytes from `at`; fewer only at the end of the file.
fn read_at(mut file: &File, at: u64, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if len > 0 {
        file.seek(SeekFrom::Start(at))?;
        bytes.reserve_exact(usize::try_from(len).unwrap_or(MARK));
        file.take(len).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
