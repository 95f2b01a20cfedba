//! Stopping a load in the middle: what is at work is finished, what is not begun is left out.
//!
//! A file that goes on is taken up again at its newest record: the lines between are counted, for
//! every record knows its line.

use std::collections::BTreeMap;

use memchr::memchr_iter;

use crate::event::SourceId;
use crate::frame::last_opening;
use crate::pipeline::ingest::Ingest;
use crate::source::Stretch;

use super::loader::{Loaded, Loader};
use super::underway::{Cutting, Load, Supply};

/// Bytes that are read at once. A newest record that is longer is not looked for.
const PIECE: u64 = 1 << 20;

/// What was left out of a load that was stopped.
#[derive(Debug, Default)]
pub(super) struct Stopped {
    /// Whether what comes now is left out, too.
    pub(super) on: bool,
    /// By source, the bytes that are not in the log.
    pub(super) unread: BTreeMap<SourceId, u64>,
}

impl Loader {
    /// Stops reading what is there already, until it is [begun anew](Self::start_again).
    pub(in crate::pipeline) fn stop(&mut self, ingest: &mut Ingest, loaded: &mut Loaded) {
        self.stopped.on = true;
        for cutting in std::mem::take(&mut self.cutting) {
            match cutting {
                Cutting::Pieces(pieces) => {
                    let left = pieces.stretch.range.end - pieces.stretch.range.start;
                    self.leave_out(pieces.source, left);
                    loaded.free.push((pieces.source, pieces.waiting.list));
                }
                Cutting::Chunks(source) => {
                    let Some(load) = self.loads.get_mut(&source) else { continue };
                    let Supply::File { stretch, next, .. } = &mut load.supply else { continue };
                    let left = *next..stretch.range.end;
                    stretch.range.end = *next;
                    if stretch.saved.is_none() {
                        load.skip = Some(left.clone());
                    }
                    self.leave_out(source, left.end - left.start);
                    self.close_if_done(ingest, source, loaded);
                }
            }
        }
    }

    /// Gives up all that is at work, of which so many bytes of `source` are left out; what has
    /// waited for it. The log that was filled is given up, too: `ingest` fills another.
    pub(in crate::pipeline) fn give_up(
        &mut self,
        ingest: &Ingest,
        (source, bytes): (SourceId, u64),
    ) -> Loaded {
        let given_up = std::mem::replace(self, ingest.loader());
        self.stopped = given_up.stopped;
        self.stopped.on = true;
        self.stopped.unread.insert(source, bytes);
        let read = given_up.cutting.into_iter().filter_map(|cutting| match cutting {
            Cutting::Pieces(pieces) => Some((pieces.source, pieces.waiting.list)),
            Cutting::Chunks(_) => None,
        });
        let cut = given_up.loads.into_iter().map(|(source, load)| (source, load.waiting.list));
        Loaded { free: read.chain(cut).collect(), ..Loaded::default() }
    }

    /// What comes from now on is read again.
    pub(in crate::pipeline) fn start_again(&mut self) {
        self.stopped.on = false;
    }

    /// The sources that are not whole, with the bytes that each of them lacks.
    pub(in crate::pipeline) fn unread(&self) -> Vec<(SourceId, u64)> {
        self.stopped.unread.iter().map(|(source, bytes)| (*source, *bytes)).collect()
    }

    /// Nothing is to be done any more for so many bytes.
    fn leave_out(&mut self, source: SourceId, bytes: u64) {
        self.total -= bytes;
        *self.stopped.unread.entry(source).or_default() += bytes;
    }
}

impl Load {
    /// Goes on at the newest record, of a file of which the rest is left out.
    pub(super) fn skip_what_is_left_out(&mut self) {
        if let (Supply::File { stretch, open, .. }, Some(left)) = (&mut self.supply, &self.skip)
            && !self.unruly
            && let Some((newest, (offset, line))) =
                newest(stretch, (self.offset, self.line), left.end)
        {
            (*open, self.offset, self.line) = (newest, offset, line);
        }
    }
}

/// The newest record of a file from `offset` on, which stands in line `line`: its bytes, and the
/// byte and line that it begins in. `None` where there is none that begins in the last piece.
fn newest(
    stretch: &Stretch,
    (offset, line): (u64, u64),
    end: u64,
) -> Option<(Vec<u8>, (u64, u64))> {
    let begin = offset.max(end.saturating_sub(PIECE));
    let mut last = read(stretch, begin, end)?;
    let at = last_opening(&last, begin)?;
    let (mut lines, mut from) = (0, offset);
    while from < begin {
        let until = (from + PIECE).min(begin);
        lines += memchr_iter(b'\n', &read(stretch, from, until)?).count();
        from = until;
    }
    lines += memchr_iter(b'\n', &last[..at]).count();
    Some((last.split_off(at), (begin + at as u64, line + lines as u64)))
}

/// The bytes from `begin` to `end`, if all of them are there.
fn read(stretch: &Stretch, begin: u64, end: u64) -> Option<Vec<u8>> {
    let len = (end - begin) as usize;
    stretch.file.bytes_at(begin, len).ok().filter(|bytes| bytes.len() == len)
}
