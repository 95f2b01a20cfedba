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
    /// Whether it stands for itself wherever it is, and not only as a part of an address.
    sure: bool,
}

/// Every string that `identity` is found by.
pub(super) fn of(identity: &Identity) -> Vec<Needle> {
    let mut needles = Vec::new();
    let mut add = |kind, text: String, sure| needles.push(Needle { kind, text, sure });
    if let Some(user) = &identity.user {
        add(Pii::User, user.clone(), false);
    }
    if let Some(home) = &identity.home {
        homes(home).into_iter().for_each(|home| add(Pii::Home, home, true));
    }
    if let Some(host) = &identity.host {
        let short = identity::short(host);
        if short != host && !identity::is_host(short) {
            add(Pii::Host, short.to_owned(), true);
        }
        add(Pii::Host, host.clone(), true);
    }
    for remote in &identity.remotes {
        if let Some(place) = place(remote) {
            add(Pii::Remote, place.replacen('/', ":", 1), true);
            add(Pii::Remote, place, true);
        }
        add(Pii::Remote, remote.clone(), true);
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

/// Adds the needle that `found` is in `text`, if what is around it lets it be meant.
pub(super) fn find(
    text: &str,
    found: Range<usize>,
    needle: &Needle,
    hint: Hint,
    finds: &mut Finds<'_>,
) {
    let bytes = text.as_bytes();
    let Range { start, end } = found;
    if !starts(bytes, start) && is_word(bytes[start]) || !ends(bytes, end) {
        return;
    }
    match needle.kind {
        Pii::Home => {
            let separator = if needle.text.contains('\\') { b'\\' } else { b'/' };
            let goes_on = bytes.get(end).is_some_and(|byte| matches!(byte, b'/' | b'\\'));
            let end = if goes_on { end_of_path(text, end, separator) } else { end };
            finds.add(Pii::Home, start..end, needle.sure);
        }
        Pii::Remote => {
            let start = backward(bytes, start, 32, |byte| {
                byte > b' ' && !b"\"'`<>()[]{},=\\".contains(&byte)
            });
            finds.add(Pii::Remote, start..end_of_url(bytes, end), needle.sure);
        }
        Pii::User => {
            if !is_publisher(bytes, &(start..end), hint) {
                finds.add(Pii::User, start..end, is_certain(bytes, start, end));
            }
        }
        kind => finds.add(kind, start..end, needle.sure),
    }
}

/// Whether a user name stands where the maker of an extension does: `name.extension`.
fn is_publisher(bytes: &[u8], at: &Range<usize>, hint: Hint) -> bool {
    let in_path = before(bytes, at.start).is_some_and(|byte| matches!(byte, b'/' | b'\\'));
    let dotted = bytes.get(at.end) == Some(&b'.')
        && bytes.get(at.end + 1).is_some_and(|byte| is_word(*byte));
    hint.is_publisher() || dotted && !in_path
}

/// Whether it is the user's name and no word: it is all there is, or what a path or `=` leads to.
fn is_certain(bytes: &[u8], start: usize, end: usize) -> bool {
    let alone = start == 0 && end == bytes.len();
    alone
        || before(bytes, start)
            .is_some_and(|byte| matches!(byte, b'/' | b'\\' | b'=' | b':' | b'~'))
}
