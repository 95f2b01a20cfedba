//! TEL012: a mark of redaction, which says what an extension tried to send.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::conclusion::{Conclusions, LogSeen, Selection};
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::{KeySeen, ValueSeen};
use crate::event::Severity;
use crate::parse::redacted;

/// So many events with a mark under the same key are no accident.
const REPEATED: u64 = 3;

static ABOUT: About = About {
    id: Borrowed("TEL012"),
    title: Borrowed("the editor had to redact a value"),
    severity: Severity::Note,
    on: true,
    explanation: Borrowed(
        "The editor put `<REDACTED: …>` in the place of a path, an address or a secret: the \
         extension tried to send it. A key that was redacted in three events or more is a warning, \
         because that is no accident.",
    ),
    certainty: Borrowed(
        "The mark is certain; whether what it hides was private is not, for the label `Generic \
         Secret` is given to harmless text such as `token=`, too.",
    ),
    advice: Borrowed(
        "Leave the value out, or send a kind or a count instead; do not rely on the editor to \
         clean it.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct Redacted;

impl Rule for Redacted {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn reads(&self, _: &KeySeen<'_>) -> bool {
        true
    }

    fn value(&self, value: &ValueSeen<'_>, hits: &mut Hits) {
        // Most values hold no such sign at all.
        let may_be = memchr::memchr(b'<', value.text.as_bytes()).is_some();
        if may_be && !redacted(value.text).is_empty() {
            hits.add(Verdict::sure("the editor took something out of this value before it went"));
        }
    }

    fn conclude(&self, seen: &LogSeen<'_>, conclusions: &mut Conclusions) {
        // Who sets the severity by a policy wants that one.
        if seen.context.policy.severities.contains_key(&*ABOUT.id) {
            return;
        }
        let repeated = seen.findings.iter().filter(|it| it.rule == ABOUT.id);
        for finding in repeated.filter(|finding| finding.count() >= REPEATED) {
            let about = Selection {
                producer: finding.producer.clone(),
                event: finding.event.clone(),
                key: finding.key_name().map(str::to_owned),
                ..Selection::default()
            };
            conclusions.weigh(about, Severity::Warning);
        }
    }
}
