//! Paths that tell of a person: home folders, drives, shares, folders of work.
//!
//! Refused: paths that every machine has (`/usr`, `C:\Windows`), paths of web sites, and relative
//! ones, which say what a program is made of and not where.

use std::ops::Range;

use crate::event::Pii;

use super::finds::Finds;
use super::hint::Hint;
use super::run::{backward, before, forward, is_word};

pub(super) mod extent;
mod root;

use extent::end_of_path;

/// The longest name of a scheme that leads to a file.
const SCHEME_MAX: usize = 24;

/// Adds every path, looking at each separator once.
pub(super) fn find(text: &str, hint: Hint, finds: &mut Finds<'_>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr::memchr2(b'/', b'\\', &bytes[from..]).map(|at| from + at) {
        from = at + 1;
        if let Some(mut span) = at_separator(text, at, hint) {
            if span.start == 0 && is_name(&text[span.end..]) {
                span.end = text.len();
            }
            from = span.end.max(from);
            finds.add(Pii::Path, span, true);
        } else if bytes[at] == b'\\' {
            from = forward(bytes, at, usize::MAX, |byte| byte == b'\\');
        }
    }
}

/// The words that a name goes on with behind a space, where a path is all that a text says.
const NAME_WORDS: usize = 3;
const NAME_MAX: usize = 48;

/// Whether `rest`, behind a path that a text starts with, can be the rest of a person's name:
/// `C:\Users\Jo` and ` van Smith`.
fn is_name(rest: &str) -> bool {
    rest.starts_with(' ')
        && rest.len() <= NAME_MAX
        && rest.bytes().all(|byte| is_word(byte) || matches!(byte, b' ' | b'-' | b'.'))
        && rest.split(' ').filter(|word| !word.is_empty()).count() <= NAME_WORDS
}

fn at_separator(text: &str, at: usize, hint: Hint) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    match before(bytes, at) {
        Some(b':') if bytes.get(at..at + 2) == Some(b"//") => uri(text, at),
        Some(b':') => drive(text, at).or_else(|| absolute(text, at, hint)),
        _ if bytes[at] == b'\\' => share(text, at),
        _ => absolute(text, at, hint),
    }
}

/// `file://…`, `vscode-remote://…`; `at` is behind the colon.
fn uri(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let start = backward(bytes, at - 1, SCHEME_MAX, is_scheme);
    let scheme = text.get(start..at - 1)?;
    if !scheme.eq_ignore_ascii_case("file") && !scheme.eq_ignore_ascii_case("vscode-remote") {
        return None;
    }
    let body = forward(bytes, at + 2, super::run::REACH, |byte| {
        is_word(byte) || matches!(byte, b'+' | b'-' | b'.' | b'%' | b'_' | b'@')
    });
    let names_machine = text.get(at + 2..body)?.starts_with("ssh-remote");
    // The colon of a drive ends no path.
    let lettered = matches!(bytes.get(body..body + 3), Some([b'/', letter, b':']) if letter.is_ascii_alphabetic());
    let end = end_of_path(text, if lettered { body + 3 } else { body }, b'/');
    let path = text.get(body..end)?;
    let tells = names_machine || path.len() > 1 && !root::is_of_every_machine(path);
    tells.then_some(start..end)
}

/// `C:\…` and `C:/…`; `at` is the separator behind the colon.
fn drive(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = at.checked_sub(2)?;
    let is_drive = bytes[start].is_ascii_alphabetic() && !before(bytes, start).is_some_and(is_word);
    let name = forward(bytes, at, 4, |byte| matches!(byte, b'/' | b'\\'));
    let is_named = bytes.get(name).is_some_and(|byte| {
        is_word(*byte) || matches!(byte, b'.' | b'_' | b'$' | b'@' | b'~' | b'(')
    });
    if !is_drive || !is_named || bytes[at..name].starts_with(b"//") {
        return None;
    }
    if root::is_of_every_windows(text.get(name..)?) {
        return None;
    }
    let end = end_of_path(text, at, bytes[at]);
    // One letter behind a backslash is what a text of a program writes for a line's end.
    let is_escape = end == name + 1 && bytes[at] == b'\\';
    (end > name && !is_escape).then_some(start..end)
}

/// `\\server\share`, or the same with each backslash written twice.
fn share(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let backslash = |byte: u8| byte == b'\\';
    let server = forward(bytes, at, 5, backslash);
    let twice = match server - at {
        2 => 1,
        4 => 2,
        _ => return None,
    };
    let is_name = |byte: u8| is_word(byte) || matches!(byte, b'.' | b'_' | b'-' | b'$' | b'?');
    let after = forward(bytes, server, super::run::REACH, is_name);
    let name = forward(bytes, after, 3, backslash);
    let is_device = matches!(&bytes[server..after], b"?" | b".");
    let end = forward(bytes, name, super::run::REACH, is_name);
    let is_share = name - after == twice && end - name >= 2 && (is_device || after - server >= 2);
    let starts =
        !before(bytes, at).is_some_and(|byte| is_word(byte) || matches!(byte, b'_' | b')' | b']'));
    (is_share && starts).then(|| at..end_of_path(text, at, b'\\'))
}

/// `/home/…` and the other roots; `at` is the first separator.
fn absolute(text: &str, at: usize, hint: Hint) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    if before(bytes, at).is_some_and(|byte| is_word(byte) || b"._-~%/\\)]}*$@+".contains(&byte)) {
        return None;
    }
    let (root, name) = root::of_person(&text[at..])?;
    let alone = bytes.get(at + name.end).is_none_or(|byte| *byte != b'/');
    let name = text.get(at + name.start..at + name.end)?;
    let is_route = root.can_be_route()
        && (hint.is_route() && at == 0 || is_request(bytes, at) || is_asset(text, at));
    let is_nobodys = is_route || root::is_nobody(name) || alone && root::is_page(name);
    (!is_nobodys).then(|| at..end_of_path(text, at, b'/'))
}

/// Whether `at` is where a style sheet says which of its site's media it shows.
fn is_asset(text: &str, at: usize) -> bool {
    text[..at].ends_with("url(") && text[at..].starts_with("/media/")
}

/// Whether a method of HTTP stands before `at`.
fn is_request(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[..at];
    let methods: [&[u8]; 7] =
        [b"GET ", b"POST ", b"PUT ", b"HEAD ", b"PATCH ", b"DELETE ", b"OPTIONS "];
    methods.iter().any(|method| before.ends_with(method))
}
