//! What differs between two baselines: what changed from the one to the other, and the other way
//! round. Pure, and the same from both sides: what is new the one way is gone the other way.

use std::collections::{BTreeMap, BTreeSet};

use super::baseline::{Baseline, BaselineEvent, BaselineProducer, BaselineProperty};
use super::change::{Change, Changed, changes};
use super::difference::{Difference, Sign, What};

/// What is new, gone and another from `old` to `new`, by producer, event and key.
pub fn differences(old: &Baseline, new: &Baseline) -> Vec<Difference> {
    let (was, is) = (Side::of(old), Side::of(new));
    let forward = Way { own: &is, other: &was, sign: Sign::New };
    let backward = Way { own: &was, other: &is, sign: Sign::Gone };
    let mut list: Vec<Difference> =
        changes(old, new).iter().filter_map(|change| forward.difference(change)).collect();
    let versions = list.extract_if(.., |it| it.what == What::Version).collect::<Vec<_>>();
    let mut gone: Vec<Difference> =
        changes(new, old).iter().filter_map(|change| backward.difference(change)).collect();
    let old_versions = gone.extract_if(.., |it| it.what == What::Version);
    list.extend(joined(versions.into_iter().chain(old_versions)));
    list.append(&mut gone);
    list.sort_by(|a, b| a.subject().cmp(&b.subject()));
    list
}

/// The versions of each producer as one difference: what is gone, and what came in its place.
fn joined(versions: impl Iterator<Item = Difference>) -> impl Iterator<Item = Difference> {
    let mut by_producer: BTreeMap<String, Difference> = BTreeMap::new();
    for version in versions {
        let Some(known) = by_producer.get_mut(&version.producer) else {
            by_producer.insert(version.producer.clone(), version);
            continue;
        };
        if known.sign != version.sign {
            known.sign = Sign::Changed;
        }
        let join = |known: &mut Option<String>, more: Option<String>| match (known, more) {
            (Some(known), Some(more)) => known.extend([", ", &more]),
            (none @ None, more) => *none = more,
            (Some(_), None) => {}
        };
        join(&mut known.was, version.was);
        join(&mut known.is, version.is);
        let [was, is] = version.counts;
        known.counts = [known.counts[0] + was, known.counts[1] + is];
    }
    by_producer.into_values()
}

/// A side, with what is asked of its producers again and again.
struct Side<'b> {
    baseline: &'b Baseline,
    /// What of each producer is to be had, by name.
    words: BTreeMap<&'b str, Words<'b>>,
    /// The same of all together.
    all: Words<'b>,
}

/// Where events went, and what was declared of their properties.
#[derive(Default)]
struct Words<'b> {
    events: u64,
    destinations: BTreeSet<&'b str>,
    purposes: BTreeSet<&'b str>,
    classifications: BTreeSet<&'b str>,
}

impl<'b> Side<'b> {
    fn of(baseline: &'b Baseline) -> Self {
        let (mut words, mut all) = (BTreeMap::new(), Words::default());
        for (name, producer) in &baseline.producers {
            let mut of = Words { events: producer.count(), ..Words::default() };
            for words in [&mut of, &mut all] {
                words.destinations.extend(producer.destinations());
                producer.properties().for_each(|it| words.take(it));
            }
            words.insert(name.as_str(), of);
        }
        Self { baseline, words, all }
    }
}

impl<'b> Words<'b> {
    fn take(&mut self, property: &'b BaselineProperty) {
        self.purposes.extend(property.purpose.as_deref());
        self.classifications.extend(property.classification.as_deref());
    }

    /// Whether anything was declared.
    fn is_declared(&self) -> bool {
        !self.purposes.is_empty() || !self.classifications.is_empty()
    }
}

/// From one side to the other.
#[derive(Clone, Copy)]
struct Way<'b> {
    /// What has more.
    own: &'b Side<'b>,
    /// What it is held against.
    other: &'b Side<'b>,
    /// What it is to have more on this way.
    sign: Sign,
}

