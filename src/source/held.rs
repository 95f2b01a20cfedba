//! A file held open and read by position.
//!
//! Owns the one way in which files of this room are read: each read says where, and none moves a
//! place that another one goes by. So one handle serves any number of threads.

use std::fs::{File, Metadata};
use std::io;
use std::sync::Arc;

use same_file::Handle;

/// A file held open, shared by its clones. No rename and no removal takes it away.
#[derive(Clone, Debug)]
pub struct Held(Arc<Handle>);

impl Held {
    pub(super) fn new(handle: Handle) -> Self {
        Self(Arc::new(handle))
    }

    /// Fills `into` with the bytes from `offset` on; how many there were. Fewer than asked for
    /// only at the end of the file.
    ///
    /// # Errors
    /// What the system says.
    pub fn read_at(&self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        read_at(self.0.as_file(), offset, into)
    }

    /// Up to `len` bytes from `offset`; fewer only at the end of the file.
    ///
    /// # Errors
    /// What the system says.
    pub fn bytes_at(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; len];
        let read = self.read_at(offset, &mut bytes)?;
        bytes.truncate(read);
        Ok(bytes)
    }

    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        self.0.as_file().metadata()
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.0
    }
}

/// The same handle, not only the same file.
impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Held {}

/// Fills `into` with the bytes of `file` from `offset` on, as far as it goes.
pub(super) fn read_at(file: &File, offset: u64, into: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = into.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match once(file, offset + filled as u64, rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(unix)]
fn once(file: &File, offset: u64, into: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, into, offset)
}

/// It moves the file's own place, which nobody here goes by.
#[cfg(windows)]
fn once(file: &File, offset: u64, into: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, into, offset)
}
