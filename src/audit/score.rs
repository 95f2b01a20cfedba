//! The score card of a producer: what it emitted, what of that it declared, where it goes, how much
//! it is, and what was found.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::PropertyLookup;
use crate::event::{Declared, Evidence, Instant, NameId, Purpose, Scope, Severity};
use crate::store::{Class, EventLog};

use super::finding::Finding;
use super::observed::{Observed, ObservedClass};
use super::seen::Json;

/// Keys by which a machine, a person or a session is known again, without `common.` and in small
/// letters: those that editors and the usual reporters send.
const IDENTIFIERS: [&str; 18] = [
    "anonymousid",
    "client_machineid",
    "client_sessionid",
    "copilot_trackingid",
    "devdeviceid",
    "deviceid",
    "distinct_id",
    "installationid",
    "macmachineid",
    "machineid",
    "sessionid",
    "sqmid",
    "tid",
    "userid",
    "username",
    "vscodemachineid",
    "vscodesessionid",
    "vscodeuniqid",
];

/// What one producer came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The producer; empty where it is not known.
    pub producer: String,
    /// How many events.
    pub events: u64,
    /// Their names, by whether they are declared.
    pub names: ByDeclaration,
    /// Their own properties and measurements, each by event, by whether they are declared.
    pub properties: ByDeclaration,
    /// Why they are collected, as declared, and how many events for each; most first.
    pub purposes: Vec<(&'static str, u64)>,
    /// Where they go; most events first.
    pub destinations: Vec<ScoreDestination>,
    /// Classifications of their own properties, as declared, and how many for each; most first.
    pub classifications: Vec<(String, u64)>,
    /// How many bytes they are in the logs.
    pub bytes: u64,
    /// The most events in one minute by the clock.
    pub peak: u64,
    /// When that minute began.
    pub peak_at: Option<Instant>,
    /// Keys by which a machine, a person or a session is known again.
    pub identifiers: Vec<String>,
    /// Findings that count, by severity, the least grave first.
    pub findings: [u64; Severity::ALL.len()],
    /// Findings that are waived, or in the baseline.
    pub set_aside: u64,
}

/// How many are declared, are not, and of how many that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByDeclaration {
    /// A catalog lists them.
    pub declared: u64,
    /// The producer's catalog does not list them.
    pub undeclared: u64,
    /// There is no catalog.
    pub unknown: u64,
}

/// Where events go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreDestination {
    /// `microsoft`, `github`, …
    pub name: String,
    /// What that rests on: the weakest evidence among its events.
    pub by: Evidence,
    /// How many events.
    pub events: u64,
}

impl ByDeclaration {
    /// How many there are.
    pub fn all(self) -> u64 {
        self.declared + self.undeclared + self.unknown
    }

    fn add(&mut self, declared: Declared) {
        match declared {
            Declared::Yes => self.declared += 1,
            Declared::No => self.undeclared += 1,
            Declared::Unknown => self.unknown += 1,
        }
    }
}

/// What is counted of a producer before it is put in order.
#[derive(Default)]
struct Sums<'a> {
    score: Score,
    names: BTreeMap<&'a str, Declared>,
    keys: BTreeMap<(&'a str, &'a str), (Declared, Option<&'a str>)>,
    purposes: BTreeMap<&'static str, u64>,
    destinations: BTreeMap<&'a str, (Evidence, u64)>,
    identifiers: BTreeSet<&'a str>,
}

/// The score cards of a log, the producer with most events first. `counts` says of each finding
/// whether it is one to act on.
pub fn scores<'f>(
    log: &EventLog,
    observed: &Observed,
    findings: impl IntoIterator<Item = (&'f Finding, bool)>,
) -> Vec<Score> {
    let mut sums: BTreeMap<&str, Sums<'_>> = BTreeMap::new();
    let mut ids: BTreeMap<NameId, &str> = BTreeMap::new();
    for (id, seen) in &observed.classes {
        let class = log.class(*id);
        ids.insert(class.producer_id(), class.producer());
        sums.entry(class.producer()).or_default().add(log, class, seen);
    }
    for ((producer, _), volume) in &observed.volumes {
        if let Some(sums) = ids.get(producer).and_then(|name| sums.get_mut(name)) {
            sums.score.bytes += volume.bytes;
        }
    }
    for ((producer, minute), volume) in &observed.minutes {
        if let Some(sums) = ids.get(producer).and_then(|name| sums.get_mut(name)) {
            sums.score.reach(*minute, volume.count);
        }
    }
    let mut scores: Vec<Score> = sums.into_iter().map(|(name, sums)| sums.in_order(name)).collect();
    scores.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.producer.cmp(&b.producer)));
    let places = scores.iter().enumerate().map(|(at, score)| (score.producer.clone(), at));
    let places: HashMap<String, usize> = places.collect();
    for (finding, counts) in findings {
        if let Some(score) = places.get(&finding.producer).and_then(|at| scores.get_mut(*at)) {
            score.find(finding, counts);
        }
    }
    scores
}

