//! What an audit leaves alone because it may be harmless: remote machines in authorities and
//! URLs, and whatever stands behind a word that announces a secret.

use std::ops::Range;

use super::common_words::{is_common_host, is_none};
use super::replaced::Replaceable;
use super::values::is_private_host;
use crate::privacy::run::{REACH, backward, before, forward, is_word};

/// Calls `found` for each.
pub(super) fn find(text: &str, found: &mut dyn FnMut(Replaceable, Range<usize>)) {
    let bytes = text.as_bytes();
    for at in memchr::memchr3_iter(b'+', b'=', b':', bytes) {
        let hit = match bytes[at] {
            b'+' => authority(text, at),
            b'=' => assigned(text, at),
            _ if bytes[at..].starts_with(b"://") => url_host(text, at),
            _ => None,
        };
        if let Some((kind, span)) = hit {
            found(kind, span);
        }
    }
    for at in memchr::memchr_iter(b'<', bytes) {
        if let Some(span) = named_mail(text, at) {
            found(Replaceable::Email, span);
        }
    }
}

/// Kinds of remote authorities that name a machine or a container behind `+`.
const AUTHORITIES: [&str; 7] = [
    "ssh-remote",
    "tunnel",
    "codespaces",
    "dev-container",
    "attached-container",
    "k8s-container",
    "ssh",
];

/// `ssh-remote+user@host`.
fn authority(text: &str, at: usize) -> Option<(Replaceable, Range<usize>)> {
    let bytes = text.as_bytes();
    let start = backward(bytes, at, 32, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !AUTHORITIES.contains(&text.get(start..at)?) {
        return None;
    }
    let end = forward(bytes, at + 1, REACH, |byte| {
        is_word(byte) || matches!(byte, b'.' | b'-' | b'_' | b'@' | b'%' | b'{' | b'}')
    });
    (end > at + 1).then_some((Replaceable::Host, at + 1..end))
}

/// The host of a URL that only its own net knows.
fn url_host(text: &str, at: usize) -> Option<(Replaceable, Range<usize>)> {
    const SCHEMES: [&str; 20] = [
        "http",
        "https",
        "ws",
        "wss",
        "ssh",
        "ftp",
        "ftps",
        "sftp",
        "ldap",
        "ldaps",
        "smb",
        "git",
        "tcp",
        "postgres",
        "postgresql",
        "mysql",
        "redis",
        "mongodb",
        "srv",
        "amqp",
    ];
    let bytes = text.as_bytes();
    let start = backward(bytes, at, 16, |byte| byte.is_ascii_alphanumeric());
    if !SCHEMES.iter().any(|it| bytes[start..at].eq_ignore_ascii_case(it.as_bytes())) {
        return None;
    }
    let user =
        forward(bytes, at + 3, REACH, |byte| is_word(byte) || matches!(byte, b'.' | b'-' | b'_'));
    let host = if bytes.get(user) == Some(&b'@') { user + 1 } else { at + 3 };
    let end =
        forward(bytes, host, REACH, |byte| is_word(byte) || matches!(byte, b'.' | b'-' | b'_'));
    let name = text.get(host..end)?.trim_end_matches('.');
    let is_one = name.len() >= 3 && !is_common_host(name) && is_private_host(name);
    is_one.then_some((Replaceable::Host, host..host + name.len()))
}

/// Ends of names that announce a secret, whatever it looks like.
const SECRETS: [&str; 18] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "access_token",
    "accesstoken",
    "auth_token",
    "authtoken",
    "id_token",
    "refresh_token",
    "api_key",
    "apikey",
    "secret_key",
    "secretkey",
    "private_key",
    "access_key",
    "accountkey",
];

/// `DB_PASSWORD='…'`: what stands behind the sign at `at`.
fn assigned(text: &str, at: usize) -> Option<(Replaceable, Range<usize>)> {
    let bytes = text.as_bytes();
    let start =
        backward(bytes, at, 64, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let name = text.get(start..at)?.to_ascii_lowercase().replace('-', "_");
    if !SECRETS.iter().any(|it| name.ends_with(it)) {
        return None;
    }
    let quotes = forward(bytes, at + 1, 3, |byte| matches!(byte, b'"' | b'\'' | b'`' | b'\\'));
    let quote = before(bytes, quotes).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    let end = forward(bytes, quotes, 512, |byte| match quote {
        Some(quote) => byte != quote && byte != b'\\' && byte >= b' ',
        None => byte > b' ' && !b"\"'`&;,)]}<>\\".contains(&byte),
    });
    let value = text.get(quotes..end)?;
    let first = value.bytes().next()?;
    let is_placeholder = matches!(first, b'$' | b'{' | b'<' | b'*' | b'[' | b'(' | b'=')
        || value.bytes().all(|byte| byte == first)
        || is_none(value);
    (value.len() >= 4 && !is_placeholder).then_some((Replaceable::Secret, quotes..end))
}

/// The most words of a name.
const NAME_WORDS: usize = 4;

/// `Name Surname <mail>`: the name with the address that follows it.
fn named_mail(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let end = forward(bytes, at + 1, REACH, |byte| byte > b' ' && !b"<>\"'".contains(&byte));
    let address = text.get(at + 1..end)?;
    let (local, domain) = address.split_once('@')?;
    let is_address = !local.is_empty() && domain.contains('.') && bytes.get(end) == Some(&b'>');
    let start =
        backward(bytes, at, 64, |byte| is_word(byte) || matches!(byte, b' ' | b'-' | b'.' | b'\''));
    let mut start = start;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..at)?;
    let words: Vec<&str> = before.split(' ').filter(|word| !word.is_empty()).collect();
    let named = |word: &&&str| word.starts_with(char::is_uppercase);
    let taken = words.iter().rev().take(NAME_WORDS).take_while(named).count();
    let first = words.len().checked_sub(taken).and_then(|at| words.get(at))?;
    let offset = first.as_ptr() as usize - before.as_ptr() as usize;
    (is_address && taken > 0).then_some(start + offset..end + 1)
}
