//! Whether a value is personal as a whole, because its key says what it is.

use super::common_words::{is_common, is_common_host, is_nobody, is_none};
use super::hosts::{self, is_domain, is_private_domain, is_public};
use super::keys::Role;
use super::replaced::Replaceable;

/// Longer values are texts.
const LONGEST: usize = 160;

/// Where everybody's repositories are: naming one of these names nobody.
const FORGES: [&str; 8] = [
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "dev.azure.com",
    "ssh.dev.azure.com",
    "visualstudio.com",
    "codeberg.org",
    "sr.ht",
];

/// What `value` is, if its key's role and its shape agree.
pub(super) fn whole(value: &str, role: Role) -> Option<Replaceable> {
    let value = value.trim();
    let one = !value.is_empty() && value.len() <= LONGEST && !is_none(value);
    let word = one && !value.contains(char::is_whitespace);
    let digit = || value.bytes().any(|byte| byte.is_ascii_digit());
    match role {
        Role::Any | Role::Public => None,
        Role::Identifier => {
            (word && digit() && !value.contains('.')).then_some(Replaceable::Identifier)
        }
        Role::Account => (word && !is_common(value)).then_some(Replaceable::Identifier),
        Role::Person => (one && is_name(value) && !is_nobody(value)).then_some(Replaceable::User),
        Role::Machine | Role::Host => {
            let own = word && hosts::is_own(value, role == Role::Machine);
            own.then_some(Replaceable::Host)
        }
        Role::Repository => (word && !is_forge(value)).then_some(Replaceable::Remote),
    }
}

/// Whether `value` can be a name: of an account, perhaps with the domain that it is of
/// (`ACME\alice`, `alice@acme`).
fn is_name(value: &str) -> bool {
    let (before, at) = value.split_once('@').unwrap_or((value, ""));
    let is_domain = |it: &str| !it.contains(['@', '.', ':']);
    let plain = before.split_once('\\').is_none_or(|(domain, name)| {
        !domain.is_empty() && is_domain(domain) && !name.contains('\\') && !name.is_empty()
    });
    plain && is_domain(at) && !value.contains(['/', '{', '"', '<'])
}

/// Whether `host`, in an address of a service, is none that everybody uses: only its own net knows
/// it, or those who are in it.
pub(super) fn is_private_host(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default();
    if is_public(host) {
        return false;
    }
    let bare = !host.contains('.')
        && !is_common_host(host)
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    bare || is_domain(host) || is_private_domain(host)
}

/// Whether `host` is where everybody's repositories are.
pub(super) fn is_forge(host: &str) -> bool {
    FORGES.iter().any(|forge| host.eq_ignore_ascii_case(forge))
}

/// Whether `value` is a long number in hexadecimal digits, with signs or without.
pub(super) fn is_number(value: &str) -> bool {
    (16..=128).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
