//! What a log, or a catalog, comes to: the sums that baselines and comparisons are made of.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::catalog::{Catalog, EventDeclaration, Lookup, PropertyDeclaration, PropertyLookup};
use crate::event::{NameId, Purpose, Scope};
use crate::store::{Class, EventLog};

use super::baseline::{Baseline, BaselineEvent, BaselineProducer, BaselineProperty};
use super::finding::Finding;
use super::observed::{MOST_TIMES, Observed, ObservedClass, ObservedKey};
use super::rules::names_commonplace;
use super::score::is_identifier;
use super::seen::Json;

/// A value that came so often is no chance.
pub(super) const EVENTS: u64 = 3;

/// What stands for the producer that nobody knows.
const NAMELESS: &str = "";

/// An event, by producer and name; whether on the wire.
type Name<'a> = (&'a str, &'a str, bool);

impl Baseline {
    /// What a log came to.
    pub fn of(log: &EventLog, observed: &Observed, findings: &[Finding]) -> Self {
        let findings = findings.iter().map(Finding::fingerprint).collect();
        let mut baseline = Self { minutes: minutes(observed), findings, ..Self::default() };
        let mut counts: BTreeMap<Name<'_>, u64> = BTreeMap::new();
        for (id, seen) in &observed.classes {
            let class = log.class(*id);
            let producer = baseline.producers.entry(class.producer().to_owned()).or_default();
            producer.take(log, class, seen);
            let name = (class.producer(), class.event(), class.is_wire());
            *counts.entry(name).or_default() += seen.seen.count;
        }
        let times = times(log, observed);
        for (name @ (producer, event, _), count) in counts {
            let producer = baseline.producers.get_mut(producer);
            let Some(event) = producer.and_then(|producer| producer.events.get_mut(event)) else {
                continue;
            };
            // What was logged and seen on the wire, too, is one event.
            if count > event.count {
                let (minutes, squares) = times.get(&name).copied().unwrap_or_default();
                (event.count, event.minutes, event.squares) = (count, minutes, squares);
            }
        }
        baseline.take_versions(log, observed);
        baseline
    }

    /// What a catalog declares: no event was logged, and none went anywhere.
    pub fn declared(catalog: &Catalog) -> Self {
        let mut baseline = Self::default();
        for producer in catalog.producers() {
            let known = baseline.producers.entry(producer.to_owned()).or_default();
            known.take_declared(catalog.events(producer));
            let common = catalog.common_properties(producer);
            known.common = Some(common.map(of_declaration).collect());
        }
        let mut nameless = catalog.nameless_events().peekable();
        if nameless.peek().is_some() {
            let known = baseline.producers.entry(NAMELESS.to_owned()).or_default();
            known.take_declared(nameless);
        }
        for file in catalog.files() {
            let known = baseline.producers.get_mut(file.producer);
            if let (Some(known), Some(build)) = (known, file.build) {
                known.versions.get_or_insert_default().insert(build.to_owned(), 0);
            }
        }
        baseline
    }

    /// Which versions logged how much, where that was counted.
    fn take_versions(&mut self, log: &EventLog, observed: &Observed) {
        let Some(versions) = &observed.versions else { return };
        let names = observed.classes.keys().map(|id| log.class(*id));
        let names: HashMap<NameId, &str> =
            names.map(|class| (class.producer_id(), class.producer())).collect();
        for producer in self.producers.values_mut() {
            producer.versions = Some(BTreeMap::new());
        }
        for (id, versions) in versions {
            let producer = names.get(id).and_then(|name| self.producers.get_mut(*name));
            let Some(known) = producer.and_then(|it| it.versions.as_mut()) else { continue };
            for (version, count) in versions {
                *known.entry(version.to_string()).or_default() += count;
            }
        }
    }
}

/// In how many minutes any telemetry was logged; where none was, in how many it was seen on the wire.
fn minutes(observed: &Observed) -> u64 {
    let logged: HashSet<i64> = observed.minutes.keys().map(|(_, minute)| *minute).collect();
    if !logged.is_empty() {
        return logged.len() as u64;
    }
    let seen: HashSet<i64> = observed.times.keys().map(|(_, minute)| *minute).collect();
    seen.len() as u64
}

