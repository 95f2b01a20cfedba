//! The keys whose values tell that events belong together.

/// Longer texts are no ids. Nor are they read out of pieces, so that an id stands in its record as
/// it is.
pub(super) const LONGEST_ID: usize = 1024;

/// Keys of ids that one action gives to all of its events, from the most specific to the widest.
/// Text counts and nothing else: numbers under such keys are small, and count for each producer.
///
/// Source: the catalogs of VS Code and of Copilot Chat, which declare them, for GitHub's and the
/// editor's own keys also logs; [`Field::SessionId`](super::Field::SessionId) reads the last four.
pub static CORRELATING: [&str; 24] = [
    // One sending of one event to GitHub.
    "unique_id",
    // One request to a model or a service, as the sender, the service and the editor number it.
    "headerRequestId",
    "requestId",
    "gitHubRequestId",
    "chatRequestId",
    "vscodeRequestId",
    "speculationRequestId",
    "associatedRequestId",
    "parentRequestId",
    "originalRequestId",
    "responseId",
    // What a person did or was shown, which may take several requests.
    "opportunityId",
    "messageId",
    "turnId",
    "interactionId",
    "workspaceSearchCorrelationId",
    "correlationId",
    // A conversation.
    "conversationId",
    "chatSessionId",
    "sessionId",
    // A run of the editor.
    "sessionID",
    "common.vscodesessionid",
    "common.vscodesessid",
    "client_sessionid",
];
