//! JSON text taken apart one level at a time, as it was logged: no number is rounded, no key is
//! reordered, and text that is cut or broken gives what can be read of it.
//!
//! Nothing is copied, and nesting of any depth costs no stack.

use std::ops::Range;

use memchr::memchr2;

use crate::config::theme::Role;

/// What stands before JSON that was logged as a string.
pub(super) const JSON_IN_STRING: &str = "JSON in a string ";

/// Whether `text` is an object or an array that is worth lines of its own. Reads it without
/// recursion, however deep it is nested.
pub(super) fn is_nested(text: &str) -> bool {
    let text = text.trim();
    let pair = (text.as_bytes().first(), text.as_bytes().last());
    matches!(pair, (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')))
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// The type of a JSON value, in the word of the format.
pub(super) fn type_word(json: &str) -> &'static str {
    match json.trim_start().as_bytes().first() {
        Some(b'"') => "string",
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
    }
}

/// The role of a JSON value that stands alone.
pub(super) fn role(json: &str) -> Role {
    match type_word(json) {
        "number" => Role::JsonNumber,
        "boolean" | "null" => Role::JsonLiteral,
        "string" => Role::JsonString,
        _ => Role::Text,
    }
}

/// The JSON that a string holds, if it holds an object or an array of something.
pub(super) fn held(token: &str) -> Option<String> {
    let inside = token.strip_prefix('"')?.trim_start();
    // Its blanks may be escaped.
    let begins = inside.starts_with(['{', '[', '\\']);
    let text = begins.then(|| serde_json::from_str::<String>(token).ok())??;
    (text.trim().len() > 2 && is_nested(&text)).then_some(text)
}

/// A JSON string as a person reads it, or what there is of one that is cut.
pub(super) fn unquoted(token: &str) -> String {
    serde_json::from_str::<String>(token).unwrap_or_else(|_| {
        let inside = token.strip_prefix('"').unwrap_or(token);
        // Cut within an escape, that is left out.
        let longest = [0, 1, 2, 3, 4, 5, 6].into_iter().find_map(|less| {
            let kept = inside.get(..inside.len().checked_sub(less)?)?;
            serde_json::from_str::<String>(&format!("\"{kept}\"")).ok()
        });
        longest.unwrap_or_else(|| inside.trim_end_matches('"').to_owned())
    })
}

/// A member of an object or an element of an array, as places in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The key with its quotes; of an element there is none.
    pub(super) key: Option<Range<usize>>,
    /// The value.
    pub(super) value: Range<usize>,
    /// Whether the value ends before the text does.
    pub(super) whole: bool,
}

/// The members of an object or the elements of an array, in order.
#[derive(Clone, Debug)]
pub(super) struct Parts<'a> {
    text: &'a str,
    /// Where the next one begins at the earliest.
    pub(super) at: usize,
}

/// The parts of the object or array that `text` is, from byte `at` on; 0 is the start.
pub(super) fn parts(text: &str, at: usize) -> Parts<'_> {
    let blank = text.len() - text.trim_start().len();
    let opens = matches!(text.as_bytes().get(blank), Some(b'{' | b'['));
    let start = if opens { blank + 1 } else { text.len() };
    Parts { text, at: at.max(start) }
}

impl Parts<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        while self.byte().is_some_and(&skipped) {
            self.at += 1;
        }
    }

    /// The value that begins here, and whether it is whole.
    fn value(&mut self) -> (Range<usize>, bool) {
        let from = self.at;
        let rest = &self.text[from..];
        let (length, whole) = match rest.as_bytes().first() {
            Some(b'"') => string_length(rest),
            Some(b'{' | b'[') => nested_length(rest),
            _ => match rest.find([',', '}', ']', ' ', '\n', '\r', '\t']) {
                Some(end) => (end, true),
                None => (rest.len(), false),
            },
        };
        // What is none of JSON still takes its place.
        let least = rest.chars().next().map_or(0, char::len_utf8);
        self.at += length.max(least);
        (from..self.at, whole)
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

impl Iterator for Parts<'_> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        self.skip(|byte| is_blank(byte) || byte == b',');
        if matches!(self.byte()?, b'}' | b']') {
            self.at = self.text.len();
            return None;
        }
        let (first, whole) = self.value();
        self.skip(is_blank);
        if self.byte() != Some(b':') || !self.text[first.clone()].starts_with('"') {
            return Some(Part { key: None, value: first, whole });
        }
        self.at += 1;
        self.skip(is_blank);
        if matches!(self.byte(), None | Some(b'}' | b']' | b',')) {
            let end = self.at;
            return Some(Part { key: Some(first), value: end..end, whole: false });
        }
        let (value, whole) = self.value();
        Some(Part { key: Some(first), value, whole })
    }
}

