//! One framed log entry.

use crate::event::Stamp;

/// The longest record, in bytes. What is longer goes on as a record that is `continued`, so
/// that a source without line breaks cannot take all memory.
pub const RECORD_MAX: usize = 64 << 20;

/// One log entry of a file, as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Every byte of it, line ends included.
    pub bytes: &'a [u8],
    /// Where its first byte stands in the file (in this part of a rotated log).
    pub offset: u64,
    /// The line its first byte stands in, counted from 1.
    pub line: u64,
    /// Its stamp and level; `None` for a line that no stamp came before, and for a continuation.
    pub opening: Option<Stamp>,
    /// It was cut at the limit and goes on in the next record.
    pub overlong: bool,
    /// It goes on from the record before, which was cut at the limit.
    pub continued: bool,
}
