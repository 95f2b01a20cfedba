//! Addresses of network cards: six pairs of hexadecimal digits, or three groups of four.

use std::ops::Range;

use crate::privacy::run::{before, is_word};

/// The length of six pairs, and of three groups, with the signs between them.
const PAIRS: usize = 17;
const GROUPS: usize = 14;

/// Calls `found` for each.
pub(super) fn find(text: &str, found: &mut dyn FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for at in memchr::memchr3_iter(b':', b'-', b'.', bytes) {
        let long = if bytes[at] == b'.' { 4 } else { 2 };
        let Some(start) = at.checked_sub(long).filter(|start| *start >= from) else { continue };
        let end = start + if long == 4 { GROUPS } else { PAIRS };
        let mac = text.get(start..end).and_then(plain);
        if mac.is_some() && is_whole(bytes, &(start..end), bytes[at]) {
            found(start..end);
            from = end;
        }
    }
}

/// Whether nothing goes on before or behind: longer rows of pairs are checksums and addresses.
fn is_whole(bytes: &[u8], span: &Range<usize>, sign: u8) -> bool {
    let goes_on = |byte: Option<u8>| byte.is_some_and(|it| is_word(it) || it == b'_' || it == sign);
    let pairs = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let behind = bytes.get(span.end).copied();
    let ends = !goes_on(behind) || behind == Some(sign) && !pairs(span.end + 1);
    let first = before(bytes, span.start);
    let opens = span.start.checked_sub(2).and_then(|at| bytes.get(at));
    let starts =
        !goes_on(first) || first == Some(sign) && !opens.is_some_and(u8::is_ascii_hexdigit);
    starts && ends
}

/// One address as it is known by, however it is written; none where `text` is none, or is that of
/// no card and of all.
pub(super) fn plain(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (group, sign) = match (bytes.len(), bytes.get(2)?, bytes.get(4)?) {
        (PAIRS, sign @ (b':' | b'-'), _) => (2, *sign),
        (GROUPS, _, b'.') => (4, b'.'),
        _ => return None,
    };
    let fits = |(at, byte): (usize, &u8)| {
        let is_sign = at % (group + 1) == group;
        if is_sign { *byte == sign } else { byte.is_ascii_hexdigit() }
    };
    let digits: String =
        text.chars().filter(char::is_ascii_hexdigit).map(|it| it.to_ascii_lowercase()).collect();
    // Pairs of decimal digits with dashes are dates and times; with dots, numbers.
    let is_date = sign != b':' && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_none = ["000000000000", "ffffffffffff"].contains(&digits.as_str());
    (bytes.iter().enumerate().all(fits) && !is_date && !is_none).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        find(text, &mut |span| all.push(span));
        all.into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn an_address_is_found_in_each_way_of_writing() {
        for mac in ["3c:22:fb:9a:01:7e", "3C-22-FB-9A-01-7E", "3c22.fb9a.017e", "10:22:33:44:55:66"]
        {
            assert_eq!(found(&format!("eth0 mac={mac}, up")), [mac]);
            assert_eq!(found(mac), [mac]);
        }
        assert_eq!(plain("3C-22-FB-9A-01-7E"), plain("3c22.fb9a.017e"));
    }

    #[test]
    fn other_rows_of_digits_are_none() {
        for text in [
            "16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
            "00:00:00:00:00:00",
            "ff:ff:ff:ff:ff:ff",
            "26-11-20-09-00-01",
            "2026.1120.0900",
            "fe80::1c2f:9aff:fe3b:77d1",
            "0f5c9e0a-6f0e-4d7e-9d61-6a4a3f0f2f11",
            "09:00:01",
            "a-b-c:d.e.f",
            "é:ab:cd:ef:01:23:45é",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
