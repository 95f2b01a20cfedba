//! TEL040: a value that is not whole.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::EventSeen;
use crate::event::Severity;
use crate::query::{Field, Fields, Value};

/// No value of a shorter record was cut, and no key of it, but for those of the very first years.
const SHORTEST: u64 = 1000;

static ABOUT: About = About {
    id: Borrowed("TEL040"),
    title: Borrowed("a value that was cut"),
    severity: Severity::Note,
    on: true,
    explanation: Borrowed(
        "The value or its key has the length at which the editor cuts, or it was sent in pieces \
         (`key`, `key_02`, …) of which some are missing or too short, or as many as are sent at \
         most. What is read of it is not what was to be said.",
    ),
    certainty: Borrowed(
        "By length: a value may have just that length by chance. What the missing part was is not \
         in the log.",
    ),
    advice: Borrowed("Send less: a count, a hash or a kind of what is so long."),
};

/// The rule.
#[derive(Debug)]
pub(super) struct Cut;

impl Rule for Cut {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn event(&self, event: &EventSeen<'_, '_>, hits: &mut Hits) {
        if event.is_short || event.row.size() < SHORTEST {
            return;
        }
        event.whole.probe(&Field::Truncated, &mut |key| {
            if let Value::Text(key) = key {
                let entry = event.whole.entries().find(|entry| entry.key == key);
                if let Some(entry) = entry {
                    hits.add_on(entry.scope, key, Verdict::sure("this value or key is not whole"));
                }
            }
            false
        });
    }
}
