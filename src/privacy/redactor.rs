//! Pseudonyms in the place of personal data: what leaves with `--redact` goes through here.
//!
//! Owns that one value has one pseudonym, and two have two, as long as one file is written.
//! Knows nothing of events: what is a record, a name or a note is for the caller to say. Refuses
//! to judge texts: what a person wrote stays, but for what is found in it.

use std::borrow::Cow;
use std::ops::Range;

use super::identity::Identity;
use super::scanner::Scanner;

mod book;
mod common_words;
mod eager;
mod hits;
mod hosts;
mod json;
mod keys;
mod mac;
mod names;
mod replaced;
mod seek;
mod strings;
mod terms;
mod values;
mod view;
mod words;

use book::Book;
use hits::{Hit, merged};
use keys::Says;
pub use replaced::{Replaceable, Replaced, ReplacedCount};
use seek::Seeker;
use view::{Place, lossy, without_backslashes};

/// What stands beside a pseudonym may be a find by itself once its neighbour is gone; after so
/// many rounds the rest is replaced as one.
const ROUNDS: usize = 5;

/// Replaces personal data and secrets by pseudonyms. One for each file that is written: within it
/// the same value gets the same pseudonym. Each text goes through it once; what comes out is not
/// to be put in again.
#[derive(Debug)]
pub struct Redactor {
    seeker: Seeker,
    book: Book,
    /// Nothing is replaced, only learned.
    learning: bool,
}

/// What a piece of text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Plain,
    /// Between the quotes of a JSON string.
    InJson,
}

impl Redactor {
    /// A redactor that also knows the names of `identity`.
    pub fn new(identity: Identity) -> Self {
        Self { seeker: Seeker::new(Scanner::new(identity)), book: Book::default(), learning: false }
    }

    /// Learns the names that `text` gives away (of the person in a path, of a host, of an
    /// account), so that they are replaced in what is redacted from now on. A first pass over a
    /// whole log with this covers what stands before the place that gives a name away; a
    /// recording, which cannot go back, knows only what came so far.
    pub fn learn(&mut self, text: &[u8]) {
        self.learning = true;
        let _ = self.record(text, None);
        self.learning = false;
    }

    /// A plain text: a path, a name, a note, a label.
    pub fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        self.piece(text, Written::Plain, Says::default()).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// A JSON value, which stays JSON. Text that is none is redacted as far as it has strings, and
    /// as plain text between them.
    pub fn json<'t>(&mut self, json: &'t str) -> Cow<'t, str> {
        json::redacted(self, None, json).map_or(Cow::Borrowed(json), Cow::Owned)
    }

    /// A plain text that stands under `key`, which may say whose it is.
    pub fn value<'t>(&mut self, key: &str, text: &'t str) -> Cow<'t, str> {
        let says = self.seeker.keys.says(None, key);
        self.piece(text, Written::Plain, says).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// A JSON value that stands under `key`.
    pub fn json_of<'t>(&mut self, key: &str, json: &'t str) -> Cow<'t, str> {
        json::redacted(self, Some(key), json).map_or(Cow::Borrowed(json), Cow::Owned)
    }

    /// A record as it was logged; `body` is where the JSON of its payload stands, if it has one.
    pub fn record<'t>(&mut self, bytes: &'t [u8], body: Option<Range<usize>>) -> Cow<'t, [u8]> {
        let Ok(text) = std::str::from_utf8(bytes) else { return self.bytes(bytes) };
        let body = body.unwrap_or(text.len()..text.len());
        let parts = (text.get(..body.start), text.get(body.clone()), text.get(body.end..));
        let (Some(head), Some(json), Some(tail)) = parts else { return self.bytes(bytes) };
        match (self.text(head), self.json(json), self.text(tail)) {
            (Cow::Borrowed(_), Cow::Borrowed(_), Cow::Borrowed(_)) => Cow::Borrowed(bytes),
            (head, json, tail) => Cow::Owned([head, json, tail].concat().into_bytes()),
        }
    }

    /// What was replaced so far.
    pub fn replaced(&self) -> Replaced {
        self.book.replaced().clone()
    }

    /// Bytes that are no text throughout: what is none of it stays.
    fn bytes<'t>(&mut self, bytes: &'t [u8]) -> Cow<'t, [u8]> {
        let decoded = lossy(bytes, |at| u32::try_from(at).unwrap_or(u32::MAX));
        let hits = self.hits(&decoded.text, decoded.place(), Says::default());
        if hits.is_empty() || self.learning {
            return Cow::Borrowed(bytes);
        }
        Cow::Owned(self.replace(bytes, hits))
    }

    /// A piece of text, if anything is replaced in it.
    fn piece(&mut self, raw: &str, written: Written, says: Says) -> Option<String> {
        let mut current: Option<String> = None;
        for round in 0..ROUNDS {
            let raw = current.as_deref().unwrap_or(raw);
            if raw.len() < says.shortest() {
                return current;
            }
            let in_json = written == Written::InJson;
            let decoded = in_json.then(|| without_backslashes(raw, Place::AS_IT_IS)).flatten();
            let (text, place) = match &decoded {
                Some(decoded) => (decoded.text.as_str(), decoded.place()),
                None => (raw, Place::AS_IT_IS),
            };
            let hits = if round == 0 {
                self.hits(text, place, says)
            } else {
                let mut hits = Vec::new();
                self.seeker.scan(text, place, says, &mut hits);
                hits
            };
            if hits.is_empty() || self.learning {
                return current;
            }
            let alone = hits.len() == 1 && hits[0].span == (0..raw.len());
            let replaced = self.replace(raw.as_bytes(), hits);
            current = Some(String::from_utf8(replaced).unwrap_or_default());
            if alone {
                return current;
            }
        }
        Some(self.book.pseudonym(Replaceable::Secret, raw))
    }

    /// What is to be replaced in `text`, and learns what it gives away.
    fn hits(&mut self, text: &str, place: Place<'_>, says: Says) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.seeker.seek(text, place, says, &mut hits);
        if self.seeker.learn(&hits) {
            hits.clear();
            self.seeker.seek(text, place, says, &mut hits);
        }
        hits
    }

    fn replace(&mut self, bytes: &[u8], hits: Vec<Hit>) -> Vec<u8> {
        let mut replaced = Vec::with_capacity(bytes.len());
        let mut at = 0;
        for hit in merged(hits) {
            replaced.extend_from_slice(&bytes[at..hit.span.start]);
            replaced.extend_from_slice(self.book.pseudonym(hit.kind, &hit.value).as_bytes());
            at = hit.span.end;
        }
        replaced.extend_from_slice(&bytes[at..]);
        replaced
    }
}

#[cfg(test)]
mod tests;
