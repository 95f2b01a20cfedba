//! TEL001: an event that its producer's catalog does not list.

use std::borrow::Cow::Borrowed;
use std::collections::BTreeMap;

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen};
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::ClassSeen;
use crate::event::{Declared, Severity};

static ABOUT: About = About {
    id: Borrowed("TEL001"),
    title: Borrowed("an event that nobody declared"),
    severity: Severity::Warning,
    on: true,
    explanation: Borrowed(
        "The event was logged, and its producer has a catalog that does not list it. What is not \
         declared was not reviewed, and nobody who reads the catalog knows that it is collected.",
    ),
    certainty: Borrowed(
        "Certain where the catalog is of the version that emitted the event. Events bound for \
         GitHub are a note: its catalogs hardly list them. Of a producer without a catalog nothing \
         is said of single events.",
    ),
    advice: Borrowed(
        "Declare the event in the producer's telemetry.json (`telltail catalog draft` writes a \
         skeleton), or stop sending it.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct UndeclaredEvent;

impl Rule for UndeclaredEvent {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn class(&self, class: &ClassSeen<'_>, hits: &mut Hits) {
        if class.class.declared() != Some(Declared::No) {
            return;
        }
        let verdict = Verdict::sure("the producer's catalog does not list this event");
        hits.add(if class.is_for_github() { verdict.at(Severity::Note) } else { verdict });
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        let mut without: BTreeMap<&str, u64> = BTreeMap::new();
        for (id, observed) in &seen.observed.classes {
            let class = seen.log.class(*id);
            if class.declared() == Some(Declared::Unknown) && !class.producer().is_empty() {
                *without.entry(class.producer()).or_default() += observed.seen.count;
            }
        }
        for (producer, count) in without {
            let events = if count == 1 { "event is" } else { "events are" };
            let why = format!(
                "no catalog of this producer was found: whether its {count} {events} declared is \
                 not known"
            );
            // It is about the producer: no event is one that broke the rule.
            conclusions.undecided(producer, None, why);
        }
    }
}
