//! TEL011: a secret.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::ValueSeen;
use crate::event::{Pii, Severity};
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
        "Tokens of known services have a form of their own, and are certain, and so is what stands \
         behind a word such as password= and looks like one. It is a warning where the text looks \
         less like one, and for a random-looking token without such a form, which may be an id. Known ids, hashes and \
         versions are left out. A secret that looks like a word is not found.",
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
        let secrets = found.iter().filter(|it| it.kind.is_secret());
        let mut secrets: Vec<(Pii, bool)> = secrets.map(|it| (it.kind, is_certain(it))).collect();
        // Of one kind that which is certain, if any is.
        secrets.sort_unstable_by_key(|(kind, certain)| (*kind, !certain));
        secrets.dedup_by_key(|(kind, _)| *kind);
        for (kind, certain) in secrets {
            let verdict = Verdict::sure(kind.phrase()).about(kind);
            hits.add(if certain { verdict } else { verdict.likely() });
        }
    }
}

/// Whether it is a secret without doubt. A token without any form may be an id, however long.
fn is_certain(found: &Found) -> bool {
    found.sure && found.kind != Pii::HighEntropy
}
