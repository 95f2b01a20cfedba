//! What a log is judged by: the rules, the policy, what this machine is called.

use crate::event::Severity;
use crate::privacy::Scanner;

use super::about::About;
use super::baseline::Baseline;
use super::permission::Standing;
use super::policy::Policy;
use super::rule::Rule;
use super::rules;

/// What a log is judged by.
#[derive(Debug)]
pub struct Context {
    /// The rules; a hit names one by its place here.
    rules: Vec<Box<dyn Rule>>,
    /// How grave each is under the policy.
    severities: Vec<Option<Severity>>,
    /// Which rules count, how grave they are, and what is allowed.
    pub policy: Policy,
    /// What finds personal data and secrets.
    pub scanner: Scanner,
    /// What settings allow.
    pub permissions: Standing,
    /// What the log is held against, if it is.
    pub baseline: Option<Baseline>,
    /// Whether what logs are compared by is counted, too: when events came, and which versions
    /// logged them.
    pub sums: bool,
}

impl Context {
    /// All rules, and those that a policy brings, under that policy.
    pub fn new(policy: Policy, scanner: Scanner) -> Self {
        let own = policy.own.iter().map(|rule| Box::new(rule.clone()) as Box<dyn Rule>);
        let rules: Vec<_> = rules::all().into_iter().chain(own).collect();
        let severities = rules.iter().map(|rule| policy.severity(rule.about())).collect();
        let permissions = Standing::default();
        Self { rules, severities, policy, scanner, permissions, baseline: None, sums: false }
    }

    /// The rules with their numbers.
    pub(super) fn rules(&self) -> impl Iterator<Item = (u16, &dyn Rule)> {
        (0..).zip(self.rules.iter().map(|rule| &**rule))
    }

    /// The rule with a number.
    pub(super) fn rule(&self, number: u16) -> Option<&dyn Rule> {
        self.rules.get(usize::from(number)).map(|rule| &**rule)
    }

    /// What a person is told of the rule with this id.
    pub fn about(&self, id: &str) -> Option<&About> {
        self.rules.iter().map(|rule| rule.about()).find(|about| about.id == id)
    }

    /// The rules that are asked, in the order of their ids.
    pub fn asked(&self) -> impl Iterator<Item = &About> {
        self.abouts().filter(|(_, severity)| severity.is_some()).map(|(about, _)| about)
    }

    /// Every rule, and how grave it is; `None` where it is off.
    pub fn abouts(&self) -> impl Iterator<Item = (&About, Option<Severity>)> {
        self.rules.iter().map(|rule| rule.about()).zip(self.severities.iter().copied())
    }

    /// How grave the rule with a number is under the policy; `None` where it is off.
    pub(super) fn severity(&self, number: u16) -> Option<Severity> {
        self.severities.get(usize::from(number)).copied().flatten()
    }
}
