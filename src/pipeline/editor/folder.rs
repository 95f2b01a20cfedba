//! The folder that is written into.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::SourceFacts;

use super::error::EditorError;
use super::logfile::LogFile;
use super::places::places;

/// So many logs at most are open at once.
const OPEN: usize = 64;

/// Where writing may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// In a folder that is new or empty.
    Empty,
    /// Beside what is there; a log of the same name goes on at its end.
    Beside,
}

/// A number of records and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) records: u64,
    pub(super) bytes: u64,
}

impl Amount {
    pub(super) fn add(&mut self, bytes: usize) {
        self.join(Self { records: 1, bytes: bytes as u64 });
    }

    pub(super) fn join(&mut self, other: Self) {
        self.records += other.records;
        self.bytes += other.bytes;
    }
}

/// What was written of a log and is in none of its files any more, because only so many old ones
/// are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotatedAway {
    /// The log, below the folder.
    pub log: PathBuf,
    /// How many records.
    pub records: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// A folder that records are written into as an editor writes them.
#[derive(Debug)]
pub struct EditorFolder {
    folder: PathBuf,
    /// One a source, in their order.
    logs: Vec<LogFile>,
    /// Those that are open.
    open: Vec<usize>,
}

impl EditorFolder {
    /// Makes the folder, or takes it if `begin` allows it, for logs of these sources; `limit` says
    /// of each source's place how large its log grows before it is rotated.
    ///
    /// # Errors
    /// What is there may not be touched, or a source lies in it, or the system refuses.
    pub fn new<'a>(
        folder: &Path,
        begin: Begin,
        sources: impl IntoIterator<Item = &'a SourceFacts> + Clone,
        limit: impl Fn(usize) -> Option<u64>,
    ) -> Result<Self, EditorError> {
        let is_free = match fs::read_dir(folder) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(_) if !folder.is_dir() => return Err(EditorError::NoFolder(folder.to_owned())),
            Err(error) => return Err(EditorError::of(folder)(error)),
        };
        if !is_free && begin == Begin::Empty {
            return Err(EditorError::Taken(folder.to_owned()));
        }
        fs::create_dir_all(folder).map_err(EditorError::of(folder))?;
        let folder = fs::canonicalize(folder).map_err(EditorError::of(folder))?;
        for source in sources.clone() {
            let path = Path::new(&source.path);
            // What an archive holds lies where the archive does.
            let real = path.ancestors().find_map(|path| fs::canonicalize(path).ok());
            if real.is_some_and(|real| real.starts_with(&folder)) {
                return Err(EditorError::Read(path.to_owned()));
            }
        }
        let places = places(sources).into_iter().enumerate();
        let logs = places.map(|(at, place)| LogFile::new(folder.join(place), limit(at))).collect();
        Ok(Self { folder, logs, open: Vec::new() })
    }

    /// The place of a source's log below the folder.
    pub fn place(&self, source: usize) -> Option<&Path> {
        self.logs.get(source)?.path().strip_prefix(&self.folder).ok()
    }

    /// Makes a source's log, empty, where it is not there yet.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(&mut self, source: usize) -> Result<(), EditorError> {
        let Some(log) = self.logs.get(source) else { return Ok(()) };
        if log.is_open() {
            return Ok(());
        }
        if self.open.len() >= OPEN {
            for at in self.open.drain(..) {
                self.logs[at].close();
            }
        }
        self.enter(source)?;
        self.logs[source].open()?;
        self.open.push(source);
        Ok(())
    }

    /// Adds a record to a source's log, byte for byte; `another` says that it was read from
    /// another file than the one before.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(
        &mut self,
        source: usize,
        record: &[u8],
        another: bool,
    ) -> Result<(), EditorError> {
        self.begin(source)?;
        self.logs.get_mut(source).map_or(Ok(()), |log| log.write(record, another))
    }

    /// What was rotated away, log by log.
    pub fn rotated_away(&self) -> impl Iterator<Item = RotatedAway> + '_ {
        self.logs.iter().filter(|log| log.away().records > 0).map(|log| RotatedAway {
            log: log.path().strip_prefix(&self.folder).unwrap_or(log.path()).to_owned(),
            records: log.away().records,
            bytes: log.away().bytes,
        })
    }

    /// Makes the folders that a log stands in, and looks that none of them leads elsewhere.
    fn enter(&self, source: usize) -> Result<(), EditorError> {
        let Some(above) = self.place(source).and_then(Path::parent) else { return Ok(()) };
        let mut path = self.folder.clone();
        for name in above.components() {
            path.push(name);
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => {}
                Ok(_) => return Err(EditorError::Elsewhere(path)),
                Err(_) => fs::create_dir(&path).map_err(EditorError::of(&path))?,
            }
        }
        Ok(())
    }
}
