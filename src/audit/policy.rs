//! A policy: which rules count, and how grave they are.

use std::collections::BTreeMap;

use crate::event::Severity;

use super::about::About;

/// Which rules count, how grave they are, and what is allowed.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// By a rule's id; `None` turns it off.
    pub severities: BTreeMap<String, Option<Severity>>,
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
