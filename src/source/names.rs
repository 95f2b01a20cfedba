//! What the names of files and folders say: session stamps, telemetry, rotation numbers.
//!
//! Owns the naming rules of the editors' log writers. Looks at names only, never at a disk.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::archive::without_ending;

/// The highest rotation number that is looked for: of files that were renamed, then of copies.
pub(super) const SIBLINGS: u8 = RENAMED + COPIES;

/// The editors' rotating logger keeps six old files; a fork may keep some more, and a single
/// digit is what its naming allows.
const RENAMED: u8 = 9;

/// The web workbench's logger, which cannot rename, copies the whole text to `telemetry.log_1` …
/// `telemetry.log_5`, and begins again at `_1` when all are taken. Its names do not tell when
/// that was, so the higher is taken for the newer.
const COPIES: u8 = 5;

/// Whether `name` is a session folder's: `20261121T013859`, the local time of a launch.
pub fn is_stamp(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() == 15
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 => *byte == b'T',
            _ => byte.is_ascii_digit(),
        })
}

/// Whether a file holds telemetry by its name: it contains `telemetry`, in any case.
pub fn is_bearing(path: &Path) -> bool {
    file_name(path).to_ascii_lowercase().contains("telemetry")
}

/// Whether a file counts as a log in a folder: `*.log` in any case, or `*.txt` (what extensions
/// wrote in the early years) if its name says telemetry; either also compressed.
pub(super) fn is_log(path: &Path) -> bool {
    let name = file_name(path);
    let plain = Path::new(without_ending(&name));
    plain.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("log")
            || copy_of(plain).is_some()
            || (extension.eq_ignore_ascii_case("txt") && is_bearing(path))
    })
}

/// The last component of a path as text; what is no UTF-8 in it is replaced.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The name that the `number`-th last rotation gave to the old content of `live`:
/// `telemetry.log` → `telemetry.1.log`; above the renamed, `telemetry.log_5` down to
/// `telemetry.log_1`.
pub(super) fn sibling(live: &Path, number: u8) -> PathBuf {
    if number > RENAMED && is_plain_log(live) {
        let mut name = live.file_name().unwrap_or_default().to_owned();
        name.push(format!("_{}", (SIBLINGS + 1).saturating_sub(number)));
        return live.with_file_name(name);
    }
    let mut name = OsString::from(live.file_stem().unwrap_or_default());
    name.push(format!(".{number}"));
    if let Some(extension) = live.extension() {
        name.push(".");
        name.push(extension);
    }
    live.with_file_name(name)
}

/// What rotation calls the old content of `live`: `telemetry.log` → `telemetry.1.log`, the newest
/// old one.
pub fn rotated(live: &Path, number: u8) -> PathBuf {
    sibling(live, number.min(RENAMED))
}

/// The name under which an editor wrote a file, whatever rotation and compression have made of
/// it: `telemetry.2.log.gz` → `telemetry.log`.
pub fn written_name(path: &Path) -> PathBuf {
    let plain = path.with_file_name(without_ending(&file_name(path)));
    live_of(&plain).map_or(plain, |(live, _)| live)
}

/// Whether a name ends in `.log`.
fn is_plain_log(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "log")
}

/// The live name and the rotation number of a copy: `telemetry.log_2`.
fn copy_of(path: &Path) -> Option<(PathBuf, u8)> {
    let (name, copy) = path.file_name()?.to_str()?.rsplit_once('_')?;
    let live = path.with_file_name(name);
    let copy: u8 = copy.parse().ok().filter(|copy| (1..=COPIES).contains(copy))?;
    let number = SIBLINGS + 1 - copy;
    let written = is_plain_log(&live) && sibling(&live, number) == path;
    written.then_some((live, number))
}

