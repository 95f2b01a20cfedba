//! What shows a finding: where its events stand, and the value of the first of them, masked.

use std::borrow::Cow;

use crate::event::{EventId, Scalar, Scope, Where};
use crate::privacy::Hint;
use crate::store::{EventLog, Whole};

use super::auditor::Auditor;
use super::finding::Finding;
use super::tally::Seen;

/// Rules that object to what a value is, not to what it looks like: free text, what a repository is
/// called, what a person wrote, who they are.
const KEPT_BACK: [&str; 6] = ["TEL014", "TEL030", "TEL031", "TEL032", "TEL033", "TEL042"];

/// Where an event of a finding stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The event.
    pub id: EventId,
    /// When it was logged, as text; none where the record has no stamp.
    pub time: Option<String>,
    /// File and line.
    pub at: Where,
}

/// A value that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// What may be shown: what is private in it is masked, and all of it where the finding is about
    /// a value in which no scanner finds anything.
    pub masked: String,
    /// The value as it was logged.
    pub clear: String,
    /// How many characters that has.
    pub characters: usize,
    /// The beginning of its SHA-256, by which it is known again.
    pub digest: String,
}

impl Place {
    fn of(log: &EventLog, id: EventId) -> Option<Self> {
        let row = log.row(id)?;
        let time = row.time().map(|time| row.zone().rfc3339(time));
        Some(Self { id, time, at: log.text(row).whole().place() })
    }
}

impl Auditor {
    /// Where the first events of a finding stand, in order of arrival: at most 20.
    pub fn places(&self, log: &EventLog, finding: &Finding) -> Vec<Place> {
        let hits = finding.seen.as_ref().filter(|_| finding.selects);
        let ids = hits.map(Seen::oldest).unwrap_or_default();
        ids.into_iter().filter_map(|id| Place::of(log, id)).collect()
    }

    /// The first and the last place of a finding in merged order.
    pub fn ends(&self, log: &EventLog, finding: &Finding) -> Option<(Place, Place)> {
        let seen = finding.seen.as_ref().filter(|_| finding.selects)?;
        Some((Place::of(log, seen.first)?, Place::of(log, seen.last)?))
    }

    /// What a finding is about, of its first event; none where it is about no value.
    pub fn sample(&self, log: &EventLog, finding: &Finding) -> Option<Sample> {
        let row = log.row(finding.seen.as_ref()?.first)?;
        let text = log.text(row);
        let whole = text.whole();
        let (clear, key) = match &finding.key {
            Some((_, key)) if finding.in_name => (key.clone(), ""),
            Some((scope, key)) => (value(&whole, *scope, key)?, key.as_str()),
            None if finding.in_name => (row.name().to_owned(), ""),
            None => return None,
        };
        let scanner = &self.context().scanner;
        let characters = clear.chars().count();
        Some(Sample {
            masked: match scanner.mask(&clear, Hint::of(key)) {
                Cow::Borrowed(_) if is_kept_back(finding) => format!("[value:{characters}]"),
                masked => masked.into_owned(),
            },
            characters,
            digest: scanner.digest(&clear),
            clear,
        })
    }
}

/// Whether a value is not to be told although no scanner finds anything in it.
fn is_kept_back(finding: &Finding) -> bool {
    finding.pii.is_some() || KEPT_BACK.contains(&&*finding.rule)
}

/// A value as a person reads it.
fn value(whole: &Whole<'_>, scope: Scope, key: &str) -> Option<String> {
    let entry = whole.entries().find(|entry| entry.scope == scope && entry.key == key)?;
    Some(match entry.scalar() {
        Scalar::Text(text) => text.into_owned(),
        _ => entry.json.to_owned(),
    })
}