/// In how many minutes each event came, and the sum of the squares of how often it did.
fn times<'a>(log: &'a EventLog, observed: &Observed) -> HashMap<Name<'a>, (u64, u64)> {
    let mut minutes: HashMap<(Name<'_>, i64), u64> = HashMap::new();
    if observed.times.len() >= MOST_TIMES {
        return HashMap::new();
    }
    for ((id, minute), count) in &observed.times {
        let class = log.class(*id);
        let name = (class.producer(), class.event(), class.is_wire());
        *minutes.entry((name, *minute)).or_default() += count;
    }
    let mut times: HashMap<_, (u64, u64)> = HashMap::new();
    for ((name, _), count) in minutes {
        let (minutes, squares) = times.entry(name).or_default();
        *minutes += 1;
        *squares = squares.saturating_add(count.saturating_mul(count));
    }
    times
}

impl BaselineProducer {
    /// Takes in a class of its events: where it goes, its keys, and which of them are identifiers.
    fn take(&mut self, log: &EventLog, class: Class<'_>, seen: &ObservedClass) {
        let event = self.events.entry(class.event().to_owned()).or_default();
        event.destinations.insert(class.destination_name().to_owned());
        let declared = class.lookup().and_then(Lookup::event);
        if let Some(plan) = declared.and_then(|event| event.plan) {
            event.purposes =
                plan.purposes.iter().map(|it| Purpose::as_str(it).to_owned()).collect();
        }
        let (common, identifiers) =
            (self.common.get_or_insert_default(), self.identifiers.get_or_insert_default());
        for ((scope, key), observed) in &seen.keys {
            if holds_ids(key, observed) {
                identifiers.insert(key.to_string());
            }
            let (keys, declared) = match scope {
                Scope::Properties | Scope::Measurements => (
                    &mut event.properties,
                    declared.and_then(|event| declaration(log, class, event, key)),
                ),
                Scope::Common | Scope::Extra => {
                    (&mut *common, log.catalog().common(class.producer(), key))
                }
            };
            keys.entry(key.to_string()).or_default().take(observed, declared);
        }
    }

    /// Takes in what is declared of its events.
    fn take_declared<'a>(&mut self, events: impl Iterator<Item = &'a EventDeclaration>) {
        for declared in events {
            let purposes = declared.plan.map(|plan| plan.purposes).unwrap_or_default();
            let event = BaselineEvent {
                properties: declared.properties.iter().map(of_declaration).collect(),
                purposes: purposes.iter().map(|it| Purpose::as_str(it).to_owned()).collect(),
                ..BaselineEvent::default()
            };
            self.events.insert(declared.name.clone(), event);
        }
    }
}

impl BaselineProperty {
    fn take(&mut self, observed: &ObservedKey, declared: Option<&PropertyDeclaration>) {
        let kinds = Json::ALL.iter().zip(observed.kinds).filter(|(_, count)| *count > 0);
        self.kinds.extend(kinds.map(|(kind, _)| kind.word().to_owned()));
        self.count += observed.count();
        if let Some(declared) = declared {
            self.classification.clone_from(&declared.classification);
            self.purpose.clone_from(&declared.purpose);
        }
    }
}

fn of_declaration(declared: &PropertyDeclaration) -> (String, BaselineProperty) {
    let property = BaselineProperty {
        kinds: BTreeSet::new(),
        classification: declared.classification.clone(),
        purpose: declared.purpose.clone(),
        count: 0,
    };
    (declared.name.clone(), property)
}

/// Whether by the values of a key somebody or something is known again: by its name, or because
/// a value that looks like an id comes again and again.
fn holds_ids(key: &str, observed: &ObservedKey) -> bool {
    let there = observed.count() - observed.kinds[Json::Nothing as usize];
    let stays = || observed.ids.values().iter().any(|id| id.seen.count >= EVENTS);
    there > 0 && (is_identifier(key) || !names_commonplace(key) && stays())
}

fn declaration<'a>(
    log: &'a EventLog,
    class: Class<'_>,
    event: &'a EventDeclaration,
    key: &str,
) -> Option<&'a PropertyDeclaration> {
    match log.catalog().property(class.producer(), event, key) {
        PropertyLookup::Own(property) | PropertyLookup::Common(property) => Some(property),
        PropertyLookup::Undeclared | PropertyLookup::Untold => None,
    }
}
