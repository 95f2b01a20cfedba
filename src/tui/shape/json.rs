//! JSON text as inked lines, as it was logged: no number is rounded, no key is reordered.

use crate::config::theme::Role;

use super::super::text::{Ink, Inked};

/// Deeper values are indented no further.
const DEEPEST: usize = 12;

/// Whether `text` looks like an object or an array that is worth lines of its own.
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

/// JSON text over several lines.
pub(super) fn pretty(json: &str) -> Vec<Inked> {
    let mut page = Page { lines: vec![Inked::new()], depth: 0 };
    let mut rest = json.trim();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '{' | '[' | '}' | ']' | ',' | ':' => 1,
            c if c.is_whitespace() => c.len_utf8(),
            _ => rest.find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length.max(first.len_utf8()));
        page.token(token, after.trim_start());
        rest = after;
    }
    page.lines
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
}

impl Page {
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

    proptest! {
        #[test]
        fn any_text_is_taken(json in "[\\[\\]{}:,\"\\\\ a1é\\n]{0,60}") {
            let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let shown: usize = pretty(&json).iter().flatten().map(|ink| kept(&ink.text)).sum();
            prop_assert!(shown >= kept(&json));
        }
    }
}
