//! A stretch that is read piece by piece, for it is not cut into chunks.

use crate::pipeline::ingest::Ingest;

use super::loader::{Cutting, Loaded, Loader, PIECE, Pieces};

impl Loader {
    /// Reads the next piece of a stretch.
    pub(super) fn read_piece(
        &mut self,
        ingest: &mut Ingest,
        mut pieces: Pieces,
        loaded: &mut Loaded,
    ) {
        let Pieces { source, stretch, .. } = &mut pieces;
        let len = (stretch.range.end - stretch.range.start).min(PIECE);
        let mut piece = vec![0; len as usize];
        // A file that was cut, or that cannot be read, ends here: its next look tells.
        let read = stretch.file.read_at(stretch.range.start, &mut piece).unwrap_or(0);
        loaded.complete.extend(ingest.bytes(*source, &piece[..read]));
        stretch.range.start += read as u64;
        self.done += read as u64;
        if read > 0 && !stretch.range.is_empty() {
            self.cutting.push(Cutting::Pieces(pieces));
        } else {
            loaded.free.push((pieces.source, pieces.waiting));
        }
    }
}
