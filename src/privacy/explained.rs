//! What explains a token that looks random: it is a number, a hash, a name of something, or
//! contents, and opens nothing.

use std::ops::Range;

use super::hint::Hint;
use super::plausible::Letters;
use super::run::backward;

/// Beginnings of ids that services give to what they did; nobody gets in with them. Among them
/// the project keys of PostHog, which its own manual calls public.
const IDS: [&str; 18] = [
    "phc_",
    "chatcmpl-",
    "cmpl-",
    "call_",
    "toolu_",
    "msg_",
    "req_",
    "resp_",
    "run_",
    "thread_",
    "asst_",
    "evt_",
    "evt-",
    "file-",
    "rs_",
    "fc_",
    "tooluse_",
    "gen-",
];

/// What contents and public keys start with, or what stands before them.
const CONTENTS: [&str; 9] = [
    "sha1-",
    "sha256-",
    "sha384-",
    "sha512-",
    "base64,",
    "sha256:",
    "W/\"",
    "AAAAB3Nza",
    "AAAAC3Nza",
];

/// The longest name of a key that is looked for before a token in JSON text.
const KEY_MAX: usize = 64;

/// Whether the token at `at` is no secret for all that its letters say.
pub(super) fn is_explained(text: &str, at: Range<usize>) -> bool {
    let token = &text[at.clone()];
    IDS.iter().any(|id| token.starts_with(id))
        || is_numbers(token)
        || is_names(token)
        || is_text_in_base64(token)
        || key_before(text, at.start).is_some_and(|key| Hint::of(key).is_identifier())
}

/// Whether the run of base64 that starts at `at` says that it is contents, or a public key.
pub(super) fn is_contents(text: &str, at: usize) -> bool {
    CONTENTS.iter().any(|it| text[..at].ends_with(it) || text[at..].starts_with(it))
}

/// Parts that are all numbers, hexadecimal or not: UUIDs, hashes, sessions (`<uuid><13 digits>`),
/// the instrumentation keys of collectors, times.
fn is_numbers(token: &str) -> bool {
    token.split(['-', '_', '+']).all(|part| {
        let is_hex = part.bytes().all(|byte| byte.is_ascii_hexdigit());
        // A letter before a number says what it counts.
        let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        is_hex
            || part.len() - digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Words run together: parts that are letters with a number at the end at most and have humps only
/// where words start, or a token a good part of which is words. Of random letters one in twelve is
/// in a run of four or more small ones; of names, most are.
fn is_names(token: &str) -> bool {
    let by_parts = token.split(['-', '_', '+']).all(|part| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let kinds = Letters::of(letters.as_bytes());
        kinds.digits <= letters.len() / 8 && kinds.switches * 3 <= letters.len() + 2
    });
    let runs = token.split(|c: char| !c.is_ascii_lowercase()).map(str::len);
    let in_words: usize = runs.filter(|run| *run >= 4).sum();
    by_parts
        || token.bytes().any(|byte| byte.is_ascii_uppercase()) && in_words * 10 >= token.len() * 3
}

/// Base64 of readable text: contents, not a key.
fn is_text_in_base64(token: &str) -> bool {
    let mut bits = 0_u32;
    let mut held = 0;
    let mut readable = true;
    for byte in token.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            let letter = (bits >> held) as u8;
            readable &= matches!(letter, b' '..=b'~' | b'\n' | b'\r' | b'\t');
        }
    }
    readable
}

/// The key of JSON text whose value starts at `at`: `"key":"value"`, with quotes escaped or not.
pub(super) fn key_before(text: &str, at: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let sign = backward(bytes, at, 6, |byte| matches!(byte, b'"' | b':' | b' ' | b'\\' | b'='));
    if !bytes[sign..at].iter().any(|byte| matches!(byte, b':' | b'=')) {
        return None;
    }
    let start = backward(bytes, sign, KEY_MAX, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$')
    });
    text.get(start..sign).filter(|key| !key.is_empty())
}
