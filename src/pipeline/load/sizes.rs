//! How much is done at once where much is loaded. Nothing that is loaded depends on it.

/// Sizes in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// About so many are one chunk.
    pub chunk: u64,
    /// So much behind its end is read with a chunk, in the hope that its last record ends there.
    pub beyond: usize,
    /// A smaller piece of a stream is not worth a job.
    pub least: usize,
    /// A record that goes on for longer is left to the other way.
    pub longest: usize,
    /// What is read at once where there are no jobs.
    pub piece: u64,
    /// The end of a file that has at least so many is shown before it is read.
    pub big: u64,
    /// So much of its end.
    pub end: u64,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            chunk: 1 << 20,
            beyond: 16 << 10,
            least: 256 << 10,
            longest: 16 << 20,
            piece: 256 << 10,
            big: 16 << 20,
            end: 1 << 20,
        }
    }
}
