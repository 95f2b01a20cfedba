//! A chain of exceptions: what the first one is, and one text of the stacks of all.

use super::draft::{Draft, Object, list};
use crate::event::Scope;

/// Reads the exceptions in the list `json`. `kind` and `message` are the format's keys of an
/// exception's type and message, and `lines` writes its stack.
pub(super) fn exceptions<'t>(
    json: &'t str,
    [kind, message]: [&str; 2],
    lines: impl Fn(&Object<'t>) -> String,
    draft: &mut Draft<'t>,
) {
    let mut stack = String::new();
    for (at, exception) in list(json).into_iter().filter_map(Object::read).enumerate() {
        if at == 0 {
            draft.call_any(Scope::Properties, "type", exception.get(kind));
            draft.call_any(Scope::Properties, "message", exception.get(message));
        } else {
            let text = |key: &str| exception.text(key).unwrap_or_default();
            stack.extend(["caused by ", &text(kind), ": ", &text(message), "\n"]);
        }
        let lines = lines(&exception);
        let lines = lines.trim_end();
        if !lines.is_empty() {
            stack.extend([lines, "\n"]);
        }
    }
    let stack = stack.trim_end();
    if !stack.is_empty() {
        draft.made_text(Scope::Properties, "stack", stack);
    }
}
