//! TEL041: a key with a dot where the sender should have replaced it.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::KeySeen;
use crate::event::Severity;

static ABOUT: About = About {
    id: Borrowed("TEL041"),
    title: Borrowed("a dot in a key bound for GitHub"),
    severity: Severity::Note,
    on: true,
    explanation: Borrowed(
        "What is sent to GitHub has underscores for dots in its keys: the loggers replace them. A \
         key with a dot passed around that.",
    ),
    certainty: Borrowed(
        "As certain as the destination. The keys of the experimentation service keep their dots, \
         and are left out, as common properties are.",
    ),
    advice: Borrowed(
        "Send the event by the logger that sanitises keys, or give the key a name without a dot.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct DottedKey;

impl Rule for DottedKey {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn key(&self, key: &KeySeen<'_>, hits: &mut Hits) {
        if key.is_own() && key.key.contains('.') && key.of.is_for_github() {
            let verdict = Verdict::sure("this key should have an underscore for its dot");
            hits.add(verdict.resting_on(key.of.destination_by()));
        }
    }
}
