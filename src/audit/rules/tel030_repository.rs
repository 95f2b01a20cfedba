//! TEL030: which repository it is, where Copilot must not say so.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::KeySeen;
use crate::event::{Destination, Severity};

use super::copilot::{is_copilot, keys_match, says_something};

static ABOUT: About = About {
    id: Borrowed("TEL030"),
    title: Borrowed("the identity of a repository in Copilot's standard telemetry"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "Which repository a person works in may go to GitHub's enhanced telemetry, for those who \
         agreed to it, and to Microsoft's internal telemetry, which is of its own staff. This event is \
         bound for GitHub's standard \
         telemetry or for Microsoft, and names the host, the owner, the name, the id or the commit \
         of one.",
    ),
    certainty: Borrowed(
        "The keys are those by which Copilot names repositories. A log line does not say where it \
         goes: where that is a guess, this is a note. An empty value names none.",
    ),
    advice: Borrowed("Send the event as enhanced telemetry, or leave the key out."),
};

/// The keys: the list that Copilot's own sources keep out of standard telemetry, and what its
/// report on a repository adds.
const KEYS: [&str; 8] = [
    "gitRepoHost",
    "gitRepoName",
    "gitRepoOwner",
    "gitRepoUrl",
    "gitRepoPath",
    "request_option_nwo",
    "repoId",
    "headCommitHash",
];

/// The rule.
#[derive(Debug)]
pub(super) struct Repository;

impl Rule for Repository {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn key(&self, key: &KeySeen<'_>, hits: &mut Hits) {
        let to_others =
            key.of.goes_to(Destination::GITHUB) || key.of.goes_to(Destination::MICROSOFT);
        if to_others && is_copilot(&key.of) && keys_match(&KEYS, key) && says_something(key) {
            let verdict = Verdict::sure("names a repository outside enhanced telemetry");
            hits.add(verdict.resting_on(key.of.destination_by()));
        }
    }
}
