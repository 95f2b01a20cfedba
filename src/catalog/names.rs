//! How names compare: without the prefixes that logs and extractors add, in any case.

use std::borrow::Cow;

/// The producer of the editor's own events.
pub(super) const CORE: &str = "vscode";

/// `text` in the case all comparisons are made in.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let folded = text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_uppercase());
    if folded { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// What `event` is looked up by: folded, and without the one prefix it may carry.
///
/// Core events are logged as `telemetry/x` and sent as `monacoworkbench/x`; an extension's as
/// `publisher.name/x`, or `name/x` where the publisher is `vscode`. `producer` is folded; an
/// empty one strips only the first two.
pub(super) fn event_key(producer: &str, event: &str) -> String {
    let event = fold(event);
    let name = producer.split_once('.').map_or("", |(_, name)| name);
    let rest = ["telemetry", "monacoworkbench", producer, name]
        .into_iter()
        .filter(|prefix| !prefix.is_empty())
        .find_map(|prefix| event.strip_prefix(prefix)?.strip_prefix('/'))
        .filter(|rest| !rest.is_empty());
    rest.map_or_else(|| event.clone().into_owned(), ToOwned::to_owned)
}

/// What an event that a plan names in words has in common with a key of [`event_key`]: its letters
/// and digits, without the word `extension` that extensions begin their names with.
pub(super) fn letters(key: &str) -> String {
    let letters: String = fold(key).chars().filter(|c| c.is_alphanumeric()).collect();
    match letters.strip_prefix("extension").filter(|rest| !rest.is_empty()) {
        Some(rest) => rest.to_owned(),
        None => letters,
    }
}

/// Whether `text` has the shape of an extension's id: two words around the only dot.
pub(super) fn is_extension_id(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.split_once('.').is_some_and(|(publisher, name)| word(publisher) && word(name))
}
