//! Two files that say different things of one property, and which of them counts.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::declaration::PropertyDeclaration;
use super::declarations::{Declarations, Origin};
use super::names::{event_key, fold};
use super::properties::PropertyList;
use super::warnings::quoted;

/// Two files disagree about one producer. Its text is a sentence for a person.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Whose events they declare.
    pub producer: String,
    /// The file that counts.
    pub counts: Arc<PathBuf>,
    /// The other one.
    pub other: Arc<PathBuf>,
    /// On how many properties they disagree.
    pub number: usize,
    /// The first of these, and how they differ.
    pub first: String,
    /// Whether the build of the file that counts is newer; else it was named later.
    pub is_newer: bool,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = if self.is_newer { "its build is newer" } else { "it was named later" };
        let (counts, other) = (self.counts.display(), self.other.display());
        let producer = quoted(&self.producer);
        write!(f, "{counts} counts over {other} for {producer} ({why}): they differ in ")?;
        match self.number {
            1 => write!(f, "one property, {}", self.first),
            number => write!(f, "{number} properties, the first {}", self.first),
        }
    }
}

impl Conflict {
    /// How `loser` differs from `winner`, both of `producer`, in the events for which `counts`
    /// says so; `None` where they agree.
    pub(super) fn between(
        producer: &str,
        winner: &Declarations,
        loser: &Declarations,
        counts: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let folded = fold(producer);
        let mut found = Differences::default();
        found.lists("common", &winner.common, &loser.common);
        for theirs in loser.events() {
            let key = event_key(&folded, &theirs.name);
            if let Some(mine) = winner.event(&key).filter(|_| counts(&key)) {
                found.lists(&mine.name, &mine.properties, &theirs.properties);
            }
        }
        let first = found.first?;
        Some(Self {
            producer: producer.to_owned(),
            counts: Arc::clone(&winner.origin.file),
            other: Arc::clone(&loser.origin.file),
            number: found.number,
            first,
            is_newer: is_newer(&winner.origin, &loser.origin),
        })
    }
}

fn is_newer(winner: &Origin, loser: &Origin) -> bool {
    matches!((&winner.build, &loser.build), (Some(mine), Some(theirs)) if mine > theirs)
}

/// The differences so far.
#[derive(Default)]
struct Differences {
    number: usize,
    first: Option<String>,
}

impl Differences {
    fn lists(&mut self, event: &str, mine: &PropertyList, theirs: &PropertyList) {
        for other in theirs.iter() {
            let own = mine.declared(other);
            if let Some((what, own, other_word)) = own.and_then(|own| difference(own, other)) {
                self.number += 1;
                self.first.get_or_insert_with(|| {
                    let at = quoted(&format!("{event}/{}", other.name));
                    format!("{at}: {what} {}, not {}", quoted(own), quoted(other_word))
                });
            }
        }
    }
}

/// What two declarations of one property say differently. What only one of them says is no
/// difference: an extractor states endpoints only on request.
fn difference<'a>(
    mine: &'a PropertyDeclaration,
    theirs: &'a PropertyDeclaration,
) -> Option<(&'static str, &'a str, &'a str)> {
    let words = [
        ("classification", &mine.classification, &theirs.classification),
        ("purpose", &mine.purpose, &theirs.purpose),
        ("endpoint", &mine.endpoint, &theirs.endpoint),
    ];
    let differ = |a: &str, b: &str| !a.trim().eq_ignore_ascii_case(b.trim());
    let word = words.into_iter().find_map(|(what, mine, theirs)| {
        let (mine, theirs) = (mine.as_deref()?, theirs.as_deref()?);
        differ(mine, theirs).then_some((what, mine, theirs))
    });
    let measured = |it: &PropertyDeclaration| if it.is_measurement { "true" } else { "false" };
    word.or_else(|| {
        (mine.is_measurement != theirs.is_measurement)
            .then(|| ("isMeasurement", measured(mine), measured(theirs)))
    })
}
