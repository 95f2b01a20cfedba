//! JSON text as inked lines, as it was logged: no number is rounded, no key is reordered.

use crate::config::theme::Role;

use super::super::text::{Ink, Inked};

/// Deeper values are indented no further.
const DEEPEST: usize = 12;

/// How often a string inside a string inside … is unpacked.
const UNPACKED: usize = 4;

/// What stands before JSON that was logged as a string.
pub(super) const JSON_IN_STRING: &str = "JSON in a string: ";

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

/// JSON text over several lines. A string that holds an object or an array is shown as that,
/// behind a mark.
pub(super) fn pretty(json: &str) -> Vec<Inked> {
    let mut page = Page { lines: vec![Inked::new()], depth: 0, unpacked: 0 };
    page.write(json);
    page.lines
}

/// The JSON that a string holds, if it holds an object or an array of something.
fn held(token: &str) -> Option<String> {
    let begins = token.strip_prefix('"')?.trim_start().starts_with(['{', '[']);
    let text = begins.then(|| serde_json::from_str::<String>(token).ok())??;
    (is_nested(&text) && text.len() > 2).then_some(text)
}

/// The length of the string at the start of `text`, with its quotes.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

struct Page {
    lines: Vec<Inked>,
    depth: usize,
    /// How many strings were unpacked to come here.
    unpacked: usize,
}

impl Page {
    fn write(&mut self, json: &str) {
        let mut rest = json.trim();
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '"' => string_length(rest),
                '{' | '[' | '}' | ']' | ',' | ':' => 1,
                c if c.is_whitespace() => c.len_utf8(),
                _ => rest.find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(length.max(first.len_utf8()));
            self.token(token, after.trim_start());
            rest = after;
        }
    }

    /// A string that is a value.
    fn string(&mut self, token: &str) {
        match held(token).filter(|_| self.unpacked < UNPACKED) {
            Some(json) => {
                self.put(Role::Muted, JSON_IN_STRING);
                self.unpacked += 1;
                self.write(&json);
                self.unpacked -= 1;
            }
            None => self.put(Role::JsonString, token),
        }
    }

    fn token(&mut self, token: &str, after: &str) {
        match token {
            "{" | "[" => {
                self.put(Role::Text, token);
                self.depth += 1;
                if !after.starts_with(['}', ']']) {
                    self.line();
                }
            }
            "}" | "]" => {
                self.depth = self.depth.saturating_sub(1);
                let empty =
                    self.lines.last().and_then(|line| line.last()).is_some_and(|ink| {
                        ink.role == Role::Text && matches!(&*ink.text, "{" | "[")
                    });
                if !empty {
                    self.line();
                }
                self.put(Role::Text, token);
            }
            "," => {
                self.put(Role::Text, token);
                self.line();
            }
            ":" => self.put(Role::Text, ": "),
            _ if token.trim().is_empty() => {}
            _ if token.starts_with('"') && after.starts_with(':') => {
                self.put(Role::JsonKey, token);
            }
            _ if token.starts_with('"') => self.string(token),
            _ => self.put(role(token), token),
        }
    }

    fn line(&mut self) {
        let mut line = Inked::new();
        let indent = "  ".repeat(self.depth.min(DEEPEST));
        if !indent.is_empty() {
            line.push(Ink { role: Role::Text, text: indent });
        }
        self.lines.push(line);
    }

    fn put(&mut self, role: Role, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push(Ink::new(role, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(json: &str) -> Vec<String> {
        let line = |line: &Inked| line.iter().map(|ink| ink.text.as_str()).collect();
        pretty(json).iter().map(line).collect()
    }

    #[test]
    fn values_keep_the_form_in_which_they_were_logged() {
        let json = r#"{"a":1.0,"b":{"c":"x\"y, {","d":[]},"e":[12345678901234567890,null]}"#;
        let wanted = [
            "{",
            r#"  "a": 1.0,"#,
            r#"  "b": {"#,
            r#"    "c": "x\"y, {","#,
            r#"    "d": []"#,
            "  },",
            r#"  "e": ["#,
            "    12345678901234567890,",
            "    null",
            "  ]",
            "}",
        ];
        assert_eq!(text(json), wanted);
    }

    #[test]
    fn only_whole_values_count_as_nested() {
        assert!(is_nested(r#"{"a":[1]}"#) && is_nested("[]"));
        assert!(!is_nested("{a}") && !is_nested("plain") && !is_nested(r#"{"a":1} tail]"#));
    }

    #[test]
    fn json_inside_a_string_is_shown_as_json_behind_a_mark() {
        let json = r#"{"a":"{\"b\":[1,\"{\\\"c\\\":2}\"]}","d":"{}","e":"{not"}"#;
        let wanted = [
            "{",
            r#"  "a": JSON in a string: {"#,
            r#"    "b": ["#,
            "      1,",
            "      JSON in a string: {",
            r#"        "c": 2"#,
            "      }",
            "    ]",
            "  },",
            r#"  "d": "{}","#,
            r#"  "e": "{not""#,
            "}",
        ];
        assert_eq!(text(json), wanted);
    }

    #[test]
    fn strings_in_strings_and_deep_nesting_end_somewhere() {
        let mut json = "[1]".to_owned();
        for _ in 0..9 {
            json = serde_json::to_string(&[json]).expect("an array of a string");
        }
        let marks = text(&json).iter().filter(|line| line.contains(JSON_IN_STRING)).count();
        assert_eq!(marks, UNPACKED);
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(is_nested(&deep) && text(&deep).len() >= 100_000);
        let cut = text(&serde_json::to_string(&["[".repeat(100_000)]).expect("an array"));
        assert_eq!(cut.len(), 3);
    }

    proptest! {
        #[test]
        fn strings_that_hold_anything_are_taken(held in "[\\[\\]{}:,\"\\\\ a1é\\n]{0,60}") {
            let json = serde_json::to_string(&[held]).expect("an array of a string");
            prop_assert!(!pretty(&json).is_empty());
        }

        #[test]
        fn any_text_is_taken(json in "[\\[\\]{}:,\" a1é\\n]{0,60}") {
            let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let shown: usize = pretty(&json).iter().flatten().map(|ink| kept(&ink.text)).sum();
            prop_assert!(shown >= kept(&json));
        }
    }
}
