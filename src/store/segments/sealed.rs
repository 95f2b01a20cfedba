//! Text that grows no more: packed in memory, or left in its saved file.

use std::sync::Arc;

use super::super::reread::Reread;

/// The text of a whole segment, which grows no more.
#[derive(Clone, Debug)]
pub enum Sealed {
    /// Packed in memory.
    Packed {
        /// The packed bytes.
        packed: Box<[u8]>,
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
    /// Packs a text, at 1 GB a second or so: a matter of the thread that read it.
    pub fn pack(bytes: &[u8]) -> Self {
        Self::Packed { packed: lz4_flex::block::compress(bytes).into(), len: bytes.len() }
    }

    /// How many bytes of text it is.
    pub fn len(&self) -> usize {
        match self {
            Self::Packed { len, .. } | Self::Saved { len, .. } => *len,
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
            Self::Saved { .. } => 0,
        }
    }

    /// The whole text, in the beginning of a buffer that grows at need.
    pub(super) fn fill<'b>(&self, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], Lost> {
        let len = self.len();
        if buffer.len() < len {
            buffer.resize(len, 0);
        }
        let into = &mut buffer[..len];
        match self {
            Self::Packed { packed, .. } => {
                let filled = lz4_flex::block::decompress_into(packed, into);
                filled.map_err(|error| Lost::Gone(error.to_string()))?;
            }
            Self::Saved { file, offset, .. } => {
                file.read_at(*offset, into).map_err(Lost::Gone)?;
            }
        }
        Ok(into)
    }
}
