//! TEL010: what this machine, its user or its repositories are called.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::ValueSeen;
use crate::event::{Pii, Severity};
use crate::privacy::Found;

static ABOUT: About = About {
    id: Borrowed("TEL010"),
    title: Borrowed("the identity of this machine or its user"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "A value holds this machine's user name, home folder or host name, the address of a git \
         repository, or a network address. Each tells who sends.",
    ),
    certainty: Borrowed(
        "The names are those of the machine that audits (a policy can name another one's); names \
         that many machines share, such as root, are not looked for. A user's name within a \
         sentence may be another word: a warning.",
    ),
    advice: Borrowed("Send a count, a kind or a random id instead of the name."),
};

/// The rule.
#[derive(Debug)]
pub(super) struct Identity;

impl Rule for Identity {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn found(&self, _: &ValueSeen<'_>, found: &[Found], hits: &mut Hits) {
        let names = found.iter().filter(|it| it.kind.is_identity());
        let mut kinds: Vec<(Pii, bool)> = names.map(|it| (it.kind, it.sure)).collect();
        // Of one kind that which is sure, if any is.
        kinds.sort_unstable_by_key(|(kind, sure)| (*kind, !sure));
        kinds.dedup_by_key(|(kind, _)| *kind);
        for (kind, sure) in kinds {
            let message = match kind {
                Pii::User => "the name of this machine's user",
                Pii::Home => "this machine's home folder",
                Pii::Host => "this machine's name",
                Pii::Remote => "the address of a git repository",
                _ => "a network address",
            };
            let verdict = Verdict::sure(message).about(kind);
            hits.add(if sure { verdict } else { verdict.likely() });
        }
    }
}
