//! The bytes of one record, wherever they were read from, or why they are not there.

use std::ops::{Deref, Range};
use std::sync::Arc;

use super::sealed::Lost;

/// The bytes of one record; none where its text was lost, which [`TextRef::lost`] tells.
#[derive(Debug, Clone)]
pub enum TextRef<'a> {
    /// In a segment that is still growing.
    Open(&'a [u8]),
    /// In what was unpacked, or read again, for this record and its neighbours.
    Shared(Arc<Vec<u8>>, Range<usize>),
    /// Read again from its file, for this record alone.
    Own(Box<[u8]>),
    /// Not there any more.
    Lost(Lost),
}

/// A part of a segment's text.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Where in the segment it begins.
    pub start: usize,
    /// The text.
    pub bytes: &'a [u8],
}

impl<'a> Around<'a> {
    /// What lies at `range` of the segment, as far as all of it is there.
    pub fn get(self, range: Range<usize>) -> Option<&'a [u8]> {
        self.bytes.get(range.start.checked_sub(self.start)?..range.end.checked_sub(self.start)?)
    }
}

impl TextRef<'_> {
    /// Why there is no text; `None` where there is.
    pub fn lost(&self) -> Option<&Lost> {
        match self {
            Self::Lost(lost) => Some(lost),
            _ => None,
        }
    }
}

impl Deref for TextRef<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Open(bytes) => bytes,
            Self::Shared(bytes, range) => bytes.get(range.clone()).unwrap_or_default(),
            Self::Own(bytes) => bytes,
            Self::Lost(_) => &[],
        }
    }
}
