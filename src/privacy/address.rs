//! Network addresses of machines, of version 4 and 6.
//!
//! Refused: what every machine has (loopback, unspecified, broadcast, multicast), what is kept for
//! documentation (RFC 5737, 3849, 9637), and version numbers, which look the same.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::event::Pii;

use super::finds::Finds;
use super::hint::Hint;
use super::run::{backward, before, forward, is_word};

/// The longest text of an address of version 4, and of version 6.
const V4_MAX: usize = 15;
const V6_MAX: usize = 45;

/// How far back a word such as `version` still speaks of a number.
const CONTEXT: usize = 24;

/// Up to here numbers of four parts are versions, unless something says that they are not.
const SMALL: u8 = 20;

/// Words before a number that say it is a version.
const VERSION_WORDS: [&str; 10] =
    ["version", "ver", "v", "build", "release", "sdk", "assembly", "runtime", "firmware", "update"];

/// Words before a number that say it is an address.
const ADDRESS_WORDS: [&str; 13] = [
    "ip",
    "ipv4",
    "addr",
    "address",
    "host",
    "connect",
    "connected",
    "connection",
    "server",
    "http",
    "https",
    "ssh",
    "from",
];

/// Addresses that are the same for everybody: resolvers, and what a cloud tells its machines by.
const WELL_KNOWN: [[u8; 4]; 7] = [
    [1, 1, 1, 1],
    [1, 0, 0, 1],
    [8, 8, 8, 8],
    [8, 8, 4, 4],
    [9, 9, 9, 9],
    [169, 254, 169, 254],
    [168, 63, 129, 16],
];

/// Adds every address of version 4.
pub(super) fn find_v4(text: &str, hint: Hint, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(dot) = memchr::memchr(b'.', &bytes[from..]).map(|at| from + at) {
        let start = backward(bytes, dot, 4, |byte| byte.is_ascii_digit()).max(from);
        let end = forward(bytes, dot, usize::MAX, is_v4);
        from = end;
        if start == dot || end - start > V4_MAX + 1 {
            continue;
        }
        let end = end - usize::from(bytes[end - 1] == b'.');
        let runs_on =
            bytes.get(end).is_some_and(|byte| is_word(*byte) || matches!(byte, b'_' | b'-' | b'+'));
        let address = text.get(start..end).and_then(|it| it.parse::<Ipv4Addr>().ok());
        let whole = !runs_on && can_start(bytes, start);
        if let Some(address) = address.filter(|address| whole && is_somebodys(*address))
            && !is_version(bytes, start, end, hint, address)
        {
            finds.add(Pii::Ip, start..end, true);
        }
    }
}

fn is_v4(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.'
}

/// Whether nothing before an address runs into it: no letter, no `v`, no `-1.2.3.4`.
fn can_start(bytes: &[u8], start: usize) -> bool {
    !before(bytes, start)
        .is_some_and(|byte| is_word(byte) || matches!(byte, b'_' | b'-' | b'.' | b'~' | b'^'))
}

fn is_somebodys(address: Ipv4Addr) -> bool {
    !(address.is_loopback()
        || address.is_unspecified()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || address.octets()[0] == 0
        || address.octets()[3] == 0
        || WELL_KNOWN.contains(&address.octets()))
}

/// Whether an address at `start` is a version: by its key, by what is before it, or because all
/// its numbers are small and nothing says that they are an address.
fn is_version(bytes: &[u8], start: usize, end: usize, hint: Hint, address: Ipv4Addr) -> bool {
    if hint.is_version() {
        return true;
    }
    let near = near(bytes, start);
    let says = |words: &[&str]| {
        near.split(|byte| !is_word(*byte)).any(|word| words.iter().any(|it| it.as_bytes() == word))
    };
    // `Chrome/120.0.6099.71` and `tool@1.2.3.4`, but `//10.1.2.3/share`.
    let named = match before(bytes, start) {
        Some(b'/') => start >= 2 && is_word(bytes[start - 2]),
        Some(b'@') => !says(&["ssh", "http", "https", "ftp", "root", "sftp"]),
        Some(b'=' | b'>') => start >= 2 && matches!(bytes[start - 2], b'=' | b'~' | b'>' | b'<'),
        _ => false,
    };
    if named || says(&VERSION_WORDS) {
        return true;
    }
    let has_port =
        bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    // Nothing that is in use has version 10.0.0.7: systems that are at 10 count builds in thousands.
    let is_small = address.octets().iter().all(|octet| *octet < SMALL) && address.octets()[0] != 10;
    is_small && !hint.is_address() && !has_port && !says(&ADDRESS_WORDS)
}

/// What is said right before `start`, in the same clause, in lower case.
fn near(bytes: &[u8], start: usize) -> Vec<u8> {
    let near = &bytes[start.saturating_sub(CONTEXT)..start];
    let clause = near.rsplit(|byte| matches!(byte, b'\n' | b',' | b';')).next();
    clause.unwrap_or_default().to_ascii_lowercase()
}

/// Adds every address of version 6.
pub(super) fn find_v6(text: &str, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(colon) = memchr::memchr(b':', &bytes[from..]).map(|at| from + at) {
        let start = backward(bytes, colon, 5, |byte| byte.is_ascii_hexdigit()).max(from);
        let end = forward(bytes, colon, usize::MAX, is_v6);
        from = end;
        let length = end - start;
        if !(4..=V6_MAX + 1).contains(&length) {
            continue;
        }
        let trailing =
            bytes[start..end].iter().rev().take_while(|byte| matches!(byte, b'.')).count();
        let end = end - trailing;
        let single = bytes[start..end].ends_with(b":") && !bytes[start..end].ends_with(b"::");
        let end = end - usize::from(single);
        let runs_on = bytes.get(end).is_some_and(|byte| is_word(*byte));
        let address = text.get(start..end).and_then(|it| it.parse::<Ipv6Addr>().ok());
        if address.is_some_and(is_routed) && !runs_on && can_start(bytes, start) {
            finds.add(Pii::Ip, start..end, true);
        }
    }
}

fn is_v6(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')
}

/// Whether it is of a range that machines have addresses in (global, unique local, link local),
/// which `a::b` of a program is not, nor are the ranges for documentation.
fn is_routed(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let is_documentation = segments[0] == 0x2001 && segments[1] == 0x0db8
        || segments[0] == 0x3fff && segments[1] < 0x1000;
    let is_mapped = address.to_ipv4_mapped().is_some_and(is_somebodys);
    let is_range = matches!(segments[0], 0x2000..=0x3fff | 0xfc00..=0xfdff | 0xfe80..=0xfebf);
    is_mapped || is_range && !is_documentation
}
