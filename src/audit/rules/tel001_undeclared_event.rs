//! TEL001: an event that its producer's catalog does not list.

use std::borrow::Cow::Borrowed;
use std::collections::BTreeMap;

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen};
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::ClassSeen;
use crate::audit::tally::Seen;
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
        let mut without: BTreeMap<&str, Seen> = BTreeMap::new();
        for (id, observed) in &seen.observed.classes {
            let class = seen.log.class(*id);
            if class.declared() == Some(Declared::Unknown) && !class.producer().is_empty() {
                let known = without.entry(class.producer());
                known
                    .and_modify(|known| known.join(seen.log, &observed.seen))
                    .or_insert_with(|| observed.seen.clone());
            }
        }
        for (producer, events) in without {
            conclusions.undecided(
                producer,
                Some(events),
                "no catalog of this producer was found: whether its events are declared is not known",
            );
        }
    }
}
