//! What is found word by word: names that were learned, numbers that are ids, keys and tokens by
//! their first letters, and pseudonyms that stood in the text before.

use std::ops::Range;

use super::replaced::Replaceable;
use super::terms::Terms;
use crate::privacy::run::{before, forward, is_word};

/// Calls `found` for each; `public` says whether a number is the same for everybody.
pub(super) fn find(
    text: &str,
    terms: &Terms,
    public: impl Fn(&str) -> bool,
    found: &mut dyn FnMut(Replaceable, Range<usize>),
) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(|byte| is_word(*byte)).map(|it| at + it) {
        let end = forward(bytes, start, usize::MAX, is_word);
        at = end;
        let start = behind_escape(bytes, start..end);
        if start == end {
            continue;
        }
        let word = start..end;
        if !terms.is_empty()
            && let Some((kind, span)) = terms.at(text, word.clone())
        {
            found(kind, span);
        }
        if let Some(span) = number(bytes, &word) {
            at = span.end;
            if !public(&text[span.clone()].to_ascii_lowercase()) && !is_of_collector(bytes, start) {
                found(Replaceable::Identifier, span);
            }
        } else if let Some((kind, span)) = by_first_letters(bytes, &word) {
            at = span.end.max(at);
            found(kind, span);
        }
    }
}

/// Where the word starts whose first letters may be the last ones of an escape (`%22…`, `\n…`).
fn behind_escape(bytes: &[u8], word: Range<usize>) -> usize {
    let Range { start, end } = word;
    let hexes = bytes[start..end].iter().take(2).take_while(|byte| byte.is_ascii_hexdigit());
    match before(bytes, start) {
        Some(b'%') if hexes.count() == 2 => start + 2,
        Some(b'\\') if matches!(bytes[start], b'b' | b'f' | b'n' | b'r' | b't') => start + 1,
        _ => start,
    }
}

/// The id that starts with the word: a UUID (and what is appended to it), or one of hexadecimal
/// digits. Numbers of one digit stand for none.
fn number(bytes: &[u8], word: &Range<usize>) -> Option<Range<usize>> {
    let Range { start, end } = *word;
    if !bytes[start].is_ascii_hexdigit() {
        return None;
    }
    let end = if end - start == 8 && bytes.get(end) == Some(&b'-') {
        end_of_uuid(bytes, start)?
    } else if end - start >= SHORT_HEX && is_hex(&bytes[start..end]) {
        end
    } else {
        return None;
    };
    let first = bytes[start];
    let is_none = bytes[start..end].iter().all(|byte| *byte == first || *byte == b'-');
    (!is_none).then_some(start..end)
}

/// The shortest id of digits and the letters up to `f`, both of which are in it.
const SHORT_HEX: usize = 16;

/// From here on they need not.
const LONG_HEX: usize = 32;

/// Longer ones are contents.
const HEX_MAX: usize = 128;

fn is_hex(word: &[u8]) -> bool {
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    word.len() <= HEX_MAX
        && word.iter().all(u8::is_ascii_hexdigit)
        && (word.len() >= LONG_HEX || digits > 0 && digits < word.len())
}

const UUID: usize = 36;

fn end_of_uuid(bytes: &[u8], start: usize) -> Option<usize> {
    let uuid = bytes.get(start..start + UUID)?;
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    let appended = forward(bytes, start + UUID, 20, |byte| byte.is_ascii_digit());
    uuid.iter().enumerate().all(fits).then_some(appended)
}

/// Whether the number is the name of a collector of Application Insights, which is public.
fn is_of_collector(bytes: &[u8], start: usize) -> bool {
    bytes[..start].ends_with(b"ApplicationInsights.") || bytes[..start].ends_with(b"AIF-")
}

/// First words of tokens, before `_` or `-`.
const TOKENS: [&str; 18] = [
    "ghp",
    "gho",
    "ghu",
    "ghs",
    "ghr",
    "github_pat",
    "npm",
    "glpat",
    "xoxb",
    "xoxp",
    "xoxa",
    "xoxr",
    "xoxs",
    "xapp",
    "sk",
    "pypi",
    "dop",
    "hf",
];

/// What a token has at least behind its first word.
const TOKEN_MIN: usize = 16;

/// Beginnings of key ids of Amazon's cloud.
const AWS: [&str; 6] = ["AKIA", "ASIA", "ABIA", "ACCA", "AROA", "AIDA"];

/// First words of names that machines are given, before `-` and at least this many letters.
const MACHINES: [&str; 4] = ["DESKTOP", "LAPTOP", "WIN", "EC2AMAZ"];
const MACHINE_MIN: usize = 7;

fn by_first_letters(bytes: &[u8], word: &Range<usize>) -> Option<(Replaceable, Range<usize>)> {
    let Range { start, end } = *word;
    let text = &bytes[start..end];
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let sign = bytes.get(end).copied();
    let is = |set: &[&str]| set.iter().any(|it| it.as_bytes() == text);
    if text.len() == 20 && text.iter().all(|byte| upper(*byte)) {
        let aws = AWS.iter().any(|it| text.starts_with(it.as_bytes()));
        return aws.then_some((Replaceable::Secret, start..end));
    }
    if matches!(sign, Some(b'_' | b'-')) && text.len() <= 6 && is(&TOKENS) {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let stop = forward(bytes, end + 1, 256, letter);
        let varied = bytes[end + 1..stop].iter().any(u8::is_ascii_digit);
        return (stop - end > TOKEN_MIN && varied).then_some((Replaceable::Secret, start..stop));
    }
    if sign == Some(b'-') && is(&MACHINES) {
        let stop = forward(bytes, end + 1, 16, upper);
        let ends = !bytes.get(stop).is_some_and(|byte| is_word(*byte));
        return (stop - end > MACHINE_MIN && ends).then_some((Replaceable::Host, start..stop));
    }
    pseudonym(bytes, start)
}

/// A pseudonym that starts at `start`: it was in the text before, and must not be taken for one
/// that is given now. Addresses are of the nets that pseudonyms are of.
fn pseudonym(bytes: &[u8], start: usize) -> Option<(Replaceable, Range<usize>)> {
    let rest = &bytes[start..];
    let number = |at: usize| {
        let end = forward(bytes, start + at, 20, |byte| byte.is_ascii_digit());
        (end > start + at).then_some(end)
    };
    match rest.first()? {
        b'r' if rest.starts_with(b"redacted/path-") && before(bytes, start) == Some(b'/') => {
            Some((Replaceable::Path, start - 1..number(14)?))
        }
        b'r' if rest.starts_with(b"redacted-") => Replaceable::ALL.into_iter().find_map(|kind| {
            let word = kind.pseudonym()?;
            let at = 9 + word.len();
            let named = rest[9..].starts_with(word.as_bytes()) && rest.get(at) == Some(&b'-');
            named.then(|| Some((kind, start..number(at + 1)?)))?
        }),
        b'm' if rest.starts_with(b"mail-") => {
            let end = number(5)?;
            let domain = b"@redacted.invalid";
            bytes[end..]
                .starts_with(domain)
                .then_some((Replaceable::Email, start..end + domain.len()))
        }
        b'1' | b'2' => {
            let net = super::book::NETS.iter().find(|net| rest.starts_with(net.as_bytes()))?;
            let end = number(net.len())?;
            let ends = !bytes.get(end).is_some_and(|byte| is_word(*byte) || *byte == b':');
            ends.then_some((Replaceable::Address, start..end))
        }
        _ => None,
    }
}
