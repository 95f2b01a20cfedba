//! Secrets that say by their beginning what they are: one table.
//!
//! Refused: what only has that beginning (another length, a placeholder, the middle of a word).
//!
//! Sources: the labels of VS Code's own cleaner (Google API key, Slack token, GitHub token,
//! Microsoft Entra ID), and what the issuers publish about their tokens for secret scanning.

use crate::event::Pii;

use super::finds::Finds;
use super::run::{forward, starts};

/// Letters that a token is made of.
#[derive(Clone, Copy)]
pub(super) enum Letters {
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
    pub(super) const fn hold(self, byte: u8) -> bool {
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
