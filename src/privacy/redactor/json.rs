//! JSON text, string by string, so that it stays what it is whatever is replaced in it.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::keys::{Role, Says};
use super::replaced::Replaceable;
use super::strings::{Piece, Strings};
use super::{Redactor, Written};

/// Deeper objects are not told apart from the one around them.
const DEEPEST: usize = 64;

/// The shortest number that can be an id.
const NUMBER_MIN: usize = 5;

/// `json`, which may stand under a key, with pseudonyms, if anything is replaced in it.
pub(super) fn redacted(redactor: &mut Redactor, key: Option<&str>, json: &str) -> Option<String> {
    let says = key.map_or(Says::default(), |key| redactor.seeker.keys.says(None, key));
    if serde_json::from_str::<IgnoredAny>(json).is_err() {
        return redactor.piece(json, Written::Plain, says);
    }
    let mut walk = Walk { redactor, json, written: None, done: 0, key, says, parents: Vec::new() };
    for piece in Strings::of(json) {
        walk.take(piece);
    }
    let mut written = walk.written?;
    written.push_str(&json[walk.done..]);
    Some(written)
}

struct Walk<'r, 't> {
    redactor: &'r mut Redactor,
    json: &'t str,
    written: Option<String>,
    /// What of `json` is written already, or stays as it is.
    done: usize,
    key: Option<&'t str>,
    says: Says,
    /// The keys of the objects around, from the outermost on.
    parents: Vec<Option<&'t str>>,
}

impl Walk<'_, '_> {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Key(at) => {
                let key = &self.json[at.clone()];
                let parent = self.parents.last().copied().flatten();
                self.says = self.redactor.seeker.keys.says(parent, key);
                self.key = Some(key);
                self.string(at, Says::default());
            }
            Piece::Value(at) => self.string(at, self.says),
            Piece::Between(at) => self.between(at),
        }
    }

    fn string(&mut self, at: Range<usize>, says: Says) {
        if let Some(redacted) = self.redactor.piece(&self.json[at.clone()], Written::InJson, says) {
            self.write(at, &redacted);
        }
    }

    fn write(&mut self, at: Range<usize>, redacted: &str) {
        let written = self.written.get_or_insert_with(|| String::with_capacity(self.json.len()));
        written.push_str(&self.json[self.done..at.start]);
        written.push_str(redacted);
        self.done = at.end;
    }

    /// Signs, numbers and words.
    fn between(&mut self, at: Range<usize>) {
        let text = &self.json[at.clone()];
        let mut from = 0;
        for (end, byte) in text.bytes().enumerate().chain([(text.len(), b',')]) {
            if !byte.is_ascii_whitespace() && !b"{}[],:".contains(&byte) {
                continue;
            }
            if end - from >= NUMBER_MIN {
                self.number(at.start + from..at.start + end);
            }
            self.sign(byte);
            from = end + 1;
        }
    }

    fn sign(&mut self, byte: u8) {
        match byte {
            b'{' if self.parents.len() < DEEPEST => self.parents.push(self.key.take()),
            b'}' => self.key = self.parents.pop().flatten(),
            _ => {}
        }
    }

    /// A number that is an id by its key.
    fn number(&mut self, at: Range<usize>) {
        let number = &self.json[at.clone()];
        let is_id = matches!(self.says.role, Role::Identifier | Role::Account | Role::Repository)
            && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_id && !self.redactor.learning {
            let pseudonym = self.redactor.book.pseudonym(Replaceable::Identifier, number);
            self.write(at, &pseudonym);
        }
    }
}
