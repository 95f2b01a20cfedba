//! What a rule says: verdicts, collected while rules are asked.

use std::borrow::Cow;

use crate::event::{Evidence, Pii, Scope, Severity};

use super::context::Context;
use super::rule::Rule;
use super::tally::At;

/// What a rule says of an event, a key or a value. Of events of one class, one key and one kind of
/// personal data it is always the same: hits are counted by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// How grave it is; `None`: as grave as the rule is.
    pub severity: Option<Severity>,
    /// How certain it is.
    pub by: Evidence,
    /// What personal data or secret it is about.
    pub pii: Option<Pii>,
    /// What is wrong, in one sentence.
    pub message: Cow<'static, str>,
}

/// A verdict with the rule that said it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Hit {
    /// Which of the auditor's rules.
    pub rule: u16,
    /// How grave it is.
    pub severity: Severity,
    /// How certain it is.
    pub by: Evidence,
    /// What personal data or secret it is about.
    pub pii: Option<Pii>,
    /// What is wrong, in one sentence.
    pub message: Cow<'static, str>,
}

/// Collects what one rule after another says.
#[derive(Debug, Default)]
pub(super) struct Hits {
    rule: u16,
    severity: Option<Severity>,
    list: Vec<Hit>,
    /// What is said of keys by who was asked of the event.
    of_keys: Vec<(At, Hit)>,
}

impl Verdict {
    /// What there is no doubt about.
    pub fn sure(message: impl Into<Cow<'static, str>>) -> Self {
        Self { severity: None, by: Evidence::Rule, pii: None, message: message.into() }
    }

    /// What is no more than a note, because it rests on a guess.
    pub fn guess(message: impl Into<Cow<'static, str>>) -> Self {
        Self { severity: Some(Severity::Note), by: Evidence::Guess, ..Self::sure(message) }
    }

    /// The same, where it is likely and not certain: no more than a warning.
    #[must_use]
    pub fn likely(self) -> Self {
        Self { severity: Some(Severity::Warning), by: Evidence::Guess, ..self }
    }

    /// The same, resting on `by`: a note where that is a guess.
    #[must_use]
    pub fn resting_on(self, by: Evidence) -> Self {
        let severity = if by == Evidence::Guess { Some(Severity::Note) } else { self.severity };
        Self { severity, by, ..self }
    }

    /// The same, as grave as this.
    #[must_use]
    pub fn at(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// The same, about some personal data or secret.
    #[must_use]
    pub fn about(self, pii: Pii) -> Self {
        Self { pii: Some(pii), ..self }
    }
}

impl Hits {
    /// Asks every rule that is on, and tells what they said.
    pub(super) fn of(context: &Context, ask: impl FnMut(&dyn Rule, &mut Self)) -> Vec<Hit> {
        Self::of_event(context, ask).0
    }

    /// The same of an event; what they said of it and of its keys.
    pub(super) fn of_event(
        context: &Context,
        mut ask: impl FnMut(&dyn Rule, &mut Self),
    ) -> (Vec<Hit>, Vec<(At, Hit)>) {
        let mut hits = Self::default();
        for (number, rule) in context.rules() {
            (hits.rule, hits.severity) = (number, context.severity(number));
            if hits.severity.is_some() {
                ask(rule, &mut hits);
            }
        }
        (hits.list, hits.of_keys)
    }

    /// Asks some of the rules.
    pub(super) fn of_these(
        context: &Context,
        rules: &[u16],
        mut ask: impl FnMut(&dyn Rule, &mut Self),
    ) -> Vec<Hit> {
        let mut hits = Self::default();
        for number in rules {
            let Some(rule) = context.rule(*number) else { continue };
            (hits.rule, hits.severity) = (*number, context.severity(*number));
            ask(rule, &mut hits);
        }
        hits.list
    }

    /// A hit.
    pub(super) fn add(&mut self, verdict: Verdict) {
        let hit = self.hit(verdict);
        self.list.extend(hit);
    }

    /// A hit on a key, by a rule that was asked of the event.
    pub(super) fn add_on(&mut self, scope: Scope, key: &str, verdict: Verdict) {
        let hit = self.hit(verdict);
        self.of_keys.extend(hit.map(|hit| (At::Value(scope, key.into()), hit)));
    }

    fn hit(&self, verdict: Verdict) -> Option<Hit> {
        let severity = verdict.severity.unwrap_or(self.severity?);
        let Verdict { by, pii, message, .. } = verdict;
        Some(Hit { rule: self.rule, severity, by, pii, message })
    }
}
