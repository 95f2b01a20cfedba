//! TEL042: an identifier that stays the same, and that nobody declared as one.

use std::borrow::Cow::Borrowed;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::Verdict;
use crate::audit::ids::{Id, Ids};
use crate::audit::rule::Rule;
use crate::catalog::{Lookup, PropertyLookup};
use crate::event::Severity;
use crate::store::Class;

/// In so many events the same value is no chance.
const EVENTS: u64 = 3;

/// What the keys of ids are called that everybody has, or that end with what they name; in small
/// letters, without what stands between words.
const KNOWN: [&str; 26] = [
    "activity",
    "attempt",
    "build",
    "checksum",
    "commit",
    "conversation",
    "correlation",
    "digest",
    "etag",
    "experiment",
    "extension",
    "hash",
    "message",
    "model",
    "operation",
    "process",
    "publisher",
    "request",
    "response",
    "session",
    "sha",
    "span",
    "trace",
    "transaction",
    "turn",
    "version",
];

/// Whatever else such a key is called, it is somebody's.
const SOMEBODY: [&str; 8] =
    ["account", "device", "email", "host", "install", "machine", "person", "user"];

static ABOUT: About = About {
    id: Borrowed("TEL042"),
    title: Borrowed("a stable identifier of its own"),
    severity: Severity::Warning,
    on: true,
    explanation: Borrowed(
        "A property has the same random-looking value in three events or more, and is not declared \
         as an identifier. By it, events can be traced to one person or machine even where the \
         editor's own ids, which people can reset, are left out.",
    ),
    certainty: Borrowed(
        "By the look of the value. Seen in one session only it is a note: the value may change with \
         the next. Keys that are named after requests, sessions, versions or hashes are left out.",
    ),
    advice: Borrowed(
        "Use the editor's own ids, or make a new one for each session; declare what has to stay as \
         `EndUserPseudonymizedInformation`.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct StableId;

impl Rule for StableId {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        for ((producer, key), ids) in by_key(seen) {
            let Some((id, sessions)) = stable(seen, &ids) else { continue };
            let about = Selection {
                producer: producer.to_owned(),
                key: Some(key.to_string()),
                ..Selection::default()
            };
            let verdict = if sessions > 1 {
                Verdict::sure(format!("the same random-looking value in {sessions} sessions"))
            } else {
                let message = "the same random-looking value throughout a session";
                Verdict::sure(message).at(Severity::Note)
            };
            conclusions.hit(about, Some(id.seen.clone()), verdict);
        }
    }
}

/// What may be ids, by producer and key.
fn by_key<'a>(seen: &LogSeen<'a>) -> BTreeMap<(&'a str, Arc<str>), Ids> {
    let mut by_key: BTreeMap<_, Ids> = BTreeMap::new();
    for (id, observed) in &seen.observed.classes {
        let class = seen.log.class(*id);
        for ((_, key), observed) in &observed.keys {
            if observed.ids.has_any() && !is_known(key) && !is_declared(seen, class, key) {
                let ids = by_key.entry((class.producer(), Arc::clone(key))).or_default();
                ids.join(seen.log, &observed.ids);
            }
        }
    }
    by_key
}

/// The value that stays, and in how many sessions it does. In one session a key has to have no
/// other value.
fn stable<'i>(seen: &LogSeen<'_>, ids: &'i Ids) -> Option<(&'i Id, usize)> {
    let often = ids.values().iter().filter(|id| id.seen.count >= EVENTS);
    let (id, sessions) = often
        .map(|id| (id, sessions(seen, id)))
        .max_by_key(|(id, sessions)| (*sessions, id.seen.count))?;
    (sessions > 1 || ids.values().len() == 1).then_some((id, sessions))
}

/// Files that stand in no session's folder are taken for one session's.
fn sessions(seen: &LogSeen<'_>, id: &Id) -> usize {
    let source = |source| seen.log.source(source).and_then(|source| source.session.as_deref());
    id.sources.iter().map(|id| source(*id)).collect::<BTreeSet<_>>().len()
}

/// Whether a key is named after what everybody has, or what ends with what it names.
pub(in crate::audit) fn is_known(key: &str) -> bool {
    let letters = key.chars().filter(char::is_ascii_alphanumeric);
    let plain = letters.collect::<String>().to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    has(&KNOWN) && !has(&SOMEBODY)
}

/// Whether it was declared as what tells people apart.
fn is_declared(seen: &LogSeen<'_>, class: Class<'_>, key: &str) -> bool {
    let Some(event) = class.lookup().and_then(Lookup::event) else { return false };
    let found = seen.log.catalog().property(class.producer(), event, key);
    let (PropertyLookup::Own(found) | PropertyLookup::Common(found)) = found else { return false };
    let classification = found.classification.as_deref().unwrap_or_default();
    classification.to_ascii_lowercase().starts_with("enduser")
}
