//! What differs between two baselines: what changed from the one to the other, and the other way
//! round. Pure, and the same from both sides: what is new the one way is gone the other way.

use std::collections::BTreeMap;

use super::baseline::{Baseline, BaselineEvent, BaselineProducer, BaselineProperty};
use super::change::{Change, Changed, changes, new_identifiers};
use super::difference::{Difference, Sign, What};

/// What is new, gone and another from `old` to `new`, by producer, event and key.
pub fn differences(old: &Baseline, new: &Baseline) -> Vec<Difference> {
    let forward = Way { own: new, other: old, sign: Sign::New };
    let backward = Way { own: old, other: new, sign: Sign::Gone };
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

/// From one side to the other.
#[derive(Clone, Copy)]
struct Way<'b> {
    /// What has more.
    own: &'b Baseline,
    /// What it is held against.
    other: &'b Baseline,
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
        let own = self.own.producers.get(&change.producer)?;
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
    fn in_order<T>(self, of: impl Fn(&Baseline) -> T) -> [T; 2] {
        let (own, other) = (of(self.own), of(self.other));
        if self.sign == Sign::New { [other, own] } else { [own, other] }
    }

    /// How often what is there would be expected on the other side: an event by the minutes in
    /// which it came, so that a burst is one occasion; a key by the events that had it.
    fn expected(self, change: &Change) -> Option<f64> {
        let of = |side: &'b Baseline| side.producers.get(&change.producer);
        let (own, other) = (of(self.own)?, of(self.other));
        match &change.what {
            Changed::Producer(_) => {
                self.in_time(own.events.values().map(occasions).max().unwrap_or(0))
            }
            Changed::Event => self.in_time(occasions(own.events.get(change.event.as_ref()?)?)),
            Changed::Property => {
                let there = property(own, change)?.count;
                let all = |of: &BaselineProducer| match &change.event {
                    Some(event) => of.events.get(event).map_or(0, |event| event.count),
                    None => of.count(),
                };
                let (all, elsewhere) = (all(own), all(other?));
                (there > 0 && all > 0).then(|| there as f64 * elsewhere as f64 / all as f64)
            }
            _ => None,
        }
    }

    /// How often something that came so often would be expected in the minutes of the other side.
    fn in_time(self, occasions: u64) -> Option<f64> {
        let (own, other) = (self.own.minutes, self.other.minutes);
        (own > 0 && other > 0 && occasions > 0)
            .then(|| occasions as f64 * other as f64 / own as f64)
    }

    /// What else comes with it that the other side does not have: where it goes, what it is
    /// declared as, by what somebody is known again.
    fn also(self, change: &Change) -> Vec<What> {
        let Some(own) = self.own.producers.get(&change.producer) else { return Vec::new() };
        let other = self.other.producers.get(&change.producer);
        let event = change.event.as_ref().and_then(|event| own.events.get(event));
        let mut also = Vec::new();
        let mut add = |what, is: bool| also.extend(is.then_some(what));
        let (properties, to): (Vec<_>, _) = match (&change.what, event) {
            (Changed::Producer(_), _) => (own.properties().collect(), own.destinations()),
            (Changed::Event, Some(event)) => {
                let to = event.destinations.iter().map(String::as_str).collect();
                (event.properties.values().collect(), to)
            }
            (Changed::Property, _) => {
                (property(own, change).into_iter().collect(), Default::default())
            }
            _ => return also,
        };
        let others = || {
            self.other
                .producers
                .values()
                .filter(|it| other.is_none_or(|own| std::ptr::eq(own, *it)))
        };
        add(
            What::Destination,
            to.iter().any(|to| !others().any(|it| it.destinations().contains(to))),
        );
        let declared = others().any(BaselineProducer::is_declared);
        let word_is_new = |word: fn(&BaselineProperty) -> &Option<String>| {
            let mut words = properties.iter().filter_map(|it| word(it).as_ref());
            declared
                && words.any(|new| {
                    !others()
                        .flat_map(BaselineProducer::properties)
                        .any(|it| word(it).as_ref() == Some(new))
                })
        };
        add(What::Purpose, word_is_new(|it| &it.purpose));
        add(What::Classification, word_is_new(|it| &it.classification));
        add(What::Identifier, has_identifiers(own, other, event, change));
        also
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
    let mut new = new_identifiers(other, own);
    match (&change.key, event) {
        (Some(key), _) => new.any(|it| it == key),
        (None, Some(event)) => new.any(|it| event.properties.contains_key(it)),
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
fn count(side: &Baseline, change: &Change) -> u64 {
    let Some(producer) = side.producers.get(&change.producer) else { return 0 };
    if let Changed::Version(version) = &change.what {
        let count = producer.versions.as_ref().and_then(|it| it.get(version));
        return count.copied().unwrap_or(0);
    }
    match (&change.event, &change.key) {
        (_, Some(_)) if change.what == Changed::Identifier => producer.count(),
        (_, Some(_)) => property(producer, change).map_or(0, |it| it.count),
        (Some(event), None) => producer.events.get(event).map_or(0, |event| event.count),
        (None, None) => producer.count(),
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
