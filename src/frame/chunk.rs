//! Chunks of a log file: where one may be cut, so that each can be framed alone.
//!
//! In a log file only the two grammars of files open a record, whatever came before. So a line
//! that opens one is a place where framing may begin, as long as the records before it are no
//! longer than a record may be.

use memchr::{memchr, memrchr};

use super::opening::file_opening;

/// Where the first line at or behind `from` begins that opens a record of a log file. `bytes`
/// stand at `offset` of their file.
///
/// A line begins behind a line end, and at the start of the file. What stands at the start of
/// `bytes` in the middle of a file is taken for the rest of a line. Of a line that is cut by the
/// end of `bytes` only what is there can open a record:
/// [`OPENING_MAX`](super::OPENING_MAX) bytes of it tell as much as all.
pub fn first_opening(bytes: &[u8], offset: u64, from: usize) -> Option<usize> {
    let mut start = match from.checked_sub(1) {
        None if offset == 0 => 0,
        None => memchr(b'\n', bytes)? + 1,
        Some(before) => before + memchr(b'\n', bytes.get(before..)?)? + 1,
    };
    while !opens(bytes, offset, start) {
        start += memchr(b'\n', bytes.get(start..)?)? + 1;
    }
    Some(start)
}

/// Where the last line begins that opens a record of a log file, by the same rules.
pub fn last_opening(bytes: &[u8], offset: u64) -> Option<usize> {
    let mut end = bytes.len();
    while let Some(newline) = memrchr(b'\n', &bytes[..end]) {
        if opens(bytes, offset, newline + 1) {
            return Some(newline + 1);
        }
        end = newline;
    }
    (offset == 0 && opens(bytes, offset, 0)).then_some(0)
}

fn opens(bytes: &[u8], offset: u64, start: usize) -> bool {
    bytes.get(start..).is_some_and(|line| file_opening(line, offset + start as u64).is_some())
}

#[cfg(test)]
mod tests;
