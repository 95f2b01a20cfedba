//! The classifier: the strata run over one record, with plans kept per distinct name.

use std::sync::Arc;

use crate::event::ReasonId;

use super::decided::{Class, Decided, DecisionId, Decisions};
use super::place::Places;
use super::plan::Plan;
use super::record::Record;
use super::rules::Rules;

/// Decides producer, level and destination of records. Cheap to make: every thread has its own.
#[derive(Debug)]
pub struct Classifier {
    rules: Arc<Rules>,
    places: Places,
    decisions: Decisions,
}

impl Classifier {
    /// A classifier by these rules.
    pub fn new(rules: Arc<Rules>) -> Self {
        Self { rules, places: Places::default(), decisions: Decisions::default() }
    }

    /// Decides producer, level and destination of `record`.
    pub fn classify(&mut self, record: &Record<'_>) -> Class {
        let id = self.decide(record, None);
        self.decision(id).class.clone()
    }

    /// Decides producer, level and destination of `record`; the number of the decision is the
    /// same for every record of the same kind, log level and name of which the same is decided.
    ///
    /// `payload` are the bytes that the record's body was read from, empty where it has none. The
    /// body is not asked for what they do not hold: mostly nothing at all. `None` asks the body.
    pub fn decide(&mut self, record: &Record<'_>, payload: Option<&[u8]>) -> DecisionId {
        let Self { rules, places, decisions } = self;
        let source = if rules.asks_source { record.source } else { "" };
        if let Some(plan) = places.plan(record, source) {
            return plan.decide(rules, decisions, record, payload);
        }
        let mut plan = Plan::new(rules, record);
        let id = plan.decide(rules, decisions, record, payload);
        places.keep(record, source, plan);
        id
    }

    /// The reason that a rule, by its id, gives for what it decides.
    pub fn reason_of(&self, rule: &str) -> Option<ReasonId> {
        let at = self.rules.reasons().iter().position(|reason| reason.rule == rule)?;
        u16::try_from(at).ok().map(ReasonId)
    }

    /// What the decision of this number is.
    pub fn decision(&self, id: DecisionId) -> &Arc<Decided> {
        self.decisions.get(id)
    }

    /// Every decision made so far, by number. They are only ever added to.
    pub fn decisions(&self) -> &[Arc<Decided>] {
        self.decisions.list()
    }
}
