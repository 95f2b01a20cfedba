//! Secrets that say by their beginning what they are: one table.
//!
//! Sources: the labels of VS Code's own cleaner (Google API key, Slack token, GitHub token,
//! Microsoft Entra ID), and what the issuers publish about their tokens for secret scanning.

use std::ops::Range;

use crate::event::Pii;

use super::finds::Finds;
use super::run::{backward, forward, is_word, starts};

/// Letters that a token is made of.
#[derive(Clone, Copy)]
enum Letters {
    /// `A-Z0-9`
    Upper,
    /// `A-Za-z0-9`
    Plain,
    /// `A-Za-z0-9_`
    Word,
    /// `A-Za-z0-9_-`
    Url,
    /// `A-Za-z0-9_.~-`
    Dotted,
    /// `A-Za-z0-9/`
    Slashed,
}

impl Letters {
    const fn hold(self, byte: u8) -> bool {
        match self {
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Plain => byte.is_ascii_alphanumeric(),
            Self::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Self::Url => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Self::Dotted => {
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~')
            }
            Self::Slashed => byte.is_ascii_alphanumeric() || byte == b'/',
        }
    }
}

/// How one kind of token looks.
pub(super) struct Shape {
    kind: Pii,
    /// Its beginning, in this very case.
    pub lead: &'static str,
    letters: Letters,
    /// How many letters follow the lead: at least, and at most.
    length: (usize, usize),
}

const fn shape(kind: Pii, lead: &'static str, letters: Letters, length: (usize, usize)) -> Shape {
    Shape { kind, lead, letters, length }
}

/// Every kind of token that is known by its beginning. Kinds without a word of their own are
/// generic secrets.
pub(super) const SHAPES: [Shape; 39] = [
    shape(Pii::GoogleKey, "AIza", Letters::Url, (35, 45)),
    shape(Pii::SlackToken, "xoxb-", Letters::Url, (10, 256)),
    shape(Pii::SlackToken, "xoxp-", Letters::Url, (10, 256)),
    shape(Pii::SlackToken, "xoxa-", Letters::Url, (10, 256)),
    shape(Pii::SlackToken, "xoxr-", Letters::Url, (10, 256)),
    shape(Pii::SlackToken, "xoxs-", Letters::Url, (10, 256)),
    shape(Pii::SlackToken, "xoxe-", Letters::Url, (10, 256)),
    shape(Pii::SlackToken, "xoxe.", Letters::Dotted, (10, 256)),
    shape(Pii::SlackToken, "xapp-", Letters::Url, (10, 256)),
    shape(Pii::SlackToken, "hooks.slack.com/services/", Letters::Slashed, (20, 100)),
    shape(Pii::GithubToken, "ghp_", Letters::Plain, (36, 255)),
    shape(Pii::GithubToken, "gho_", Letters::Plain, (36, 255)),
    shape(Pii::GithubToken, "ghu_", Letters::Plain, (36, 255)),
    shape(Pii::GithubToken, "ghs_", Letters::Plain, (36, 255)),
    shape(Pii::GithubToken, "ghr_", Letters::Plain, (36, 255)),
    shape(Pii::GithubToken, "github_pat_", Letters::Word, (22, 255)),
    shape(Pii::AwsKey, "AKIA", Letters::Upper, (16, 16)),
    shape(Pii::AwsKey, "ASIA", Letters::Upper, (16, 16)),
    shape(Pii::AwsKey, "ABIA", Letters::Upper, (16, 16)),
    shape(Pii::NpmToken, "npm_", Letters::Plain, (36, 36)),
    shape(Pii::GenericSecret, "sk-ant-", Letters::Url, (20, 256)),
    shape(Pii::GenericSecret, "sk-proj-", Letters::Url, (20, 256)),
    shape(Pii::GenericSecret, "sk-", Letters::Plain, (32, 64)),
    shape(Pii::GenericSecret, "sk_live_", Letters::Plain, (16, 128)),
    shape(Pii::GenericSecret, "rk_live_", Letters::Plain, (16, 128)),
    shape(Pii::GenericSecret, "sk_test_", Letters::Plain, (16, 128)),
    shape(Pii::GenericSecret, "glpat-", Letters::Url, (20, 64)),
    shape(Pii::GenericSecret, "hf_", Letters::Plain, (30, 64)),
    shape(Pii::GenericSecret, "pypi-", Letters::Url, (50, 256)),
    shape(Pii::GenericSecret, "ya29.", Letters::Url, (20, 512)),
    shape(Pii::GenericSecret, "GOCSPX-", Letters::Url, (20, 64)),
    shape(Pii::GenericSecret, "SG.", Letters::Dotted, (50, 128)),
    shape(Pii::GenericSecret, "dop_v1_", Letters::Plain, (32, 128)),
    shape(Pii::GenericSecret, "shpat_", Letters::Plain, (32, 64)),
    shape(Pii::GenericSecret, "lin_api_", Letters::Plain, (32, 64)),
    shape(Pii::GenericSecret, "phx_", Letters::Plain, (32, 64)),
    shape(Pii::GenericSecret, "xai-", Letters::Plain, (32, 128)),
    shape(Pii::GenericSecret, "gsk_", Letters::Plain, (32, 128)),
    shape(Pii::GenericSecret, "AGE-SECRET-KEY-1", Letters::Upper, (50, 64)),
];

/// What has no fixed letters behind its beginning.
pub(super) const JWT: &str = "eyJ";
pub(super) const ARMOUR: &str = "-----BEGIN ";

/// Fewer different letters than that are a placeholder (`xxxxxxxx`).
const DISTINCT: u32 = 5;

