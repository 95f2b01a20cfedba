//! The end of a big file, shown before the file is read.
//!
//! A log of its own holds the last events, and is what everybody sees, while the whole is read
//! into another. When that is done it takes the place of the first, whose events are its last.

use std::sync::{Arc, PoisonError, RwLock};

use crate::event::SourceId;
use crate::frame::first_opening;
use crate::source::Stretch;

use super::answer::SharedView;
use super::ingest::Ingest;

/// A smaller file is read as fast as its end is.
const BIG: u64 = 16 << 20;

/// So much of its end is shown.
const SHOWN: u64 = 1 << 20;

/// What is shown while another log is filled.
#[derive(Debug)]
pub(super) struct Preview {
    /// Fills the log that is shown.
    shown: Ingest,
    pub(super) source: SourceId,
}

impl Preview {
    /// Shows the end of `stretch`, the first thing that comes of the only source that `ingest`
    /// has; from here on that fills another log. `None` where that is not worth it, or the file
    /// is no plain log.
    pub(super) fn begin(ingest: &mut Ingest, source: SourceId, stretch: &Stretch) -> Option<Self> {
        if stretch.range.end - stretch.range.start < BIG || !ingest.is_untouched(source) {
            return None;
        }
        let begins = read(stretch, stretch.range.start)?;
        ingest.first_plain(source, &begins)?;
        let from = stretch.range.end - SHOWN;
        let end = read(stretch, from)?;
        let first = first_opening(&end, from, 0)?;
        let mut shown = ingest.twin();
        shown.resume(source, (from + first as u64, 0));
        shown.bytes(source, &end[first..]);
        shown.show_open();
        let emptied = shown.log().read().unwrap_or_else(PoisonError::into_inner).emptied();
        ingest.fill(Arc::new(RwLock::new(emptied)));
        Some(Self { shown, source })
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

    /// Leaves it at what is shown: who has filled the other log is given up for who fills this
    /// one.
    pub(super) fn keep(self, ingest: &mut Ingest) {
        *ingest = self.shown;
    }
}

/// The next megabyte of a stretch, from `at` on.
fn read(stretch: &Stretch, at: u64) -> Option<Vec<u8>> {
    let mut bytes = vec![0; (stretch.range.end - at).min(SHOWN) as usize];
    let read = stretch.file.read_at(at, &mut bytes).ok()?;
    bytes.truncate(read);
    Some(bytes)
}
