//! Framing of bytes that arrive in chunks: a followed file, standard input.

use super::buffer::make_room;
use super::family::Family;
use super::record::{RECORD_MAX, Record};
use super::scan::Scan;

/// What became of the open record since it was last asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not shown before.
    New,
    /// It was shown with fewer lines.
    Grown,
    /// It was shown as it is.
    Same,
}

/// Cuts one file's bytes into records as they come.
///
/// Push a chunk, then take [`next`](Self::next) until there is none. The newest record stays
/// open, for lines may still be added to it: [`open`](Self::open) shows it, and when it comes out
/// of `next` at last it has the same `offset`. A rotated log's next part wants a new framer.
#[derive(Clone, Debug)]
pub struct Framer {
    buffer: Vec<u8>,
    /// Where the record in front begins in the buffer.
    start: usize,
    scan: Scan,
    ended: bool,
    /// Offset and length of the open record when it was last asked for.
    shown: Option<(u64, usize)>,
}

impl Default for Framer {
    fn default() -> Self {
        Self::new()
    }
}

impl Framer {
    /// At the start of a file.
    pub fn new() -> Self {
        Self::at(0, 1)
    }

    /// At the start of a file that is cut so.
    pub fn of(family: Family) -> Self {
        Self::with_scan(Scan::new(0, 1, RECORD_MAX).of(family))
    }

    /// In a file that is read from `offset` on, where line `line` begins.
    pub fn at(offset: u64, line: u64) -> Self {
        Self::with_scan(Scan::new(offset, line, RECORD_MAX))
    }

    /// In a log file, where a record begins at `offset` in line `line`.
    pub fn in_log_file(offset: u64, line: u64) -> Self {
        Self::with_scan(Scan::new(offset, line, RECORD_MAX).of(Family::Files))
    }

    /// Whether records of a log file come, one stamp after the other.
    pub fn is_in_log_file(&self) -> bool {
        self.scan.is_in_log_file()
    }

    /// Where the record in front begins in the file, and in which line.
    pub fn position(&self) -> (u64, u64) {
        self.scan.position()
    }

    /// At the start of a file, with another limit than [`RECORD_MAX`].
    pub fn with_limit(limit: usize) -> Self {
        Self::with_scan(Scan::new(0, 1, limit))
    }

    fn with_scan(scan: Scan) -> Self {
        Self { buffer: Vec::new(), start: 0, scan, ended: false, shown: None }
    }

    /// Adds the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.ended = false;
        make_room(&mut self.buffer, &mut self.start);
        self.buffer.extend_from_slice(chunk);
    }

    /// Says that the file ends here: what is left comes out of [`next`](Self::next), a last line
    /// without a line end too. Bytes pushed later begin a record of their own.
    pub fn finish(&mut self) {
        self.ended = true;
    }

    /// The next record that is closed: a stamp came after it, or the end.
    #[expect(clippy::should_implement_trait, reason = "it lends from its buffer")]
    pub fn next(&mut self) -> Option<Record<'_>> {
        let cut = self.scan.next(&self.buffer[self.start..], self.ended)?;
        let from = self.start;
        self.start += cut.len;
        Some(cut.record(&self.buffer[from..self.start]))
    }

    /// The open record, as far as its complete lines go, and what became of it since the last
    /// call. Ask when [`next`](Self::next) has no more.
    pub fn open(&mut self) -> Option<(Record<'_>, Change)> {
        let cut = self.scan.open()?;
        let until = self.start + cut.len;
        let record = cut.record(&self.buffer[self.start..until]);
        let now = (record.offset, record.bytes.len());
        let change = match self.shown.replace(now) {
            Some(before) if before == now => Change::Same,
            Some((offset, _)) if offset == now.0 => Change::Grown,
            _ => Change::New,
        };
        Some((record, change))
    }

    /// How many bytes are held back: the open record, complete lines or not.
    pub fn pending(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// How much memory is taken.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.buffer.capacity()
    }
}
