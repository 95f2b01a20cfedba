//! The end of a big file, shown before the file is read.
//!
//! A log of its own holds the last events, and is what everybody sees, while the whole is read
//! into another. When that is done it takes the place of the first, whose events are its last.

use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use crate::event::SourceId;
use crate::frame::first_opening;
use crate::source::Stretch;

use super::answer::SharedView;
use super::ingest::Ingest;

/// What is shown while another log is filled.
#[derive(Debug)]
pub(super) struct Preview {
    /// Fills the log that is shown.
    shown: Ingest,
    pub(super) source: SourceId,
    /// The bytes before what is shown.
    pub(super) before: u64,
}

impl Preview {
    /// Shows the end of `stretch`, the first thing that comes of the only source that `ingest`
    /// has; from here on that fills another log. `None` where that is not worth it, or the file
    /// is no plain log.
    pub(super) fn begin(ingest: &mut Ingest, source: SourceId, stretch: &Stretch) -> Option<Self> {
        let sizes = ingest.sizes();
        let Range { start, end } = stretch.range;
        if end - start < sizes.big || !ingest.is_untouched(source) {
            return None;
        }
        ingest.first_plain(source, &read(stretch, start..end.min(start + sizes.end))?)?;
        let from = end - sizes.end.min(end - start);
        let last = read(stretch, from..end)?;
        let first = first_opening(&last, from, 0)?;
        let before = from + first as u64 - start;
        let mut shown = ingest.twin();
        shown.resume(source, (start + before, 0));
        shown.bytes(source, &last[first..]);
        shown.show_open();
        let emptied = shown.log().read().unwrap_or_else(PoisonError::into_inner).emptied();
        ingest.fill(Arc::new(RwLock::new(emptied)));
        Some(Self { shown, source, before })
    }

    /// Puts the log that was filled in the place of the one that was shown, and lets `view` go
    /// over to it before anybody looks.
    pub(super) fn end(self, ingest: &mut Ingest, view: &SharedView) {
        ingest.show_open();
        let (filled, shown) = (ingest.log(), self.shown.log());
        {
            let mut filled = filled.write().unwrap_or_else(PoisonError::into_inner);
            let mut shown = shown.write().unwrap_or_else(PoisonError::into_inner);
            filled.succeed(&shown);
            std::mem::swap(&mut *filled, &mut *shown);
            view.write().unwrap_or_else(PoisonError::into_inner).take_in(&shown);
        }
        ingest.fill(shown);
    }

    /// Leaves it at what is shown, in place of the log that was to be filled.
    pub(super) fn keep(self) -> Ingest {
        self.shown
    }
}

/// Some bytes of a stretch, as far as they are there.
fn read(stretch: &Stretch, range: Range<u64>) -> Option<Vec<u8>> {
    stretch.file.bytes_at(range.start, (range.end - range.start) as usize).ok()
}
