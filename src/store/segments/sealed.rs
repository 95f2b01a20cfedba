//! Text that grows no more: packed in memory, or left in its saved file.

use std::ops::Range;
use std::sync::Arc;

use lz4_flex::block::{compress, compress_into, decompress_into, get_maximum_output_size};

use super::super::reread::Reread;

/// Text is packed in pieces of so many bytes, so that a record costs no more to read than that;
/// as much is read of a saved file for a record that lies within. Pieces of 1 MiB would make a
/// seventh less, and cost sixteen times as much to read a record of.
pub(super) const PIECE: usize = 64 << 10;

/// Bytes that tell where a packed piece ends, in a table before the pieces.
const END: usize = size_of::<u32>();

/// The text of a whole segment, which grows no more.
#[derive(Clone, Debug)]
pub enum Sealed {
    /// Packed in memory.
    Packed {
        /// The packed pieces, behind a table of where each of them ends.
        packed: Arc<[u8]>,
        /// How many bytes they unpack to.
        len: usize,
    },
    /// Left in a saved file, from where it is read again.
    Saved {
        /// The file.
        file: Arc<dyn Reread>,
        /// Where in it the text begins.
        offset: u64,
        /// How many bytes it has.
        len: usize,
    },
    /// Not there any more: it was lost before it came here.
    Lost {
        /// Why.
        why: Lost,
        /// How many bytes it had.
        len: usize,
    },
}

/// Why the text of an event is not there any more.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// It was the oldest when the memory was full.
    #[error("its text was dropped to keep within --max-memory")]
    Dropped,
    /// Its file is not what it was; why, as a clause.
    #[error("its text is gone: {0}")]
    Gone(String),
}

impl Sealed {
    /// Packs a text, at 1 to 2 GB a second: a matter of the thread that read it.
    pub fn pack(bytes: &[u8]) -> Self {
        let pieces = bytes.len().div_ceil(PIECE);
        let mut packed = Vec::with_capacity(pieces * END + bytes.len() / 6);
        packed.resize(pieces * END, 0);
        let mut scratch = vec![0; get_maximum_output_size(PIECE.min(bytes.len()))];
        for (at, piece) in bytes.chunks(PIECE).enumerate() {
            match compress_into(piece, &mut scratch) {
                Ok(len) => packed.extend_from_slice(&scratch[..len]),
                Err(_) => packed.extend_from_slice(&compress(piece)),
            }
            let end = (packed.len() as u32).to_le_bytes();
            packed[at * END..][..END].copy_from_slice(&end);
        }
        Self::Packed { packed: packed.into(), len: bytes.len() }
    }

    /// How many bytes of text it is.
    pub fn len(&self) -> usize {
        match self {
            Self::Packed { len, .. } | Self::Saved { len, .. } | Self::Lost { len, .. } => *len,
        }
    }

    /// Whether it is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory that the text takes: none where it stays in its file.
    pub(super) fn memory(&self) -> usize {
        match self {
            Self::Packed { packed, .. } => packed.len(),
            Self::Saved { .. } | Self::Lost { .. } => 0,
        }
    }

    /// The whole text, in the beginning of a buffer that grows at need.
    pub(super) fn fill<'b>(&self, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], Lost> {
        self.is_there()?;
        let len = self.len();
        if buffer.len() < len {
            buffer.resize(len, 0);
        }
        self.read_into(0, &mut buffer[..len])?;
        Ok(&buffer[..len])
    }

    /// A part of the text, in a buffer that grows at need; of a part that goes beyond the text
    /// what there is.
    pub(super) fn fill_part<'b>(
        &self,
        range: Range<usize>,
        buffer: &'b mut Vec<u8>,
    ) -> Result<&'b [u8], Lost> {
        let range = range.start..range.end.min(self.len());
        if range.is_empty() {
            return Ok(&[]);
        }
        self.is_there()?;
        let whole = self.whole_pieces(&range);
        if buffer.len() < whole.len() {
            buffer.resize(whole.len(), 0);
        }
        self.read_into(whole.start, &mut buffer[..whole.len()])?;
        Ok(&buffer[range.start - whole.start..range.end - whole.start])
    }

    /// A part of the text, which must lie in it.
    pub(super) fn read(&self, range: Range<usize>) -> Result<Vec<u8>, Lost> {
        self.is_there()?;
        let whole = self.whole_pieces(&range);
        let mut bytes = vec![0; whole.len()];
        self.read_into(whole.start, &mut bytes)?;
        bytes.truncate(range.end.saturating_sub(whole.start));
        bytes.drain(..range.start - whole.start);
        Ok(bytes)
    }

    /// Why it is not there, before room is made for it.
    fn is_there(&self) -> Result<(), Lost> {
        match self {
            Self::Lost { why, .. } => Err(why.clone()),
            Self::Packed { .. } | Self::Saved { .. } => Ok(()),
        }
    }

    /// What has to be unpacked or read for a part of the text.
    fn whole_pieces(&self, range: &Range<usize>) -> Range<usize> {
        match self {
            Self::Packed { len, .. } => {
                range.start / PIECE * PIECE..range.end.next_multiple_of(PIECE).min(*len)
            }
            Self::Saved { .. } | Self::Lost { .. } => range.clone(),
        }
    }

    /// Fills `into` with what begins at `begin`: of a packed text, with whole pieces.
    fn read_into(&self, begin: usize, into: &mut [u8]) -> Result<(), Lost> {
        match self {
            Self::Packed { packed, len } => {
                for (at, into) in (begin / PIECE..).zip(into.chunks_mut(PIECE)) {
                    let unpacked =
                        packed_piece(packed, *len, at).map(|it| decompress_into(it, into));
                    if !matches!(unpacked, Some(Ok(len)) if len == into.len()) {
                        return Err(Lost::Gone("it cannot be unpacked".to_owned()));
                    }
                }
                Ok(())
            }
            Self::Saved { file, offset, .. } => {
                file.read_at(offset + begin as u64, into).map_err(Lost::Gone)
            }
            Self::Lost { why, .. } => Err(why.clone()),
        }
    }
}

/// A piece of a packed text of so many bytes, by its number.
fn packed_piece(packed: &[u8], len: usize, at: usize) -> Option<&[u8]> {
    let end = |at: usize| {
        let bytes = packed.get(at * END..)?.first_chunk::<END>()?;
        Some(u32::from_le_bytes(*bytes) as usize)
    };
    let begin = at.checked_sub(1).map_or(Some(len.div_ceil(PIECE) * END), end)?;
    packed.get(begin..end(at)?)
}
