//! Framing of JSON documents that arrive in chunks: saved posts, one a line, in arrays, printed
//! over many lines, and HTTP archives.
//!
//! A piece is one value that stands at the top, one element of an array at the top, or one entry
//! of an archive's `log.entries`; what stands between them is passed over. What is no JSON comes
//! out as lines, and each next line is tried again, but not so often that a hostile input could
//! make it slow. Nothing is read here beyond brackets and quotes.

mod automaton;
mod sniff;
#[cfg(test)]
mod tests;

use memchr::{memchr, memchr_iter};

use automaton::{Automaton, Seen};

use super::buffer::make_room;
use super::record::RECORD_MAX;

pub use sniff::is_json;

/// How much of a value that is too long is kept to show.
const KEPT_OF_REFUSED: usize = 1024;

/// How often lines are tried as JSON before the place up to which they were found broken.
const TRIES: u8 = 16;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A whole value.
    Value,
    /// A whole entry of an HTTP archive.
    Entry,
    /// A line, or its rest, that is no JSON; with its line end.
    Line,
    /// The beginning of a value that is longer than the limit; the rest is passed over.
    Refused,
    /// An element that the end of the file cut.
    Cut,
}

/// A piece of a file of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Where its first byte stands in the file.
    pub offset: u64,
    /// The line its first byte stands in, counted from 1.
    pub line: u64,
    /// What it is.
    pub sort: Sort,
    /// A line that was cut at the limit and goes on in the next piece.
    pub overlong: bool,
    /// It goes on from the line before, which was cut at the limit.
    pub continued: bool,
}

/// Where the next value stands.
#[derive(Clone, Debug)]
enum Place {
    Top,
    /// In an array at the top.
    Array,
    /// In `log.entries`; the document around it is on its way.
    Entries(Box<Automaton>),
    /// Behind them, up to the end of the document.
    Tail(Box<Automaton>),
}

/// What is being done with the bytes in front.
#[derive(Clone, Debug)]
enum Doing {
    /// The next value is looked for.
    Seek,
    /// A bracket at the top: what follows tells whether it opens an array.
    Bracket(usize),
    /// A value is on its way.
    Value(Box<Automaton>),
    /// The same, too long to be kept.
    Skip(Box<Automaton>),
    /// A line that is no JSON, looked through for its end up to here.
    Line(usize),
}

/// Cuts one file's bytes into pieces as they come: push a chunk, then take
/// [`next`](Self::next) until there is none.
#[derive(Clone, Debug)]
pub struct Splitter {
    buffer: Vec<u8>,
    /// Where the bytes in front begin in the buffer, and in the file.
    start: usize,
    offset: u64,
    line: u64,
    limit: usize,
    ended: bool,
    place: Place,
    doing: Doing,
    continued: bool,
    /// Up to here lines were found to be no JSON that is whole.
    barrier: u64,
    tries: u8,
    /// Length of the last piece, which ends where the bytes in front begin, and its line.
    last: (usize, u64),
}

/// One step: more to do, nothing to be done without more bytes, or a piece of this length.
enum Step {
    On,
    Wait,
    Piece { len: usize, sort: Sort, overlong: bool },
}

impl Default for Splitter {
    fn default() -> Self {
        Self::with_limit(RECORD_MAX)
    }
}

