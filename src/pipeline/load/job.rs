//! What a worker is given: a chunk of a source, and what is known of it.

use std::ops::Range;
use std::sync::Arc;

use crate::source::Held;
use crate::store::Reread;

use super::place::Place;
use super::sizes::Sizes;

/// A chunk to read.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) input: Input,
    pub(super) place: Arc<Place>,
}

/// Where the records of a chunk are.
#[derive(Debug)]
pub(super) enum Input {
    /// In a file.
    File(Cut),
    /// Here: whole records, of which the first byte stands at `offset` of what was streamed.
    Bytes { bytes: Arc<Vec<u8>>, offset: u64 },
}

/// The records that begin in `own`, a chunk of a stretch.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) file: Held,
    pub(super) own: Range<u64>,
    /// A record begins where the chunk does.
    pub(super) begins: bool,
    /// Where the stretch ends. The record that goes to there may grow.
    pub(super) end: u64,
    /// The file can be read again.
    pub(super) saved: Option<Arc<dyn Reread>>,
    pub(super) sizes: Sizes,
}
