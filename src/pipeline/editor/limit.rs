//! How large a log grows before it is rotated.

/// How large the editors let a log grow, in bytes, before it is rotated: a sixth of 30 MiB.
pub const EDITORS_LIMIT: u64 = 5 << 20;

/// How large a log grows before it is rotated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limit {
    /// As an editor does it; a log of which one file is larger than that was not rotated so when
    /// it was written, and is not now: its beginning would be lost.
    #[default]
    Editors,
    /// So many bytes, whatever the log was.
    Bytes(u64),
    /// It is never rotated.
    Never,
}

impl Limit {
    /// The bytes after which a log is rotated whose largest file had `largest` bytes.
    pub fn of(self, largest: u64) -> Option<u64> {
        match self {
            Self::Editors => (largest <= EDITORS_LIMIT).then_some(EDITORS_LIMIT),
            Self::Bytes(bytes) => Some(bytes),
            Self::Never => None,
        }
    }
}
