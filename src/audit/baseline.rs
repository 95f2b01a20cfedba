//! A baseline: what a log came to, written down, so that a later one is held against it.
//!
//! Owns its form, which is JSON: by producer its events, by event how often it came, where it went
//! and which keys of its own it had; and the fingerprints of what was found. No value is in it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use crate::catalog::{EventDeclaration, Lookup, PropertyDeclaration, PropertyLookup};
use crate::event::Scope;
use crate::store::{Class, EventLog};

use super::finding::Finding;
use super::observed::{Observed, ObservedClass, ObservedKey};
use super::seen::Json;

/// The form that is written, and the newest that is read.
const VERSION: u32 = 1;

/// What a log came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// The form: 1.
    #[serde(rename = "telltail-baseline")]
    version: u32,
    /// In how many minutes any telemetry was logged: what rates are of.
    pub minutes: u64,
    /// By name.
    #[serde(default)]
    pub producers: BTreeMap<String, BaselineProducer>,
    /// The fingerprints of what was found.
    #[serde(default)]
    pub findings: BTreeSet<String>,
}

/// Who emitted events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineProducer {
    /// By name, without prefix.
    #[serde(default)]
    pub events: BTreeMap<String, BaselineEvent>,
}

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineEvent {
    /// How often it was logged, or seen on the wire where that was more.
    pub count: u64,
    /// Where it went.
    #[serde(default)]
    pub destinations: BTreeSet<String>,
    /// Its own properties and measurements, by key.
    #[serde(default)]
    pub properties: BTreeMap<String, BaselineProperty>,
}

/// A property or measurement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineProperty {
    /// What its values were: `text`, `empty`, `number`, `flag`, `nested`.
    #[serde(default)]
    pub kinds: BTreeSet<String>,
    /// The classification that was declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// The purpose that was declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is not JSON, or not such JSON.
    #[error("it is no baseline ({0}): name a file that `telltail audit --write-baseline` wrote")]
    Unreadable(#[from] serde_json::Error),
    /// A later version of the program wrote it.
    #[error(
        "it is a baseline of form {0}, and this version reads form {VERSION}: update telltail, or \
         write it again with `telltail audit --write-baseline`"
    )]
    Newer(u32),
}

impl Baseline {
    /// Reads what [`Self::write`] wrote.
    ///
    /// # Errors
    ///
    /// Where the text is no baseline, or one of a later version.
    pub fn read(bytes: &[u8]) -> Result<Self, BaselineError> {
        let read: Self = serde_json::from_slice(bytes)?;
        if read.version > VERSION { Err(BaselineError::Newer(read.version)) } else { Ok(read) }
    }

    /// As JSON, the same for the same log.
    pub fn write(&self) -> String {
        // Maps with texts for keys, texts and numbers: there is nothing that JSON has no form for.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// What a log came to.
    pub fn of(log: &EventLog, observed: &Observed, findings: &[Finding]) -> Self {
        let minutes: HashSet<i64> = observed.minutes.keys().map(|(_, minute)| *minute).collect();
        let findings = findings.iter().map(Finding::fingerprint).collect();
        let mut baseline =
            Self { version: VERSION, minutes: minutes.len() as u64, findings, ..Self::default() };
        let mut on_wire = BTreeMap::new();
        for (id, seen) in &observed.classes {
            let class = log.class(*id);
            let producer = baseline.producers.entry(class.producer().to_owned()).or_default();
            let event = producer.events.entry(class.event().to_owned()).or_default();
            event.take(log, class, seen);
            if class.is_wire() {
                *on_wire.entry((class.producer(), class.event())).or_default() += seen.seen.count;
            } else {
                event.count += seen.seen.count;
            }
        }
        for ((producer, event), count) in on_wire {
            let producer = baseline.producers.get_mut(producer);
            if let Some(event) = producer.and_then(|producer| producer.events.get_mut(event)) {
                // What was logged and seen on the wire, too, is one event.
                event.count = event.count.max(count);
            }
        }
        baseline
    }

    /// Whether this was found before.
    pub fn knows(&self, finding: &Finding) -> bool {
        self.findings.contains(&finding.fingerprint())
    }

    /// An event.
    pub fn event(&self, producer: &str, event: &str) -> Option<&BaselineEvent> {
        self.producers.get(producer)?.events.get(event)
    }
}

impl BaselineEvent {
    /// Takes in where a class of it goes, and its keys.
    fn take(&mut self, log: &EventLog, class: Class<'_>, seen: &ObservedClass) {
        self.destinations.insert(class.destination_name().to_owned());
        let declared = class.lookup().and_then(Lookup::event);
        for ((scope, key), observed) in &seen.keys {
            if matches!(scope, Scope::Properties | Scope::Measurements) {
                let declared = declared.and_then(|event| declaration(log, class, event, key));
                let known = self.properties.entry(key.to_string()).or_default();
                known.take(observed, declared);
            }
        }
    }
}

impl BaselineProperty {
    fn take(&mut self, observed: &ObservedKey, declared: Option<&PropertyDeclaration>) {
        let kinds = Json::ALL.iter().zip(observed.kinds).filter(|(_, count)| *count > 0);
        self.kinds.extend(kinds.map(|(kind, _)| kind.word().to_owned()));
        if let Some(declared) = declared {
            self.classification.clone_from(&declared.classification);
            self.purpose.clone_from(&declared.purpose);
        }
    }
}

fn declaration<'a>(
    log: &'a EventLog,
    class: Class<'_>,
    event: &'a EventDeclaration,
    key: &str,
) -> Option<&'a PropertyDeclaration> {
    match log.catalog().property(class.producer(), event, key) {
        PropertyLookup::Own(property) | PropertyLookup::Common(property) => Some(property),
        PropertyLookup::Undeclared | PropertyLookup::Untold => None,
    }
}