impl<'b> Way<'b> {
    /// The difference that a change is; none where the other way tells it, too.
    fn difference(self, change: &Change) -> Option<Difference> {
        let (what, words) = self.words(change)?;
        let mut it = Difference::new(self.sign, what, &change.producer);
        (it.event, it.key) = (change.event.clone(), change.key.clone());
        it.counts = self.in_order(|side| count(side, change));
        match &change.what {
            Changed::Volume { was, is } => {
                it.rates = Some(if self.sign == Sign::New { (*was, *is) } else { (*is, *was) });
                it.sign = Sign::Changed;
                return Some(it);
            }
            Changed::Kinds(both) | Changed::Purpose(both) | Changed::Classification(both) => {
                let word = |word: &String| Some(word.clone()).filter(|word| !word.is_empty());
                (it.was, it.is) = (word(&both.was), word(&both.is));
                it.sign = match (&it.was, &it.is) {
                    (None, _) => Sign::New,
                    (_, None) => Sign::Gone,
                    _ => Sign::Changed,
                };
                return Some(it);
            }
            _ => {}
        }
        let side = if self.sign == Sign::New { &mut it.is } else { &mut it.was };
        *side = words.filter(|words| !words.is_empty());
        it.expected = self.expected(change);
        it.also = self.also(change);
        Some(it)
    }

    /// What a change is called, and what there is in words.
    fn words(self, change: &Change) -> Option<(What, Option<String>)> {
        let own = self.own.baseline.producers.get(&change.producer)?;
        let event = change.event.as_ref().and_then(|event| own.events.get(event));
        let both = self.sign == Sign::New;
        Some(match &change.what {
            Changed::Producer(_) => (What::Producer, Some(of_producer(own))),
            Changed::Version(version) => (What::Version, Some(version.clone())),
            Changed::Event => (What::Event, event.map(of_event)),
            Changed::Property => (What::Property, property(own, change).map(of_property)),
            Changed::Destination(to) => (What::Destination, Some(to.clone())),
            Changed::Identifier => (What::Identifier, None),
            Changed::Volume { .. } => (What::Volume, None),
            Changed::Kinds(_) if both => (What::Property, None),
            Changed::Purpose(_) if both => (What::Purpose, None),
            Changed::Classification(_) if both => (What::Classification, None),
            Changed::Kinds(_) | Changed::Purpose(_) | Changed::Classification(_) => return None,
        })
    }

    /// Something of both sides, the old one first.
    fn in_order<T>(self, of: impl Fn(&Side<'_>) -> T) -> [T; 2] {
        let (own, other) = (of(self.own), of(self.other));
        if self.sign == Sign::New { [other, own] } else { [own, other] }
    }

    /// How often what is there would be expected on the other side: an event by the minutes in
    /// which it came, so that a burst is one occasion; a key by the events that had it.
    fn expected(self, change: &Change) -> Option<f64> {
        let of = |side: &'b Side<'b>| side.baseline.producers.get(&change.producer);
        let (own, other) = (of(self.own)?, of(self.other));
        match &change.what {
            Changed::Producer(_) => {
                self.in_time(own.events.values().map(occasions).max().unwrap_or(0))
            }
            Changed::Event => self.in_time(occasions(own.events.get(change.event.as_ref()?)?)),
            Changed::Property => {
                let there = property(own, change)?.count;
                let all = |side: &Side<'_>, of: &BaselineProducer| match &change.event {
                    Some(event) => of.events.get(event).map_or(0, |event| event.count),
                    None => side.words.get(change.producer.as_str()).map_or(0, |it| it.events),
                };
                let (all, elsewhere) = (all(self.own, own), all(self.other, other?));
                (there > 0 && all > 0).then(|| there as f64 * elsewhere as f64 / all as f64)
            }
            _ => None,
        }
    }

    /// How often something that came so often would be expected in the minutes of the other side.
    fn in_time(self, occasions: u64) -> Option<f64> {
        let (own, other) = (self.own.baseline.minutes, self.other.baseline.minutes);
        (own > 0 && other > 0 && occasions > 0)
            .then(|| occasions as f64 * other as f64 / own as f64)
    }

