//! This machine's names as they stand in texts: the strings that are looked for, and what must
//! be around one for it to be meant.

use std::ops::Range;

use crate::event::Pii;

use super::finds::Finds;
use super::hint::Hint;
use super::identity::{self, Identity};
use super::path::extent::end_of_path;
use super::remote::end_of_url;
use super::run::{backward, before, ends, is_word, starts};

/// One string that gives this machine away.
#[derive(Debug)]
pub(super) struct Needle {
    kind: Pii,
    pub text: String,
    /// Whether it is meant only where it is all that a text says.
    alone: bool,
}

/// Every string that `identity` is found by.
pub(super) fn of(identity: &Identity) -> Vec<Needle> {
    let mut needles = Vec::new();
    let mut add = |kind, text| needles.push(Needle { kind, text, alone: false });
    if let Some(user) = &identity.user {
        add(Pii::User, user.clone());
    }
    if let Some(home) = &identity.home {
        for home in homes(home) {
            add(Pii::Home, home);
        }
    }
    if let Some(host) = &identity.host {
        let short = identity::short(host);
        if short != host && !identity::is_host(short) {
            add(Pii::Host, short.to_owned());
        }
        add(Pii::Host, host.clone());
    }
    for remote in &identity.remotes {
        if let Some(place) = place(remote) {
            add(Pii::Remote, place.replacen('/', ":", 1));
            add(Pii::Remote, place);
        }
        add(Pii::Remote, remote.clone());
    }
    for place in identity.remotes.iter().filter_map(|remote| place(remote)) {
        if let Some((_, text)) = place.split_once('/') {
            needles.push(Needle { kind: Pii::Remote, text: text.to_owned(), alone: true });
        }
    }
    needles.retain(|needle| needle.text.len() >= 4);
    needles
}

/// The home folder as different programs write it.
fn homes(home: &str) -> Vec<String> {
    let home = home.trim_end_matches(['/', '\\']);
    let mut drive = home.chars();
    let lettered = drive.next().filter(char::is_ascii_alphabetic);
    match (lettered, drive.as_str().strip_prefix(":\\")) {
        (Some(letter), Some(rest)) => {
            let slashed = rest.replace('\\', "/");
            vec![
                home.to_owned(),
                format!("{letter}:\\\\{}", rest.replace('\\', "\\\\")),
                format!("{letter}:/{slashed}"),
                format!("{letter}%3A/{slashed}"),
                format!("/{letter}/{slashed}"),
            ]
        }
        _ => vec![home.to_owned()],
    }
}

/// Host, owner and name of a remote without what different forms of its URL put around them.
fn place(remote: &str) -> Option<String> {
    let rest = remote.split_once("://").map_or(remote, |(_, rest)| rest);
    let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
    let rest = rest.trim_end_matches('/').trim_end_matches(".git");
    let (host, path) = rest.split_once([':', '/'])?;
    let path = path.trim_start_matches('/');
    (host.contains('.') && path.contains('/')).then(|| format!("{host}/{path}"))
}

/// Adds the needle that `found` is in `text`, if what is around it lets it be meant. Tells where
/// the path ends that it is the home of, if it is.
pub(super) fn find(
    text: &str,
    found: Range<usize>,
    needle: &Needle,
    hint: Hint,
    finds: &mut Finds<'_>,
) -> usize {
    let bytes = text.as_bytes();
    let Range { start, end } = found;
    let is_led_to = starts(bytes, start) || is_behind_escape(bytes, start);
    let runs_on = !is_led_to && is_word(bytes[start]) || !ends(bytes, end);
    if runs_on || needle.alone && end - start < bytes.len() {
        return 0;
    }
    match needle.kind {
        Pii::Home => {
            let end = end_of_home(text, end, &needle.text);
            finds.add(Pii::Home, start..end, true);
            return end;
        }
        Pii::Remote => finds.add(Pii::Remote, url_around(bytes, start, end), true),
        Pii::User if is_publisher(bytes, start, end, hint) => {}
        Pii::User => finds.add(Pii::User, start..end, is_certain(bytes, start, end)),
        kind => finds.add(kind, start..end, true),
    }
    0
}

fn end_of_home(text: &str, end: usize, home: &str) -> usize {
    let separator = if home.contains('\\') { b'\\' } else { b'/' };
    let goes_on = text.as_bytes().get(end).is_some_and(|byte| matches!(byte, b'/' | b'\\'));
    if goes_on { end_of_path(text, end, separator) } else { end }
}

/// The URL that a remote is the middle of.
fn url_around(bytes: &[u8], start: usize, end: usize) -> Range<usize> {
    let within = |byte: u8| byte > b' ' && !b"\"'`<>()[]{},=\\".contains(&byte);
    backward(bytes, start, 32, within)..end_of_url(bytes, end)
}

/// Whether a user name stands where the maker of an extension does: `name.extension`.
fn is_publisher(bytes: &[u8], start: usize, end: usize, hint: Hint) -> bool {
    let in_path = before(bytes, start).is_some_and(|byte| matches!(byte, b'/' | b'\\'));
    let dotted =
        bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(|byte| is_word(*byte));
    // Nobody publishes under an address.
    let address = bytes.get(end) == Some(&b'@');
    hint.is_publisher() && !address || dotted && !in_path
}

/// Whether an escaped separator of a URL stands before `at`: `%2F`, `%5C`.
fn is_behind_escape(bytes: &[u8], at: usize) -> bool {
    let escape = bytes[..at].last_chunk::<3>();
    escape.is_some_and(|it| it.eq_ignore_ascii_case(b"%2F") || it.eq_ignore_ascii_case(b"%5C"))
}

/// Whether it is the user's name and no word: it is all there is, or what a path or `=` leads to.
fn is_certain(bytes: &[u8], start: usize, end: usize) -> bool {
    let alone = start == 0 && end == bytes.len();
    alone
        || before(bytes, start)
            .is_some_and(|byte| matches!(byte, b'/' | b'\\' | b'=' | b':' | b'~'))
}
