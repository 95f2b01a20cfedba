//! TEL060: what is new or more than in a baseline.

use std::borrow::Cow::{self, Borrowed};

use crate::audit::about::About;
use crate::audit::baseline::Baseline;
use crate::audit::change::{Change, Changed, changes};
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::Verdict;
use crate::audit::rule::Rule;
use crate::audit::tally::Seen;
use crate::event::{Evidence, Severity};
use crate::store::Class;

static ABOUT: About = About {
    id: Borrowed("TEL060"),
    title: Borrowed("changed since the baseline"),
    severity: Severity::Warning,
    on: true,
    explanation: Borrowed(
        "Against the baseline that was given there is a new producer, event, property or \
         destination, another purpose or classification, or an event comes more than twice as \
         often and more often than chance would give. Such changes have to be meant.",
    ),
    certainty: Borrowed(
        "Certain for what both logs hold; what a session had no occasion for looks new the first \
         time it comes. A rate is events in a minute in which anything was logged, and counts \
         only where there are at least twenty events more.",
    ),
    advice: Borrowed(
        "If the change is meant, write the baseline again (`telltail audit --write-baseline`).",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct ChangedSince;

impl Rule for ChangedSince {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        let Some(old) = &seen.context.baseline else { return };
        let new = Baseline::of(seen.log, seen.observed, &[]);
        for change in changes(old, &new).into_iter().filter(is_meant) {
            let (events, by) = events(seen, &change);
            let verdict = Verdict::sure(message(&change.what)).resting_on(by);
            let Change { producer, event, key, .. } = change;
            conclusions.hit(
                Selection { producer, event, key, ..Selection::default() },
                events,
                verdict,
            );
        }
    }
}

/// Whether a change is one that has to be meant: not a new version, and not what a catalog that was
/// given once and not the other time makes of it.
fn is_meant(change: &Change) -> bool {
    match &change.what {
        Changed::Version(_) | Changed::Kinds(_) | Changed::Identifier => false,
        Changed::Property => change.event.is_some(),
        Changed::Purpose(words) | Changed::Classification(words) => {
            change.event.is_some() && !words.was.is_empty() && !words.is.is_empty()
        }
        Changed::Producer(_)
        | Changed::Event
        | Changed::Destination(_)
        | Changed::Volume { .. } => true,
    }
}

fn message(what: &Changed) -> Cow<'static, str> {
    let words =
        |what: &str, was: &str, is: &str| format!("declared with the {what} {is}, before {was}");
    match what {
        Changed::Producer(1) => "a producer that the baseline does not have, with one event".into(),
        Changed::Producer(events) => {
            format!("a producer that the baseline does not have, with {events} events").into()
        }
        Changed::Event => "an event that the baseline does not have".into(),
        // Only what is meant is told.
        Changed::Version(version) => format!("version {version}").into(),
        Changed::Identifier => "holds ids".into(),
        Changed::Kinds(it) => words("kinds", &it.was, &it.is).into(),
        Changed::Property => "a key that the event did not have in the baseline".into(),
        Changed::Destination(to) => format!("goes to {to}, where it did not go").into(),
        Changed::Purpose(it) => words("purpose", &it.was, &it.is).into(),
        Changed::Classification(it) => words("classification", &it.was, &it.is).into(),
        Changed::Volume { was, is } => format!("{is}, before {was}").into(),
    }
}

/// The events that a change is about, and what it rests on.
fn events(seen: &LogSeen<'_>, change: &Change) -> (Option<Seen>, Evidence) {
    let mut events: Option<Seen> = None;
    let mut by = None;
    for (id, observed) in &seen.observed.classes {
        let class = seen.log.class(*id);
        if !is_about(class, change) {
            continue;
        }
        if matches!(change.what, Changed::Destination(_)) {
            let of_class = class.destination_reason().map_or(Evidence::Guess, |reason| reason.by);
            by = Some(by.map_or(of_class, |by: Evidence| by.min(of_class)));
        }
        let of_class = match &change.key {
            None => Some(observed.seen.clone()),
            Some(key) => observed
                .keys
                .iter()
                .filter(|((_, name), _)| **name == **key)
                .map(|(_, it)| Seen::between(it.count(), it.first, it.last))
                .next(),
        };
        match (&mut events, of_class) {
            (Some(events), Some(more)) => events.join(seen.log, &more),
            (none @ None, more) => *none = more,
            (Some(_), None) => {}
        }
    }
    (events, by.unwrap_or(Evidence::Rule))
}

fn is_about(class: Class<'_>, change: &Change) -> bool {
    let goes = match &change.what {
        Changed::Destination(to) => class.destination_name() == to,
        _ => true,
    };
    let is_event = change.event.as_deref().is_none_or(|event| event == class.event());
    class.producer() == change.producer && is_event && goes
}
