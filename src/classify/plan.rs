//! What can be decided from a name alone, once per distinct name: the rules left to try, and what
//! comes of them where the body holds nothing that they ask for.

use std::sync::Arc;

use crate::event::{Among, Destination, Keys, Kind, LogLevel, ReasonId, Scalar};
use crate::query::Truth;

use super::asked::{KeySet, Sieved};
use super::decided::{Class, DecisionId, Decisions};
use super::place::same;
use super::producer::{Named, producer};
use super::record::{Known, Record};
use super::rules::{Rule, Rules};

/// How many different decisions of a name are found again without looking through all of them.
const MOST_OUTCOMES: usize = 8;

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

/// A rule that may still decide.
#[derive(Clone, Copy, Debug)]
struct Try {
    rule: u16,
    /// Whether it holds for a body that has none of the keys it asks for; unknown where that
    /// depends on an earlier stratum.
    bare: Truth,
}

/// The rules of one stratum that may still decide, in order; a rule that is certain ends them.
#[derive(Clone, Debug, Default)]
struct Left {
    tries: Vec<Try>,
    certain: bool,
    /// The keys that they ask for.
    asks: KeySet,
}

impl Left {
    /// The rules left for what is known, which are those that `may_decide`: a rule that holds ends
    /// them where that says so too.
    fn of<D>(rules: &[Rule<D>], known: &Known<'_>, may_decide: impl Fn(&D) -> Truth) -> Self {
        let mut left = Self::default();
        let whole = Known { whole: true, ..*known };
        for (index, rule) in rules.iter().enumerate() {
            let holds = rule.condition.eval(known);
            let decides = may_decide(&rule.decision);
            if holds == Truth::False || decides == Truth::False {
                continue;
            }
            let bare = rule.condition.eval(&whole);
            left.tries.push(Try { rule: index as u16, bare });
            left.certain = holds == Truth::True && decides == Truth::True;
            if left.certain {
                break;
            }
            left.asks = left.asks.with(rule.asks);
        }
        left
    }

    /// The rules that hold for what is known now, in order.
    fn holding<'r, D>(
        &'r self,
        rules: &'r [Rule<D>],
        known: &'r Known<'_>,
        held: KeySet,
    ) -> impl Iterator<Item = &'r Rule<D>> {
        let last = self.tries.len().checked_sub(1).filter(|_| self.certain);
        self.tries.iter().enumerate().filter_map(move |(at, it)| {
            let rule = rules.get(usize::from(it.rule))?;
            let holds = if last == Some(at) {
                Truth::True
            } else if it.bare == Truth::Unknown || held.has_any_of(rule.asks) {
                rule.condition.eval(known)
            } else {
                it.bare
            };
            (holds == Truth::True).then_some(rule)
        })
    }

    /// The one rule that decides whatever the body says.
    fn settled<'r, D>(&self, rules: &'r [Rule<D>]) -> Option<&'r Rule<D>> {
        match self.tries.as_slice() {
            [only] if self.certain => rules.get(usize::from(only.rule)),
            _ => None,
        }
    }
}

/// What is left to try for every record of one name in one place.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The event that the name stood for.
    event: Box<str>,
    /// Where that is a piece of the name: the length of what stands before it.
    event_at: Option<usize>,
    /// The producer and the rule that told it, where the name alone tells.
    producer: Option<(Arc<str>, ReasonId)>,
    producers: Left,
    levels: Left,
    destinations: Left,
    /// The keys that may matter.
    asks: KeySet,
    /// The decision where a body has none of them, once a record had none.
    bare: Option<DecisionId>,
    /// The first few other decisions.
    outcomes: Vec<DecisionId>,
}

