//! A file that is written whole or not at all.
//!
//! It is written beside its place under another name, and put there when it is finished: whoever
//! reads the place finds what was there before or all of what is new, and what is given up leaves
//! nothing behind. Replaces nothing without being told. A place that is no file, such as a pipe or
//! a device, is written as it comes, as there is nothing that could be put in its place.

use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// So many bytes are written together.
const TOGETHER: usize = 256 * 1024;

/// Whether a file that is there may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// What is there stays, and writing fails with [`ErrorKind::AlreadyExists`].
    Refuse,
    /// What is there stays until the new file is finished.
    Replace,
}

/// A file that is being written. Dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct WholeFile {
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    Beside { file: BufWriter<NamedTempFile>, place: PathBuf, overwrite: Overwrite },
    Stream(BufWriter<File>),
}

impl WholeFile {
    /// Begins a file that whoever may read new files of this person may read; one that is replaced
    /// keeps its permissions. A link stays one: what it leads to is written.
    ///
    /// # Errors
    /// There is a file already, and it is not to be replaced or read-only; there is a folder; or
    /// nothing can be written beside it.
    pub fn create(path: &Path, overwrite: Overwrite) -> io::Result<Self> {
        Self::begin(path, overwrite, false)
    }

    /// The same, but nobody else may read it, and it is replaced.
    ///
    /// # Errors
    /// As for [`WholeFile::create`].
    pub fn create_private(path: &Path) -> io::Result<Self> {
        Self::begin(path, Overwrite::Replace, true)
    }

    fn begin(path: &Path, overwrite: Overwrite, private: bool) -> io::Result<Self> {
        let place = place_of(path)?;
        let there = match fs::metadata(&place) {
            Ok(there) => Some(there),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match &there {
            Some(there) if there.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Some(there) if !there.is_file() => {
                let file = File::options().write(true).open(&place)?;
                return Ok(Self { sink: Sink::Stream(buffered(file)) });
            }
            Some(_) if overwrite == Overwrite::Refuse => {
                return Err(ErrorKind::AlreadyExists.into());
            }
            // Who made it so did not mean it to be replaced, which a folder would allow.
            Some(there) if there.permissions().readonly() => {
                return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
            }
            Some(_) | None => {}
        }
        let kept = there.as_ref().map(Metadata::permissions).filter(|_| !private);
        let mut builder = Builder::new();
        builder.prefix(".telltail-").suffix(".part");
        if let Some(permissions) = kept.clone().or_else(usual).filter(|_| !private) {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder_of(&place)).map_err(plain)?;
        if let Some(permissions) = kept {
            // What new files are not allowed to be may hold for an old one.
            file.as_file().set_permissions(permissions)?;
        }
        Ok(Self { sink: Sink::Beside { file: buffered(file), place, overwrite } })
    }

    /// Where it stands until it is finished: what is to be removed where nothing can be dropped
    /// any more. A stream stands nowhere.
    pub fn beside(&self) -> Option<&Path> {
        match &self.sink {
            Sink::Beside { file, .. } => Some(file.get_ref().path()),
            Sink::Stream(_) => None,
        }
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// What is left cannot be written, or there is a file by now that is not to be replaced. Then
    /// nothing is left behind.
    pub fn finish(self) -> io::Result<()> {
        match self.sink {
            Sink::Beside { file, place, overwrite } => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                // A machine that loses its power keeps the old one or the new one.
                file.as_file().sync_all()?;
                match overwrite {
                    Overwrite::Refuse => file.persist_noclobber(&place),
                    Overwrite::Replace => file.persist(&place),
                }
                .map(drop)
                .map_err(|failed| plain(failed.error))
            }
            Sink::Stream(mut file) => file.flush(),
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Beside { file, .. } => file.write(bytes),
            Sink::Stream(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Beside { file, .. } => file.flush(),
            Sink::Stream(file) => file.flush(),
        }
    }
}

fn buffered<W: Write>(file: W) -> BufWriter<W> {
    BufWriter::with_capacity(TOGETHER, file)
}

/// Where a path leads to.
fn place_of(path: &Path) -> io::Result<PathBuf> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => fs::canonicalize(path).map_err(|error| {
            io::Error::new(error.kind(), format!("it is a link that leads nowhere ({error})"))
        }),
        _ => Ok(path.to_owned()),
    }
}

fn folder_of(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The error without the name that the file has beside its place, which nobody gave it.
fn plain(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::NotFound => io::Error::new(ErrorKind::NotFound, "its folder is not there"),
        ErrorKind::PermissionDenied => {
            io::Error::new(ErrorKind::PermissionDenied, "its folder may not be written to")
        }
        kind @ (ErrorKind::AlreadyExists
        | ErrorKind::NotADirectory
        | ErrorKind::StorageFull
        | ErrorKind::QuotaExceeded
        | ErrorKind::ReadOnlyFilesystem) => kind.into(),
        _ => error,
    }
}

/// What a new file may be where the person's mask takes nothing away.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there are none")]
fn usual() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual() -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests;
