//! Which pseudonym stands for which value, and what pseudonyms look like.

use std::borrow::Cow;
use std::collections::HashMap;

use super::hosts::without_port;
use super::mac;
use super::replaced::{Replaceable, Replaced};

/// Nets for documentation (RFC 5737, RFC 3849): what is of them is nobody's address.
pub(super) const NETS: [&str; 4] = ["192.0.2.", "198.51.100.", "203.0.113.", "2001:db8::"];

/// How many addresses each of the first three has that can be given.
const NET_SIZE: u64 = 254;

/// The pseudonyms of one file.
#[derive(Debug, Default)]
pub(super) struct Book {
    given: HashMap<Box<str>, Box<str>>,
    replaced: Replaced,
}

impl Book {
    /// What stands in the place of `value` from now on, and how often it did is counted.
    pub(super) fn pseudonym(&mut self, kind: Replaceable, value: &str) -> String {
        let known = known_as(kind, value);
        let count = &mut self.replaced.counts[kind as usize];
        count.times += 1;
        let given = if let Some(given) = self.given.get(&*known) {
            given.to_string()
        } else {
            count.values += 1;
            let given = shape(kind, &known, count.values);
            self.given.insert(known.as_ref().into(), given.clone().into());
            given
        };
        match kind {
            Replaceable::Path => given + behind_logs(value),
            _ => given,
        }
    }

    pub(super) const fn replaced(&self) -> &Replaced {
        &self.replaced
    }
}

/// What a value is the same by, however it is written.
fn known_as(kind: Replaceable, value: &str) -> Cow<'_, str> {
    match kind {
        Replaceable::Path => Cow::Owned(path(value)),
        Replaceable::Email => {
            let address = value.rsplit('<').next().unwrap_or_default().trim_end_matches('>');
            Cow::Owned(address.to_ascii_lowercase().replace("%40", "@"))
        }
        Replaceable::Host => Cow::Owned(without_port(value.trim()).to_ascii_lowercase()),
        Replaceable::User | Replaceable::Address => Cow::Owned(value.trim().to_ascii_lowercase()),
        Replaceable::Identifier => {
            Cow::Owned(mac::plain(value).unwrap_or_else(|| value.to_ascii_lowercase()))
        }
        Replaceable::Remote | Replaceable::Secret => Cow::Borrowed(value),
    }
}

/// A path without its scheme, with one kind of separator and one of drive letters, and without
/// what is kept of it.
fn path(value: &str) -> String {
    let kept = behind_logs(value);
    let value = value.strip_suffix(kept).unwrap_or(value);
    let value = value.strip_prefix("file://").unwrap_or(value);
    let share = value.starts_with(r"\\");
    let mut plain = if share || value.get(1..3) == Some(":\\") {
        value.replace('\\', "/")
    } else {
        value.to_owned()
    };
    while plain.get(1..).is_some_and(|it| it.contains("//")) && share {
        plain = plain.replace("//", "/");
    }
    let drive = plain.strip_prefix('/').filter(|it| it.as_bytes().get(1) == Some(&b':'));
    let mut plain = drive.map_or(plain.clone(), str::to_owned);
    if plain.as_bytes().get(1) == Some(&b':')
        && let Some(letter) = plain.get_mut(..1)
    {
        letter.make_ascii_lowercase();
    }
    let kept = plain.trim_end_matches('/').len();
    plain.truncate(kept.max(1));
    plain
}

/// What is kept of the path of a log of the editor: from its folder of sessions on, which
/// names no one (`/logs/20261120T090000/window1/exthost/…`).
fn behind_logs(path: &str) -> &str {
    let Some(at) = path.rfind("/logs/") else { return "" };
    let kept = &path[at..];
    let stamp = kept.get(6..21).unwrap_or_default();
    let is_stamp = stamp.len() == 15
        && stamp
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 8 { byte == b'T' } else { byte.is_ascii_digit() });
    let is_plain = |part: &str| {
        let name = part.trim_end_matches(|c: char| c.is_ascii_digit());
        matches!(name, "window" | "exthost" | "remoteexthost" | "sharedprocess" | "")
            || part.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("log"))
    };
    let rest = kept.get(21..).unwrap_or_default();
    let letters =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-');
    let is_kept = is_stamp
        && (rest.is_empty() || rest.starts_with('/'))
        && rest.bytes().all(letters)
        && rest.split('/').all(is_plain);
    if is_kept { kept } else { "" }
}

/// The pseudonym of a value: one that looks as much like it as tools and filters need.
fn shape(kind: Replaceable, value: &str, number: u64) -> String {
    match kind {
        Replaceable::Path => format!("/redacted/path-{number}"),
        Replaceable::Email => format!("mail-{number}@redacted.invalid"),
        Replaceable::Address => address(value, number),
        Replaceable::Identifier => identifier(value, number),
        kind => format!("redacted-{}-{number}", kind.pseudonym().unwrap_or("value")),
    }
}

fn address(value: &str, number: u64) -> String {
    let (net, host) = ((number - 1) / NET_SIZE, (number - 1) % NET_SIZE + 1);
    match NETS.get(net as usize).filter(|net| !net.contains(':') && !value.contains(':')) {
        Some(net) => format!("{net}{host}"),
        None => format!("{}{number}", NETS[3]),
    }
}

/// An id of the same shape: a UUID, as many digits, or else a word.
fn identifier(value: &str, number: u64) -> String {
    let bytes = value.as_bytes();
    let is_uuid = bytes.len() >= 36 && [8, 13, 18, 23].iter().all(|at| bytes[*at] == b'-');
    let digits = bytes.iter().all(u8::is_ascii_digit);
    let hexes = bytes.iter().all(u8::is_ascii_hexdigit);
    if is_uuid && bytes[..8].iter().all(u8::is_ascii_hexdigit) {
        format!("00000000-0000-4000-8000-{number:012}{}", "0".repeat(bytes.len() - 36))
    } else if digits {
        // No number of JSON starts with a zero.
        format!("9{number:0width$}", width = bytes.len().saturating_sub(1))
    } else if hexes && bytes.len() >= 16 {
        format!("{number:0width$}", width = bytes.len())
    } else {
        format!("redacted-id-{number}")
    }
}
