//! What changed from one baseline to another. Pure: two baselines in, a list out.
//!
//! Only what was added, is another, or is more is told; what is gone, or less, is that the other
//! way round.

use std::collections::{BTreeMap, BTreeSet};

use super::baseline::{Baseline, BaselineEvent, BaselineProducer, BaselineProperty};
use super::rate::{Came, Rate};
use super::seen::Json;
use super::summing::EVENTS;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of which producer.
    pub producer: String,
    /// Of which event; none where it is about the producer.
    pub event: Option<String>,
    /// Of which key; none where it is about the event.
    pub key: Option<String>,
    /// What changed.
    pub what: Changed,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The producer is new, with so many events.
    Producer(usize),
    /// The producer has this version, too.
    Version(String),
    /// The event is new.
    Event,
    /// The key is new.
    Property,
    /// The values of the key are of other kinds in JSON.
    Kinds(Words),
    /// It goes where it did not go.
    Destination(String),
    /// It was declared under another purpose, or under none.
    Purpose(Words),
    /// It was declared under another classification, or under none.
    Classification(Words),
    /// The key holds ids, and did not, or was not there.
    Identifier,
    /// It comes more than twice as often, 20 times more at least, and more than chance would give.
    Volume {
        /// How often it came.
        was: Rate,
        /// How often it comes.
        is: Rate,
    },
}

/// A word, before and now; empty where there was none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Before.
    pub was: String,
    /// Now.
    pub is: String,
}

/// What is in `new` and was not in `old`, by producer, event and key.
pub fn changes(old: &Baseline, new: &Baseline) -> Vec<Change> {
    let mut list = Vec::new();
    for (producer, is) in &new.producers {
        let mut add = |event: Option<&String>, key: Option<&String>, what| {
            list.push(Change {
                producer: producer.clone(),
                event: event.cloned(),
                key: key.cloned(),
                what,
            });
        };
        let Some(was) = old.producers.get(producer) else {
            add(None, None, Changed::Producer(is.events.len()));
            continue;
        };
        let both_declared = was.is_declared() && is.is_declared();
        of_producer(was, is, both_declared, &mut add);
        for (name, is) in &is.events {
            let Some(was) = was.events.get(name) else {
                add(Some(name), None, Changed::Event);
                continue;
            };
            of_event(was, is).for_each(|what| add(Some(name), None, what));
            if let Some(what) = volume((old, was), (new, is)) {
                add(Some(name), None, what);
            }
            of_properties(&was.properties, &is.properties, both_declared, &mut |key, what| {
                add(Some(name), Some(key), what);
            });
        }
    }
    list
}

/// What changed of a producer as a whole.
fn of_producer(
    was: &BaselineProducer,
    is: &BaselineProducer,
    both_declared: bool,
    add: &mut impl FnMut(Option<&String>, Option<&String>, Changed),
) {
    if let (Some(was), Some(is)) = (&was.versions, &is.versions) {
        let new = is.keys().filter(|version| !was.contains_key(*version));
        new.for_each(|version| add(None, None, Changed::Version(version.clone())));
    }
    if let (Some(was), Some(is)) = (&was.common, &is.common) {
        of_properties(was, is, both_declared, &mut |key, what| add(None, Some(key), what));
    }
    let (keys, had) = (new_keys(was, is), counts(was));
    let is_told = |key: &&String| {
        // By fewer values than this, nothing is known to be an id.
        !keys.contains(key.as_str()) && had.get(key.as_str()).is_some_and(|had| *had >= EVENTS)
    };
    for key in new_identifiers(was, is).filter(is_told) {
        add(None, Some(key), Changed::Identifier);
    }
}

/// In how many events each key was.
fn counts(of: &BaselineProducer) -> BTreeMap<&str, u64> {
    let own = of.events.values().flat_map(|event| &event.properties);
    let mut counts = BTreeMap::new();
    for (key, property) in own.chain(of.common.iter().flatten()) {
        *counts.entry(key.as_str()).or_default() += property.count;
    }
    counts
}

