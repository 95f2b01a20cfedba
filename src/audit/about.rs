//! What a rule is: its id, and what a person is told of it.

use std::borrow::Cow;

use crate::event::Severity;

/// What a person is told of a rule. An id never changes its meaning: waivers, baselines and reports
/// that were uploaded refer to it.
#[derive(Clone, Debug)]
pub struct About {
    /// The stable id: `TEL013`.
    pub id: Cow<'static, str>,
    /// What is found, in a few words.
    pub title: Cow<'static, str>,
    /// How grave that is, where nothing is in doubt.
    pub severity: Severity,
    /// Whether it is asked where no policy says so.
    pub on: bool,
    /// What it looks for, and why that matters.
    pub explanation: Cow<'static, str>,
    /// How certain a finding is, and what cannot be told.
    pub certainty: Cow<'static, str>,
    /// What to do about a finding.
    pub advice: Cow<'static, str>,
}

impl About {
    /// The filter that selects its hits.
    pub fn filter(&self) -> String {
        format!("rule:{}", self.id)
    }
}
