//! Which extension a document or a part of it is about, where it says so.

use super::super::names::is_extension_id;
use super::inline::{Piece, pieces};
use super::markdown::{Document, Heading};

/// Keys of front matter that name an extension.
const FRONT: [&str; 6] =
    ["extension", "extensionid", "extension-id", "extension_id", "producer", "identifier"];

/// Words that a line says before the extension's id in code.
const BEFORE: [&str; 5] =
    ["extension id", "extension identifier", "identifier", "marketplace id", "producer"];

/// The extension that the whole of `document` is about: by its front matter, or by a line such as
/// ``Extension ID: `acme.demo` ``.
pub(super) fn of_document(document: &Document<'_>) -> Option<String> {
    let front = document.front.iter().find(|(key, value)| {
        FRONT.iter().any(|it| it.eq_ignore_ascii_case(key)) && is_extension_id(value)
    });
    let said = || document.prose.iter().find_map(|(_, line)| said(line));
    front.map(|(_, value)| (*value).to_owned()).or_else(said)
}

/// The extension that the nearest of `headings` names in code.
///
/// The id of a setting (`telemetry.telemetryLevel`) looks like an extension's, but stands above no
/// table of events.
pub(super) fn of_headings(headings: &[Heading<'_>]) -> Option<String> {
    headings.iter().rev().find_map(|heading| {
        pieces(heading.text).into_iter().find_map(|piece| match piece {
            Piece::Code(id) if is_extension_id(&id) => Some(id),
            _ => None,
        })
    })
}

/// The id in code behind words that announce it.
fn said(line: &str) -> Option<String> {
    let mut before = String::new();
    for piece in pieces(line) {
        match piece {
            Piece::Text(text) => before = text.to_lowercase(),
            Piece::Code(id) => {
                let words = before.trim_end_matches([' ', ':', '(', '=']);
                let words = words.trim_end_matches(" is");
                if is_extension_id(&id) && BEFORE.iter().any(|it| words.ends_with(it)) {
                    return Some(id);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::markdown::read;
    use super::*;

    #[rstest]
    #[case("---\nextension: acme.demo\n---\n", Some("acme.demo"))]
    #[case("---\ntitle: acme.demo\n---\n", None)]
    #[case("---\nextension: Demo\n---\n", None)]
    #[case("Extension ID: `acme.demo`", Some("acme.demo"))]
    #[case("The extension identifier is `acme.demo`.", Some("acme.demo"))]
    #[case("Set `telemetry.telemetryLevel` to `off`", None)]
    #[case("Disable `acme.telemetry`", None)]
    fn a_document_says_whose_it_is(#[case] text: &str, #[case] wanted: Option<&str>) {
        assert_eq!(of_document(&read(text)).as_deref(), wanted);
    }

    #[rstest]
    #[case("# Of `acme.demo`\n## Events\n", Some("acme.demo"))]
    #[case("# Of `acme.demo`\n## Of `acme.other`\n", Some("acme.other"))]
    #[case("## Off: `telemetry.telemetryLevel`\n## Events\n", None)]
    #[case("# package.json\n", None)]
    fn a_heading_says_whose_tables_stand_below(#[case] text: &str, #[case] wanted: Option<&str>) {
        let text = format!("{text}| Event |\n|---|\n");
        assert_eq!(of_headings(&read(&text).tables[0].headings).as_deref(), wanted);
    }
}
