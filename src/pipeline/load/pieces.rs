//! Loading piece by piece, in order: what is no plain log, until chunks can begin.

use crate::event::SourceId;
use crate::pipeline::ingest::Ingest;
use crate::source::Delivery;

use super::loader::{Loaded, Loader};
use super::underway::{Cutting, Pieces, Supply};

/// Why a source ends before it should.
pub(super) const SHORTER: &str = "the file became shorter while it was read: its end is missing";

/// So much is read at first of a piece.
const GLANCE: u64 = 4 << 10;

impl Loader {
    /// What of a source is read piece by piece.
    pub(super) fn pieces_of(&mut self, source: SourceId) -> Option<&mut Pieces> {
        self.cutting.iter_mut().find_map(|cutting| match cutting {
            Cutting::Pieces(pieces) if pieces.source == source => Some(pieces),
            _ => None,
        })
    }

    /// Reads a piece of a stretch into the log, or begins to cut it into chunks there.
    pub(super) fn read_piece(
        &mut self,
        ingest: &mut Ingest,
        mut pieces: Pieces,
        loaded: &mut Loaded,
    ) {
        let Pieces { source, ref stretch, .. } = pieces;
        let len = (stretch.range.end - stretch.range.start).min(self.sizes.piece);
        // That chunks can begin is mostly told by the first line.
        if pieces.hopeful
            && let Ok(first) = stretch.file.bytes_at(stretch.range.start, len.min(GLANCE) as usize)
            && let Some(at) = self.way(ingest, source, &first)
        {
            return self.begin_chunks(ingest, pieces, (&first, at), loaded);
        }
        let piece = match stretch.file.bytes_at(stretch.range.start, len as usize) {
            Ok(piece) => piece,
            Err(error) => {
                let problem = format!("cannot be read further: {error}");
                pieces.waiting.list.push_front(Delivery::Problem(problem));
                Vec::new()
            }
        };
        if pieces.hopeful
            && let Some(at) = self.way(ingest, source, &piece)
        {
            return self.begin_chunks(ingest, pieces, (&piece, at), loaded);
        }
        loaded.complete.extend(ingest.bytes(source, &piece));
        let range = &mut pieces.stretch.range;
        range.start += piece.len() as u64;
        self.done += piece.len() as u64;
        pieces.hopeful = true;
        if !piece.is_empty() && !range.is_empty() {
            self.cutting.push(Cutting::Pieces(pieces));
        } else {
            // Of a file that was cut, or that cannot be read, this is all that there is.
            self.done += range.end - range.start;
            let mut waiting = pieces.waiting.list;
            if pieces.stretch.saved.is_some() && !range.is_empty() && waiting.is_empty() {
                waiting.push_back(Delivery::Problem(SHORTER.to_owned()));
            }
            loaded.free.push((source, waiting));
        }
    }

    /// Begins to cut a stretch into chunks, `at` so many bytes behind its start, where the source
    /// gets to the beginning of a record.
    fn begin_chunks(
        &mut self,
        ingest: &mut Ingest,
        pieces: Pieces,
        (piece, at): (&[u8], usize),
        loaded: &mut Loaded,
    ) {
        let Pieces { source, mut stretch, waiting, .. } = pieces;
        loaded.complete.extend(ingest.bytes(source, &piece[..at]));
        self.done += at as u64;
        let Some((place, complete)) = ingest.hand_over(source) else { return };
        loaded.complete.extend(complete);
        stretch.range.start += at as u64;
        ingest.see_first(source, &piece[at..], place);
        let next = stretch.range.start;
        self.open_load(ingest, source, place, Supply::File { stretch, next, open: Vec::new() });
        if let Some(load) = self.loads.get_mut(&source) {
            load.waiting = waiting;
        }
        self.cutting.push(Cutting::Chunks(source));
    }
}