/// The length of the string at the start of `text`, with its quotes, and whether it ends.
fn string_length(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found + 1;
        if bytes[at - 1] == b'"' {
            return (at, true);
        }
        at += 1;
    }
    (text.len(), false)
}

/// The length of the object or array at the start of `text`, and whether it ends.
fn nested_length(text: &str) -> (usize, bool) {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'"' => {
                at += string_length(&text[at..]).0;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return (at, true);
        }
    }
    (text.len(), false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(Option<&str>, &str, bool)> {
        let part = |part: Part| (part.key.map(|key| &text[key]), &text[part.value], part.whole);
        parts(text, 0).map(part).collect()
    }

    #[test]
    fn parts_keep_the_form_in_which_they_were_logged() {
        let json = r#" {"a":1.0, "b" : {"c":"x\"y, {","d":[]},"e":[12345678901234567890,null]}"#;
        let wanted = [
            (Some(r#""a""#), "1.0", true),
            (Some(r#""b""#), r#"{"c":"x\"y, {","d":[]}"#, true),
            (Some(r#""e""#), "[12345678901234567890,null]", true),
        ];
        assert_eq!(read(json), wanted);
        assert_eq!(
            read("[1, \"x\" ,{}]"),
            [(None, "1", true), (None, "\"x\"", true), (None, "{}", true)]
        );
        assert!(read("{}").is_empty() && read("7").is_empty() && read("").is_empty());
    }

    #[test]
    fn text_that_is_cut_gives_what_there_is_of_it() {
        assert_eq!(
            read(r#"{"a":1,"b":{"c":"x"#),
            [(Some(r#""a""#), "1", true), (Some(r#""b""#), r#"{"c":"x"#, false),]
        );
        assert_eq!(read(r#"{"a":"#), [(Some(r#""a""#), "", false)]);
        assert_eq!(read(r#"{"a"#), [(None, "\"a", false)]);
        assert_eq!(unquoted(r#""ab\u00"#), "ab");
        assert_eq!(unquoted(r#""ab\"#), "ab");
        assert_eq!(unquoted(r#""a\nb""#), "a\nb");
    }

    #[test]
    fn reading_goes_on_where_it_stopped() {
        let text = "[1,2,3]";
        let mut first = parts(text, 0);
        first.next();
        assert_eq!(parts(text, first.at).next().map(|part| &text[part.value]), Some("2"));
    }

    #[test]
    fn only_whole_values_count_as_nested() {
        assert!(is_nested(r#"{"a":[1]}"#) && is_nested("[]"));
        assert!(!is_nested("{a}") && !is_nested("plain") && !is_nested(r#"{"a":1} tail]"#));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(is_nested(&deep) && read(&deep).len() == 1);
    }

    #[test]
    fn a_string_holds_json_where_that_is_more_than_a_bracket() {
        assert_eq!(held(r#""{\"b\":1}""#).as_deref(), Some(r#"{"b":1}"#));
        assert_eq!(held(r#""\n [1]""#).as_deref(), Some("\n [1]"));
        assert_eq!((held(r#""{}""#), held(r#""{not""#), held(r#""x""#)), (None, None, None));
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_in_order(text in "[\\[\\]{}:,\"\\\\ a1é\\n]{0,60}") {
            let mut end = 0;
            for part in parts(&text, 0) {
                let from = part.key.map_or(part.value.start, |key| key.start);
                prop_assert!(end <= from && from <= part.value.end);
                prop_assert!(text.get(part.value.clone()).is_some());
                end = part.value.end;
            }
        }

        #[test]
        fn what_is_json_is_taken_apart_as_a_parser_does(
            keys in prop::collection::vec("[a\"\\\\{}é,: ]{0,4}", 0..6),
        ) {
            let members: Vec<String> = keys.iter().map(|key| {
                let key = serde_json::to_string(key).expect("a string");
                format!("{key}:[{key},{{{key}:1}}]")
            }).collect();
            let text = format!("{{{}}}", members.join(" ,\n"));
            let read: Vec<String> = parts(&text, 0)
                .map(|part| unquoted(&text[part.key.expect("a key")]))
                .collect();
            prop_assert_eq!(read, keys);
        }
    }
}