impl Splitter {
    /// At the start of a file, with another limit than [`RECORD_MAX`].
    pub fn with_limit(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            line: 1,
            limit: limit.max(KEPT_OF_REFUSED),
            ended: false,
            place: Place::Top,
            doing: Doing::Seek,
            continued: false,
            barrier: 0,
            tries: 0,
            last: (0, 1),
        }
    }

    /// Adds the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.ended = false;
        make_room(&mut self.buffer, &mut self.start);
        self.buffer.extend_from_slice(chunk);
    }

    /// Says that the file ends here: what is left comes out of [`next`](Self::next).
    pub fn finish(&mut self) {
        self.ended = true;
    }

    /// Whether the file was said to have ended.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// The next piece that is whole.
    #[expect(clippy::should_implement_trait, reason = "it lends from its buffer")]
    pub fn next(&mut self) -> Option<Piece<'_>> {
        loop {
            match self.step() {
                Step::On => {}
                Step::Wait => return None,
                Step::Piece { len, sort, overlong } => {
                    let (from, offset, line) = (self.start, self.offset, self.line);
                    let continued = std::mem::replace(&mut self.continued, overlong);
                    self.pass(len);
                    self.last = (len, line);
                    let bytes = &self.buffer[from..from + len];
                    return Some(Piece { bytes, offset, line, sort, overlong, continued });
                }
            }
        }
    }

    /// The bytes from the last piece on, where they begin in the file, and in which line: for
    /// whoever found that the file is no JSON after all.
    pub fn give_back(mut self) -> (Vec<u8>, u64, u64) {
        let (len, line) = self.last;
        self.buffer.drain(..self.start - len);
        (self.buffer, self.offset - len as u64, line)
    }

    fn front(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Passes over bytes in front.
    fn pass(&mut self, len: usize) {
        let passed = &self.buffer[self.start..self.start + len];
        self.line += memchr_iter(b'\n', passed).count() as u64;
        self.offset += len as u64;
        self.start += len;
    }

    fn step(&mut self) -> Step {
        if let Place::Tail(document) = &mut self.place {
            let seen = document.look(&self.buffer[self.start..]);
            let len = document.at;
            document.forget(len);
            self.pass(len);
            return self.tail(seen);
        }
        match std::mem::replace(&mut self.doing, Doing::Seek) {
            Doing::Seek => self.seek(),
            Doing::Bracket(peeked) => self.bracket(peeked),
            Doing::Value(value) => self.value(value),
            Doing::Skip(value) => self.skip(value),
            Doing::Line(searched) => self.rest_of_line(searched),
        }
    }

    /// Behind the entries of an archive.
    fn tail(&mut self, seen: Seen) -> Step {
        match seen {
            Seen::More if self.ended => self.place = Place::Top,
            Seen::More => return Step::Wait,
            Seen::Whole => self.place = Place::Top,
            Seen::Broken => {
                self.place = Place::Top;
                self.doing = Doing::Line(0);
            }
            Seen::Entries => {
                if let Place::Tail(document) = std::mem::replace(&mut self.place, Place::Top) {
                    self.place = Place::Entries(document);
                }
            }
        }
        Step::On
    }

    /// Looks for the start of the next value.
    fn seek(&mut self) -> Step {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        let between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | 0x1e);
        if self.offset == 0 && self.front().starts_with(MARK) {
            self.pass(MARK.len());
        }
        let space = self.front().iter().take_while(|byte| between(byte)).count();
        self.pass(space);
        let Some(first) = self.front().first().copied() else {
            if self.ended {
                self.place = Place::Top;
            }
            return Step::Wait;
        };
        if self.offset == 0 && !self.ended && MARK.starts_with(self.front()) {
            return Step::Wait;
        }
        if matches!(self.place, Place::Top) {
            self.at_top(first);
        } else if first == b']' {
            self.pass(1);
            if let Place::Entries(mut document) = std::mem::replace(&mut self.place, Place::Top) {
                document.entries_ended();
                self.place = Place::Tail(document);
            }
        } else {
            self.doing = Doing::Value(Box::new(Automaton::new(false)));
        }
        Step::On
    }

    fn at_top(&mut self, first: u8) {
        if self.offset >= self.barrier {
            self.tries = 0;
        }
        self.doing = match first {
            b'{' | b'[' if self.tries > TRIES => Doing::Line(0),
            b'{' => Doing::Value(Box::new(Automaton::new(true))),
            b'[' => Doing::Bracket(1),
            _ => Doing::Line(0),
        };
    }

    /// A bracket at the top opens an array where an object follows, or its end; stamps of logs
    /// stand in brackets, too.
    fn bracket(&mut self, peeked: usize) -> Step {
        let rest = &self.front()[peeked..];
        let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match rest.get(space) {
            Some(b'{' | b']') => {
                self.pass(1);
                self.place = Place::Array;
            }
            None if !self.ended => {
                self.doing = Doing::Bracket(peeked + space);
                return Step::Wait;
            }
            _ => self.doing = Doing::Line(0),
        }
        Step::On
    }

    fn value(&mut self, mut value: Box<Automaton>) -> Step {
        let within = self.front().len().min(self.limit);
        let seen = value.look(&self.front()[..within]);
        let inside = !matches!(self.place, Place::Top);
        match seen {
            Seen::Whole => {
                let archive = matches!(self.place, Place::Entries(_));
                let sort = if archive { Sort::Entry } else { Sort::Value };
                Step::Piece { len: value.at, sort, overlong: false }
            }
            Seen::More if self.front().len() > self.limit => {
                value.forget(KEPT_OF_REFUSED);
                self.doing = Doing::Skip(value);
                Step::Piece { len: KEPT_OF_REFUSED, sort: Sort::Refused, overlong: false }
            }
            Seen::More if !self.ended => {
                self.doing = Doing::Value(value);
                Step::Wait
            }
            Seen::More if value.ends_here() => {
                Step::Piece { len: within, sort: Sort::Value, overlong: false }
            }
            Seen::More if inside => Step::Piece { len: within, sort: Sort::Cut, overlong: false },
            Seen::More | Seen::Broken => {
                self.barrier = self.barrier.max(self.offset + value.line_start as u64);
                self.tries = self.tries.saturating_add(1);
                self.place = Place::Top;
                self.doing = Doing::Line(0);
                Step::On
            }
            Seen::Entries => {
                let len = value.at;
                value.forget(len);
                self.pass(len);
                self.place = Place::Entries(value);
                Step::On
            }
        }
    }

    /// Passes over a value that is too long.
    fn skip(&mut self, mut value: Box<Automaton>) -> Step {
        let seen = value.look(&self.buffer[self.start..]);
        let len = value.at;
        value.forget(len);
        self.pass(len);
        match seen {
            Seen::Whole => {}
            Seen::More if self.ended => self.place = Place::Top,
            Seen::More => {
                self.doing = Doing::Skip(value);
                return Step::Wait;
            }
            Seen::Broken => {
                self.place = Place::Top;
                self.doing = Doing::Line(0);
            }
            Seen::Entries => self.place = Place::Entries(value),
        }
        Step::On
    }

    fn rest_of_line(&mut self, searched: usize) -> Step {
        let within = self.front().len().min(self.limit);
        let found = memchr(b'\n', &self.front()[searched..within]);
        let piece = |len, overlong| Step::Piece { len, sort: Sort::Line, overlong };
        match found {
            Some(at) => piece(searched + at + 1, false),
            None if self.front().len() > self.limit => {
                self.doing = Doing::Line(0);
                piece(self.limit, true)
            }
            None if !self.ended => {
                self.doing = Doing::Line(within);
                Step::Wait
            }
            None if within == 0 => Step::Wait,
            None => piece(within, false),
        }
    }
}
