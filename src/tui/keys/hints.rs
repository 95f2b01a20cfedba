//! The hints of the footer.

use super::super::actions::{ACTIONS, Action, Context, Hint};
use super::Bindings;

/// What leads to everything else: it stands at the right end.
const ALWAYS: [Action; 3] = [Action::ShowPalette, Action::ShowHelp, Action::HelpInLine];

/// Keys, and a word on what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct KeyHint {
    /// The first action that it stands for.
    pub(in crate::tui) action: Action,
    pub(in crate::tui) keys: String,
    pub(in crate::tui) text: &'static str,
}

/// The hints of a context, most useful first, and those that are to stand at the right end.
/// Actions that say the same share one, and an action without a key has none.
/// What lies `over` the context comes first, and takes its keys.
pub(in crate::tui) fn hints(
    bindings: &Bindings,
    context: Context,
    over: Option<Context>,
) -> (Vec<KeyHint>, Vec<KeyHint>) {
    let mut rows: Vec<_> = ACTIONS
        .iter()
        .filter_map(|row| {
            let above = over.and_then(|over| bindings.keys(over, row.action).first().copied());
            let key = above.or_else(|| bindings.keys_under(context, over, row.action).next())?;
            Some((row.hint?, key, row.action))
        })
        .collect();
    rows.sort_by_key(|(hint, ..)| hint.rank);
    let (mut here, mut always): (Vec<KeyHint>, Vec<KeyHint>) = (Vec::new(), Vec::new());
    for (hint, key, action) in rows {
        let text = text(action, hint, context);
        let hints = if ALWAYS.contains(&action) { &mut always } else { &mut here };
        match hints.last_mut() {
            Some(KeyHint { keys, text: said, .. }) if *said == text => {
                keys.push(' ');
                keys.push_str(&key.to_string());
            }
            _ => hints.push(KeyHint { action, keys: key.to_string(), text }),
        }
    }
    (here, always)
}

/// What is said of an action there: the key that quits only goes back where there is a way back.
fn text(action: Action, hint: Hint, context: Context) -> &'static str {
    let is_first = matches!(context, Context::List | Context::Start);
    if action == Action::Back && !is_first { "back" } else { hint.text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_that_say_the_same_share_a_hint() {
        let (here, always) = hints(&Bindings::default(), Context::List, None);
        let hint = |action, keys: &str, text| KeyHint { action, keys: keys.to_owned(), text };
        assert_eq!(here.first(), Some(&hint(Action::EditFilter, "f", "filter")));
        assert!(here.contains(&hint(Action::PickLevel, "L D P X V", "facets")));
        assert_eq!(
            always,
            [hint(Action::ShowPalette, ":", "commands"), hint(Action::ShowHelp, "?", "help")]
        );
    }

    #[test]
    fn going_back_is_said_to_quit_only_where_it_does() {
        let said = |context| {
            let (here, _) = hints(&Bindings::default(), context, None);
            here.into_iter().find(|hint| hint.action == Action::Back).map(|hint| hint.text)
        };
        assert_eq!(said(Context::List), Some("quit"));
        assert_eq!(said(Context::Start), Some("quit"));
        for context in [Context::Detail, Context::Facets, Context::Stats, Context::Help] {
            assert_eq!(said(context), Some("back"), "{context:?}");
        }
    }
}
