//! The hints of the footer.

use super::super::actions::{ACTIONS, Context};
use super::Bindings;

/// The hints of a context: keys and text, most useful first. Actions that say the same share one,
/// and an action without a key has none.
pub(in crate::tui) fn hints(bindings: &Bindings, context: Context) -> Vec<(String, &'static str)> {
    let mut rows: Vec<_> = ACTIONS
        .iter()
        .filter_map(|row| Some((row.hint?, *bindings.keys(context, row.action).first()?)))
        .collect();
    rows.sort_by_key(|(hint, _)| hint.rank);
    let mut hints: Vec<(String, &'static str)> = Vec::new();
    for (hint, key) in rows {
        match hints.last_mut() {
            Some((keys, text)) if *text == hint.text => {
                keys.push(' ');
                keys.push_str(&key.to_string());
            }
            _ => hints.push((key.to_string(), hint.text)),
        }
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_that_say_the_same_share_a_hint() {
        let hints = hints(&Bindings::default(), Context::List);
        assert_eq!(hints.first(), Some(&("f".to_owned(), "filter")));
        assert!(hints.contains(&("L D P X V".to_owned(), "facets")));
    }
}
