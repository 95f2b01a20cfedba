//! A session, line by line: what each tells, until the end, or until what is wrong with it.

use std::io::Read;

use serde_json::error::Category;

use crate::catalog::SavedCatalog;
use crate::config::saved_screen::SavedScreen;
use crate::event::Instant;
use crate::store::{Given, GivenSource};

use super::damage::{Damage, NotOpened, Wrong};
use super::lines::{End, Line, Opening, OwnRules};
use super::member::{BEGINS, Members};
use super::reading::Sources;

/// The version that is written, and read.
pub(super) const VERSION: u64 = 1;

/// What the first line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Who wrote it: `telltail 0.1.0`.
    pub by: String,
    /// When.
    pub created: Instant,
    /// Whether identifiers and names were replaced by pseudonyms.
    pub redacted: bool,
}

/// What a line tells. Sources are numbered as in the log that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Declarations that events were joined with.
    Catalog(Box<SavedCatalog>),
    /// A person's own rules that decided on them.
    Rules(OwnRules),
    /// The policy by which they were judged: TOML.
    Policy(String),
    /// A source, or what is known of it by now.
    Source(u16, Box<GivenSource>),
    /// The next record of a source, or what its last one has grown to.
    Record(u16, Box<Given>),
    /// A record of a source is marked, with a note that may be empty, or not any more.
    Mark {
        /// The source.
        source: u16,
        /// Which of its records, counted from 0.
        record: u64,
        /// The note; `None` where the mark was taken away.
        note: Option<String>,
    },
    /// How a screen showed it, and the record that was selected; the last counts.
    Screen(Box<SavedScreen>, Option<(u16, u64)>),
}

/// Reads a session. What comes out of it is whole up to where it says what is wrong; then it ends.
pub struct Reader<R: Read> {
    members: Members<R>,
    head: Head,
    sources: Sources,
    /// The line that is read, counted from 1.
    line: u64,
    records: u64,
    ended: bool,
    done: bool,
}

impl<R: Read> Reader<R> {
    /// Begins to read.
    ///
    /// # Errors
    /// It is no session, or one that this version does not know.
    pub fn open(reader: R) -> Result<Self, NotOpened> {
        let mut members = Members::new(reader);
        if members.is_empty()? {
            return Err(NotOpened::Empty);
        }
        let line = match members.line() {
            Ok(Some((line, _))) => line,
            Ok(None) => return Err(NotOpened::Other),
            Err(Wrong::Io(error)) => return Err(NotOpened::Io(error)),
            Err(Wrong::Cut) => return Err(NotOpened::Cut),
            Err(_) => return Err(NotOpened::Damaged),
        };
        if !line.starts_with(BEGINS) {
            return Err(NotOpened::Other);
        }
        let opening: Opening = serde_json::from_slice(line).map_err(|_| NotOpened::Other)?;
        match opening.ttail {
            0 => return Err(NotOpened::Other),
            VERSION => {}
            newer => return Err(NotOpened::Newer(newer)),
        }
        let created = Instant(opening.created);
        let head = Head { by: opening.by, created, redacted: opening.redacted };
        let sources = Sources::default();
        Ok(Self { members, head, sources, line: 1, records: 0, ended: false, done: false })
    }

    /// What its first line says.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// How many records came so far.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// What comes next; `None` at the end.
    fn told(&mut self) -> Result<Option<Told>, Wrong> {
        loop {
            let Some((line, has_end)) = self.members.line()? else {
                return if self.ended { Ok(None) } else { Err(Wrong::Cut) };
            };
            self.line += 1;
            if self.ended {
                return Err(Wrong::Behind);
            }
            let broken = |why: String| Wrong::Line { line: self.line, why };
            if !line.starts_with(b"{") {
                return Err(broken("it is no JSON object".to_owned()));
            }
            let line: Line<'_> = match serde_json::from_slice(line) {
                Ok(line) => line,
                Err(error) if error.is_eof() && !has_end => return Err(Wrong::Cut),
                Err(error) => return Err(broken(no_line(&error).to_owned())),
            };
            if let Some(End { records, .. }) = line.end {
                if records != self.records {
                    return Err(Wrong::Count { said: records });
                }
                self.ended = true;
                continue;
            }
            if let Some(told) = self.sources.told(line).map_err(broken)? {
                if matches!(&told, Told::Record(_, given) if !given.grown) {
                    self.records += 1;
                }
                return Ok(Some(told));
            }
        }
    }
}

/// Why a line is none, in a person's words.
fn no_line(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        Category::Eof => "it stops within itself",
        Category::Data => "its words stand for something else",
        Category::Syntax | Category::Io => "it is no JSON",
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Told, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let told = self.told().map_err(|what| Damage { what, records: self.records });
        self.done = !matches!(told, Ok(Some(_)));
        told.transpose()
    }
}

impl<R: Read> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("head", &self.head).finish_non_exhaustive()
    }
}
