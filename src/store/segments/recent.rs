//! What was unpacked or read again lately, for the next reader: whoever shows a list asks for
//! neighbours.
//!
//! It never goes back to a file to see whether that is still the same: what it holds was right
//! when it was read, and text does not change.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// At most so many bytes are kept.
pub(super) const KEPT: usize = 8 << 20;

/// A piece of a segment, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) segment: u32,
    pub(super) piece: u32,
}

#[derive(Debug)]
pub(super) struct Recent {
    most: usize,
    pieces: Mutex<Pieces>,
}

/// The one asked for last is the last.
#[derive(Debug, Default)]
struct Pieces {
    list: VecDeque<(Piece, Arc<Vec<u8>>)>,
    bytes: usize,
}

impl Recent {
    /// Keeps no more than so many bytes from now on.
    pub(super) fn limit(&mut self, most: usize) {
        self.most = most;
        self.pieces.get_mut().unwrap_or_else(PoisonError::into_inner).shrink(most);
    }

    pub(super) fn most(&self) -> usize {
        self.most
    }

    pub(super) fn memory(&self) -> usize {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner).bytes
    }

    /// The bytes of a piece: those kept, or those that `fill` gives. Nothing is locked meanwhile:
    /// two readers may fill the same piece at the same moment, and both be right.
    pub(super) fn piece<E>(
        &self,
        piece: Piece,
        fill: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Arc<Vec<u8>>, E> {
        if let Some(hit) = self.pieces.lock().unwrap_or_else(PoisonError::into_inner).find(piece) {
            return Ok(hit);
        }
        let bytes = Arc::new(fill()?);
        if bytes.len() <= self.most {
            let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
            pieces.keep(piece, Arc::clone(&bytes));
            pieces.shrink(self.most);
        }
        Ok(bytes)
    }

    /// Forgets a segment, whose text is not there any more or is another now.
    pub(super) fn forget(&mut self, segment: u32) {
        let pieces = self.pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
        pieces.list.retain(|(piece, _)| piece.segment != segment);
        pieces.bytes = pieces.list.iter().map(|(_, bytes)| bytes.capacity()).sum();
    }
}

impl Default for Recent {
    fn default() -> Self {
        Self { most: KEPT, pieces: Mutex::default() }
    }
}

impl Pieces {
    fn find(&mut self, piece: Piece) -> Option<Arc<Vec<u8>>> {
        let at = self.list.iter().rposition(|(known, _)| *known == piece)?;
        let hit = self.list.remove(at)?;
        let bytes = Arc::clone(&hit.1);
        self.list.push_back(hit);
        Some(bytes)
    }

    fn keep(&mut self, piece: Piece, bytes: Arc<Vec<u8>>) {
        if self.list.iter().all(|(known, _)| *known != piece) {
            self.bytes += bytes.capacity();
            self.list.push_back((piece, bytes));
        }
    }

    fn shrink(&mut self, most: usize) {
        while self.bytes > most
            && let Some((_, bytes)) = self.list.pop_front()
        {
            self.bytes -= bytes.capacity();
        }
    }
}
