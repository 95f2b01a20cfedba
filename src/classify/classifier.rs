//! The classifier: the strata run over one record, with plans kept per distinct name.

use std::collections::HashMap;
use std::sync::Arc;

use crate::event::{Destination, Kind, Level, LogLevel, ReasonId};

use super::plan::Plan;
use super::producer::producer;
use super::record::{Known, Record};
use super::rules::Rules;

/// How many distinct names a place keeps plans for. A hostile log could name every event
/// differently; past this, plans are made anew and thrown away.
const MOST_PLANS: usize = 16_384;

/// What was decided of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Who emitted it; empty where nothing tells.
    pub producer: Arc<str>,
    /// The rule that told the producer; `None` where no rule did.
    pub producer_reason: Option<ReasonId>,
    /// Its level; raw records have none.
    pub level: Option<Level>,
    /// Why it has that level; only of telemetry events.
    pub level_reason: ReasonId,
    /// Where it goes; only of telemetry events.
    pub destination: Destination,
    /// Why it goes there; only of telemetry events.
    pub destination_reason: ReasonId,
}

/// Decides producer, level and destination of records.
#[derive(Debug)]
pub struct Classifier {
    rules: Arc<Rules>,
    /// Few: one for each product, folder, kind, and whether it is the wire.
    places: Vec<Place>,
}

/// What the records of a source have in common for a rule, and the plans made there.
#[derive(Debug)]
struct Place {
    product: Box<str>,
    folder: Option<Box<str>>,
    kind: Kind,
    on_wire: bool,
    plans: HashMap<Box<str>, Arc<Plan>>,
}

impl Place {
    fn of(record: &Record<'_>) -> Self {
        Self {
            product: record.product.into(),
            folder: record.folder.map(Into::into),
            kind: record.kind,
            on_wire: record.body.on_wire(),
            plans: HashMap::new(),
        }
    }

    fn is_of(&self, record: &Record<'_>) -> bool {
        self.kind == record.kind
            && self.on_wire == record.body.on_wire()
            && *self.product == *record.product
            && self.folder.as_deref() == record.folder
    }
}

impl Classifier {
    /// A classifier by these rules.
    pub fn new(rules: Arc<Rules>) -> Self {
        Self { rules, places: Vec::new() }
    }

    /// Decides producer, level and destination of `record`.
    pub fn classify(&mut self, record: &Record<'_>) -> Class {
        let plan = self.plan(record);
        let mut known = Known { record, whole: true, producer: None, level: None };
        let found = plan.producer.clone().or_else(|| self.producer(&plan, &known));
        let (producer, producer_reason) = found
            .map_or_else(|| (Arc::from(""), None), |(producer, reason)| (producer, Some(reason)));
        let mut class = Class {
            producer: Arc::clone(&producer),
            producer_reason,
            level: record.log_level.and_then(LogLevel::level),
            level_reason: ReasonId::default(),
            destination: Destination::UNKNOWN,
            destination_reason: ReasonId::default(),
        };
        if record.kind != Kind::Event {
            return class;
        }
        known.producer = Some(&producer);
        if let Some(rule) = plan.levels.holding(&self.rules.levels, &known).next() {
            (class.level, class.level_reason) = (Some(rule.decision), rule.reason);
        }
        known.level = class.level;
        if let Some(rule) = plan.destinations.holding(&self.rules.destinations, &known).next() {
            (class.destination, class.destination_reason) = (rule.decision, rule.reason);
        }
        class
    }

    /// The first rule that holds and whose template comes to something.
    fn producer(&self, plan: &Plan, known: &Known<'_>) -> Option<(Arc<str>, ReasonId)> {
        let mut holding = plan.producers.holding(&self.rules.producers, known);
        holding.find_map(|rule| {
            producer(&rule.decision, known.record).map(|name| (name.into(), rule.reason))
        })
    }

    fn plan(&mut self, record: &Record<'_>) -> Arc<Plan> {
        let known = self.places.iter().position(|place| place.is_of(record));
        let at = known.unwrap_or_else(|| {
            self.places.push(Place::of(record));
            self.places.len() - 1
        });
        let plans = &mut self.places[at].plans;
        if let Some(plan) = plans.get(record.name).filter(|plan| plan.is_for(record)) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(Plan::new(&self.rules, record));
        if plans.len() < MOST_PLANS {
            plans.insert(record.name.into(), Arc::clone(&plan));
        }
        plan
    }
}