impl Plan {
    /// The plan for records that are like `record` in all but their bodies.
    pub(super) fn new(rules: &Rules, record: &Record<'_>) -> Self {
        let named = Record { body: if record.body.on_wire() { &OnWire } else { &() }, ..*record };
        let mut known = Known { record: &named, whole: false, producer: None, level: None };
        let by_name = |template: &String| match Named::of(template, &named) {
            Named::Name(_) => Truth::True,
            Named::Nothing => Truth::False,
            Named::ByBody => Truth::Unknown,
        };
        let producers = Left::of(&rules.producers, &known, by_name);
        let found = producers
            .settled(&rules.producers)
            .and_then(|rule| Some((Arc::from(producer(&rule.decision, &named)?), rule.reason)));
        // Where no rule is left, nothing tells who emitted it.
        let nobody = producers.tries.is_empty().then_some("");
        known.producer = found.as_ref().map(|(producer, _)| &**producer).or(nobody);
        let is_event = record.kind == Kind::Event;
        let (mut levels, mut destinations) = (Left::default(), Left::default());
        if is_event {
            levels = Left::of(&rules.levels, &known, |_| Truth::True);
            known.level = levels.settled(&rules.levels).map(|rule| rule.decision);
            destinations = Left::of(&rules.destinations, &known, |_| Truth::True);
        }
        let asks = producers.asks.with(levels.asks).with(destinations.asks);
        Self {
            event: record.event.into(),
            event_at: piece_at(record.name, record.event),
            producer: found,
            producers,
            levels,
            destinations,
            asks,
            bare: None,
            outcomes: Vec::new(),
        }
    }

    /// Whether it serves `record`, which has the name that it was made for: on the wire one name
    /// may stand for two events.
    pub(super) fn is_for(&self, record: &Record<'_>) -> bool {
        let same_piece = self.event_at.is_some()
            && self.event.len() == record.event.len()
            && self.event_at == piece_at(record.name, record.event);
        same_piece || same(&self.event, record.event)
    }

    /// What is decided of `record`, whose body was read from `payload`.
    pub(super) fn decide(
        &mut self,
        rules: &Rules,
        decisions: &mut Decisions,
        record: &Record<'_>,
        payload: Option<&[u8]>,
    ) -> DecisionId {
        // What an event of the wire says may stand in the post around it.
        let held = match payload.filter(|_| !record.body.on_wire()) {
            _ if self.asks.is_empty() => KeySet::NONE,
            Some(bytes) => rules.asked.held(self.asks, bytes),
            None => KeySet::ALL,
        };
        if held.is_empty()
            && let Some(bare) = self.bare
        {
            return bare;
        }
        let body = Sieved { body: record.body, asked: &rules.asked, held };
        let class = self.class(rules, &Record { body: &body, ..*record }, held);
        let is_it = |id: &&DecisionId| decisions.get(**id).class == class;
        if let Some(known) = self.outcomes.iter().find(is_it) {
            return *known;
        }
        let id = decisions.id(record, class);
        if held.is_empty() {
            self.bare = Some(id);
        } else if self.outcomes.len() < MOST_OUTCOMES {
            self.outcomes.push(id);
        }
        id
    }

    /// The class of `record`, of whose body only what is `held` matters.
    fn class(&self, rules: &Rules, record: &Record<'_>, held: KeySet) -> Class {
        let mut known = Known { record, whole: true, producer: None, level: None };
        let found = self.producer.clone().or_else(|| {
            let mut holding = self.producers.holding(&rules.producers, &known, held);
            holding.find_map(|rule| {
                producer(&rule.decision, record).map(|name| (name.into(), rule.reason))
            })
        });
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
        if let Some(rule) = self.levels.holding(&rules.levels, &known, held).next() {
            (class.level, class.level_reason) = (Some(rule.decision), rule.reason);
        }
        known.level = class.level;
        let mut destinations = self.destinations.holding(&rules.destinations, &known, held);
        if let Some(rule) = destinations.next() {
            (class.destination, class.destination_reason) = (rule.decision, rule.reason);
        }
        class
    }
}

/// Where `piece` stands in `whole`, if it lies in it: pieces of equal texts that stand and end at
/// the same place are equal, which takes no reading to see.
fn piece_at(whole: &str, piece: &str) -> Option<usize> {
    let at = piece.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    whole.len().checked_sub(piece.len()).filter(|last| at <= *last).map(|_| at)
}