/// The live name and the rotation number of a rotated file: the reverse of [`sibling`].
pub(super) fn live_of(path: &Path) -> Option<(PathBuf, u8)> {
    if let Some(copy) = copy_of(path) {
        return Some(copy);
    }
    let stem = Path::new(path.file_stem()?);
    let number: u8 = stem.extension()?.to_str()?.parse().ok()?;
    let mut name = OsString::from(stem.file_stem()?);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    let live = path.with_file_name(name);
    // Only what `sibling` writes: no `+1`, no `01`, no number that is never looked for.
    let written = (1..=RENAMED).contains(&number) && sibling(&live, number) == path;
    written.then_some((live, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_launch_stamp_is_a_session() {
        assert!(is_stamp("20261121T013859"));
        for other in
            ["20261121T01385", "20261121T0138590", "20261121t013859", "2026112aT013859", ""]
        {
            assert!(!is_stamp(other), "{other}");
        }
        assert!(!is_stamp("20261121T013859_1"));
    }

    #[test]
    fn telemetry_in_any_case_makes_a_file_bearing() {
        assert!(is_bearing(Path::new("a/remoteExtHostTelemetry.log")));
        assert!(is_bearing(Path::new("TELEMETRY.1.LOG")));
        assert!(!is_bearing(Path::new("telemetry/main.log")));
    }

    #[test]
    fn logs_are_told_by_their_extension() {
        assert!(is_log(Path::new("Acme Log.log")));
        assert!(is_log(Path::new("a.LOG")));
        assert!(is_log(Path::new("acme-telemetry.txt")));
        assert!(is_log(Path::new("telemetry.log.gz")) && is_log(Path::new("a.1.LOG.ZST")));
        assert!(is_log(Path::new("acme-telemetry.txt.gz")) && !is_log(Path::new("notes.txt.gz")));
        assert!(!is_log(Path::new("notes.txt")));
        assert!(!is_log(Path::new("log")));
    }

    #[test]
    fn a_rotated_name_and_its_live_name_lead_to_each_other() {
        let live = Path::new("/l/telemetry.log");
        assert_eq!(sibling(live, 3), Path::new("/l/telemetry.3.log"));
        assert_eq!(live_of(Path::new("/l/telemetry.3.log")), Some((live.to_owned(), 3)));
        assert_eq!(sibling(Path::new("plain"), 1), Path::new("plain.1"));
        for other in ["telemetry.log", "telemetry.0.log", "telemetry.12.log", "telemetry.01.log"] {
            assert_eq!(live_of(Path::new(other)), None, "{other}");
        }
        assert_eq!(live_of(Path::new("a.+1.log")), None);
    }

    #[test]
    fn the_name_that_was_written_is_told_from_whatever_became_of_it() {
        for name in ["telemetry.log", "telemetry.2.log", "telemetry.log.gz", "telemetry.6.log.zst"]
        {
            let written = written_name(&Path::new("/l").join(name));
            assert_eq!(written, Path::new("/l/telemetry.log"), "{name}");
        }
        assert_eq!(written_name(Path::new("/l/notes.txt")), Path::new("/l/notes.txt"));
        assert_eq!(rotated(Path::new("/l/a.log"), 6), Path::new("/l/a.6.log"));
    }

    #[test]
    fn a_copy_that_a_browser_made_is_a_rotation_too_and_the_higher_is_the_newer() {
        let live = Path::new("/l/telemetry.log");
        let copies: Vec<_> = (10..=SIBLINGS).map(|number| sibling(live, number)).collect();
        let names = [5, 4, 3, 2, 1].map(|copy| PathBuf::from(format!("/l/telemetry.log_{copy}")));
        assert_eq!(copies, names);
        for (number, copy) in (10..).zip(&copies) {
            assert!(is_log(copy) && is_bearing(copy));
            assert_eq!(live_of(copy), Some((live.to_owned(), number)));
        }
        for other in ["a.log_0", "a.log_6", "a.log_01", "a.txt_1", "a_1", "_1", "a.log_+1"] {
            assert_eq!(live_of(Path::new(other)), None, "{other}");
        }
        assert_eq!(sibling(Path::new("notes"), 12), Path::new("notes.12"), "no name of a copy");
        assert!(!is_log(Path::new("a.log_6")));
    }
}
