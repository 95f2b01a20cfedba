//! Where paths start: at a person, or at what every machine has.

use std::ops::Range;

/// A root below which a person's own folders are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Root {
    prefix: &'static str,
    route: bool,
}

impl Root {
    /// Whether a web site may have pages there.
    pub(super) const fn can_be_route(self) -> bool {
        self.route
    }
}

const fn of(prefix: &'static str) -> Root {
    Root { prefix, route: false }
}

const fn also_route(prefix: &'static str) -> Root {
    Root { prefix, route: true }
}

/// Roots of home folders and of folders of work.
///
/// Source: the file system hierarchy of Linux and macOS, WSL, Git for Windows, Cygwin, Docker
/// Desktop, GitHub Codespaces and Gitpod.
const ROOTS: [Root; 16] = [
    also_route("/home/"),
    also_route("/Users/"),
    of("/root/"),
    also_route("/workspaces/"),
    also_route("/workspace/"),
    of("/Volumes/"),
    also_route("/media/"),
    of("/run/media/"),
    of("/var/home/"),
    of("/export/home/"),
    of("/usr/home/"),
    of("/private/home/"),
    of("/System/Volumes/Data/Users/"),
    of("/System/Volumes/Data/home/"),
    of("/mnt/wsl/"),
    of("/nfs/home/"),
];

/// Before the letter of a drive, where a drive of Windows is seen from elsewhere.
const DRIVES: [&str; 5] = ["/mnt/", "/cygdrive/", "/host_mnt/", "/run/desktop/mnt/host/", "/"];

/// First folders that are the same on every machine that has them, or stand for what was hidden.
const SYSTEM: [&str; 24] = [
    "redacted",
    "usr",
    "opt",
    "lib",
    "lib32",
    "lib64",
    "etc",
    "bin",
    "sbin",
    "tmp",
    "dev",
    "proc",
    "sys",
    "var",
    "snap",
    "nix",
    "boot",
    "run",
    "app",
    "Applications",
    "Library",
    "System",
    "private",
    "node_modules",
];

/// The same, on a drive of Windows.
const WINDOWS: [&str; 9] = [
    "windows",
    "program files",
    "program%20files",
    "programdata",
    "users/public",
    "users/default",
    "users/all users",
    "$recycle.bin",
    "progra~",
];

/// Names in place of a person's, as manuals write them, and homes that are nobody's.
const NOBODY: [&str; 13] = [
    "username",
    "user_name",
    "yourname",
    "your-name",
    "your_name",
    "yourusername",
    "you",
    "me",
    "someone",
    "foo",
    "...",
    "Shared",
    "Public",
];

/// Pages that web sites have below `/home/` and the like.
const PAGES: [&str; 22] = [
    "index",
    "index.html",
    "index.htm",
    "index.php",
    "dashboard",
    "settings",
    "login",
    "logout",
    "about",
    "feed",
    "news",
    "profile",
    "search",
    "list",
    "new",
    "create",
    "edit",
    "main",
    "home",
    "page",
    "welcome",
    "overview",
];

/// The root that `path` starts with, and where the first name below it is.
pub(super) fn of_person(path: &str) -> Option<(Root, Range<usize>)> {
    let root = ROOTS.into_iter().find(|root| path.starts_with(root.prefix));
    let (root, start) = match root {
        Some(root) => (root, root.prefix.len()),
        None => (of("/mnt/"), drive(path)?),
    };
    let length = path[start..].bytes().take(256).take_while(|byte| !ends_name(*byte)).count();
    let system = root.prefix == "/mnt/" && is_of_every_windows(&path[start..]);
    (length > 0 && !system).then_some((root, start..start + length))
}

/// Where the path on a drive starts, seen as `/mnt/c/…`, `/c/Users/…`, `/c:/…` or `/c%3A/…`.
fn drive(path: &str) -> Option<usize> {
    let prefix = DRIVES.into_iter().find(|prefix| path.starts_with(prefix))?;
    let rest = &path[prefix.len()..];
    let mut letters = rest.chars();
    let lettered = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    let rest = letters.as_str();
    let colon = [":", "%3A", "%3a"].into_iter().find(|colon| rest.starts_with(colon));
    let rest = rest.strip_prefix(colon.unwrap_or_default())?.strip_prefix('/')?;
    // A single letter below the root is a drive only if people live there.
    let bare = prefix == "/" && colon.is_none();
    let inhabited = rest.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("users/"));
    (lettered && (!bare || inhabited)).then_some(path.len() - rest.len())
}

const fn ends_name(byte: u8) -> bool {
    byte <= b' '
        || matches!(
            byte,
            b'/' | b'\\' | b'"' | b'\'' | b'`' | b'<' | b'>' | b',' | b';' | b')' | b'?'
        )
}

/// Whether `path` (from its first separator on) starts with a folder of the system.
pub(super) fn is_of_every_machine(path: &str) -> bool {
    if of_person(path).is_some() {
        return false;
    }
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    SYSTEM.contains(&first) || drive(path).is_some_and(|at| is_of_every_windows(&path[at..]))
}

/// Whether `path` (behind the drive's separator) starts with a folder of Windows itself.
pub(super) fn is_of_every_windows(path: &str) -> bool {
    let mut start = String::with_capacity(24);
    for letter in path.chars().take(24) {
        let letter = if letter == '\\' { '/' } else { letter.to_ascii_lowercase() };
        if letter != '/' || !start.ends_with('/') {
            start.push(letter);
        }
    }
    WINDOWS.iter().any(|system| start.starts_with(system))
}

/// Whether `name` stands for a person's without being one: a template, a number, a manual's.
pub(super) fn is_nobody(name: &str) -> bool {
    name.starts_with(['{', ':', '*', '<', '$', '[', '%'])
        || name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        || NOBODY.contains(&name)
}

/// Whether `name` is a page rather than a person.
pub(super) fn is_page(name: &str) -> bool {
    PAGES.contains(&name)
}
