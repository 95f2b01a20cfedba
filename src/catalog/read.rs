//! The bytes of a catalog → one JSON object, or the text of a plan in prose. Refuses what is too
//! large, broken or neither.

use std::borrow::Cow;
use std::path::Path;

use serde_json::{Map, Value};

use super::CatalogError;
use super::plan::{self, Plan};
use super::tree::{self, Broken};
use crate::config::bounded;

/// No catalog that somebody names is larger: the editor's own with all its extensions is a few
/// megabytes.
pub(super) const NAMED_LIMIT: u64 = 32 << 20;

/// Nor one that was found: parsed JSON takes many times its bytes, which nobody asked for here.
/// The largest seen is about a megabyte.
pub(super) const FOUND_LIMIT: u64 = 16 << 20;

/// What a file turned out to hold.
#[derive(Debug)]
pub(super) enum Content {
    /// JSON.
    Object(Map<String, Value>),
    /// A plan in prose.
    Plan(Plan),
}

/// What `file` holds of at most `limit` bytes, which may be a pipe
/// (`--catalog <(code --telemetry)`).
pub(super) fn file(file: &Path, limit: u64) -> Result<Content, CatalogError> {
    content(file, &bytes(file, limit)?)
}

/// What `bytes` hold: a file that is called so is a plan, any other one where it begins as no
/// JSON, holds none, and has a table that declares something.
pub(super) fn content(file: &Path, bytes: &[u8]) -> Result<Content, CatalogError> {
    let read_plan = || {
        let text = utf8(bytes);
        if text.len() as u64 > plan::LIMIT {
            return Err(CatalogError::TooLarge { file: file.to_owned(), limit: plan::LIMIT });
        }
        Ok(plan::read(file, &String::from_utf8_lossy(&text)).map(Content::Plan))
    };
    if plan::is_markdown(file) {
        return read_plan()?.ok_or_else(|| CatalogError::NoPlan { file: file.to_owned() });
    }
    match parse(file, bytes) {
        Err(error @ (CatalogError::NoJson { .. } | CatalogError::Syntax { .. }))
            if !matches!(utf8(bytes).trim_ascii_start().first(), Some(b'{' | b'[')) =>
        {
            read_plan().ok().flatten().ok_or(error)
        }
        other => other.map(Content::Object),
    }
}

/// The object in `file` of at most `limit` bytes.
pub(super) fn object(file: &Path, limit: u64) -> Result<Map<String, Value>, CatalogError> {
    parse(file, &bytes(file, limit)?)
}

fn bytes(file: &Path, limit: u64) -> Result<Vec<u8>, CatalogError> {
    bounded::bytes(file, limit)
        .map_err(|source| CatalogError::Read { file: file.to_owned(), source })?
        .ok_or_else(|| CatalogError::TooLarge { file: file.to_owned(), limit })
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
