//! A finding: what a person acts on. Hits of one rule on one key of one event are one finding,
//! however many events had it.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::event::{Evidence, Pii, Scope, Severity};

use super::conclusion::Selection;
use super::tally::Seen;

/// The rule about records that could not be read whole.
const ODD: &str = "TEL000";

/// What an audit came to.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The findings: the gravest first, then by rule, producer, event and key.
    pub list: Vec<Finding>,
    /// So many hits are in none of them, because there are too many findings.
    pub left_out: u64,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule: `TEL013`.
    pub rule: Cow<'static, str>,
    /// What the rule looks for, in a few words.
    pub title: Cow<'static, str>,
    /// How grave it is.
    pub severity: Severity,
    /// How certain it is.
    pub by: Evidence,
    /// Who emitted it.
    pub producer: String,
    /// The event without prefix; none where it is about the producer.
    pub event: Option<String>,
    /// The key, and where it stands.
    pub key: Option<(Scope, String)>,
    /// Whether what was found stands in the event's name or in the key, not in a value.
    pub in_name: bool,
    /// What personal data or secret it is about.
    pub pii: Option<Pii>,
    /// Where the events go, in alphabetical order.
    pub destinations: Vec<String>,
    /// What is wrong, in one sentence.
    pub message: Cow<'static, str>,
    /// The events, where it is about some.
    pub seen: Option<Seen>,
    /// Which events it is about, where a rule said so of the log as a whole.
    pub selection: Option<Selection>,
    /// Whether a filter on its rule finds its events: it does not where a rule could not decide, and
    /// where something is missing.
    pub selects: bool,
}

impl Finding {
    /// The gravest first, then by what it is about.
    pub fn by_gravity(a: &Self, b: &Self) -> Ordering {
        let words =
            |it: &Self| (it.rule.clone(), it.producer.clone(), it.event.clone(), it.key.clone());
        b.severity.cmp(&a.severity).then_with(|| words(a).cmp(&words(b)))
    }

    /// Of how many events.
    pub fn count(&self) -> u64 {
        self.seen.as_ref().map_or(0, |seen| seen.count)
    }

    /// The name of the key.
    pub fn key_name(&self) -> Option<&str> {
        self.key.as_ref().map(|(_, key)| key.as_str())
    }

    /// What is odd about the records that it is about, where that is what was found: each oddity is
    /// a finding of its own.
    pub fn oddity(&self) -> Option<&str> {
        (self.rule == ODD).then_some(&*self.message)
    }

    /// What is the same in a new run on another log, whatever line it stands in: 16 hexadecimal
    /// digits of what it is about.
    pub fn fingerprint(&self) -> String {
        let key = self.key_name().unwrap_or_default();
        let pii = self.pii.map_or("", Pii::as_str);
        let event = self.event.as_deref().unwrap_or_default();
        let mut parts = vec![&*self.rule, &self.producer, event, key, pii];
        parts.extend(self.oddity());
        format!("{:016x}", super::grouping::stable_hash(&parts))
    }
}