/// The keys by which somebody is known again, and was not.
fn new_identifiers<'b>(
    was: &'b BaselineProducer,
    is: &'b BaselineProducer,
) -> impl Iterator<Item = &'b String> {
    let both = was.identifiers.as_ref().zip(is.identifiers.as_ref());
    both.into_iter().flat_map(|(was, is)| is.difference(was))
}

/// The keys that are themselves new somewhere: that says, too, that they hold ids.
fn new_keys<'b>(was: &BaselineProducer, is: &'b BaselineProducer) -> BTreeSet<&'b str> {
    let mut keys = BTreeSet::new();
    for (name, event) in &is.events {
        let had = was.events.get(name).map(|event| &event.properties);
        let is_new = |key: &&String| !had.is_some_and(|had| had.contains_key(*key));
        keys.extend(event.properties.keys().filter(is_new).map(String::as_str));
    }
    if let (Some(was), Some(is)) = (&was.common, &is.common) {
        keys.extend(is.keys().filter(|key| !was.contains_key(*key)).map(String::as_str));
    }
    keys
}

fn of_event<'a>(
    was: &'a BaselineEvent,
    is: &'a BaselineEvent,
) -> impl Iterator<Item = Changed> + 'a {
    let to = is.destinations.difference(&was.destinations).cloned().map(Changed::Destination);
    let joined = |purposes: &BTreeSet<String>| {
        purposes.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    };
    let purposes = Words { was: joined(&was.purposes), is: joined(&is.purposes) };
    to.chain((was.purposes != is.purposes).then_some(Changed::Purpose(purposes)))
}

fn volume(
    (old, was): (&Baseline, &BaselineEvent),
    (new, is): (&Baseline, &BaselineEvent),
) -> Option<Changed> {
    let came = |of: &Baseline, event: &BaselineEvent| Came {
        rate: Rate { count: event.count, minutes: of.minutes },
        squares: event.squares,
    };
    let (was, is) = (came(old, was), came(new, is));
    is.is_more_than(was).then_some(Changed::Volume { was: was.rate, is: is.rate })
}

fn of_properties(
    was: &BTreeMap<String, BaselineProperty>,
    is: &BTreeMap<String, BaselineProperty>,
    both_declared: bool,
    add: &mut impl FnMut(&String, Changed),
) {
    for (key, is) in is {
        let Some(was) = was.get(key) else {
            add(key, Changed::Property);
            continue;
        };
        let words = |was: &Option<String>, is: &Option<String>| {
            changed(was.as_deref(), is.as_deref(), both_declared)
        };
        let class = words(&was.classification, &is.classification).map(Changed::Classification);
        let purpose = words(&was.purpose, &is.purpose).map(Changed::Purpose);
        let kinds = kinds(was, is).map(Changed::Kinds);
        class.into_iter().chain(purpose).chain(kinds).for_each(|what| add(key, what));
    }
}

/// Two declared words that differ. Where one of both was not declared, a catalog may have been
/// missing: that is no change of what is declared, unless both sides have one.
fn changed(was: Option<&str>, is: Option<&str>, both_declared: bool) -> Option<Words> {
    if (was.is_none() || is.is_none()) && !both_declared {
        return None;
    }
    let [was, is] = [was, is].map(|word| word.unwrap_or_default().trim());
    let differ = !was.eq_ignore_ascii_case(is);
    differ.then(|| Words { was: was.to_owned(), is: is.to_owned() })
}

/// The kinds of values, where they differ. That a value was left empty is no other kind.
fn kinds(was: &BaselineProperty, is: &BaselineProperty) -> Option<Words> {
    let told = |of: &BaselineProperty| {
        let kinds = of.kinds.iter().map(String::as_str);
        kinds.filter(|kind| *kind != Json::Nothing.word()).collect::<Vec<_>>().join(", ")
    };
    let words = Words { was: told(was), is: told(is) };
    (words.was != words.is && !words.was.is_empty() && !words.is.is_empty()).then_some(words)
}
