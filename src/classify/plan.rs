//! What can be decided from a name alone, once per distinct name: the rules left to try.

use std::sync::Arc;

use crate::event::{Among, Keys, Level, ReasonId, Scalar};
use crate::query::Truth;

use super::producer::producer;
use super::record::{Known, Record};
use super::rules::{Rule, Rules};

/// A body of which only this is known.
struct OnWire;

impl Keys for OnWire {
    fn visit(&self, _: Among, _: &str, _: &mut dyn FnMut(Scalar<'_>) -> bool) -> bool {
        false
    }

    fn on_wire(&self) -> bool {
        true
    }
}

/// The rules of one stratum that may still decide, in order; a rule that is certain ends them.
#[derive(Clone, Debug, Default)]
pub(super) struct Left {
    rules: Vec<u16>,
    certain: bool,
}

impl Left {
    fn of<D>(rules: &[Rule<D>], known: &Known<'_>) -> Self {
        let mut left = Self::default();
        for (index, rule) in rules.iter().enumerate() {
            match rule.condition.eval(known) {
                Truth::False => {}
                Truth::Unknown => left.rules.push(index as u16),
                Truth::True => {
                    left.rules.push(index as u16);
                    left.certain = true;
                    break;
                }
            }
        }
        left
    }

    /// The rules that hold for what is known now, in order.
    pub(super) fn holding<'r, D>(
        &'r self,
        rules: &'r [Rule<D>],
        known: &'r Known<'_>,
    ) -> impl Iterator<Item = &'r Rule<D>> {
        let last = if self.certain { self.rules.last() } else { None };
        self.rules.iter().filter_map(move |index| {
            let rule = rules.get(usize::from(*index))?;
            let holds = last == Some(index) || rule.condition.eval(known) == Truth::True;
            holds.then_some(rule)
        })
    }

    /// The one rule that decides whatever the body says.
    fn settled<'r, D>(&self, rules: &'r [Rule<D>]) -> Option<&'r Rule<D>> {
        match self.rules.as_slice() {
            [only] if self.certain => rules.get(usize::from(*only)),
            _ => None,
        }
    }
}

/// What is left to try for every record of one name in one place.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The event that the name stood for.
    event: Box<str>,
    /// The producer and the rule that told it, where the name alone tells.
    pub(super) producer: Option<(Arc<str>, ReasonId)>,
    pub(super) producers: Left,
    pub(super) levels: Left,
    pub(super) destinations: Left,
}

impl Plan {
    /// The plan for records that are like `record` in all but their bodies.
    pub(super) fn new(rules: &Rules, record: &Record<'_>) -> Self {
        let named = Record { body: if record.body.on_wire() { &OnWire } else { &() }, ..*record };
        let mut known = Known { record: &named, whole: false, producer: None, level: None };
        let producers = Left::of(&rules.producers, &known);
        let found = producers
            .settled(&rules.producers)
            .and_then(|rule| Some((Arc::from(producer(&rule.decision, &named)?), rule.reason)));
        known.producer = found.as_ref().map(|(producer, _)| &**producer);
        let levels = Left::of(&rules.levels, &known);
        known.level = settled_level(&levels, rules);
        let destinations = Left::of(&rules.destinations, &known);
        let event = record.event.into();
        Self { event, producer: found, producers, levels, destinations }
    }

    /// Whether it serves `record`, which has the name that it was made for: on the wire one name
    /// may stand for two events.
    pub(super) fn is_for(&self, record: &Record<'_>) -> bool {
        *self.event == *record.event
    }
}

/// The level, where the name alone tells.
fn settled_level(levels: &Left, rules: &Rules) -> Option<Level> {
    levels.settled(&rules.levels).map(|rule| rule.decision)
}
