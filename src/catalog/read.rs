//! The bytes of a catalog → one JSON object. Refuses what is too large, broken or no object.

use std::borrow::Cow;
use std::path::Path;

use serde_json::{Map, Value};

use super::CatalogError;
use super::tree::{self, Broken};
use crate::config::bounded;

/// No catalog that somebody names is larger: the editor's own with all its extensions is a few
/// megabytes.
pub(super) const NAMED_LIMIT: u64 = 32 << 20;

/// Nor one that was found: parsed JSON takes many times its bytes, which nobody asked for here.
/// The largest seen is about a megabyte.
pub(super) const FOUND_LIMIT: u64 = 16 << 20;

/// The object in `file` of at most `limit` bytes, which may be a pipe
/// (`--catalog <(code --telemetry)`).
pub(super) fn object(file: &Path, limit: u64) -> Result<Map<String, Value>, CatalogError> {
    let bytes = bounded::bytes(file, limit)
        .map_err(|source| CatalogError::Read { file: file.to_owned(), source })?
        .ok_or_else(|| CatalogError::TooLarge { file: file.to_owned(), limit })?;
    parse(file, &bytes)
}

/// The object in `bytes`; `file` is for errors only.
///
/// The editor may print warnings before its dump: lines before the first that opens an object
/// are passed over, unless the whole is JSON as it stands.
pub(super) fn parse(file: &Path, bytes: &[u8]) -> Result<Map<String, Value>, CatalogError> {
    let text = utf8(bytes);
    let whole = tree::parse(&text, tree::MOST);
    let noise = if matches!(whole, Err(Broken::Json(_))) { noise(&text) } else { 0 };
    let value = if noise == 0 { whole } else { tree::parse(&text[noise..], tree::MOST) };
    match value {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(CatalogError::Unrelated { file: file.to_owned() }),
        Err(Broken::TooMuch) => {
            Err(CatalogError::TooMuch { file: file.to_owned(), limit: tree::MOST })
        }
        Err(Broken::Json(_)) if !text.contains(&b'{') => {
            Err(CatalogError::NoJson { file: file.to_owned() })
        }
        Err(Broken::Json(error)) => Err(syntax(file, &error, newlines(&text[..noise]))),
    }
}

/// `bytes` without a byte-order mark, and as UTF-8: Windows' older shell redirects into UTF-16.
fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Cow::Borrowed(rest);
    }
    let Some(rest) = bytes.strip_prefix(b"\xff\xfe") else { return Cow::Borrowed(bytes) };
    let (units, _) = rest.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Cow::Owned(String::from_utf16_lossy(&units).into_bytes())
}

/// How many bytes stand before the first line that opens an object; 0 where there is none.
fn noise(text: &[u8]) -> usize {
    let mut at = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii_start().starts_with(b"{") {
            return at;
        }
        at += line.len();
    }
    0
}

fn newlines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

fn syntax(file: &Path, error: &serde_json::Error, lines_before: usize) -> CatalogError {
    let whole = error.to_string();
    // The parser's text ends in its own position, which does not count the lines before.
    let what = whole.split(" at line ").next().unwrap_or_default().to_owned();
    let (line, column) = (error.line() + lines_before, error.column().max(1));
    CatalogError::Syntax { file: file.to_owned(), line, column, what }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn keys(bytes: &[u8]) -> Vec<String> {
        let object = parse(Path::new("x.json"), bytes).expect("an object");
        object.keys().cloned().collect()
    }

    #[test]
    fn marks_and_noise_before_the_object_are_passed_over() {
        assert_eq!(keys(b"{\"a\":1}"), ["a"]);
        assert_eq!(keys(b"\xef\xbb\xbf{\"a\":1}"), ["a"]);
        assert_eq!(keys(b"Warning: '{x}' is unknown\n[main] hello\n  {\n\"a\":1}\n"), ["a"]);
        let utf16: Vec<u8> =
            "\u{feff}{\"\u{e9}\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(keys(&utf16), ["\u{e9}"]);
    }

    #[rstest]
    #[case(b"{\n  \"a\": }", 2, 8)]
    #[case(b"a warning\nanother\n{\n  \"a\": }", 4, 8)]
    #[case(b"{\"a\":1", 1, 6)]
    #[case(b"{\"a\":1}}", 1, 8)]
    fn broken_json_is_placed_in_the_whole_file(
        #[case] bytes: &[u8],
        #[case] wanted_line: usize,
        #[case] wanted_column: usize,
    ) {
        match parse(Path::new("x.json"), bytes) {
            Err(CatalogError::Syntax { line, column, what, .. }) => {
                assert_eq!((line, column), (wanted_line, wanted_column), "{what}");
                assert!(!what.contains("line"), "{what}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_object_says_so() {
        let of = |bytes: &[u8]| parse(Path::new("x.json"), bytes).expect_err("no object");
        assert!(matches!(of(b"[\n{\"a\":1}\n]"), CatalogError::Unrelated { .. }));
        assert!(matches!(of(b"12"), CatalogError::Unrelated { .. }));
        assert!(matches!(of(b""), CatalogError::NoJson { .. }));
        assert!(matches!(of(b"hello\n"), CatalogError::NoJson { .. }));
    }

    #[test]
    fn deep_nesting_is_an_error_and_not_a_crash() {
        let deep = format!("{{\"events\":{}", "[".repeat(200_000));
        assert!(matches!(
            parse(Path::new("x.json"), deep.as_bytes()),
            Err(CatalogError::Syntax { .. })
        ));
    }
}
