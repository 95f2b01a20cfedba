//! How a whole filter is run, in words, stage by stage: each decides what the one before it could
//! not.

use super::finder::Finder;
use super::key::ESCAPE;
use super::predicate::{Node, Test};
use super::{Cost, Predicate};

/// The stages that a filter takes.
pub(super) fn stages(predicate: &Predicate) -> Vec<String> {
    let mut tests = Vec::new();
    predicate.root().collect(&mut tests);
    let (told, open): (Vec<_>, Vec<_>) =
        tests.into_iter().partition(|test| test.cost() <= Cost::Name);
    let (classes, rows): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|test| test.term.field.is_of_class());
    let mut stages = Vec::new();
    if !classes.is_empty() {
        stages.push(format!("decided once per distinct event: {}", terms(&classes)));
    }
    if !rows.is_empty() {
        stages.push(format!("decided from columns, event by event: {}", terms(&rows)));
    }
    if !open.is_empty() {
        let of = if stages.is_empty() { "" } else { "of what is left, " };
        stages.extend(text_stages(predicate, of));
    }
    stages
}

/// The stages that read text.
fn text_stages(predicate: &Predicate, of: &str) -> Vec<String> {
    let parses = parses(predicate.root());
    match predicate.prefilter() {
        Some(finder) if finder.is_exact() => {
            vec![format!("{of}what holds {} passes; no record is parsed", any_of(finder))]
        }
        Some(finder) => {
            let read = format!("{of}only records are read that hold {}", any_of(finder));
            let then = if parses {
                "those are parsed of which their bytes cannot tell"
            } else {
                "those are decided by their bytes; no record is parsed"
            };
            vec![read, then.to_owned()]
        }
        None if parses => vec![
            format!("{of}every record is read, for no text is in all that pass"),
            "those are parsed of which their bytes cannot tell".to_owned(),
        ],
        None => {
            vec![format!(
                "{of}every record is read, for no text is in all that pass; none is parsed"
            )]
        }
    }
}

/// Whether a term may need more than bytes.
fn parses(root: &Node) -> bool {
    let mut tests = Vec::new();
    root.collect(&mut tests);
    tests.iter().any(|test| test.cost() > Cost::Name && !test.is_of_bytes())
}

fn terms(tests: &[&Test]) -> String {
    tests.iter().map(|test| test.term.to_string()).collect::<Vec<_>>().join(", ")
}

/// The literals of a finder: `"a" or "b"`.
pub(super) fn any_of(finder: &Finder) -> String {
    let named = finder.literals().iter().map(|literal| match literal.text.as_slice() {
        ESCAPE => "an escape \"\\u\", which could hide it".to_owned(),
        _ => literal.to_string(),
    });
    named.collect::<Vec<_>>().join(" or ")
}
