//! Pseudonyms in the place of personal data: what leaves with `--redact` goes through here.
//!
//! Owns that one value has one pseudonym, and two have two, as long as one file is written.
//! Knows nothing of events: what is a record, a name or a note is for the caller to say.

use std::borrow::Cow;
use std::ops::Range;

use super::finds::Found;
use super::hint::Hint;
use super::identity::Identity;
use super::scanner::Scanner;

mod book;
mod replaced;

use book::Book;
pub use replaced::{Replaceable, Replaced, ReplacedCount};

/// Replaces personal data and secrets by pseudonyms. One for each file that is written: within it
/// the same value gets the same pseudonym. Each text goes through it once; what comes out is not
/// to be put in again.
#[derive(Debug)]
pub struct Redactor {
    scanner: Scanner,
    book: Book,
}

impl Redactor {
    /// A redactor that also knows the names of `identity`.
    pub fn new(identity: Identity) -> Self {
        Self { scanner: Scanner::new(identity), book: Book::default() }
    }

    /// Learns the names that `text` gives away (of a person in a path, of a host), so that they
    /// are replaced in what is redacted from now on. A first pass over a whole log with this
    /// covers what stands before the place that gives a name away; a recording, which cannot
    /// go back, has only what came so far.
    pub fn learn(&mut self, text: &[u8]) {
        let _ = self.record(text, None);
    }

    /// A plain text: a path, a name, a note, a label.
    pub fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let mut found: Vec<Found> = Vec::new();
        self.scanner.scan(text, Hint::NONE, &mut |it| found.push(it));
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut redacted = String::with_capacity(text.len());
        let mut at = 0;
        for it in found {
            redacted.push_str(&text[at..it.span.start]);
            redacted.push_str(&self.book.pseudonym(it.kind, &text[it.span.clone()]));
            at = it.span.end;
        }
        redacted.push_str(&text[at..]);
        Cow::Owned(redacted)
    }

    /// A JSON value, which stays JSON.
    pub fn json<'t>(&mut self, json: &'t str) -> Cow<'t, str> {
        self.text(json)
    }

    /// A record as it was logged; `body` is where the JSON of its payload stands, if it has one.
    pub fn record<'t>(&mut self, bytes: &'t [u8], body: Option<Range<usize>>) -> Cow<'t, [u8]> {
        let _ = body;
        let Ok(text) = std::str::from_utf8(bytes) else { return Cow::Borrowed(bytes) };
        match self.text(text) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// What was replaced so far.
    pub fn replaced(&self) -> Replaced {
        self.book.replaced()
    }
}
