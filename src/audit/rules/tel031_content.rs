//! TEL031: prompts, answers and code, where Copilot must not send them.

use std::borrow::Cow::Borrowed;

use crate::audit::about::About;
use crate::audit::hits::{Hits, Verdict};
use crate::audit::rule::Rule;
use crate::audit::seen::{Json, KeySeen};
use crate::event::{Destination, Severity};

use super::copilot::{is_copilot, keys_match, says_something};

static ABOUT: About = About {
    id: Borrowed("TEL031"),
    title: Borrowed("a person's text or code outside Copilot's enhanced telemetry"),
    severity: Severity::Error,
    on: true,
    explanation: Borrowed(
        "What a person asked, what was answered and the code around it may go to GitHub's enhanced \
         telemetry, for those who agreed to it, and to Microsoft's internal telemetry, which is of \
         its own staff. This event goes elsewhere, and has such a key with a value.",
    ),
    certainty: Borrowed(
        "The keys are those that carry content in Copilot's sources; their values are not judged. A \
         log line does not say where it goes: where that is a guess, this is a note.",
    ),
    advice: Borrowed(
        "Send the event as enhanced telemetry, or a measure of the text (its length) in its place.",
    ),
};

/// The keys that carry content. `*` stands for any ending.
const KEYS: [&str; 13] = [
    "messageText",
    "messagesJson",
    "promptJson",
    "promptSuffixJson",
    "completionTextJson",
    "hypotheticalPromptJson",
    "hypotheticalPromptSuffixJson",
    "capturedCodeJson",
    "request_option_extra",
    "request_option_tools*",
    "modelResponse",
    "diffsJSON",
    "remoteUrl",
];

/// Words that other events have numbers and flags under: only text under them is content.
const TEXTS: [&str; 5] = ["prompt", "alternativeAction", "suggestion", "file", "logprobs_*"];

/// The rule.
#[derive(Debug)]
pub(super) struct Content;

impl Rule for Content {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn key(&self, key: &KeySeen<'_>, hits: &mut Hits) {
        let may = key.of.goes_to(Destination::GITHUB_ENHANCED)
            || key.of.goes_to(Destination::MICROSOFT_INTERNAL);
        if may || !is_copilot(&key.of) || !says_something(key) {
            return;
        }
        let is_text = matches!(key.json, Json::Text | Json::Nested);
        if keys_match(&KEYS, key) || is_text && keys_match(&TEXTS, key) {
            let verdict = Verdict::sure("content outside enhanced telemetry");
            hits.add(verdict.resting_on(key.of.destination_by()));
        }
    }
}
