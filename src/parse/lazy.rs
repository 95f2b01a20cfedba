//! One key of a payload, found without splitting it.
//!
//! Owns one reading of a payload's bytes that keeps nothing but where the key stands that is
//! asked for. It answers only for what the editor's `JSON.stringify` writes: one object, whole,
//! without spaces between tokens, control characters, escaped keys, values in pieces or nesting
//! beyond all measure. All of the text is checked, behind the key too, for of a payload that is
//! broken no key counts. For anything else the answer is that only splitting can tell.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::common::{Logger, is_common, is_github};
use super::pieces::FULL;
use super::shape::scope;
use super::split::Part;
use crate::event::Scope;

/// How deep values may nest: one bit each of what remembers which bracket closes next.
const DEPTH_MAX: u32 = 64;

/// Where a member stands in the text: its key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) key: Range<usize>,
    pub(super) json: Range<usize>,
}

/// The last member of a name in each of the three places: at the top and in the two parts.
type Spots = [Option<Spot>; 3];

/// What one reading of a payload says of one key.
#[derive(Debug)]
pub(super) struct Found {
    /// Members of exactly this key.
    exact: Spots,
    /// Members whose key is this one behind `common.`.
    prefixed: Spots,
    /// Some key is the beginning of the one asked for, as a path into nested values.
    pub(super) path: bool,
    /// There is an object `properties`.
    nested: bool,
    /// Neither `properties` nor `measurements` is an object.
    pub(super) flat: bool,
    logger: Logger,
    /// Whether members of exactly this key are common ones.
    is_common: bool,
}

impl Found {
    /// The last member of exactly the key asked for, `key`, in one scope.
    pub(super) fn get(&self, scope_asked: Scope, key: &str) -> Option<&Spot> {
        let stands = |inside| scope(key, inside, self.nested, self.logger) == scope_asked;
        if self.is_common != (scope_asked == Scope::Common) {
            return None;
        }
        last(&self.exact, |place| stands(inside(place)))
    }

    /// The last member whose key is the one asked for behind `common.`.
    pub(super) fn prefixed(&self) -> Option<&Spot> {
        last(&self.prefixed, |_| true)
    }
}

/// The spot furthest behind among those of the places that count.
fn last(spots: &Spots, counts: impl Fn(usize) -> bool) -> Option<&Spot> {
    let counting = spots.iter().enumerate().filter(|(place, _)| counts(*place));
    counting.filter_map(|(_, spot)| spot.as_ref()).max_by_key(|spot| spot.key.start)
}

const fn place(inside: Option<Part>) -> usize {
    match inside {
        None => 0,
        Some(Part::Properties) => 1,
        Some(Part::Measurements) => 2,
    }
}

const fn inside(place: usize) -> Option<Part> {
    match place {
        1 => Some(Part::Properties),
        2 => Some(Part::Measurements),
        _ => None,
    }
}

/// Looks for `key` in a payload; `None` where only splitting it can tell.
pub(super) fn find(text: &str, key: &str, is_core: bool) -> Option<Found> {
    let bytes = text.as_bytes();
    if bytes.iter().fold(false, |found, byte| found | (*byte < b' ')) {
        return None;
    }
    let mut walk = Walk {
        bytes,
        at: 0,
        escapes: memchr(b'\\', bytes).is_some(),
        key: key.as_bytes(),
        is_path: memchr(b'.', key.as_bytes()).is_some(),
        is_core,
        exact: Spots::default(),
        prefixed: Spots::default(),
        path: false,
        github: false,
        parts: [false; 3],
    };
    walk.eat(b'{')?;
    walk.members(None)?;
    if walk.at != bytes.len() {
        return None;
    }
    let logger = match (is_core, walk.github) {
        (true, _) => Logger::Core,
        (false, true) => Logger::GitHub,
        (false, false) => Logger::Extension,
    };
    let [_, nested, measured] = walk.parts;
    Some(Found {
        exact: walk.exact,
        prefixed: walk.prefixed,
        path: walk.path,
        nested,
        flat: !nested && !measured,
        logger,
        is_common: is_common(key, logger),
    })
}

/// A place in a payload, and what was met up to there.
struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    /// There are backslashes in the text.
    escapes: bool,
    /// The key asked for.
    key: &'t [u8],
    /// It may be a path.
    is_path: bool,
    is_core: bool,
    exact: Spots,
    prefixed: Spots,
    path: bool,
    /// A key was met that tells GitHub's logger.
    github: bool,
    /// Which parts were opened, by place.
    parts: [bool; 3],
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    /// Passes the members of an object, up to behind its end.
    fn members(&mut self, inside: Option<Part>) -> Option<()> {
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.eat(b'"')?;
            let key = self.key()?;
            self.eat(b':')?;
            let part = if inside.is_none() { part(&self.bytes[key.clone()]) } else { None };
            if let Some(part) = part {
                // A part that is no object is a member like any other: too odd for here.
                self.eat(b'{')?;
                self.parts[place(Some(part))] = true;
                self.members(Some(part))?;
            } else {
                let start = self.at;
                self.value()?;
                // As long as a full piece of a value: there may be more of them.
                if self.at - start >= FULL + 2 {
                    return None;
                }
                self.note(inside, key, start);
            }
            match self.next()? {
                b',' => {}
                b'}' => return Some(()),
                _ => return None,
            }
        }
    }

    /// Keeps a member, whose value ends here, where it is what is looked for.
    fn note(&mut self, inside: Option<Part>, at: Range<usize>, start: usize) {
        let key = &self.bytes[at.clone()];
        if key.len() == self.key.len() && key == self.key {
            self.exact[place(inside)] = Some(Spot { key: at, json: start..self.at });
        } else if key.len() == self.key.len() + 7
            && key.starts_with(b"common.")
            && key.ends_with(self.key)
        {
            self.prefixed[place(inside)] = Some(Spot { key: at, json: start..self.at });
        } else if self.is_path && self.key.get(key.len()) == Some(&b'.') {
            self.path |= self.key.starts_with(key);
        }
        if !self.is_core && matches!(key.len(), 9 | 14) {
            self.github |= std::str::from_utf8(key).is_ok_and(is_github);
        }
    }

    /// Passes a key, whose first quote was passed. An escaped one may mean any other.
    fn key(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let len = memchr(b'"', &self.bytes[start..])?;
        self.at = start + len + 1;
        if self.escapes && memchr(b'\\', &self.bytes[start..start + len]).is_some() {
            return None;
        }
        Some(start..start + len)
    }

    fn value(&mut self) -> Option<()> {
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
            self.at += memchr(b'"', &self.bytes[self.at..])? + 1;
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

fn part(key: &[u8]) -> Option<Part> {
    match key {
        b"properties" => Some(Part::Properties),
        b"measurements" => Some(Part::Measurements),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
