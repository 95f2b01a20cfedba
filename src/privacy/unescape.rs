//! JSON text as what it says: its escapes taken back, with the way back to where each stood.

/// A text without its escapes.
pub(super) struct Unescaped {
    pub text: String,
    /// For each byte of `text` where it stands in the text with escapes, and last its length.
    origins: Vec<u32>,
}

impl Unescaped {
    /// Where the byte at `at` stands in the text with escapes.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.origins.get(at).map_or(0, |origin| *origin as usize)
    }
}

/// Whether `text` is JSON text of an object or array, as far as its beginning tells, and has
/// escapes in it.
pub(super) fn is_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = match bytes {
        [b'{', b'"' | b'}' | b' ' | b'\n', ..] => true,
        [b'[', next, ..] => matches!(next, b'"' | b'{' | b'[' | b']' | b'-' | b'0'..=b'9' | b'\n'),
        _ => false,
    };
    opens && u32::try_from(bytes.len()).is_ok() && memchr::memchr(b'\\', bytes).is_some()
}

/// `text` without the escapes of JSON. What is no escape stays as it is.
pub(super) fn unescape(text: &str) -> Unescaped {
    let mut plain = Unescaped {
        text: String::with_capacity(text.len()),
        origins: Vec::with_capacity(text.len() + 1),
    };
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        let escaped = if letter == '\\' { escape(&text[at + 1..]) } else { None };
        let (letter, length) = escaped.unwrap_or((letter, 0));
        plain.text.push(letter);
        plain.origins.resize(plain.text.len(), at as u32);
        // All letters of an escape are ASCII.
        if length > 0 {
            letters.nth(length - 1);
        }
    }
    plain.origins.push(text.len() as u32);
    plain
}

/// The letter that the escape behind a backslash means, and how many letters it is written with.
fn escape(rest: &str) -> Option<(char, usize)> {
    let letter = match rest.as_bytes().first()? {
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' | b'f' => ' ',
        b'u' => {
            let digits =
                rest.get(1..5).filter(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
            // Half of a pair stands for a letter that no recogniser asks for.
            let letter = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
            return Some((letter.unwrap_or(char::REPLACEMENT_CHARACTER), 5));
        }
        _ => return None,
    };
    Some((letter, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_taken_back_and_their_places_known() {
        let text = r#"{"p":"C:\\a\/b\u0040é\q"}"#;
        let plain = unescape(text);
        assert_eq!(plain.text, r#"{"p":"C:\a/b@é\q"}"#);
        let at = plain.text.find('@').unwrap();
        assert!(text[plain.origin(at)..].starts_with("\\u0040"));
        assert_eq!(plain.origin(plain.text.len()), text.len());
    }

    #[test]
    fn a_plain_text_with_backslashes_is_no_json() {
        assert!(is_escaped(r#"["C:\\x"]"#));
        assert!(!is_escaped(r"C:\Users\bob"));
        assert!(!is_escaped(r"[error] C:\new"));
        assert!(!is_escaped(r#"{"a":1}"#));
    }
}
