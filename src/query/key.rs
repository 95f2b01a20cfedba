//! A property, measurement or common key in raw text: what can be told of its value without
//! parsing the record.
//!
//! Whatever a payload's reader may find under a key stands in the text as the end of a quoted
//! key: alone, behind a prefix (`common.K`), as the last step of a path (`a.b.K`), or as the first of
//! a value's pieces (`K_01`). Only a `\u` could hide it, for other escapes never spell letters.
//! So a record fails if no value behind such a key passes, wherever it stands.

use memchr::memmem;

use super::Value;

/// Longer texts may be pieces of a longer one, and are left to the payload's reader.
const LONGEST_TEXT: usize = 1024;

/// How an escape begins that can spell anything.
pub(super) const ESCAPE: &[u8] = b"\\u";

/// The last step of a key's path, ready to be found.
#[derive(Clone, Debug)]
pub(super) struct Key {
    piece: String,
    /// `K"`
    quoted: memmem::Finder<'static>,
    /// `K_01"`
    numbered: memmem::Finder<'static>,
}

impl Key {
    /// `None` where `key` ends with what may be escaped otherwise.
    pub(super) fn new(key: &str) -> Option<Self> {
        let piece = key.rsplit('.').next().unwrap_or(key);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$');
        let find = |text: &str| memmem::Finder::new(text).into_owned();
        (!piece.is_empty() && piece.bytes().all(plain)).then(|| Self {
            piece: piece.to_owned(),
            quoted: find(&format!("{piece}\"")),
            numbered: find(&format!("{piece}_01\"")),
        })
    }

    /// What stands in every record that has the key, but for [`ESCAPE`].
    pub(super) fn piece(&self) -> &str {
        &self.piece
    }

    /// Whether no value that the key may have in `record` passes `test`. False where that takes
    /// parsing.
    pub(super) fn fails(&self, record: &[u8], test: impl Fn(Value<'_>) -> bool) -> bool {
        let values = self.quoted.find_iter(record).filter_map(|at| {
            let end = at + self.quoted.needle().len();
            let colon = after_space(record, end);
            // A text that only ends like the key is no key.
            (record.get(colon) == Some(&b':')).then(|| after_space(record, colon + 1))
        });
        let mut values = values.map(|at| plain_value(&record[at..]));
        !values.any(|value| value.is_none_or(&test))
            && self.numbered.find(record).is_none()
            && memmem::find(record, ESCAPE).is_none()
    }
}

fn after_space(text: &[u8], from: usize) -> usize {
    let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let rest = text.get(from..).unwrap_or_default();
    from.min(text.len()) + rest.iter().take_while(|byte| space(byte)).count()
}

/// The JSON value that `text` begins with, where it takes no unescaping to read it.
///
/// What is no JSON may be read as anything: of a payload that is none, nothing passes.
fn plain_value(text: &[u8]) -> Option<Value<'_>> {
    match text.first()? {
        b'"' => {
            let within = &text[1..text.len().min(LONGEST_TEXT)];
            let end = within.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            let plain = within[end] == b'"';
            std::str::from_utf8(&within[..end]).ok().filter(|_| plain).map(Value::Text)
        }
        b't' => text.starts_with(b"true").then_some(Value::Flag(true)),
        b'f' => text.starts_with(b"false").then_some(Value::Flag(false)),
        b'n' => text.starts_with(b"null").then_some(Value::Json("null")),
        b'-' | b'0'..=b'9' => number(text),
        _ => None,
    }
}

fn number(text: &[u8]) -> Option<Value<'_>> {
    let within = text.iter().take(LONGEST_TEXT);
    let digits = |byte: &&u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    let len = within.take_while(digits).count();
    let number: f64 = std::str::from_utf8(&text[..len]).ok()?.parse().ok()?;
    number.is_finite().then_some(Value::Number(number))
}
