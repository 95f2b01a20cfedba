//! What the rules about Copilot's destinations have in common: whose events, which keys.

use crate::audit::seen::{ClassSeen, Json, KeySeen};

/// Whose events they are about.
const PRODUCERS: [&str; 2] = ["GitHub.copilot-chat", "GitHub.copilot"];

/// Whether events are Copilot's.
pub(super) fn is_copilot(class: &ClassSeen<'_>) -> bool {
    is_copilot_s_name(class.producer())
}

/// The same of a producer's name.
pub(super) fn is_copilot_s_name(producer: &str) -> bool {
    PRODUCERS.iter().any(|it| it.eq_ignore_ascii_case(producer))
}

/// Whether there is a value under a key: an empty one says nothing.
pub(super) fn says_something(key: &KeySeen<'_>) -> bool {
    key.json != Json::Nothing
}

/// Whether a key is one of `keys`, the last letter of which may be `*`. A further part of a long
/// value (`promptJson_02`) stands under its key with a number.
pub(super) fn keys_match(keys: &[&str], key: &KeySeen<'_>) -> bool {
    let name = without_part(key.key);
    keys.iter().any(|it| match it.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => *it == name,
    })
}

/// A key without the number of a part.
fn without_part(key: &str) -> &str {
    match key.rsplit_once('_') {
        Some((name, number))
            if number.len() == 2 && number.bytes().all(|it| it.is_ascii_digit()) =>
        {
            name
        }
        _ => key,
    }
}
