//! TEL000: a record that could not be read whole.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::EventSeen;
use crate::event::{Kind, Severity};

/// What is odd about a line that opens no record; each other oddity has the note of its events.
pub(in crate::audit) const NO_STAMP: &str = "a line without a stamp";

static ABOUT: About = About {
    id: Borrowed("TEL000"),
    title: Borrowed("a record that could not be read whole"),
    severity: Severity::Note,
    on: true,
    explanation: Borrowed(
        "Something is odd about how these records were written: a payload that is cut or no JSON, \
         bytes that are no text, a line without a stamp. What could be read of them counts, and \
         what could not was not audited.",
    ),
    certainty: Borrowed(
        "That it is so is certain. Why is not: the writer may have been cut off, or another program \
         wrote into the log.",
    ),
    advice: Borrowed(
        "Look at the raw text of one of them, and at who writes into that log. The filter \
         -kind:raw hides lines without a stamp.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct OddRecord;

impl Rule for OddRecord {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn record(&self, record: &EventSeen<'_, '_>, hits: &mut Hits) {
        if record.row.kind() == Kind::Raw {
            hits.add(Verdict::sure(NO_STAMP));
        }
        for note in record.odd() {
            hits.add(Verdict::sure(note));
        }
    }
}
