//! TEL004: an event that was declared and never logged.

use std::borrow::Cow::Borrowed;
use std::collections::{BTreeMap, BTreeSet};

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::Verdict;
use crate::audit::rule::Rule;
use crate::catalog::Lookup;
use crate::event::Severity;

static ABOUT: About = About {
    id: Borrowed("TEL004"),
    title: Borrowed("a declared event that never came"),
    severity: Severity::Note,
    on: false,
    explanation: Borrowed(
        "The producer's catalog lists the event, and none of it is in the log. Declarations of what \
         is not sent any more make a catalog hard to trust.",
    ),
    certainty: Borrowed(
        "A log shows what was done in its session: an event may be declared rightly and have had no \
         occasion. Asked only of producers that logged anything.",
    ),
    advice: Borrowed(
        "Audit a session that uses the whole extension; delete the declaration of what no code sends.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct NeverFired;

impl Rule for NeverFired {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        for (producer, fired) in fired(seen) {
            let declared = seen.log.catalog().events(producer).map(|event| event.name.as_str());
            for event in declared.filter(|event| !fired.contains(event)) {
                let event = Some(event.to_owned());
                let about =
                    Selection { producer: producer.to_owned(), event, ..Selection::default() };
                let verdict = Verdict::sure("the catalog lists this event, and it never came");
                conclusions.say(about, None, verdict);
            }
        }
    }
}

/// The producers that logged anything, and the names of their declared events that came.
fn fired<'a>(seen: &LogSeen<'a>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut fired: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for id in seen.observed.classes.keys() {
        let class = seen.log.class(*id);
        let names = fired.entry(class.producer()).or_default();
        names.extend(class.lookup().and_then(Lookup::event).map(|event| event.name.as_str()));
    }
    fired
}
