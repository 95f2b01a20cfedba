//! TEL011: a secret.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::ValueSeen;
use crate::event::{Evidence, Pii, Severity};
use crate::privacy::Found;

static ABOUT: About = About {
    id: Borrowed("TEL011"),
    title: Borrowed("a secret"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "A value, or a name, holds what opens something: a token, a key, a password. Whoever reads \
         the telemetry, or this log, can use it.",
    ),
    certainty: Borrowed(
        "Tokens of known services have a form of their own, and are certain. What stands behind a \
         word such as password=, and a long token without form, is likely but not certain: it may \
         be an id. Known ids, hashes and versions are left out. A secret without any form is not \
         found.",
    ),
    advice: Borrowed(
        "Revoke the secret: it was written to a log, and most likely sent. Then do not send the \
         value, nor a text that may hold it.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct Secret;

impl Rule for Secret {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn found(&self, _: &ValueSeen<'_>, found: &[Found], hits: &mut Hits) {
        let mut secrets: Vec<(Pii, bool)> = found
            .iter()
            .map(|it| (it.kind, it.sure))
            .filter(|(kind, _)| kind.is_secret())
            .collect();
        // Of one kind that which is sure, if any is.
        secrets.sort_unstable_by_key(|(kind, sure)| (*kind, !sure));
        secrets.dedup_by_key(|(kind, _)| *kind);
        for (kind, sure) in secrets {
            let by = if sure { Evidence::Rule } else { Evidence::Guess };
            hits.add(Verdict { by, ..Verdict::sure(kind.phrase()).about(kind) });
        }
    }
}
