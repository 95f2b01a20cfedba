//! A file that a person wrote, such as a policy or waivers: small, and text.

use std::fs;
use std::io;
use std::path::Path;

use crate::config::bounded;

/// Nobody writes larger ones by hand, in bytes.
const LARGEST: u64 = 1 << 20;

/// The text of a file.
pub(super) fn text_of(path: &Path) -> io::Result<String> {
    // What is no file, such as a folder or a pipe, is not read.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let bytes = bounded::bytes(path, LARGEST)?;
    let bytes = bytes.ok_or_else(|| io::Error::other("it is larger than 1 MiB"))?;
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is no UTF-8 text"))
}
