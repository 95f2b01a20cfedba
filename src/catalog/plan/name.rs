//! The names of events in a cell: as they are logged, or in words.

use super::inline::{Piece, pieces, without_emphasis};

/// No name that is logged is longer.
const LONGEST: usize = 200;

/// A name of more words is a sentence.
const WORDS: usize = 6;

/// No row is about more events.
const NAMES: usize = 20;

/// The name of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    /// Whether it is no name that is logged, but its words: `Search executed`.
    pub(super) in_words: bool,
}

/// What a cell that should name events holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Events(Vec<Name>),
    /// Nothing at all.
    Nothing,
    /// Something else.
    Prose,
}

/// The names in `cell`. Code is a name as it stands; of bare words those that look like one.
/// What stands in parentheses behind names is a remark.
pub(super) fn names(cell: &str) -> Named {
    let pieces = pieces(cell);
    let is_empty = |piece: &Piece| match piece {
        Piece::Code(text) | Piece::Text(text) => is_nothing(text),
    };
    if pieces.iter().all(is_empty) {
        return Named::Nothing;
    }
    let code = |piece: &Piece| match piece {
        Piece::Code(text) => Some(text.clone()),
        Piece::Text(_) => None,
    };
    let names: Vec<String> = pieces.iter().filter_map(code).collect();
    if !names.is_empty() {
        let are_names = names.len() <= NAMES && names.iter().all(|name| is_name(name));
        let events = || Named::Events(names.into_iter().map(logged).collect());
        return if are_names { events() } else { Named::Prose };
    }
    let [Piece::Text(text)] = pieces.as_slice() else { return Named::Prose };
    bare(text).map_or(Named::Prose, Named::Events)
}

/// The names in text without code: several that look like names, or one in words.
fn bare(text: &str) -> Option<Vec<Name>> {
    let text = text.split('(').next().unwrap_or_default();
    let parts = || text.split([',', ';', '\n']).map(|it| without_emphasis(it.trim()));
    let all: Vec<_> = parts().filter(|it| !it.is_empty()).collect();
    if (1..=NAMES).contains(&all.len()) && all.iter().all(|it| is_identifier(it)) {
        return Some(all.into_iter().map(|it| logged(it.to_owned())).collect());
    }
    let [one] = all.as_slice() else { return None };
    let words = one.split_whitespace().count();
    let is_words = words <= WORDS
        && one.len() <= LONGEST
        && one.contains(char::is_alphabetic)
        && !one.contains(['.', ':', '!', '?', '|']);
    is_words.then(|| vec![Name { text: (*one).to_owned(), in_words: true }])
}

fn logged(text: String) -> Name {
    Name { text, in_words: false }
}

/// Whether `code` can be the name of an event: a real one may hold spaces, if not many.
pub(super) fn is_name(code: &str) -> bool {
    code.len() <= LONGEST
        && code.contains(char::is_alphanumeric)
        && code.split_whitespace().count() <= WORDS
}

/// Whether bare `text` looks like a name that is logged, rather than like a word at the beginning
/// of a sentence: `run`, `extension_activated`, `acme.demo/run`, `routeCopied`, but not `Run`.
pub(super) fn is_identifier(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-./:$".contains(c);
    text.len() <= LONGEST
        && text.chars().all(allowed)
        && (text.contains(['_', '/'])
            || text.starts_with(|c: char| c.is_ascii_lowercase() || c == '$'))
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether `text` says that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim().trim_matches(['(', ')', '_', '.']).trim().to_lowercase();
    matches!(
        text.as_str(),
        "" | "-" | "–" | "—" | "none" | "nothing" | "n/a" | "no data" | "no properties" | "empty"
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("`extension_activated`", Some("extension_activated"))]
    #[case("extension_activated", Some("extension_activated"))]
    #[case("**acme.demo/run** (old)", Some("acme.demo/run"))]
    #[case("`step run`", Some("step run"))]
    #[case("`a`, `b`<br>`c`", Some("a,b,c"))]
    #[case("signed_in, signed_out", Some("signed_in,signed_out"))]
    #[case("run", Some("run"))]
    #[case("Run", Some("~Run"))]
    #[case("_Search executed_", Some("~Search executed"))]
    #[case("CodeLens provided (once)", Some("~CodeLens provided"))]
    #[case("Whenever a user does something that we want to know", None)]
    #[case("It ran. Twice", None)]
    #[case("Search, or run", None)]
    #[case("`!!`", None)]
    fn names_are_told_from_words(#[case] cell: &str, #[case] wanted: Option<&str>) {
        let told = match names(cell) {
            Named::Events(names) => {
                let mark = |name: &Name| if name.in_words { "~" } else { "" };
                let names: Vec<_> =
                    names.iter().map(|it| format!("{}{}", mark(it), it.text)).collect();
                Some(names.join(","))
            }
            Named::Prose => None,
            Named::Nothing => Some("nothing".to_owned()),
        };
        assert_eq!(told.as_deref(), wanted);
    }

    #[rstest]
    #[case("")]
    #[case(" — ")]
    #[case("_(none)_")]
    #[case("`-`")]
    #[case("N/A")]
    fn an_empty_cell_names_nothing(#[case] cell: &str) {
        assert_eq!(names(cell), Named::Nothing);
    }
}
