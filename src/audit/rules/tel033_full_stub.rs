//! TEL033: the stand-in for an exception that holds what it stands in for.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::{Json, KeySeen};
use crate::event::{Destination, Severity};

use super::copilot::keys_match;

static ABOUT: About = About {
    id: Borrowed("TEL033"),
    title: Borrowed("an error's text in the stub of Copilot's standard telemetry"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "Copilot reports an exception twice: in full as enhanced telemetry, for those who agreed to \
         it, and as a stub that says no more than `reason` as standard telemetry. This stub carries \
         the message or the stack, which can hold paths, names and code.",
    ),
    certainty: Borrowed(
        "Certain by the event's name and key, where it goes to standard telemetry by a rule. Which \
         text it is, is not judged.",
    ),
    advice: Borrowed("Send the stub with its reason alone."),
};

/// The stub's name.
const STUB: &str = "GitHub.copilot-chat/exception";

/// The keys of an error's text.
const KEYS: [&str; 11] = [
    "message",
    "msg",
    "stack",
    "stacktrace",
    "stackTrace",
    "callstack",
    "callStack",
    "error",
    "errorMessage",
    "errorStack",
    "exception",
];

/// The rule.
#[derive(Debug)]
pub(super) struct FullStub;

impl Rule for FullStub {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn key(&self, key: &KeySeen<'_>, hits: &mut Hits) {
        let class = &key.of;
        let is_stub = class.class.name() == STUB && class.goes_to(Destination::GITHUB);
        let is_text = matches!(key.json, Json::Text | Json::Nested);
        if is_stub && is_text && key.is_own() && keys_match(&KEYS, key) {
            let verdict = Verdict::sure("the stub carries the error that it stands in for");
            hits.add(verdict.resting_on(class.destination_by()));
        }
    }
}
