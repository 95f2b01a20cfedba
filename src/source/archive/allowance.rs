//! How much an archive may decode to.
//!
//! Telemetry logs compress about ten times, the most repetitive ones perhaps a hundred times. So
//! what gives back hundreds of times what was read of it is no log, and reading on would only
//! cost time and memory.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use memchr::memchr_iter;

/// What may be decoded before anything is compared.
const FREE: u64 = 16 << 20;
/// The same of what has lines as a log has them: a log that was copied behind itself many times
/// may well be packed to almost nothing.
const FREE_LOG: u64 = 1 << 30;
/// A log's lines are on average at least so long: a stamp alone is longer.
const SHORTEST: u64 = 16;
/// And at most so long.
const LONGEST: u64 = 1 << 20;
/// How many times what was read may come out of it.
const RATIO: u64 = 500;
/// What one archive decodes to at most, with all its members.
const MOST: u64 = 16 << 30;
/// After so many refused members the rest of an archive is not looked at.
const PATIENCE: u32 = 3;

/// Counts what is read of a file.
#[derive(Debug)]
pub(super) struct Counting<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R> Counting<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, read: Arc::default() }
    }

    /// What was read so far, as it goes on.
    pub(super) fn count(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counting<R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

/// What is left of it.
#[derive(Debug)]
pub(super) struct Allowance {
    read: Arc<AtomicU64>,
    /// The archive's size, where it has one: what is read twice does not count twice.
    size: Option<u64>,
    /// What was read before this member.
    before: u64,
    member: u64,
    lines: u64,
    total: u64,
    refused: u32,
}

impl Allowance {
    pub(super) fn new(read: Arc<AtomicU64>, size: Option<u64>) -> Self {
        Self { read, size, before: 0, member: 0, lines: 0, total: 0, refused: 0 }
    }

    /// Another member begins.
    pub(super) fn begin(&mut self) {
        self.before = self.read.load(Ordering::Relaxed);
        self.member = 0;
        self.lines = 0;
    }

    /// Whether nothing more is taken of this archive.
    pub(super) fn is_spent(&self) -> bool {
        self.total > MOST || self.refused >= PATIENCE
    }

    /// What may be decoded of this member whatever was read for it.
    fn free(&self) -> u64 {
        let (shortest, longest) = (self.lines * SHORTEST, self.lines.saturating_mul(LONGEST));
        if (shortest..=longest).contains(&self.member) { FREE_LOG } else { FREE }
    }

    /// Takes decoded bytes.
    ///
    /// # Errors
    /// When they are too many; in words.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.member += bytes.len() as u64;
        self.lines += memchr_iter(b'\n', bytes).count() as u64;
        self.total += bytes.len() as u64;
        let read = self.read.load(Ordering::Relaxed).saturating_sub(self.before);
        let read = self.size.map_or(read, |size| read.min(size));
        if self.total > MOST {
            return Err(format!(
                "refused: it decodes to more than {} GiB; the rest of it is left out",
                MOST >> 30
            ));
        }
        if self.member / RATIO > read && self.member > self.free() {
            self.refused += 1;
            return Err(format!(
                "refused: it decodes to more than {RATIO} times its size, as a decompression \
                 bomb does and no log; the rest of it is left out"
            ));
        }
        Ok(())
    }
}
