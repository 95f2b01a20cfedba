//! What is found and what is not, kind by kind; and what holds for any text at all.

use super::*;
use crate::event::Pii;

mod any_text;
mod hard_negatives;
mod identities;
mod personal;
mod secret;

/// The machine of the tests.
pub(super) fn identity() -> Identity {
    Identity {
        user: Some("marta".to_owned()),
        home: Some("/home/marta".to_owned()),
        host: Some("marta-thinkpad.lan.example".to_owned()),
        remotes: vec!["git@github.com:contoso-labs/rocket.git".to_owned()],
    }
}

fn scanner() -> Scanner {
    Scanner::new(identity())
}

fn found(key: &str, text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    scanner().scan(text, Hint::of(key), &mut |found| all.push(found));
    all
}

/// Kinds and texts of what is found under no key.
fn finds(text: &str) -> Vec<(Pii, &str)> {
    finds_under("", text)
}

fn finds_under<'t>(key: &str, text: &'t str) -> Vec<(Pii, &'t str)> {
    found(key, text).into_iter().map(|found| (found.kind, &text[found.span])).collect()
}

/// Asserts that in each text just this is found, of this kind.
#[track_caller]
fn all_are(kind: Pii, texts: &[(&str, &str)]) {
    let wrong: Vec<_> = texts
        .iter()
        .map(|(text, wanted)| (text, finds(text), wanted))
        .filter(|(_, finds, wanted)| finds != &[(kind, **wanted)])
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