    /// What else comes with it that the other side does not have: where it goes, what it is
    /// declared as, by what somebody is known again.
    fn also(self, change: &Change) -> Vec<What> {
        let Some(own) = self.own.baseline.producers.get(&change.producer) else {
            return Vec::new();
        };
        let event = change.event.as_ref().and_then(|event| own.events.get(event));
        let mut new = Words::default();
        match (&change.what, event) {
            (Changed::Producer(_), _) => {
                new.destinations = own.destinations();
                own.properties().for_each(|it| new.take(it));
            }
            (Changed::Event, Some(event)) => {
                new.destinations = event.destinations.iter().map(String::as_str).collect();
                event.properties.values().for_each(|it| new.take(it));
            }
            (Changed::Property, _) => {
                if let Some(property) = property(own, change) {
                    new.take(property);
                }
            }
            _ => return Vec::new(),
        }
        // Of a producer that is new, nothing is that any other had.
        let had = self.other.words.get(change.producer.as_str()).unwrap_or(&self.other.all);
        let declared = had.is_declared();
        let other = self.other.baseline.producers.get(&change.producer);
        let also = [
            (What::Destination, !new.destinations.is_subset(&had.destinations)),
            (What::Purpose, declared && !new.purposes.is_subset(&had.purposes)),
            (
                What::Classification,
                declared && !new.classifications.is_subset(&had.classifications),
            ),
            (What::Identifier, has_identifiers(own, other, event, change)),
        ];
        also.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect()
    }
}

/// Whether what is there brings keys by which somebody is known again, and was not.
fn has_identifiers(
    own: &BaselineProducer,
    other: Option<&BaselineProducer>,
    event: Option<&BaselineEvent>,
    change: &Change,
) -> bool {
    let Some(other) = other else {
        return own.identifiers.as_ref().is_some_and(|keys| !keys.is_empty());
    };
    let (Some(had), Some(has)) = (&other.identifiers, &own.identifiers) else { return false };
    let is_new = |key: &String| has.contains(key) && !had.contains(key);
    match (&change.key, event) {
        (Some(key), _) => is_new(key),
        (None, Some(event)) => event.properties.keys().any(is_new),
        (None, None) => false,
    }
}

/// In how many minutes an event came; where that is not told, how often.
fn occasions(event: &BaselineEvent) -> u64 {
    if event.minutes > 0 { event.minutes } else { event.count }
}

/// The property that a change is about.
fn property<'b>(of: &'b BaselineProducer, change: &Change) -> Option<&'b BaselineProperty> {
    let key = change.key.as_ref()?;
    match &change.event {
        Some(event) => of.events.get(event)?.properties.get(key),
        None => of.common.as_ref()?.get(key),
    }
}

/// In how many events of a side that is which a change is about.
fn count(side: &Side<'_>, change: &Change) -> u64 {
    let Some(producer) = side.baseline.producers.get(&change.producer) else { return 0 };
    let all = || side.words.get(change.producer.as_str()).map_or(0, |it| it.events);
    if let Changed::Version(version) = &change.what {
        let count = producer.versions.as_ref().and_then(|it| it.get(version));
        return count.copied().unwrap_or(0);
    }
    match (&change.event, &change.key) {
        (_, Some(_)) if change.what == Changed::Identifier => all(),
        (_, Some(_)) => property(producer, change).map_or(0, |it| it.count),
        (Some(event), None) => producer.events.get(event).map_or(0, |event| event.count),
        (None, None) => all(),
    }
}

fn of_producer(producer: &BaselineProducer) -> String {
    let events = match producer.events.len() {
        1 => "one event".to_owned(),
        many => format!("{many} events"),
    };
    let to: Vec<&str> = producer.destinations().into_iter().collect();
    if to.is_empty() { events } else { format!("{events}, to {}", to.join(", ")) }
}

fn of_event(event: &BaselineEvent) -> String {
    let to: Vec<&str> = event.destinations.iter().map(String::as_str).collect();
    if to.is_empty() { String::new() } else { format!("to {}", to.join(", ")) }
}

fn of_property(property: &BaselineProperty) -> String {
    let declared = [&property.classification, &property.purpose];
    let kinds = property.kinds.iter().map(String::as_str);
    let words = kinds.chain(declared.into_iter().flatten().map(String::as_str));
    words.collect::<Vec<_>>().join(", ")
}
