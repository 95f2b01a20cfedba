//! Gzip members to lines, each member looked at whole before any line of it is believed: its
//! checksum stands at its end. Only where the file ends within one its lines are believed without.
//! Lines that are not packed at all are taken as they are.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::damage::Wrong;
use super::measure::{HEADER, measured};

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
    /// How lines are packed; `None` before anything was read.
    packing: Option<Packing>,
    /// The member that is read, as far as it says how long it is.
    packed: Vec<u8>,
    /// What was unpacked so far.
    unpacked: u64,
    /// The lines of the member, and where the next begins.
    bytes: Vec<u8>,
    at: usize,
    /// Up to here no line end was found behind it.
    searched: usize,
    ended: bool,
    /// The file ended within a member.
    cut: bool,
}

/// How the lines of a file are packed: as its beginning is.
#[derive(Clone, Copy)]
enum Packing {
    /// Not at all.
    Plain,
    /// In members that say how long they are.
    Measured,
    /// In members that do not: other tools write them.
    Gzip,
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
            packing: None,
            packed: Vec::new(),
            unpacked: 0,
            bytes: Vec::new(),
            at: 0,
            searched: 0,
            ended: false,
            cut: false,
        }
    }

    /// Whether nothing more is in the file.
    pub(super) fn is_empty(&mut self) -> io::Result<bool> {
        Ok(self.input.fill_buf()?.is_empty())
    }

    /// The next line, without its line end, and whether it has one; `None` at the end.
    pub(super) fn line(&mut self) -> Result<Option<(&[u8], bool)>, Wrong> {
        loop {
            if let Some(more) = memchr::memchr(b'\n', &self.bytes[self.searched..]) {
                let end = self.searched + more;
                let start = std::mem::replace(&mut self.at, end + 1);
                self.searched = self.at;
                return Ok(Some((&self.bytes[start..end], true)));
            }
            self.searched = self.bytes.len();
            if self.cut {
                self.bytes.truncate(self.at);
                return Err(Wrong::Cut);
            }
            if self.ended {
                let start = std::mem::replace(&mut self.at, self.bytes.len());
                self.searched = self.at;
                let rest = &self.bytes[start..];
                return Ok(Some((rest, false)).filter(|(rest, _)| !rest.is_empty()));
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
        let packing = *self.packing.get_or_insert_with(|| Packing::of(start));
        let before = self.bytes.len();
        let most = (LONGEST - before.min(LONGEST)) as u64 + 1;
        let read = match packing {
            Packing::Plain => self.plain(most),
            Packing::Measured => self.measured(most),
            Packing::Gzip => self.gzip(most),
        };
        if let Err(wrong) = read {
            // Nothing of a member counts that is not what was written.
            self.bytes.truncate(before);
            return Err(wrong);
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

    fn plain(&mut self, most: u64) -> Result<(), Wrong> {
        let piece = self.input.by_ref().take(PIECE.min(most)).read_to_end(&mut self.bytes);
        piece.map(drop).map_err(Wrong::Io)
    }

    /// A member that does not say how long it is: where the file ends within it, it was cut.
    fn gzip(&mut self, most: u64) -> Result<(), Wrong> {
        let member = GzDecoder::new(&mut self.input).take(most).read_to_end(&mut self.bytes);
        self.believe(member)
    }

    /// A member that says how long it is. It was cut where the file is shorter; else it is whole,
    /// or damaged.
    fn measured(&mut self, most: u64) -> Result<(), Wrong> {
        self.packed.clear();
        let mut header = self.input.by_ref().take(HEADER as u64);
        header.read_to_end(&mut self.packed).map_err(Wrong::Io)?;
        if self.packed.len() < HEADER {
            self.cut = true;
            return Ok(());
        }
        let length = measured(&self.packed).filter(|it| (HEADER..=LONGEST_PACKED).contains(it));
        let length = length.ok_or(Wrong::Packing)?;
        let mut rest = self.input.by_ref().take((length - HEADER) as u64);
        rest.read_to_end(&mut self.packed).map_err(Wrong::Io)?;
        let mut member = GzDecoder::new(self.packed.as_slice()).take(most);
        let read = member.read_to_end(&mut self.bytes);
        let is_long = member.limit() == 0;
        let behind = member.into_inner().into_inner().len();
        match (self.packed.len() < length, read) {
            (true, read) => {
                self.cut = true;
                self.believe(read)
            }
            (false, Ok(_)) if behind == 0 || is_long => Ok(()),
            (false, _) => Err(Wrong::Packing),
        }
    }

    /// What came out of a member counts where it is whole, and where the file ended within it.
    fn believe(&mut self, member: io::Result<usize>) -> Result<(), Wrong> {
        match member.map_err(|error| (error.kind(), error)) {
            Ok(_) => Ok(()),
            Err((io::ErrorKind::UnexpectedEof, _)) => {
                self.cut = true;
                Ok(())
            }
            Err((io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData, _)) => {
                Err(Wrong::Packing)
            }
            Err((_, error)) => Err(Wrong::Io(error)),
        }
    }
}

impl Packing {
    /// How a file is packed that begins so.
    fn of(start: &[u8]) -> Self {
        if !start.starts_with(&MAGIC) {
            Self::Plain
        } else if measured(start).is_some() {
            Self::Measured
        } else {
            Self::Gzip
        }
    }
}

/// So much is read at once of what is not packed.
const PIECE: u64 = 64 << 10;

/// No member is longer: what cannot be packed takes some bytes more than it has.
const LONGEST_PACKED: usize = LONGEST + (1 << 20);
