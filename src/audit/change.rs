//! What changed from one baseline to another. Pure: two baselines in, a list out.
//!
//! Only what was added is told; what is gone is what was added the other way round.

use super::baseline::{Baseline, BaselineEvent, BaselineProperty};

/// So many events more at least are a change of volume.
const MORE: u64 = 20;

/// So many times as much is one.
const TIMES: u64 = 2;

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
    /// The event is new.
    Event,
    /// The key is new.
    Property,
    /// It goes where it did not go.
    Destination(String),
    /// It was declared under another purpose.
    Purpose(Words),
    /// It was declared under another classification.
    Classification(Words),
    /// It comes more than twice as often, and 20 times more at least.
    Volume {
        /// How often it came.
        was: Rate,
        /// How often it comes.
        is: Rate,
    },
}

/// A declared word, before and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Before.
    pub was: String,
    /// Now.
    pub is: String,
}

/// How often something came, and in how many minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So often.
    pub count: u64,
    /// In so many minutes.
    pub minutes: u64,
}

impl Rate {
    /// Whether it is more than so many times the other, and more by count, too.
    ///
    /// Both, because a short log has a high rate of what comes when the editor starts, and a long
    /// one a high count of everything.
    fn is_far_above(self, was: Self) -> bool {
        // At least a minute: a log without times has a count alone.
        let minutes = |rate: Self| u128::from(rate.minutes.max(1));
        let per_minute = u128::from(self.count) * minutes(was)
            > u128::from(TIMES) * u128::from(was.count) * minutes(self);
        per_minute && self.count >= was.count.saturating_add(MORE)
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let minutes = self.minutes.max(1);
        let rate = self.count as f64 / minutes as f64;
        let plural = if minutes == 1 { "minute" } else { "minutes" };
        write!(f, "{rate:.1} a minute ({} in {minutes} {plural})", self.count)
    }
}

/// What is in `new` and was not in `old`, by producer, event and key.
pub fn changes(old: &Baseline, new: &Baseline) -> Vec<Change> {
    let mut list = Vec::new();
    for (producer, is) in &new.producers {
        let add = |event: Option<&String>, key: Option<&String>, what| Change {
            producer: producer.clone(),
            event: event.cloned(),
            key: key.cloned(),
            what,
        };
        let Some(was) = old.producers.get(producer) else {
            list.push(add(None, None, Changed::Producer(is.events.len())));
            continue;
        };
        for (name, is) in &is.events {
            let Some(was) = was.events.get(name) else {
                list.push(add(Some(name), None, Changed::Event));
                continue;
            };
            list.extend(of_event(was, is).map(|what| add(Some(name), None, what)));
            list.extend(volume(old, was, new, is).map(|what| add(Some(name), None, what)));
            for (key, is) in &is.properties {
                let what = of_property(was.properties.get(key), is);
                list.extend(what.into_iter().map(|what| add(Some(name), Some(key), what)));
            }
        }
    }
    list
}

fn of_event<'a>(
    was: &'a BaselineEvent,
    is: &'a BaselineEvent,
) -> impl Iterator<Item = Changed> + 'a {
    is.destinations.difference(&was.destinations).cloned().map(Changed::Destination)
}

fn volume(
    old: &Baseline,
    was: &BaselineEvent,
    new: &Baseline,
    is: &BaselineEvent,
) -> Option<Changed> {
    let was = Rate { count: was.count, minutes: old.minutes };
    let is = Rate { count: is.count, minutes: new.minutes };
    is.is_far_above(was).then_some(Changed::Volume { was, is })
}

fn of_property(was: Option<&BaselineProperty>, is: &BaselineProperty) -> Vec<Changed> {
    let Some(was) = was else { return vec![Changed::Property] };
    let classification = changed(was.classification.as_deref(), is.classification.as_deref());
    let purpose = changed(was.purpose.as_deref(), is.purpose.as_deref());
    let classification = classification.map(Changed::Classification);
    classification.into_iter().chain(purpose.map(Changed::Purpose)).collect()
}

/// Two declared words that differ. Where one of both was not declared, a catalog may have been
/// missing: that is no change of what is declared.
fn changed(was: Option<&str>, is: Option<&str>) -> Option<Words> {
    let (was, is) = (was?.trim(), is?.trim());
    let differ = !was.eq_ignore_ascii_case(is);
    differ.then(|| Words { was: was.to_owned(), is: is.to_owned() })
}
