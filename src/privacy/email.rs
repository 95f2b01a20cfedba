//! E-mail addresses: something before `@`, a domain with a top level behind it.
//!
//! Refused: packages (`@scope/name`, `name@1.2.3`), pictures (`icon@2x.png`), decorators, the
//! user of an SSH remote (`git@…`) or of any URL, and the domain that no mail ever reaches
//! (`.invalid`, RFC 2606).

use crate::event::Pii;

use super::finds::Finds;
use super::run::{backward, forward, is_word};

/// The longest part before `@` (RFC 5321, 4.5.3.1.1).
const LOCAL_MAX: usize = 64;

/// The longest domain (RFC 5321, 4.5.3.1.2).
const DOMAIN_MAX: usize = 255;

/// Ends of file names that are no top level domain, and the one that is kept for none.
const FILES: [&str; 31] = [
    "invalid", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "js", "mjs", "cjs", "ts", "mts",
    "cts", "jsx", "tsx", "css", "scss", "json", "jsonc", "html", "htm", "lock", "log", "txt",
    "yml", "yaml", "vsix", "tgz", "dll", "exe",
];

/// Adds the address around each `@` of `text`.
pub(super) fn find(text: &str, finds: &mut Finds<'_>) {
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        around(text, at, at + 1, finds);
    }
}

/// Adds the address around each `%40`, which is how a URL writes `@`.
pub(super) fn find_in_url(text: &str, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'%', bytes).filter(|at| bytes[*at..].starts_with(b"%40")) {
        around(text, at, at + 3, finds);
    }
}

fn around(text: &str, at: usize, behind: usize, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    let start = backward(bytes, at, LOCAL_MAX + 1, is_local);
    let start = start + bytes[start..at].iter().take_while(|byte| !is_word(**byte)).count();
    let end = forward(bytes, behind, DOMAIN_MAX, is_domain);
    let trailing = bytes[behind..end].iter().rev().take_while(|byte| !is_word(**byte)).count();
    let end = end - trailing;
    if at - start > LOCAL_MAX || at == start || !is_word(bytes[at - 1]) && bytes[at - 1] != b'_' {
        return;
    }
    let (Some(local), Some(domain)) = (text.get(start..at), text.get(behind..end)) else { return };
    let in_url = bytes[..start].ends_with(b"://")
        || bytes[..start].ends_with(b":") && is_userinfo(bytes, start);
    let is_call = bytes.get(end) == Some(&b'(');
    if local != "git" && is_host(domain) && !in_url && !is_call {
        finds.add(Pii::Email, start..end, true);
    }
}

/// Whether what ends with `:` before `start` is the user of a URL, whose password starts there.
fn is_userinfo(bytes: &[u8], start: usize) -> bool {
    let user = backward(bytes, start - 1, LOCAL_MAX, is_local);
    bytes[..user].ends_with(b"://")
}

fn is_local(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'.' | b'_' | b'+' | b'-' | b'\'')
}

fn is_domain(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'.' | b'-')
}

/// Whether `domain` can be one that takes mail: labels that are no version and no density of a
/// picture, and a top level of letters.
fn is_host(domain: &str) -> bool {
    let Some((labels, top)) = domain.rsplit_once('.') else { return false };
    let is_top = top.chars().all(char::is_alphabetic) && top.chars().nth(1).is_some()
        || top.starts_with("xn--");
    let first = labels.split('.').next().unwrap_or_default();
    let is_density =
        first.len() <= 3 && first.ends_with('x') && first.starts_with(|c: char| c.is_ascii_digit());
    let is_version = first.bytes().all(|byte| byte.is_ascii_digit());
    let whole = labels
        .split('.')
        .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    is_top && whole && !is_density && !is_version && !FILES.contains(&top)
}
