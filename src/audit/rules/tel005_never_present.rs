//! TEL005: a property that was declared and never sent, though its event was.

use std::borrow::Cow::Borrowed;
use std::collections::{BTreeMap, BTreeSet};

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::Verdict;
use crate::audit::rule::Rule;
use crate::catalog::{EventDeclaration, Lookup, NameMatch};
use crate::event::Severity;

static ABOUT: About = About {
    id: Borrowed("TEL005"),
    title: Borrowed("a declared property that never came"),
    severity: Severity::Note,
    on: false,
    explanation: Borrowed(
        "The event was logged, but never with this property, which its declaration lists. It may \
         have been renamed, or be sent no more.",
    ),
    certainty: Borrowed(
        "A property that is optional may have had no occasion in this session. A property that is \
         there with an empty value came.",
    ),
    advice: Borrowed(
        "Look whether the code still sends it under that name; else delete its declaration.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct NeverPresent;

/// Of a declared event, by producer and name: its declaration, and its properties that came.
type Present<'a> = BTreeMap<(&'a str, &'a str), (&'a EventDeclaration, BTreeSet<&'a str>)>;

impl Rule for NeverPresent {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        for ((producer, event), (declared, present)) in present(seen) {
            // What a wildcard stands for is not known.
            let named = declared.properties.iter().filter(|it| it.matching != NameMatch::Prefix);
            for property in named.filter(|it| !present.contains(it.name.as_str())) {
                let about = Selection {
                    producer: producer.to_owned(),
                    event: Some(event.to_owned()),
                    key: Some(property.name.clone()),
                    ..Selection::default()
                };
                let verdict = Verdict::sure("declared of this event, which never had it");
                conclusions.say(about, None, verdict);
            }
        }
    }
}

fn present<'a>(seen: &LogSeen<'a>) -> Present<'a> {
    let mut present = Present::new();
    for (id, observed) in &seen.observed.classes {
        let class = seen.log.class(*id);
        let Some(declared) = class.lookup().and_then(Lookup::event) else { continue };
        let event = present.entry((class.producer(), declared.name.as_str()));
        let (_, names) = event.or_insert_with(|| (declared, BTreeSet::new()));
        let found = observed.keys.keys().filter_map(|(_, key)| declared.properties.get(key));
        names.extend(found.map(|property| property.name.as_str()));
    }
    present
}