impl<'a> Sums<'a> {
    fn add(&mut self, log: &'a EventLog, class: Class<'a>, seen: &'a ObservedClass) {
        let count = seen.seen.count;
        self.score.events += count;
        let declared = class.declared().unwrap_or(Declared::Unknown);
        self.names.entry(class.event()).or_insert(declared);
        for purpose in class.purposes().iter() {
            *self.purposes.entry(Purpose::as_str(purpose)).or_default() += count;
        }
        let by = class.destination_reason().map_or(Evidence::Guess, |reason| reason.by);
        let known = self.destinations.entry(class.destination_name()).or_insert((by, 0));
        *known = (known.0.max(by), known.1 + count);
        for ((scope, key), values) in &seen.keys {
            let there = values.count() - values.kinds[Json::Nothing as usize];
            if there > 0 && is_identifier(key) {
                self.identifiers.insert(key);
            }
            if matches!(scope, Scope::Properties | Scope::Measurements) {
                let known = self.keys.entry((class.event(), key));
                known.or_insert_with(|| declaration(log, class, key));
            }
        }
    }

    fn in_order(self, producer: &str) -> Score {
        let Self { mut score, names, keys, purposes, destinations, identifiers } = self;
        producer.clone_into(&mut score.producer);
        for declared in names.into_values() {
            score.names.add(declared);
        }
        let mut classes: BTreeMap<&str, u64> = BTreeMap::new();
        for (declared, class) in keys.into_values() {
            score.properties.add(declared);
            if let Some(class) = class {
                *classes.entry(class).or_default() += 1;
            }
        }
        score.classifications = classes.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        score.classifications.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        score.purposes = purposes.into_iter().collect();
        score.purposes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let named = destinations.into_iter();
        let named = named.map(|(name, (by, events))| ScoreDestination {
            name: name.to_owned(),
            by,
            events,
        });
        score.destinations = named.collect();
        score.destinations.sort_by_key(|to| std::cmp::Reverse(to.events));
        score.identifiers = identifiers.into_iter().map(str::to_owned).collect();
        score
    }
}

impl Score {
    /// A minute since 1970 with so many events.
    fn reach(&mut self, minute: i64, count: u64) {
        let at = Instant(minute.saturating_mul(60_000));
        if count > self.peak || count == self.peak && self.peak_at.is_some_and(|known| at < known) {
            (self.peak, self.peak_at) = (count, Some(at));
        }
    }

    /// Counts a finding.
    fn find(&mut self, finding: &Finding, counts: bool) {
        if counts {
            self.findings[finding.severity as usize] += 1;
        } else {
            self.set_aside += 1;
        }
        // A value that is the same again and again is an identifier, whatever its key is called.
        if finding.rule == "TEL042"
            && let Some(key) = finding.key_name()
            && !self.identifiers.iter().any(|known| known == key)
        {
            self.identifiers.push(key.to_owned());
        }
    }

    /// Findings of a severity that count.
    pub fn of(&self, severity: Severity) -> u64 {
        self.findings[severity as usize]
    }
}

/// Whether a machine, a person or a session is known again by a key of this name.
pub(super) fn is_identifier(key: &str) -> bool {
    let key = key.strip_prefix("common.").unwrap_or(key);
    IDENTIFIERS.iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// Whether a key is declared, and as what.
fn declaration<'a>(log: &'a EventLog, class: Class<'a>, key: &str) -> (Declared, Option<&'a str>) {
    let Some(lookup) = class.lookup() else { return (Declared::Unknown, None) };
    let Some(event) = lookup.event() else { return (lookup.declared(), None) };
    match log.catalog().property(class.producer(), event, key) {
        PropertyLookup::Own(it) | PropertyLookup::Common(it) => {
            (Declared::Yes, it.classification.as_deref())
        }
        PropertyLookup::Untold => (Declared::Unknown, None),
        PropertyLookup::Undeclared => (Declared::No, None),
    }
}
