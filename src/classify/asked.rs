//! The keys that rules ask bodies for, and which of them stand in a body's bytes. That is told in
//! one pass, without reading JSON, and never misses a key that is there.

use std::collections::HashMap;

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

use crate::event::{Among, Keys, Scalar};

/// How many ends of keys are told apart, by their last two bytes.
const TAILS: usize = 1 << 12;

/// Up to so many keys are looked for one by one, each by a search of its own.
const FEW: u32 = 3;

/// A set of asked keys, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct KeySet(u128);

impl KeySet {
    pub(super) const NONE: Self = Self(0);
    /// Every key, as far as anybody can tell.
    pub(super) const ALL: Self = Self(u128::MAX);
    /// What stands for every key that the bytes cannot be searched for.
    const UNSEARCHED: Self = Self(1 << 127);

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has_any_of(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn searched(self) -> Self {
        Self(self.0 & !Self::UNSEARCHED.0)
    }

    /// The numbers of the keys in it.
    fn numbers(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let number = left.trailing_zeros() as usize;
            (left != 0).then(|| left &= left - 1).map(|()| number)
        })
    }
}

/// A key's last piece, `c` of `a.b.c`: whichever way the key is meant, a name in the JSON text
/// ends in it.
#[derive(Clone, Debug)]
struct Piece {
    text: Box<str>,
    finder: Finder<'static>,
    /// The next piece of the same tail, counted from 1.
    next: u8,
}

/// Every key that a set of rules asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pieces: Vec<Piece>,
    /// The set of each key, as asked for.
    sets: HashMap<Box<str>, KeySet>,
    /// The first piece of each tail, counted from 1.
    tails: Box<[u8]>,
    /// What may begin an escape of a character that needs none.
    escape: Finder<'static>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            sets: HashMap::new(),
            tails: vec![0; TAILS].into(),
            escape: Finder::new(br"\u"),
        }
    }
}

impl Asked {
    /// The set that holds `key` alone.
    pub(super) fn add(&mut self, key: &str) -> KeySet {
        if let Some(known) = self.sets.get(key) {
            return *known;
        }
        let set = self.piece(key.rsplit('.').next().unwrap_or(key));
        self.sets.insert(key.into(), set);
        set
    }

    fn piece(&mut self, text: &str) -> KeySet {
        // Any other character may be escaped in more ways than by `\u`.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$');
        let known = self.pieces.iter().position(|piece| *piece.text == *text);
        let number = known.unwrap_or(self.pieces.len());
        let [.., before, last] = *text.as_bytes() else { return KeySet::UNSEARCHED };
        if number >= 127 || !text.bytes().all(plain) {
            return KeySet::UNSEARCHED;
        }
        if known.is_none() {
            let first = &mut self.tails[tail(before, last)];
            let finder = Finder::new(text.as_bytes()).into_owned();
            self.pieces.push(Piece { text: text.into(), finder, next: *first });
            *first = number as u8 + 1;
        }
        KeySet(1 << number)
    }

    /// The keys of `among` that may stand in `bytes`, the JSON text of a body from a log. One that
    /// is not in the set does not stand there, not as a piece of a path either.
    pub(super) fn held(&self, among: KeySet, bytes: &[u8]) -> KeySet {
        let unsearched = among.common(KeySet::UNSEARCHED);
        let searched = among.searched();
        let few = searched.0.count_ones() <= FEW;
        let found = |number: usize| self.pieces[number].finder.find(bytes).is_some();
        let absent = few && !searched.numbers().any(found);
        if searched.is_empty() || self.may_escape(bytes) {
            return among;
        }
        if absent { unsearched } else { self.named(among, bytes).with(unsearched) }
    }

    /// Whether a character that needs no escape may be escaped in `bytes`.
    fn may_escape(&self, bytes: &[u8]) -> bool {
        // Most bodies hold no backslash at all, which takes a quarter of the search to see.
        memchr(b'\\', bytes).is_some_and(|at| self.escape.find(&bytes[at..]).is_some())
    }

    /// The keys of `among` that are an end of a name in `bytes`. What ends a name is a quote and,
    /// perhaps behind blanks, a colon; where a piece of a path begins are a quote or a dot.
    fn named(&self, among: KeySet, bytes: &[u8]) -> KeySet {
        let mut held = KeySet::NONE;
        for colon in memchr_iter(b':', bytes) {
            let [name @ .., b'"'] = bytes[..colon].trim_ascii_end() else { continue };
            let [.., before, last] = *name else { continue };
            // A text that was sent in pieces begins with the piece `key_01`, and stands for `key`.
            if last == b'1' && name.ends_with(b"_01") {
                return among;
            }
            let mut next = self.tails[tail(before, last)];
            while let Some(piece) = usize::from(next).checked_sub(1).map(|at| &self.pieces[at]) {
                // What stands before it tells mostly, without comparing.
                let before = name.len().checked_sub(piece.text.len() + 1).map(|at| name[at]);
                let set = KeySet(1 << (next - 1));
                if matches!(before, Some(b'"' | b'.'))
                    && !held.has_any_of(set)
                    && name.ends_with(piece.text.as_bytes())
                {
                    held = held.with(set);
                }
                next = piece.next;
            }
        }
        held.common(among)
    }

    /// What a search for `key` has found in a body of which `held` may stand there.
    fn found(&self, held: KeySet, key: &str) -> Found {
        let set = self.sets.get(key).filter(|_| held != KeySet::ALL);
        match set {
            Some(set) if !held.has_any_of(*set) => Found::Nothing,
            Some(set) if *set != KeySet::UNSEARCHED => Found::Likely,
            _ => Found::Unsearched,
        }
    }
}

/// Where the pieces stand that end in these two bytes.
fn tail(before: u8, last: u8) -> usize {
    usize::from(before & 0x1f) << 7 | usize::from(last & 0x7f)
}

/// What is known of a key before a body is asked for it.
enum Found {
    /// It is not there.
    Nothing,
    /// It is, or one that ends like it.
    Likely,
    /// Nobody looked.
    Unsearched,
}

/// A body that is not asked for what it cannot hold.
pub(super) struct Sieved<'a> {
    pub(super) body: &'a dyn Keys,
    pub(super) asked: &'a Asked,
    pub(super) held: KeySet,
}

impl Keys for Sieved<'_> {
    fn visit(&self, among: Among, key: &str, visit: &mut dyn FnMut(Scalar<'_>) -> bool) -> bool {
        match self.asked.found(self.held, key) {
            Found::Nothing => false,
            Found::Likely => self.body.visit_likely(among, key, visit),
            Found::Unsearched => self.body.visit(among, key, visit),
        }
    }

    fn on_wire(&self) -> bool {
        self.body.on_wire()
    }
}

#[cfg(test)]
mod tests;
