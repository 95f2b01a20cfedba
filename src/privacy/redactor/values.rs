//! Whether a value is personal as a whole, because its key says what it is.

use super::common_words::{is_common, is_common_host, is_none};
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

/// Ends of the names that machines have in nets of their own.
const PRIVATE: [&str; 10] = [
    ".local",
    ".lan",
    ".internal",
    ".corp",
    ".intranet",
    ".localdomain",
    ".home",
    ".home.arpa",
    ".private",
    ".ts.net",
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
        Role::Person => {
            let named = one && !value.contains(['@', '/', '\\', '{', '"']) && !is_common(value);
            named.then_some(Replaceable::User)
        }
        Role::Machine => (word && !is_common_host(value)).then_some(Replaceable::Host),
        Role::Host => (word && is_private_host(value) && digit() || is_private_domain(value))
            .then_some(Replaceable::Host),
        Role::Repository => (word && !is_forge(value)).then_some(Replaceable::Remote),
    }
}

/// Whether `host` names a machine that only its own net knows: it is one word, or ends so.
pub(super) fn is_private_host(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default();
    let bare = !host.contains('.')
        && !is_common_host(host)
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    bare || is_private_domain(host)
}

fn is_private_domain(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let labels = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    PRIVATE.iter().any(|end| host.len() > end.len() && host.ends_with(end))
        && host.bytes().all(labels)
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
