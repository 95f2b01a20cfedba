//! Reading a file that must not be larger than it has any reason to be.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The bytes of `file`; `None` where it holds more than `limit`, of which no more are read.
///
/// # Errors
/// The file cannot be opened or read.
pub fn bytes(file: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_beyond_the_limit_is_not_read_whole() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), b"12345").expect("written");
        assert_eq!(bytes(file.path(), 4).expect("read"), None);
        assert_eq!(bytes(file.path(), 5).expect("read").as_deref(), Some(&b"12345"[..]));
    }
}
