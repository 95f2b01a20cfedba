//! What kind of archive a name or the first bytes of a file say.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;

use crate::source::names::{file_name, is_stamp};

/// A form in which logs are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Kind {
    /// One log, as by `gzip`.
    Gzip,
    /// One log, as by `zstd`.
    Zstd,
    /// Several files with their names.
    Zip,
}

/// Endings of names; the last two are the same log under another name.
const ENDINGS: [(&str, Kind); 3] = [(".zip", Kind::Zip), (".gz", Kind::Gzip), (".zst", Kind::Zstd)];

/// First bytes. A zip without members begins with its end.
const MAGICS: [(&[u8], Kind); 4] = [
    (&[0x1f, 0x8b], Kind::Gzip),
    (&[0x28, 0xb5, 0x2f, 0xfd], Kind::Zstd),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
];

/// As many bytes as the longest of them.
pub(in crate::source) const MAGIC: usize = 4;

impl Kind {
    /// What the ending of a file's name says.
    pub(super) fn named(path: &Path) -> Option<Self> {
        split(&file_name(path)).map(|(_, kind)| kind)
    }

    /// What the first bytes say: as many as there are, up to [`MAGIC`].
    pub(in crate::source) fn of(start: &[u8]) -> Option<Self> {
        MAGICS.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, kind)| *kind)
    }

    /// Whether more bytes after `start` may still make an archive of it.
    pub(in crate::source) fn is_open(start: &[u8]) -> bool {
        start.len() < MAGIC && MAGICS.iter().any(|(magic, _)| magic.starts_with(start))
    }

    /// What the next bytes say, which are read for it.
    pub(super) fn at_start(reader: &mut impl Read) -> io::Result<Option<Self>> {
        let mut start = Vec::with_capacity(MAGIC);
        reader.take(MAGIC as u64).read_to_end(&mut start)?;
        Ok(Self::of(&start))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "zip",
        })
    }
}

/// A name without its ending, and what that says.
fn split(name: &str) -> Option<(&str, Kind)> {
    ENDINGS.iter().find_map(|(ending, kind)| {
        let stem = name.len().checked_sub(ending.len())?;
        let ends = name.get(stem..)?.eq_ignore_ascii_case(ending);
        ends.then(|| (&name[..stem], *kind))
    })
}

/// The name of a compressed log without its compression: `telemetry.log.gz` is `telemetry.log`.
pub(in crate::source) fn without_ending(name: &str) -> &str {
    match split(name) {
        Some((stem, Kind::Gzip | Kind::Zstd)) => stem,
        _ => name,
    }
}

/// Whether a zip that lies in a folder is taken for one of logs: it is called after them, or
/// after a session.
pub(in crate::source) fn is_zip_of_logs(path: &Path) -> bool {
    let name = file_name(path);
    let Some((stem, Kind::Zip)) = split(&name) else { return false };
    let stem = stem.to_ascii_lowercase();
    stem.contains("telemetry") || stem.contains("log") || is_stamp(&stem.to_ascii_uppercase())
}

/// The session that a zip is called after.
pub(super) fn stamp_of_zip(path: &Path) -> Option<String> {
    let name = file_name(path);
    split(&name).map(|(stem, _)| stem).filter(|stem| is_stamp(stem)).map(str::to_owned)
}
