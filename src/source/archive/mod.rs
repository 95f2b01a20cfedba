//! Files that hold logs in another form: gzip and zstd streams, and zips of whole sessions.
//!
//! Owns telling what a file is, by its first bytes; decoding it piece by piece into what any
//! other source delivers; and where to stop, because a small file can claim to hold a lot. What
//! is decoded is never written anywhere, and a member's name is never used as a path on a disk.
//! The only place that knows `ruzstd` and `zip`; `flate2` unpacks bodies of posts elsewhere.

mod allowance;
mod decoding;
mod kind;
mod listing;
mod member;
mod pump;
mod zstd;

pub(super) use kind::{Kind, is_zip_of_logs, without_ending};

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use allowance::{Allowance, Counting};
use decoding::Decoding;
use listing::Listing;
use member::Members;
use pump::{Drained, drain};

use super::discover::{UNKNOWN, facts};
use super::error::SourceError;
use super::names::file_name;
use super::news::{Delivery, Keys, News, Reason, SourceFacts, SourceKey};

/// What a file is that is no plain log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What its first bytes say; none if they say nothing.
    held: Option<Kind>,
    /// What its name says.
    named: Option<Kind>,
}

impl Found {
    /// Whether it is a zip: several sources, not one.
    pub(super) fn is_zip(self) -> bool {
        self.held == Some(Kind::Zip)
    }
}

/// Whether the file at `path` is an archive, or is at least called one; none also if it is not
/// there, or may not be read, which whoever follows it will tell.
pub(super) fn sniff(path: &Path) -> Option<Found> {
    if !path.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return None;
    }
    let held = File::open(path).and_then(|mut file| Kind::at_start(&mut file)).ok()?;
    let named = Kind::named(path);
    (held.is_some() || named.is_some()).then_some(Found { held, named })
}

/// Whether the archive at `path` is a copy of the log beside it, which is read anyway: it is
/// called like it, and begins like it.
pub(super) fn is_copy(path: &Path, found: Found) -> bool {
    let name = file_name(path);
    let live = path.with_file_name(without_ending(&name));
    if found.is_zip() || live == path {
        return false;
    }
    let start = |reader: &mut dyn io::Read| {
        let mut start = Vec::with_capacity(COMPARED);
        io::Read::take(reader, COMPARED as u64).read_to_end(&mut start).map(|_| start)
    };
    let packed = File::open(path).and_then(|file| start(&mut Decoding::new(found.held, file)));
    match (packed, File::open(&live).and_then(|mut file| start(&mut file))) {
        (Ok(packed), Ok(plain)) => !packed.is_empty() && plain.starts_with(&packed),
        _ => false,
    }
}

/// How many bytes are compared to know a copy.
const COMPARED: usize = 4096;

/// The logs in the zip at `path` that hold telemetry, or all with `trace`; whether there are any.
///
/// # Errors
/// When it holds none of them, or claims to hold more than can be meant. A zip that is damaged
/// is no error: part of it may be read.
pub(super) fn check_zip(path: &Path, trace: bool) -> Result<(), SourceError> {
    let unreadable = |error| SourceError::of(path, error, String::new);
    let file = File::open(path).map_err(unreadable)?;
    let Ok(listing) = Listing::read(file) else { return Ok(()) };
    if let Some(text) = listing.refused {
        return Err(SourceError::Archive { path: path.to_owned(), text });
    }
    let logs = Members::of(path, listing.members);
    if logs.wanted(trace).next().is_none() {
        return Err(SourceError::NoLogs { path: path.to_owned(), others: logs.count() });
    }
    Ok(())
}

/// Where what is read goes.
pub(super) struct Outflow<'o> {
    /// Takes one piece of news; false once nobody listens.
    pub(super) tell: &'o mut dyn FnMut(News) -> bool,
    /// Where sources get their keys.
    pub(super) keys: &'o Keys,
    /// The product of what does not tell by its place.
    pub(super) product: Option<&'static str>,
}

/// One stretch of bytes of a source, before it is read.
struct Part<'p> {
    key: SourceKey,
    path: &'p Path,
    reason: Reason,
}

impl Outflow<'_> {
    fn begin(&mut self, mut facts: SourceFacts) -> Option<SourceKey> {
        if facts.product == UNKNOWN {
            facts.product = self.product.unwrap_or(UNKNOWN);
        }
        let key = self.keys.next();
        (self.tell)(News::Added(key, facts)).then_some(key)
    }

    fn say(&mut self, key: SourceKey, delivery: Delivery) -> bool {
        (self.tell)(News::Of(key, delivery))
    }

    /// Delivers one part to its end; false once nobody listens.
    fn part(
        &mut self,
        part: &Part<'_>,
        decoding: &mut dyn io::Read,
        allowance: &mut Allowance,
    ) -> bool {
        let Part { key, path, reason } = *part;
        if !self.say(key, Delivery::Part { path: path.to_owned(), offset: 0, reason }) {
            return false;
        }
        let drained =
            drain(decoding, allowance, &mut |bytes| self.say(key, Delivery::Bytes(bytes)));
        let told = match drained {
            Drained::All => true,
            Drained::Unheard => false,
            Drained::Short(problem) => self.say(key, Delivery::Problem(problem)),
        };
        told && self.say(key, Delivery::PartEnded)
    }
}

/// Reads the archive at `path` once, to its end. Of a zip, the members that `wanted` takes.
pub(super) fn read(
    path: &Path,
    found: Found,
    wanted: &dyn Fn(&SourceFacts) -> bool,
    outflow: &mut Outflow<'_>,
) {
    let file = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
    match file {
        Err(error) => {
            if let Some(key) = outflow.begin(facts(path)) {
                outflow.say(key, Delivery::Problem(format!("cannot be read: {error}")));
                outflow.say(key, Delivery::Ended);
            }
        }
        Ok((size, file)) if found.is_zip() => {
            Members::read(path, Counting::new(file), size, wanted, outflow);
        }
        Ok((size, file)) => single(path, found, Counting::new(file), size, outflow),
    }
}

/// Decodes what has no name and no known size; what is wrong with it, in words.
pub(super) fn decode(
    kind: Kind,
    reader: impl io::Read,
    tell: &mut dyn FnMut(Vec<u8>) -> bool,
) -> Option<String> {
    let reader = Counting::new(reader);
    let mut allowance = Allowance::new(reader.count(), None);
    match drain(&mut Decoding::new(Some(kind), reader), &mut allowance, tell) {
        Drained::All | Drained::Unheard => None,
        Drained::Short(problem) => Some(problem),
    }
}

/// A file that is one log, compressed.
fn single(path: &Path, found: Found, file: Counting<File>, size: u64, outflow: &mut Outflow<'_>) {
    let mut allowance = Allowance::new(file.count(), Some(size));
    let Some(key) = outflow.begin(facts(path)) else { return };
    if let Some(problem) = mismatch(found.named, found.held)
        && !outflow.say(key, Delivery::Problem(problem))
    {
        return;
    }
    let mut decoding = Decoding::new(found.held, file);
    let part = Part { key, path, reason: Reason::Opened };
    if outflow.part(&part, &mut decoding, &mut allowance) {
        outflow.say(key, Delivery::Ended);
    }
}

/// What is wrong with a name that says one thing where the bytes say another.
fn mismatch(named: Option<Kind>, held: Option<Kind>) -> Option<String> {
    let named = named.filter(|named| held != Some(*named))?;
    Some(match held {
        Some(held) => format!("is called {named}, but is {held}; it is read as that"),
        None => format!("is called {named}, but does not begin like it; it is read as it is"),
    })
}

#[cfg(test)]
mod tests;
