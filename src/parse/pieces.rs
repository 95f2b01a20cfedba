//! Values in pieces: one text that a sender spread over `key`, `key_02`, `key_03` …
//!
//! Source: Copilot Chat cuts a text of more than 8192 characters into pieces of that length, of
//! which it sends at most 50 (completions: 21), and drops the rest. The pieces' lengths say that
//! they are pieces: every one but the last is full. A key that only looks like one stays.

use std::collections::BTreeMap;

use super::marks::units;
use super::scalar;
use super::shape::{Json, Key, Slot, Split};
use crate::event::Scope;

/// The length of a full piece, in 16-bit units.
pub(super) const FULL: usize = 8192;

/// The most pieces that a value has.
const PIECES_MAX: usize = 50;

/// How many pieces a text has that was too long: of chat, and of completions.
const AT_MAXIMUM: [usize; 2] = [PIECES_MAX, 21];

/// The slots whose keys may be those of one value's pieces. Of a key that was logged twice the
/// last counts.
#[derive(Default)]
struct Series {
    /// The key that bears no number.
    bare: Option<usize>,
    /// The others, by number.
    numbered: BTreeMap<u8, usize>,
}

/// What the lengths say of a series.
struct Reading {
    /// The slots that are pieces, in order.
    pieces: Vec<usize>,
    /// Numbered keys are left over.
    gap: bool,
    /// The text went on for longer than pieces are sent.
    at_maximum: bool,
}

/// Puts the values together that stand in pieces.
///
/// Linear: only keys with a value long enough for a full piece are looked at twice.
pub(super) fn join(text: &str, mut split: Split) -> Split {
    let found = series(text, &split.slots);
    if found.is_empty() {
        return split;
    }
    let mut gone = vec![false; split.slots.len()];
    let mut joined: Vec<(usize, String, Reading, String)> = Vec::new();
    for (key, series) in found {
        let Some(reading) = series.read(text, &split.slots) else { continue };
        split.pieces_missing |= reading.gap;
        let taken = reading.pieces.iter().any(|at| gone[*at]);
        if let [first, _, ..] = *reading.pieces
            && !taken
        {
            for at in &reading.pieces {
                gone[*at] = true;
            }
            let value = together(text, &split.slots, &reading.pieces);
            joined.push((first, key.to_owned(), reading, value));
        }
    }
    if joined.is_empty() {
        return split;
    }
    let mut cut = vec![false; gone.len()];
    for (at, key, reading, value) in joined {
        gone[at] = false;
        cut[at] = reading.gap || reading.at_maximum;
        let scope = split.slots[at].scope;
        split.slots[at] = Slot { scope, key: Key::Escaped(key), value: Json::Made(value) };
    }
    let mut kept = Vec::with_capacity(split.slots.len());
    for (at, slot) in split.slots.into_iter().enumerate().filter(|(at, _)| !gone[*at]) {
        if cut[at] {
            split.cut.push(kept.len());
        }
        kept.push(slot);
    }
    Split { slots: kept, ..split }
}

/// The keys that have a value long enough for a full piece, with those that may go on with it.
fn series<'t>(text: &'t str, slots: &'t [Slot]) -> BTreeMap<&'t str, Series> {
    let own = || slots.iter().enumerate().filter(|(_, slot)| slot.scope == Scope::Properties);
    let mut found = BTreeMap::<&str, Series>::new();
    // A unit takes at least one byte, and a text has two quotes.
    for (_, slot) in own().filter(|(_, slot)| slot.json(text).len() >= FULL + 2) {
        let key = slot.key(text);
        found.insert(key.strip_suffix("_01").unwrap_or(key), Series::default());
    }
    if found.is_empty() {
        return found;
    }
    for (at, slot) in own() {
        let key = slot.key(text);
        if let Some(series) = found.get_mut(key) {
            series.bare = Some(at);
        }
        if let Some((key, number)) = numbered(key)
            && let Some(series) = found.get_mut(key)
        {
            series.numbered.insert(number, at);
        }
    }
    found
}

/// `key` and 2 of `key_02`.
fn numbered(key: &str) -> Option<(&str, u8)> {
    let (key, number) = key.rsplit_once('_')?;
    let digits = number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { number.parse().ok()? } else { return None };
    (!key.is_empty() && number > 0).then_some((key, number))
}

impl Series {
    /// The pieces as far as their numbers and lengths go on; `None` where the first is not full
    /// or nothing bears a number.
    fn read(&self, text: &str, slots: &[Slot]) -> Option<Reading> {
        let length = |at: usize| length(slots[at].json(text));
        // Some say that the second piece is `_01`; the sender's source begins with `_02`.
        let start = if self.numbered.contains_key(&1) { 1 } else { 2 };
        let mut numbers = self.numbered.range(start..).peekable();
        let first = match self.bare {
            Some(bare) => bare,
            None => *numbers.next().filter(|(number, _)| **number == 1)?.1,
        };
        if length(first) != Some(FULL) || self.numbered.is_empty() {
            return None;
        }
        let mut pieces = vec![first];
        let (mut expected, mut full) = (if self.bare.is_some() { start } else { 2 }, true);
        while full && pieces.len() < PIECES_MAX {
            let next = numbers.next_if(|(number, _)| **number == expected);
            let Some((at, units)) = next.and_then(|(_, at)| Some((*at, length(*at)?))) else {
                break;
            };
            if units > FULL {
                break;
            }
            pieces.push(at);
            (expected, full) = (expected + 1, units == FULL);
        }
        let at_maximum = full && AT_MAXIMUM.contains(&pieces.len());
        Some(Reading { gap: numbers.peek().is_some(), at_maximum, pieces })
    }
}

/// The length of a text; `None` of any other value.
fn length(json: &str) -> Option<usize> {
    json.starts_with('"').then(|| scalar::text(json).map(|text| units(&text)))?
}

/// The JSON text of the pieces laid end to end. Not decoded: a character that was cut into two
/// halves, each escaped, is whole again.
fn together(text: &str, slots: &[Slot], pieces: &[usize]) -> String {
    let inside = |at: &usize| {
        let json = slots[*at].json(text);
        json.get(1..json.len() - 1).unwrap_or_default()
    };
    let mut json = String::from("\"");
    for at in pieces {
        json.push_str(inside(at));
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests;
