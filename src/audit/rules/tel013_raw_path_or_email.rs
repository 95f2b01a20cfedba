//! TEL013: a path or an e-mail address that passed without being redacted.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::ValueSeen;
use crate::event::{Pii, Severity};
use crate::privacy::Found;

static ABOUT: About = About {
    id: Borrowed("TEL013"),
    title: Borrowed("a raw path or e-mail address"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "The editor redacts paths and e-mail addresses, but not in values that an extension wraps \
         as trusted, and not in common properties, which are added after that. This value was not redacted.",
    ),
    certainty: Borrowed(
        "The text has the form of a path below a person's folder or of an e-mail address. Where this \
         machine's own names are in it, TEL010 says so instead.",
    ),
    advice: Borrowed(
        "Do not wrap such values as trusted; send what they stand for, not where it lies.",
    ),
};

/// The rule.
#[derive(Debug)]
pub(super) struct RawPathOrEmail;

impl Rule for RawPathOrEmail {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn found(&self, _: &ValueSeen<'_>, found: &[Found], hits: &mut Hits) {
        // One value is one finding: what tells of this machine is TEL010's.
        if found.iter().any(|it| it.kind.is_identity()) {
            return;
        }
        let has = |kind: Pii| found.iter().any(|it| it.kind == kind);
        if has(Pii::Path) {
            hits.add(Verdict::sure("a path, as it was").about(Pii::Path));
        }
        if has(Pii::Email) {
            hits.add(Verdict::sure("an e-mail address, as it was").about(Pii::Email));
        }
    }
}
