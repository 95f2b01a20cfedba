//! User names and passwords in URLs: `https://name:password@host`.
//!
//! Refused: a name alone, and a password that is hidden already.

use crate::event::Pii;

use super::finds::Finds;
use super::run::{REACH, backward, forward, is_word};

/// Adds the user and password of each URL, with the host they are for.
pub(super) fn find(bytes: &[u8], finds: &mut Finds<'_>) {
    memchr::memchr_iter(b'@', bytes).for_each(|at| around(bytes, at, finds));
}

fn around(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    let within = |byte: u8| is_word(byte) || b"-._~%!$&'()*+,;=:{}<>[]".contains(&byte);
    let start = backward(bytes, at, REACH, within);
    // The scheme's own colon is among the letters.
    let Some(start) = after_scheme(bytes, start, at) else { return };
    let Some(colon) = memchr::memchr(b':', &bytes[start..at]).map(|colon| start + colon) else {
        return;
    };
    let password = &bytes[colon + 1..at];
    let host = forward(bytes, at + 1, REACH, |byte| is_word(byte) || matches!(byte, b'.' | b'-'));
    if !is_hidden(password) && host > at + 1 {
        finds.add(Pii::UrlCredentials, start..host, true);
    }
}

fn after_scheme(bytes: &[u8], start: usize, at: usize) -> Option<usize> {
    let slashes = bytes[..start].ends_with(b"://");
    (slashes && start < at).then_some(start)
}

/// Whether a password is none: empty, stars, or a name in brackets.
fn is_hidden(password: &[u8]) -> bool {
    let Some(first) = password.first() else { return true };
    let is_one_letter = password.len() > 2 && password.iter().all(|byte| byte == first);
    is_one_letter
        || matches!(first, b'*' | b'<' | b'{' | b'$' | b'[' | b'%')
        || password.get(..8).is_some_and(|it| it.eq_ignore_ascii_case(b"redacted"))
}
