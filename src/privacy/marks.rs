//! Marks that stand in the place of what was taken out: a cleaner's (`<REDACTED: Email>`) and
//! this room's own masks (`[email:17]`). Neither is a find, nor is anything in it.

use std::ops::Range;

use memchr::memchr2;

use crate::event::Pii;

const REDACTED: &str = "<REDACTED: ";

/// A longer label is none: a mark without its end must not hide a value.
const LABEL_MAX: usize = 64;

/// The pieces of `text` between its marks, in order; empty ones are left out.
pub(super) fn between(text: &str) -> impl Iterator<Item = Range<usize>> + use<'_> {
    let mut at = 0;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let mark = next(text, at).unwrap_or(text.len()..text.len());
            let piece = at..mark.start;
            at = mark.end;
            piece
        })
    })
    .filter(|piece| !piece.is_empty())
}

/// The first mark from `from` on.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let start = at + memchr2(b'<', b'[', bytes.get(at..)?)?;
        let length = if bytes[start] == b'<' { redacted(bytes, start) } else { own(bytes, start) };
        if let Some(length) = length {
            return Some(start..start + length);
        }
        at = start + 1;
    }
}

/// The length of the cleaner's mark that starts at `at`.
fn redacted(bytes: &[u8], at: usize) -> Option<usize> {
    let label = bytes[at..].strip_prefix(REDACTED.as_bytes())?;
    let end = label.iter().take(LABEL_MAX + 1).position(|byte| *byte == b'>')?;
    let clean = !label[..end].iter().any(|byte| matches!(byte, b'<' | b'"' | b'\\'));
    (end > 0 && clean).then_some(REDACTED.len() + end + 1)
}

/// The length of the mask that starts at `at`.
fn own(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at + 1..)?;
    let kind = rest.iter().take(24).position(|byte| *byte == b':')?;
    let digits = rest[kind + 1..].iter().take(20).take_while(|byte| byte.is_ascii_digit()).count();
    let known = Pii::ALL.iter().any(|pii| pii.as_str().as_bytes() == &rest[..kind]);
    let closed = rest.get(kind + 1 + digits) == Some(&b']');
    (known && digits > 0 && closed).then_some(kind + digits + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        between(text).map(|piece| &text[piece]).collect()
    }

    #[test]
    fn what_is_between_the_marks_is_left() {
        assert_eq!(pieces("no mark at all"), ["no mark at all"]);
        assert_eq!(pieces("<REDACTED: Email>"), [""; 0]);
        assert_eq!(pieces("a <REDACTED: user-file-path> b"), ["a ", " b"]);
        assert_eq!(pieces("a [path:20][email:7] b"), ["a ", " b"]);
    }

    #[test]
    fn what_is_only_like_a_mark_hides_nothing() {
        for text in [
            "<REDACTED: >x",
            "<REDACTED: a@b.com",
            "<REDACTED: \"a@b.com\">",
            "[path:]",
            "[path:20",
            "[shoe:12]",
            "[path:20x]",
            "<a>[b]",
            "[",
            "<",
        ] {
            assert_eq!(pieces(text), [text]);
        }
        let long = format!("<REDACTED: {}>", "x".repeat(LABEL_MAX + 1));
        assert_eq!(pieces(&long), [&long]);
    }
}
