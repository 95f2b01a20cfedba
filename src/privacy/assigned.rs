//! Secrets that a text hands over by name: `password=…`, `"token": "…"`, `Authorization: Bearer …`.
//!
//! The cleaner of VS Code takes any `token=` for one; here something plausible must stand behind.

use crate::event::Pii;

use super::finds::Finds;
use super::hint::{HARMLESS_TOKENS, Hint};
use super::plausible::{SECRET_MAX, is_secret};
use super::run::{backward, before, forward, is_word};

/// Words before `=` or `:` that announce a secret.
pub(super) const WORDS: [&str; 22] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "pass",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "secret_access_key",
    "secretaccesskey",
    "accesskey",
    "accountkey",
    "private_key",
    "signature",
    "sig",
    "authorization",
    "credential",
    "credentials",
    "cookie",
];

/// Words up to this length end other words, too (`bypass`).
const SHORT: usize = 4;

/// Words behind `Authorization:` that say how, before what.
const SCHEMES: [&str; 5] = ["bearer", "basic", "token", "apikey", "digest"];

/// Adds what stands behind the word that goes from `at` to `end`.
pub(super) fn find(text: &str, at: usize, end: usize, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    let within_word = end - at <= SHORT && before(bytes, at).is_some_and(is_word);
    if within_word || is_harmless(bytes, at, &bytes[at..end]) {
        return;
    }
    let Some(start) = behind_sign(bytes, end) else { return };
    let start = behind_scheme(bytes, start);
    let stop = forward(bytes, start, SECRET_MAX + 1, is_letter);
    let stop = stop
        - bytes[start..stop].iter().rev().take_while(|byte| matches!(byte, b'.' | b':')).count();
    let Some(value) = text.get(start..stop) else { return };
    if is_of_aws(&text[at..end], value) {
        return finds.add(Pii::AwsKey, start..stop, true);
    }
    // A URL or a path is judged as what it is.
    if is_secret(value) && !value.contains("://") && !is_call(bytes, stop) {
        finds.add(Pii::GenericSecret, start..stop, is_strong(value));
    }
}

/// Whether it is the secret half of an access key of Amazon's cloud: 40 letters of base64.
fn is_of_aws(word: &str, value: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+');
    let named = word.len() > "access_key".len()
        && word.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("secret"));
    named && value.len() == 40 && value.bytes().all(is_base64)
}

/// Adds the whole of a value whose key says that it is a secret.
pub(super) fn whole(text: &str, hint: Hint, finds: &mut Finds<'_>) {
    let value = text.trim();
    let start = text.len() - text.trim_start().len();
    let start = behind_scheme(text.as_bytes(), start);
    let Some(value) = text.get(start..text.trim_end().len()).filter(|_| !value.is_empty()) else {
        return;
    };
    let is_one =
        value.bytes().all(is_letter) && !value.contains("://") && !value.starts_with("phc_");
    if hint.is_secret() && is_one && is_secret(value) {
        finds.add(Pii::GenericSecret, start..start + value.len(), true);
    }
}

/// What is behind the sign: `=`, `:`, the same behind a quote, or as a URL writes it.
fn behind_sign(bytes: &[u8], end: usize) -> Option<usize> {
    let quotes = |byte: u8| matches!(byte, b'"' | b'\'' | b'\\' | b'`');
    let at = forward(bytes, end, 3, quotes);
    let at = forward(bytes, at, 2, |byte| byte == b' ');
    let sign = match bytes.get(at..)? {
        [b'=' | b':', b'=' | b'>', ..] => return None,
        [b'=' | b':', ..] => at + 1,
        [b'%', b'3', b'D' | b'd', ..] => at + 3,
        _ => return None,
    };
    let at = forward(bytes, sign, 2, |byte| byte == b' ');
    Some(forward(bytes, at, 3, quotes))
}

fn behind_scheme(bytes: &[u8], start: usize) -> usize {
    let end = forward(bytes, start, 8, |byte| byte.is_ascii_alphabetic());
    let is_scheme =
        SCHEMES.iter().any(|scheme| bytes[start..end].eq_ignore_ascii_case(scheme.as_bytes()));
    if is_scheme && bytes.get(end) == Some(&b' ') { end + 1 } else { start }
}

/// Whether the word that begins at `at` is a token that opens nothing.
fn is_harmless(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    if !word.eq_ignore_ascii_case(b"token") {
        return false;
    }
    let end = backward(bytes, at, 2, |byte| matches!(byte, b' ' | b'_' | b'-'));
    let start = backward(bytes, end, 16, is_word);
    let owner = bytes[start..end].to_ascii_lowercase();
    HARMLESS_TOKENS.iter().any(|word| owner.ends_with(word.as_bytes()))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%*+./:=@^_~-".contains(&byte)
}

fn is_call(bytes: &[u8], end: usize) -> bool {
    bytes.get(end) == Some(&b'(')
}

/// Whether the value is too varied to be a word that happens to stand there.
fn is_strong(value: &str) -> bool {
    let letters = super::plausible::Letters::of(value.as_bytes());
    value.len() >= 12 && letters.digits >= 2 && letters.classes() >= 2 && letters.switches >= 4
}
