//! TEL032: who a person is, where Copilot must not say so.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::KeySeen;
use crate::event::{Destination, Severity};

use super::copilot::{is_copilot, keys_match, says_something};

static ABOUT: About = About {
    id: Borrowed("TEL032"),
    title: Borrowed("a person's identity where Copilot must not send it"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "The name of an account may go to Microsoft's internal telemetry alone, and the id that \
         Copilot adds for Microsoft (common.tid) to Microsoft alone. This event carries one of them \
         elsewhere.",
    ),
    certainty: Borrowed(
        "The keys are those by which Copilot names accounts. copilot_trackingId is GitHub's own id, \
         and common.tid is declared for Microsoft: neither is a finding there. Where the \
         destination is a guess, this is a note.",
    ),
    advice: Borrowed("Leave the key out of what is sent there."),
};

/// The name of an account.
const NAMES: [&str; 3] = ["userName", "common.userName", "common_userName"];

/// The id of an account that is for Microsoft.
const IDS: [&str; 3] = ["tid", "common.tid", "common_tid"];

/// The rule.
#[derive(Debug)]
pub(super) struct IdentityField;

impl Rule for IdentityField {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn key(&self, key: &KeySeen<'_>, hits: &mut Hits) {
        let internal = key.of.goes_to(Destination::MICROSOFT_INTERNAL);
        if internal || !is_copilot(&key.of) || !says_something(key) {
            return;
        }
        let message = if keys_match(&NAMES, key) {
            "the name of an account outside internal telemetry"
        } else if keys_match(&IDS, key) && !key.of.goes_to(Destination::MICROSOFT) {
            "the account's id for Microsoft, bound for others"
        } else {
            return;
        };
        hits.add(Verdict::sure(message).resting_on(key.of.destination_by()));
    }
}
