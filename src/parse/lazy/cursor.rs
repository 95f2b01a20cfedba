//! A place in a payload's JSON text, and what is passed there.
//!
//! Only what `JSON.stringify` writes is passed; whatever else comes gives `None`.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::super::quotes::Quotes;

/// How deep values may nest: one bit each of what remembers which bracket closes next.
const DEPTH_MAX: u32 = u64::BITS;

/// A place in a text without control characters.
pub(super) struct Cursor<'t> {
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    quotes: Quotes<'t>,
    /// There are backslashes in the text.
    escapes: bool,
}

impl<'t> Cursor<'t> {
    /// At the start of `bytes`.
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        let escapes = memchr(b'\\', bytes).is_some();
        Self { bytes, at: 0, quotes: Quotes::new(bytes), escapes }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn eat(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    /// Passes a key, whose first quote was passed. An escaped one may mean any other.
    pub(super) fn key(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let end = self.quotes.next(start)?;
        self.at = end + 1;
        if self.escapes && memchr(b'\\', &self.bytes[start..end]).is_some() {
            return None;
        }
        Some(start..end)
    }

    pub(super) fn value(&mut self) -> Option<()> {
        match self.next()? {
            b'"' => self.text(),
            b'{' => self.nest(1),
            b'[' => self.nest(0),
            first => self.plain(first),
        }
    }

    /// Passes a text, whose first quote was passed.
    fn text(&mut self) -> Option<()> {
        if !self.escapes {
            self.at = self.quotes.next(self.at)? + 1;
            return Some(());
        }
        loop {
            self.at += memchr2(b'"', b'\\', &self.bytes[self.at..])? + 1;
            if self.bytes[self.at - 1] == b'"' {
                return Some(());
            }
            match self.next()? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                b'u' => {
                    let digits = self.bytes.get(self.at..self.at + 4)?;
                    if !digits.iter().all(u8::is_ascii_hexdigit) {
                        return None;
                    }
                    self.at += 4;
                }
                _ => return None,
            }
        }
    }

    /// Passes a number or a word, whose first byte was passed.
    fn plain(&mut self, first: u8) -> Option<()> {
        let word: &[u8] = match first {
            b't' => b"rue",
            b'f' => b"alse",
            b'n' => b"ull",
            _ => return self.number(first),
        };
        self.bytes[self.at..].starts_with(word).then(|| self.at += word.len())
    }

    fn number(&mut self, first: u8) -> Option<()> {
        let first = if first == b'-' { self.next()? } else { first };
        match first {
            // Nothing is written with zeros before it: what follows is no digit, or no JSON.
            b'0' => {}
            b'1'..=b'9' => self.digits(),
            _ => return None,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Some(())
    }

    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self) -> Option<()> {
        let start = self.at;
        self.digits();
        (self.at > start).then_some(())
    }

    /// Passes an object (`open` is 1) or an array (0), whose bracket was passed, and all in it.
    fn nest(&mut self, open: u64) -> Option<()> {
        // A bit for each bracket that is open, the innermost lowest.
        let (mut open, mut depth) = (open, 1);
        let mut first = true;
        loop {
            let is_object = open & 1 == 1;
            let close = if is_object { b'}' } else { b']' };
            let ends = self.peek()? == close;
            if ends {
                self.at += 1;
                (open, depth) = (open >> 1, depth - 1);
                if depth == 0 {
                    return Some(());
                }
                first = false;
                continue;
            }
            if !first {
                self.eat(b',')?;
            }
            if is_object {
                self.eat(b'"')?;
                self.text()?;
                self.eat(b':')?;
            }
            first = false;
            match self.peek()? {
                bracket @ (b'{' | b'[') if depth < DEPTH_MAX => {
                    self.at += 1;
                    (open, depth) = (open << 1 | u64::from(bracket == b'{'), depth + 1);
                    first = true;
                }
                b'{' | b'[' => return None,
                _ => self.value()?,
            }
        }
    }
}
