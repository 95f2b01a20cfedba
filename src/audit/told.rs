//! A finding as reports tell it: with where it stands and what it is worth, and with everything
//! private in it masked, in names as in values, unless whoever asks wants it clear.

use crate::event::{Evidence, Pii, Scope, Severity};
use crate::privacy::Hint;
use crate::store::EventLog;

use super::auditor::Auditor;
use super::evidence::Place;
use super::finding::Finding;

/// A finding as reports tell it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The rule: `TEL013`.
    pub rule: String,
    /// What the rule looks for, in a few words.
    pub title: String,
    /// How grave it is.
    pub severity: Severity,
    /// How certain it is.
    pub by: Evidence,
    /// Who emitted it.
    pub producer: String,
    /// The event without prefix; none where it is about the producer.
    pub event: Option<String>,
    /// The key.
    pub key: Option<String>,
    /// Where the key stands.
    pub scope: Option<Scope>,
    /// What personal data or secret it is about.
    pub pii: Option<Pii>,
    /// Where the events go, in alphabetical order.
    pub destinations: Vec<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The value of the first event, where it is about a value or a name.
    pub value: Option<Shown>,
    /// Of how many events.
    pub count: u64,
    /// The first event and the last one in merged order.
    pub ends: Option<(Place, Place)>,
    /// Where the first events stand, in order of arrival.
    pub places: Vec<Place>,
    /// What is the same in a new run.
    pub fingerprint: String,
    /// The filter that shows its events; none where it is about none.
    pub filter: Option<String>,
    /// How it counts.
    pub regard: Regard,
}

impl Told {
    /// What the rule looks for and what is wrong; once, where both are the same.
    pub fn sentence(&self) -> String {
        if self.title == self.message {
            return self.title.clone();
        }
        format!("{}: {}", self.title, self.message)
    }

    /// Whether it rests on a guess. Where a rule could not decide, it has said nothing to be in
    /// doubt of.
    pub fn is_guess(&self) -> bool {
        self.by == Evidence::Guess && self.filter.is_some()
    }
}

/// A value as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Masked, or clear where that was asked for.
    pub text: String,
    /// Whether something of it is masked.
    pub hidden: bool,
    /// How many characters the value has.
    pub characters: usize,
    /// The beginning of its SHA-256.
    pub digest: String,
}

/// How a finding counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Regard {
    /// It does.
    #[default]
    Open,
    /// It does not: somebody said why, and until when.
    Waived {
        /// Why.
        reason: String,
        /// The last day that it does not count, `2027-01-31`.
        until: String,
    },
    /// It does not: the baseline has it.
    Known,
}

/// The longest value or name that a report shows, in characters.
const LONGEST: usize = 200;

impl Told {
    /// How `finding` is told; `clear`: with what is private in it.
    pub fn of(auditor: &Auditor, log: &EventLog, finding: &Finding, clear: bool) -> Self {
        let scanner = &auditor.context().scanner;
        let mask = |text: &str| {
            if clear { short(text) } else { short(&scanner.mask(text, Hint::of(""))) }
        };
        let value = auditor.sample(log, finding).map(|sample| Shown {
            text: short(if clear { &sample.clear } else { &sample.masked }),
            hidden: !clear && sample.masked != sample.clear,
            characters: sample.characters,
            digest: sample.digest,
        });
        let may_tell = |name: &str| mask(name) == name;
        Self {
            rule: finding.rule.to_string(),
            title: finding.title.to_string(),
            severity: finding.severity,
            by: finding.by,
            producer: mask(&finding.producer),
            event: finding.event.as_deref().map(mask),
            key: finding.key_name().map(mask),
            scope: finding.key.as_ref().map(|(scope, _)| *scope),
            pii: finding.pii,
            // What is no telemetry event goes nowhere.
            destinations: finding
                .destinations
                .iter()
                .filter(|it| !it.is_empty())
                .cloned()
                .collect(),
            message: mask(&finding.message),
            value,
            count: finding.count(),
            ends: auditor.ends(log, finding),
            places: auditor.places(log, finding),
            fingerprint: finding.fingerprint(),
            filter: finding.selects.then(|| finding.filter(may_tell).to_string()),
            regard: Regard::Open,
        }
    }

    /// What it is about: `acme.demo/run path`.
    pub fn subject(&self) -> String {
        let mut subject = self.producer.clone();
        for (before, part) in [("/", &self.event), (" ", &self.key)] {
            if let Some(part) = part {
                subject.push_str(before);
                subject.push_str(part);
            }
        }
        subject
    }

    /// Whether it is one to act on.
    pub fn counts(&self) -> bool {
        self.regard == Regard::Open
    }
}

/// As much of a value as a report shows.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
