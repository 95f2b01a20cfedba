//! Whether a file is still the one it was.
//!
//! Two answers of different price. [`Stat`] costs one system call and says that nothing
//! happened. A held handle is exact: as long as a file is open its number cannot be given to
//! another one.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use same_file::Handle;

/// How old a file's time must be until an equal time means that nothing was written since. File
/// systems count in steps of up to two seconds.
const STEP: Duration = Duration::from_secs(2);

/// What the system says about a name, compared to know that nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) struct Stat {
    pub(in crate::source) len: u64,
    modified: Option<SystemTime>,
    /// The file's number, where the system has them.
    pub(in crate::source) inode: Option<(u64, u64)>,
}

impl Stat {
    pub(in crate::source) fn of(metadata: &Metadata) -> Self {
        Self { len: metadata.len(), modified: metadata.modified().ok(), inode: inode(metadata) }
    }

    /// Whether an equal stat later on will prove that nothing was written in between: the last
    /// write lies further back than file times are coarse. A time in the future never does.
    pub(in crate::source) fn is_settled(&self) -> bool {
        self.modified
            .and_then(|modified| SystemTime::now().duration_since(modified).ok())
            .is_some_and(|age| age > STEP)
    }
}

/// Whether `name`, which has `metadata`, is the file that `handle` holds open.
pub(super) fn is_same(name: &Path, metadata: &Metadata, handle: &Handle) -> io::Result<bool> {
    match (inode(metadata), held_inode(handle)) {
        (Some(named), Some(held)) => Ok(named == held),
        _ => Ok(Handle::from_path(name)? == *handle),
    }
}

/// The metadata of a regular file, `None` if nothing has that name.
pub(in crate::source) fn regular(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Some(metadata)),
        // Opening a pipe would wait for its writer, for ever perhaps.
        Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems' metadata has no number")]
fn inode(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems' handles show no number")]
pub(super) fn held_inode(handle: &Handle) -> Option<(u64, u64)> {
    Some((handle.dev(), handle.ino()))
}

#[cfg(not(unix))]
pub(super) fn held_inode(_: &Handle) -> Option<(u64, u64)> {
    None
}
