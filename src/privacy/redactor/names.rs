//! What a find gives away beside itself: the name of the person whose home a path goes through, of
//! a machine, of an account.

use super::common_words::{is_common, is_common_host};
use super::hosts::is_private_domain;
use super::replaced::Replaceable;

/// Folders below which each person has one.
const HOMES: [&str; 3] = ["home", "users", "documents and settings"];

/// Names that are nobody's, below those folders.
const NOBODY: [&str; 5] = ["shared", "public", "all users", "default user", "linuxbrew"];

/// Parts before `@` that are no person's.
const OFFICES: [&str; 12] = [
    "info",
    "support",
    "noreply",
    "no-reply",
    "hello",
    "contact",
    "sales",
    "postmaster",
    "webmaster",
    "security",
    "privacy",
    "git",
];

/// A secret is looked for from this length on.
const SECRET_MIN: usize = 8;

/// An id, if it has a digit.
const ID_MIN: usize = 6;

/// Calls `learned` with each name that `value` gives away.
pub(super) fn of(kind: Replaceable, value: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    match kind {
        Replaceable::Path => of_path(value, learned),
        Replaceable::Email => of_mail(value, learned),
        Replaceable::Host => of_host(value, learned),
        Replaceable::User => of_account(value.trim(), learned),
        Replaceable::Remote => of_remote(value, learned),
        Replaceable::Secret => of_secret(value, learned),
        Replaceable::Identifier => {
            let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
            let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
            if value.len() >= ID_MIN && has_digit && !is_number {
                learned(kind, value);
            }
        }
        Replaceable::Address => {}
    }
}

fn person(name: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    if !is_common(name) && !name.starts_with("redacted-") {
        learned(Replaceable::User, name);
    }
}

/// `domain\account` and `account@domain`, too.
fn of_account(value: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    person(value, learned);
    let name = value.rsplit_once('\\').map_or(value, |(_, name)| name);
    let name = name.split('@').next().unwrap_or_default();
    if name.len() < value.len() {
        person(name, learned);
    }
}

fn machine(name: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    if !is_common_host(name) && !name.starts_with("redacted-") {
        learned(Replaceable::Host, name);
    }
}

fn of_path(path: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    if let Some(server) = path.strip_prefix(r"\\") {
        let server = server.trim_start_matches('\\').split('\\').next().unwrap_or_default();
        if !matches!(server, "?" | "." | "wsl$" | "wsl.localhost") {
            of_host(server, learned);
        }
    }
    let mut was_home = false;
    for part in path.split(['/', '\\']).filter(|part| !part.is_empty()) {
        let is = |set: &[&str]| set.iter().any(|it| part.eq_ignore_ascii_case(it));
        if was_home && !is(&NOBODY) {
            return person(part, learned);
        }
        was_home = is(&HOMES);
    }
}

fn of_mail(address: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    let address = address.rsplit('<').next().unwrap_or_default();
    let local = address.split(['@', '%', '+']).next().unwrap_or_default();
    if !OFFICES.contains(&local.to_ascii_lowercase().as_str()) && !address.ends_with(".invalid") {
        person(local, learned);
    }
}

/// `user@host.domain:port`, of which each part is somebody's.
fn of_host(authority: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    let (user, host) = authority.split_once('@').unwrap_or(("", authority));
    person(user, learned);
    let host = host.split(':').next().unwrap_or_default();
    machine(host, learned);
    // The first word of a company's domain (`acme.com`) is that of its extensions, too.
    let names_one = |short: &str| short.bytes().any(|it| it == b'-' || it.is_ascii_digit());
    if let Some((short, _)) = host.split_once('.')
        && (names_one(short) || is_private_domain(host))
    {
        machine(short, learned);
    }
}

/// Owner and name, without where it is.
fn of_remote(remote: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    let rest = remote.split_once("://").map_or(remote, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    let rest = rest.trim_end_matches('/').trim_end_matches(".git");
    let place =
        rest.split_once([':', '/']).map_or(rest, |(_, place)| place).trim_start_matches('/');
    if place.contains('/') && place.len() >= ID_MIN {
        learned(Replaceable::Remote, place);
    }
}

/// The password of `user:password@host`, or the secret itself.
fn of_secret(value: &str, learned: &mut dyn FnMut(Replaceable, &str)) {
    let credentials =
        value.split_once(':').and_then(|(user, rest)| Some((user, rest.rsplit_once('@')?.0)));
    let secret = credentials.map_or(value, |(_, password)| password);
    if let Some((user, _)) = credentials {
        person(user, learned);
    }
    if secret.len() >= SECRET_MIN && secret.bytes().any(|byte| byte.is_ascii_digit()) {
        learned(Replaceable::Secret, secret);
    }
}
