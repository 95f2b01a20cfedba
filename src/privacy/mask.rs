//! Masks: what was found, replaced by what it was and how long it was, and nothing of it.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::finds::Found;
use super::hint::Hint;
use super::scanner::Scanner;

/// What stands beside a mask may be a find by itself once its neighbour is gone; after so many
/// rounds the rest is masked as one.
const ROUNDS: usize = 6;

pub(super) fn mask<'t>(scanner: &Scanner, text: &'t str, hint: Hint) -> Cow<'t, str> {
    let mut masked = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        let found = finds(scanner, &masked, hint);
        if found.is_empty() {
            return masked;
        }
        masked = Cow::Owned(replaced(&masked, &found));
    }
    let found = finds(scanner, &masked, hint);
    match found.first() {
        Some(first) => Cow::Owned(replaced(
            &masked,
            &[Found { kind: first.kind, span: 0..masked.len(), sure: first.sure }],
        )),
        None => masked,
    }
}

fn finds(scanner: &Scanner, text: &str, hint: Hint) -> Vec<Found> {
    let mut all = Vec::new();
    scanner.scan(text, hint, &mut |found| all.push(found));
    all
}

fn replaced(text: &str, found: &[Found]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for found in found {
        masked.push_str(&text[at..found.span.start]);
        let length = text[found.span.clone()].chars().count();
        let _ = write!(masked, "[{}:{length}]", found.kind.as_str());
        at = found.span.end;
    }
    masked.push_str(&text[at..]);
    masked
}
