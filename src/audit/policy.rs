//! A policy: which rules count, and how grave they are.

use std::collections::BTreeMap;

use crate::event::Severity;

use super::about::About;
use super::own_rule::OwnRule;
use super::waivers::Waivers;

/// Which rules count, how grave they are, and what is allowed.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// By a rule's id; `None` turns it off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// How much is allowed to come.
    pub budgets: Budgets,
    /// What it is called.
    pub name: Option<String>,
    /// Whether Copilot's enhanced telemetry was agreed to.
    pub enhanced_consent: Option<bool>,
    /// What the machine that wrote the log is called.
    pub machine: Machine,
    /// Rules of one's own.
    pub own: Vec<OwnRule>,
    /// Findings that do not count.
    pub waivers: Waivers,
}

/// What the machine that wrote the log is called, where that is said: in the place of the names of
/// the machine that audits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// The user name.
    pub user: Option<String>,
    /// The home folder.
    pub home: Option<String>,
    /// The machine's name.
    pub host: Option<String>,
    /// URLs of git remotes.
    pub remotes: Option<Vec<String>>,
}

/// How much of a producer is allowed to come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budgets {
    /// Of every producer that has none of its own.
    pub each: Budget,
    /// Of some producers, by name; letters' case does not count.
    pub producers: BTreeMap<String, Budget>,
}

/// How much is allowed to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// So many events within a minute of the clock.
    pub events_per_minute: u64,
    /// So many bytes of log within a session.
    pub bytes_per_session: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { events_per_minute: 1000, bytes_per_session: 8 * 1024 * 1024 }
    }
}

impl Budgets {
    /// How much a producer may send.
    pub fn of(&self, producer: &str) -> Budget {
        let own = self.producers.iter().find(|(name, _)| name.eq_ignore_ascii_case(producer));
        own.map_or(self.each, |(_, budget)| *budget)
    }
}

impl Policy {
    /// How grave a rule is; `None` where it is off.
    pub fn severity(&self, about: &About) -> Option<Severity> {
        match self.severities.get(&*about.id) {
            Some(severity) => *severity,
            None => about.on.then_some(about.severity),
        }
    }
}
