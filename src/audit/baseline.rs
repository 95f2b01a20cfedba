//! A baseline: what a log came to, written down, so that a later one is held against it.
//!
//! Owns its form, which is JSON: by producer its versions and events, by event how often it came,
//! where it went and which keys of its own it had; and the fingerprints of what was found. But for
//! versions no value is in it. What a log or a catalog comes to is summed up elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::finding::Finding;

/// The form that is written, and the newest that is read.
const VERSION: u32 = 1;

/// What a log came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// The form: 1.
    #[serde(rename = "telltail-baseline")]
    pub(super) version: u32,
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
    /// Its versions, and how many events each logged; none in a baseline that does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<BTreeMap<String, u64>>,
    /// The keys of its events by which a machine, a person or a session is known again; none in a
    /// baseline that does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifiers: Option<BTreeSet<String>>,
    /// What it sends with every event; none in a baseline that does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<BTreeMap<String, BaselineProperty>>,
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
    /// In how many minutes it came; 0 where that is not told.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minutes: u64,
    /// The sum of the squares of how often it came in each minute: what tells bursts from what
    /// comes steadily. 0 where that is not told.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub squares: u64,
    /// The purposes that a plan in prose declares of it as a whole.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub purposes: BTreeSet<String>,
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
    /// How often it was there; 0 where that is not told.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub count: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
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

    /// Whether this was found before.
    pub fn knows(&self, finding: &Finding) -> bool {
        self.findings.contains(&finding.fingerprint())
    }

    /// An event.
    pub fn event(&self, producer: &str, event: &str) -> Option<&BaselineEvent> {
        self.producers.get(producer)?.events.get(event)
    }
}

impl Default for Baseline {
    fn default() -> Self {
        Self { version: VERSION, minutes: 0, producers: BTreeMap::new(), findings: BTreeSet::new() }
    }
}

impl BaselineProducer {
    /// How many events it logged.
    pub fn count(&self) -> u64 {
        self.events.values().map(|event| event.count).sum()
    }

    /// All that it declared or sent: of its events, and with every event.
    pub(super) fn properties(&self) -> impl Iterator<Item = &BaselineProperty> {
        let own = self.events.values().flat_map(|event| event.properties.values());
        own.chain(self.common.iter().flat_map(BTreeMap::values))
    }

    /// Whether anything that it sends was declared, as far as that can be told.
    pub(super) fn is_declared(&self) -> bool {
        self.properties().any(|it| it.classification.is_some() || it.purpose.is_some())
    }

    /// Where its events went.
    pub(super) fn destinations(&self) -> BTreeSet<&str> {
        self.events.values().flat_map(|event| &event.destinations).map(String::as_str).collect()
    }
}
