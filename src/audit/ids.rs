//! Values that may be the id of somebody or something, known again by a hash of them.
//!
//! Owns what such a value looks like and how few of them are remembered of a key; whether one is a
//! fault is a rule's to say. No value is kept.

use std::hash::{DefaultHasher, Hasher};

use crate::event::{Pii, SourceId};
use crate::privacy::Hint;
use crate::store::{EventLog, Row};

use super::context::Context;
use super::tally::Seen;

/// The shortest id of hexadecimal digits alone.
const HEX_MIN: usize = 16;

/// The shortest id of other letters.
const MIXED_MIN: usize = 20;

/// Longer texts are contents.
const LONGEST: usize = 128;

/// An id has more different letters than a placeholder such as `00000000-0000-…`.
const DIFFERENT_LETTERS: u32 = 5;

/// A key with more values than this is different each time, and identifies nobody.
const MOST_VALUES: usize = 4;

/// More sources than this need not be told apart.
const MOST_SOURCES: usize = 16;

/// What an id is known again by, within one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct IdHash(u64);

/// The values of a key that may be ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    values: Vec<Id>,
    /// There were more of them than ids have that stay.
    many: bool,
}

/// A value that may be an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Id {
    hash: IdHash,
    /// In which events.
    pub(super) seen: Seen,
    /// In which sources.
    pub(super) sources: Vec<SourceId>,
}

/// What the JSON text of a value is known again by, where it may be an id.
pub(super) fn of(json: &str, context: &Context) -> Option<IdHash> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    if !(HEX_MIN..=LONGEST).contains(&text.len()) || different_letters(text) < DIFFERENT_LETTERS {
        return None;
    }
    (is_uuid(text) || is_hex(text) || is_mixed(text, context)).then(|| {
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        IdHash(hasher.finish())
    })
}

fn is_uuid(text: &str) -> bool {
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let lengths = [8, 4, 4, 4, 12];
    text.len() == 36
        && text.split('-').count() == lengths.len()
        && text.split('-').zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// Hexadecimal digits; decimal ones alone are a number or a time.
fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Letters of both cases and digits, as good as random.
fn is_mixed(text: &str, context: &Context) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'_' | b'-');
    let has = |is: fn(&u8) -> bool| text.as_bytes().iter().any(is);
    if text.len() < MIXED_MIN || !text.bytes().all(token) || !has(u8::is_ascii_digit) {
        return false;
    }
    let mut random = false;
    context.scanner.scan(text, Hint::of(""), &mut |found| {
        random |= found.kind == Pii::HighEntropy && found.span == (0..text.len());
    });
    random
}

fn different_letters(text: &str) -> u32 {
    let bits = text.bytes().fold(0_u128, |bits, byte| bits | 1 << (byte & 0x7f));
    bits.count_ones()
}

impl Ids {
    /// One event more that has this value.
    pub(super) fn add(&mut self, row: Row<'_>, hash: IdHash) {
        if self.many {
            return;
        }
        let (log, event, source) = (row.log(), row.id(), row.source_id());
        match self.values.iter_mut().find(|id| id.hash == hash) {
            Some(id) => {
                id.seen.add(log, event);
                id.stands_in(source);
            }
            None => self.push(Id { hash, seen: Seen::one(event), sources: vec![source] }),
        }
    }

    /// The values of another like it.
    pub(super) fn join(&mut self, log: &EventLog, other: &Self) {
        if other.many {
            self.give_up();
        }
        for there in &other.values {
            match self.values.iter_mut().find(|id| id.hash == there.hash) {
                Some(id) => {
                    id.seen.join(log, &there.seen);
                    there.sources.iter().for_each(|source| id.stands_in(*source));
                }
                None => self.push(there.clone()),
            }
        }
    }

    /// Whether there were any.
    pub(super) fn has_any(&self) -> bool {
        self.many || !self.values.is_empty()
    }

    /// The values, where they are few.
    pub(super) fn values(&self) -> &[Id] {
        &self.values
    }

    fn push(&mut self, id: Id) {
        if self.values.len() == MOST_VALUES {
            self.give_up();
        } else if !self.many {
            self.values.push(id);
        }
    }

    fn give_up(&mut self) {
        self.many = true;
        self.values = Vec::new();
    }
}

impl Id {
    fn stands_in(&mut self, source: SourceId) {
        if !self.sources.contains(&source) && self.sources.len() < MOST_SOURCES {
            self.sources.push(source);
        }
    }
}
