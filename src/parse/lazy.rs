//! One key of a payload, found without splitting it.
//!
//! Owns one reading of a payload's bytes that keeps nothing but where the key stands that is
//! asked for. It answers only for what the editor's `JSON.stringify` writes: one object, whole,
//! without spaces between tokens, control characters, escaped keys, values in pieces or nesting
//! beyond all measure. All of the text is checked, behind the key too, for of a payload that is
//! broken no key counts. For anything else the answer is that only splitting can tell.

mod cursor;

use std::ops::Range;

use super::common::{Logger, is_github};
use super::pieces::FULL;
use super::shape::scope;
use super::split::Part;
use crate::event::Scope;
use cursor::Cursor;

/// Stands before most keys that are common.
const COMMON: &[u8] = b"common.";

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
}

impl Found {
    /// The last member of exactly the key asked for, `key`, in one scope.
    pub(super) fn get(&self, scope_asked: Scope, key: &str) -> Option<&Spot> {
        let stands = |inside| scope(key, inside, self.nested, self.logger) == scope_asked;
        last(&self.exact, |place| stands(inside(place)))
    }

    /// The last member whose key is the one asked for behind `common.`.
    pub(super) fn prefixed(&self) -> Option<&Spot> {
        last(&self.prefixed, |_| true)
    }

    /// Every member that was kept.
    pub(super) fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.exact.iter().chain(&self.prefixed).flatten()
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
pub(super) fn find(bytes: &[u8], key: &str, is_core: bool) -> Option<Found> {
    if bytes.iter().fold(u8::MAX, |least, byte| least.min(*byte)) < b' ' {
        return None;
    }
    let mut walk = Walk {
        it: Cursor::new(bytes),
        key: key.as_bytes(),
        is_core,
        exact: Spots::default(),
        prefixed: Spots::default(),
        path: false,
        github: false,
        parts: [false; 3],
    };
    walk.it.eat(b'{')?;
    walk.members(None)?;
    if walk.it.at != bytes.len() {
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
    })
}

/// A place in a payload, and what was met up to there.
struct Walk<'t> {
    it: Cursor<'t>,
    /// The key asked for.
    key: &'t [u8],
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
    /// Passes the members of an object, up to behind its end.
    fn members(&mut self, inside: Option<Part>) -> Option<()> {
        if self.it.peek()? == b'}' {
            self.it.at += 1;
            return Some(());
        }
        loop {
            self.it.eat(b'"')?;
            let key = self.it.key()?;
            self.it.eat(b':')?;
            let part = if inside.is_none() { part(&self.it.bytes[key.clone()]) } else { None };
            if let Some(part) = part {
                // A part that is no object is a member like any other: too odd for here.
                self.it.eat(b'{')?;
                self.parts[place(Some(part))] = true;
                self.members(Some(part))?;
            } else {
                let start = self.it.at;
                self.it.value()?;
                // As long as a full piece of a value: there may be more of them.
                if self.it.at - start >= FULL + 2 {
                    return None;
                }
                self.note(inside, key, start);
            }
            match self.it.next()? {
                b',' => {}
                b'}' => return Some(()),
                _ => return None,
            }
        }
    }

    /// Keeps a member, whose value ends here, where it is what is looked for.
    fn note(&mut self, inside: Option<Part>, at: Range<usize>, start: usize) {
        let key = &self.it.bytes[at.clone()];
        let is_longer = key.len() == self.key.len() + COMMON.len();
        if key == self.key {
            self.exact[place(inside)] = Some(Spot { key: at, json: start..self.it.at });
        } else if is_longer && key.starts_with(COMMON) && key.ends_with(self.key) {
            self.prefixed[place(inside)] = Some(Spot { key: at, json: start..self.it.at });
        } else if self.key.get(key.len()) == Some(&b'.') {
            self.path |= self.key.starts_with(key);
        }
        if !self.is_core && matches!(key.len(), 9 | 14) {
            self.github |= std::str::from_utf8(key).is_ok_and(is_github);
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
