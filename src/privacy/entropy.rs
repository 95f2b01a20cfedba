//! Tokens whose letters are as good as random and that nothing explains.
//!
//! Owns the measure; what explains a token is in `explained`.

use std::ops::Range;

use memchr::memmem;

use crate::event::Pii;

use super::explained::{is_contents, is_explained};
use super::finds::Finds;
use super::hint::Hint;
use super::plausible::Letters;
use super::run::{before, forward};

/// The shortest token of letters of both cases and digits.
pub(super) const MIXED_MIN: usize = 20;

/// The shortest token of letters of one case and digits.
const ONE_CASE_MIN: usize = 40;

/// Longer ones are contents, not keys; so are longer runs of them with slashes in between.
const TOKEN_MAX: usize = 512;
const RUN_MAX: usize = 1024;

/// From this length on a token is not random by chance.
const SURE: usize = 32;

/// Bits per letter (Shannon) that random tokens of these lengths have and names do not.
const MIXED_BITS: f64 = 3.6;
const ONE_CASE_BITS: f64 = 4.0;

/// Of random letters of three classes three in five differ in class from the one before, of two
/// classes two in five; in names, one in five. These shares, in percent, tell them apart.
const MIXED_SWITCHES: usize = 33;
const ONE_CASE_SWITCHES: usize = 24;

/// Adds every token that is as good as random.
pub(super) fn find(text: &str, hint: Hint, finds: &mut Finds<'_>) {
    if hint.is_identifier() {
        return;
    }
    let bytes = text.as_bytes();
    let armour = armour(bytes);
    let mut at = 0;
    while at < bytes.len() {
        let end = forward(bytes, at, usize::MAX, is_run);
        let is_short = (MIXED_MIN..=RUN_MAX).contains(&(end - at));
        if is_short && !armour.contains(&at) && !is_contents(text, at) {
            tokens(text, at..end, finds);
        }
        at = end + 1;
    }
}

/// What armours hold that are not private keys is public: certificates, signatures.
fn armour(bytes: &[u8]) -> Range<usize> {
    let start = memmem::find(bytes, b"-----BEGIN ").unwrap_or(bytes.len());
    start..memmem::rfind(bytes, b"-----END ").unwrap_or(bytes.len())
}

/// Adds the tokens of one run of letters, slashes and what fills up base64.
fn tokens(text: &str, run: Range<usize>, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    let mut at = run.start;
    while at < run.end {
        let end = forward(bytes, at, run.end - at, is_token);
        let alone = !before(bytes, at).is_some_and(|byte| byte == b'.' || byte >= 0x80);
        let is_length = (MIXED_MIN..=TOKEN_MAX).contains(&(end - at));
        if is_length && alone && is_random(&bytes[at..end]) && !is_explained(text, at..end) {
            finds.add(Pii::HighEntropy, at..end, end - at >= SURE);
        }
        at = end + 1;
    }
}

const fn is_run(byte: u8) -> bool {
    is_token(byte) || matches!(byte, b'/' | b'=')
}

pub(super) const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'_' | b'-')
}

fn is_random(token: &[u8]) -> bool {
    // Hashes, ids and keys of collectors: nothing tells a secret from them.
    if token.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-') {
        return false;
    }
    let letters = Letters::of(token);
    let cases = usize::from(letters.lower > 0) + usize::from(letters.upper > 0);
    let switches = |percent| letters.switches * 100 >= token.len() * percent;
    // Ten of 62 letters are digits: a name with a number at its end has them in one place.
    let digits = letters.digits >= 2 && letters.digits * 10 <= token.len() * 6;
    match cases {
        2 => digits && switches(MIXED_SWITCHES) && bits_per_letter(token) >= MIXED_BITS,
        1 => {
            token.len() >= ONE_CASE_MIN
                && digits
                && switches(ONE_CASE_SWITCHES)
                && bits_per_letter(token) >= ONE_CASE_BITS
        }
        _ => false,
    }
}

/// Shannon's measure of the letters of `token`.
fn bits_per_letter(token: &[u8]) -> f64 {
    let mut counts = [0_u16; 256];
    for byte in token {
        counts[usize::from(*byte)] += 1;
    }
    let length = token.len() as f64;
    let share = |count: &u16| f64::from(*count) / length;
    counts.iter().filter(|count| **count > 0).map(|count| -share(count) * share(count).log2()).sum()
}
