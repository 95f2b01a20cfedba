//! The file of the state: read whole, written whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::super::whole_file::WholeFile;
use super::super::{bounded, private};
use super::State;

/// As much as the largest state can take, and some.
const LIMIT: u64 = 8 << 20;

/// What stands above what is remembered.
const HEAD: &str = "# What telltail remembers between runs. It may be deleted at any time.\n\n";

/// The state in a file; `None` where there is none.
pub(super) fn read(path: &Path) -> Result<Option<State>, String> {
    let unreadable = |error: io::Error| format!("cannot be read: {error}");
    match fs::metadata(path) {
        Ok(is) if !is.is_file() => return Err("is no file".to_owned()),
        Ok(_) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(error)),
    }
    let bytes = bounded::bytes(path, LIMIT).map_err(unreadable)?.ok_or("is too large")?;
    let text = str::from_utf8(&bytes).map_err(|_| "is not UTF-8")?;
    let broken = |error: toml::de::Error| format!("is broken: {}", error.message());
    toml::from_str(text).map(Some).map_err(broken)
}

/// Writes the state, for nobody else to read.
pub(super) fn write(path: &Path, state: &State) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::NotFound)?;
    private::folder(folder)?;
    let text = toml::to_string(state).map_err(io::Error::other)?;
    let mut file = WholeFile::create_private(path)?;
    file.write_all(HEAD.as_bytes())?;
    file.write_all(text.as_bytes())?;
    file.finish()
}
