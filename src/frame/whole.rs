//! Framing of bytes that are all there: nothing is copied.

use super::family::Family;
use super::record::{RECORD_MAX, Record};
use super::scan::Scan;

/// The records of a whole buffer, in order; laid end to end they are the buffer.
#[derive(Clone, Debug)]
pub struct Frames<'a> {
    rest: &'a [u8],
    scan: Scan,
}

/// The records of a whole file.
pub fn frame_all(bytes: &[u8]) -> Frames<'_> {
    frame_at(bytes, 0, 1)
}

/// The records of the rest of a file, from the start of line `line`, which stands at `offset`.
pub fn frame_at(bytes: &[u8], offset: u64, line: u64) -> Frames<'_> {
    Frames { rest: bytes, scan: Scan::new(offset, line, RECORD_MAX) }
}

impl<'a> Frames<'a> {
    /// The records of a whole file that is cut so.
    #[must_use]
    pub fn of(bytes: &'a [u8], family: Family) -> Self {
        Self { rest: bytes, scan: Scan::new(0, 1, RECORD_MAX).of(family) }
    }

    /// The records of a piece of a log file, which begins with line `line` at `offset` of it, and
    /// with an opening.
    #[must_use]
    pub fn in_log_file(bytes: &'a [u8], offset: u64, line: u64) -> Self {
        Self { rest: bytes, scan: Scan::new(offset, line, RECORD_MAX).of(Family::Files) }
    }

    /// The line in which the next record begins, or what is behind the last one.
    pub const fn line(&self) -> u64 {
        self.scan.line()
    }

    /// The same with another limit than [`RECORD_MAX`].
    #[must_use]
    pub fn with_limit(bytes: &'a [u8], limit: usize) -> Self {
        Self { rest: bytes, scan: Scan::new(0, 1, limit) }
    }
}

impl<'a> Iterator for Frames<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let cut = self.scan.next(self.rest, true)?;
        let (bytes, rest) = self.rest.split_at(cut.len);
        self.rest = rest;
        Some(cut.record(bytes))
    }
}