/// Adds the token of `shape`, if one starts at `at`.
pub(super) fn find(bytes: &[u8], at: usize, shape: &Shape, finds: &mut Finds<'_>) {
    let rest = &bytes[at..];
    let is_host = shape.lead.as_bytes()[0] == b'h' && shape.lead.len() > 8;
    if !rest.starts_with(shape.lead.as_bytes()) || !(is_host || starts(bytes, at)) {
        return;
    }
    let start = at + shape.lead.len();
    let (least, most) = shape.length;
    let end = forward(bytes, start, most + 1, |byte| shape.letters.hold(byte));
    if (least..=most).contains(&(end - start)) && is_random(&bytes[start..end]) {
        finds.add(shape.kind, at..end, true);
    }
}

/// Whether a token's letters are no placeholder: of enough kinds, with a digit among them or
/// letters of both cases.
fn is_random(letters: &[u8]) -> bool {
    let seen = letters.iter().fold(0_u128, |seen, byte| seen | 1 << (byte & 0x7f));
    let has = |is: fn(&u8) -> bool| letters.iter().any(is);
    let mixed = has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
    seen.count_ones() >= DISTINCT && (has(u8::is_ascii_digit) || mixed)
}

/// Adds the JSON web token that starts at `at`: three or five parts, the first of them an object.
///
/// Source: RFC 7519 and RFC 7516; a signature may be empty, and then nothing is proven by it.
pub(super) fn find_jwt(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    const PART_MAX: usize = 1 << 14;
    if !bytes[at..].starts_with(JWT.as_bytes()) || !starts(bytes, at) {
        return;
    }
    let mut end = at;
    let mut parts = 0;
    while parts < 5 {
        let part = forward(bytes, end, PART_MAX, |byte| Letters::Url.hold(byte));
        let least = if parts < 2 { 8 } else { 0 };
        if part - end < least {
            break;
        }
        (end, parts) = (part, parts + 1);
        if bytes.get(end) != Some(&b'.') {
            break;
        }
        end += 1;
    }
    let end = if end > at && bytes[end - 1] == b'.' && parts > 3 { end - 1 } else { end };
    if parts >= 3 {
        finds.add(Pii::Jwt, at..end, true);
    }
}

/// Adds the private key whose armour starts at `at`, to the end of its armour or of the text, and
/// tells where that is.
///
/// Source: RFC 7468, and the armours of OpenSSH and OpenPGP.
pub(super) fn find_armour(bytes: &[u8], at: usize, finds: &mut Finds<'_>) -> usize {
    let rest = &bytes[at..];
    let title = forward(bytes, at + ARMOUR.len(), 40, |byte| {
        byte.is_ascii_uppercase() || matches!(byte, b' ')
    });
    let is_private = bytes[at..title].ends_with(b"PRIVATE KEY")
        || bytes[at..title].ends_with(b"PRIVATE KEY BLOCK");
    if !rest.starts_with(ARMOUR.as_bytes()) || !is_private || !bytes[title..].starts_with(b"-----")
    {
        return at;
    }
    let end = armour_end(bytes, title);
    finds.add(Pii::PrivateKey, at..end, true);
    end
}

/// Longer armours are cut off: the rest is not looked at for their end.
const ARMOUR_MAX: usize = 1 << 14;

fn armour_end(bytes: &[u8], from: usize) -> usize {
    let within = &bytes[from..bytes.len().min(from + ARMOUR_MAX)];
    let Some(end) = memchr::memmem::find(within, b"-----END ") else { return from + within.len() };
    let dashes = memchr::memmem::find(&within[end + 9..], b"-----");
    from + dashes.map_or(within.len(), |dashes| end + 14 + dashes)
}

/// What stands in the middle of a client secret of Entra.
pub(super) const ENTRA: &str = "Q~";

/// Adds the client secret around the `Q~` at `at`: three letters and a digit before it, 31 to 34
/// letters behind it.
///
/// Source: Microsoft Purview's description of the credential type.
pub(super) fn find_entra(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    if !bytes[at..].starts_with(ENTRA.as_bytes()) {
        return;
    }
    let start = backward(bytes, at, 5, |byte| Letters::Dotted.hold(byte));
    let end = forward(bytes, at + 2, 40, |byte| Letters::Dotted.hold(byte));
    let is_digit = at > start && bytes[at - 1].is_ascii_digit();
    if at - start == 4 && is_digit && (31..=34).contains(&(end - at - 2)) {
        finds.add(Pii::Entra, start..end, true);
    }
}

/// Adds the user and password of each URL, with the host they are for.
pub(super) fn find_userinfos(bytes: &[u8], finds: &mut Finds<'_>) {
    memchr::memchr_iter(b'@', bytes).for_each(|at| find_userinfo(bytes, at, finds));
}

fn find_userinfo(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    let within = |byte: u8| is_word(byte) || b"-._~%!$&'()*+,;=:{}<>[]".contains(&byte);
    let start = backward(bytes, at, super::run::REACH, within);
    // The scheme's own colon is among the letters.
    let Some(start) = after_scheme(bytes, start, at) else { return };
    let Some(colon) = memchr::memchr(b':', &bytes[start..at]).map(|colon| start + colon) else {
        return;
    };
    let password = &bytes[colon + 1..at];
    let host = forward(bytes, at + 1, super::run::REACH, |byte| {
        is_word(byte) || matches!(byte, b'.' | b'-')
    });
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
    let same: Range<usize> = 0..password.len().saturating_sub(1);
    password.is_empty()
        || matches!(password[0], b'*' | b'<' | b'{' | b'$' | b'[' | b'%')
        || same.clone().all(|at| password[at] == password[at + 1]) && password.len() > 2
        || password.eq_ignore_ascii_case(b"redacted")
}
