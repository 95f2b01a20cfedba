//! Gzip members to lines, each member looked at whole before any line of it is believed: its
//! checksum stands at its end. Lines that are not packed at all are taken as they are.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::damage::Wrong;

/// What a line of a session file begins with.
pub(super) const BEGINS: &[u8] = b"{\"ttail\":";

/// The two bytes that begin a member.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// A member unpacks to no more: the longest record, with all that may stand around it.
pub(super) const LONGEST: usize = 96 << 20;

/// What is unpacked before anything is compared.
const FREE: u64 = 256 << 20;
/// How many times what was read may come out of it.
const RATIO: u64 = 200;

/// Whether a file begins as a session does; reads a little of it.
pub fn is_session(reader: impl Read) -> bool {
    let mut reader = BufReader::with_capacity(4 << 10, reader);
    let Ok(start) = reader.fill_buf() else { return false };
    if start.starts_with(BEGINS) {
        return true;
    }
    if !start.starts_with(&MAGIC) {
        return false;
    }
    let mut begins = [0; BEGINS.len()];
    GzDecoder::new(reader).read_exact(&mut begins).is_ok() && begins == BEGINS
}

/// The members of a file, one after the other.
pub(super) struct Members<R: Read> {
    input: BufReader<Counting<R>>,
    /// Whether lines are packed; `None` before anything was read.
    packed: Option<bool>,
    /// What was unpacked so far.
    unpacked: u64,
    /// The lines of the member, and where the next begins.
    bytes: Vec<u8>,
    at: usize,
    /// Up to here no line end was found behind it.
    searched: usize,
    ended: bool,
}

struct Counting<R> {
    inner: R,
    read: u64,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

impl<R: Read> Members<R> {
    pub(super) fn new(inner: R) -> Self {
        let input = BufReader::with_capacity(64 << 10, Counting { inner, read: 0 });
        Self {
            input,
            packed: None,
            unpacked: 0,
            bytes: Vec::new(),
            at: 0,
            searched: 0,
            ended: false,
        }
    }

    /// The next line, without its line end; `None` at the end.
    pub(super) fn line(&mut self) -> Result<Option<&[u8]>, Wrong> {
        loop {
            if let Some(more) = memchr::memchr(b'\n', &self.bytes[self.searched..]) {
                let end = self.searched + more;
                let start = std::mem::replace(&mut self.at, end + 1);
                self.searched = self.at;
                return Ok(Some(&self.bytes[start..end]));
            }
            self.searched = self.bytes.len();
            if self.ended {
                let start = std::mem::replace(&mut self.at, self.bytes.len());
                self.searched = self.at;
                let rest = &self.bytes[start..];
                return Ok(Some(rest).filter(|rest| !rest.is_empty()));
            }
            self.fill()?;
        }
    }

    /// Adds the next member to what is left of the one before, mostly nothing.
    fn fill(&mut self) -> Result<(), Wrong> {
        self.bytes.drain(..self.at);
        (self.at, self.searched) = (0, self.bytes.len());
        let start = self.input.fill_buf().map_err(Wrong::Io)?;
        if start.is_empty() {
            self.ended = true;
            return Ok(());
        }
        let packed = *self.packed.get_or_insert(start.starts_with(&MAGIC));
        let before = self.bytes.len();
        let most = (LONGEST - before.min(LONGEST)) as u64;
        let read = if packed {
            let mut member = GzDecoder::new(&mut self.input);
            member.by_ref().take(most + 1).read_to_end(&mut self.bytes)
        } else {
            self.input.by_ref().take(PIECE.min(most + 1)).read_to_end(&mut self.bytes)
        };
        if let Err(error) = read {
            // Nothing of a member counts that is not whole.
            self.bytes.truncate(before);
            return Err(wrong(error));
        }
        self.unpacked += (self.bytes.len() - before) as u64;
        if self.bytes.len() > LONGEST {
            return Err(Wrong::LongMember(LONGEST));
        }
        if self.unpacked > FREE && self.unpacked / RATIO > self.input.get_ref().read {
            return Err(Wrong::Bomb(RATIO));
        }
        Ok(())
    }
}

/// So much is read at once of what is not packed.
const PIECE: u64 = 64 << 10;

fn wrong(error: io::Error) -> Wrong {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Wrong::Cut,
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            Wrong::Packing(error.to_string())
        }
        _ => Wrong::Io(error),
    }
}
