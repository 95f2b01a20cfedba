//! Where git repositories are: URLs and short forms that only git understands.

use crate::event::Pii;

use super::finds::Finds;
use super::run::{REACH, backward, before, forward, is_word, starts};

/// Adds every URL of a repository: it ends with `.git`, goes through `/_git/`, or is of git's own
/// kinds (`ssh://git@…`).
pub(super) fn find_urls(bytes: &[u8], finds: &mut Finds<'_>) {
    let colons = memchr::memchr_iter(b':', bytes);
    colons.filter(|at| bytes[*at..].starts_with(b"://")).for_each(|at| url(bytes, at, finds));
}

/// Adds every remote in git's short form: `git@host:owner/name`.
pub(super) fn find_short(bytes: &[u8], finds: &mut Finds<'_>) {
    memchr::memchr_iter(b'@', bytes).for_each(|at| short(bytes, at, finds));
}

/// Schemes that git fetches by, npm's forms among them.
const SCHEMES: [&[u8]; 7] =
    [b"https", b"http", b"ssh", b"git", b"git+ssh", b"git+https", b"git+http"];

fn url(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    let start = backward(bytes, at, 16, |byte| byte.is_ascii_alphanumeric() || byte == b'+');
    let scheme = &bytes[start..at];
    if !SCHEMES.contains(&scheme) {
        return;
    }
    let end = end_of_url(bytes, at + 3);
    let rest = &bytes[at + 3..end];
    let deep = memchr::memchr(b'/', rest).is_some_and(|slash| slash > 0 && slash + 1 < rest.len());
    let by_git = scheme.starts_with(b"git") || scheme == b"ssh" && rest.starts_with(b"git@");
    if deep && (by_git || ends_with_git(rest) || memchr::memmem::find(rest, b"/_git/").is_some()) {
        finds.add(Pii::Remote, start..end, true);
    }
}

/// `git@host:owner/name`, or with any user where it ends with `.git`.
fn short(bytes: &[u8], at: usize, finds: &mut Finds<'_>) {
    let start = backward(bytes, at, 33, |byte| is_word(byte) || matches!(byte, b'_' | b'-' | b'.'));
    let host = forward(bytes, at + 1, REACH, |byte| is_word(byte) || matches!(byte, b'-' | b'.'));
    let path = host + 1;
    if bytes.get(host) != Some(&b':') || host == at + 1 || start == at || !starts(bytes, start) {
        return;
    }
    let end = end_of_url(bytes, path);
    let rest = &bytes[path..end];
    let by_git = &bytes[start..at] == b"git" && rest.contains(&b'/');
    let in_url = before(bytes, start) == Some(b'/');
    if !in_url && rest.first().is_some_and(|byte| is_word(*byte)) && (by_git || ends_with_git(rest))
    {
        finds.add(Pii::Remote, start..end, true);
    }
}

/// Whether the path of a repository ends here, before a query or what npm writes behind `#`.
fn ends_with_git(rest: &[u8]) -> bool {
    let path = rest.split(|byte| matches!(byte, b'?' | b'#')).next().unwrap_or_default();
    let path = path.strip_suffix(b"/").unwrap_or(path);
    path.ends_with(b".git") && path.len() > 5 || memchr::memmem::find(path, b".git/").is_some()
}

/// Where a URL ends that is not in quotes.
pub(super) fn end_of_url(bytes: &[u8], at: usize) -> usize {
    let end = forward(bytes, at, 2 * REACH, |byte| {
        byte > b' '
            && !matches!(
                byte,
                b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\' | b',' | b')' | b']' | b'}' | b'|'
            )
    });
    let trailing = |byte: &&u8| matches!(byte, b'.' | b':' | b';' | b'!' | b'?');
    end - bytes[at..end].iter().rev().take_while(trailing).count()
}
