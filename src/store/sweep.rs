//! Going through the text of many events: what is left, segment by segment, newest first, and
//! sharing it out among cores.
//!
//! Threads live for one call, which ends within milliseconds: nothing runs on when nobody waits
//! for it, and whoever calls has all of it when the call returns.

mod pending;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::event::EventId;

use super::log::EventLog;
use super::row::Row;
use super::segments::TextRef;
use super::whole::Text;

pub use pending::{Pending, Work, places};

/// Each has a segment's text in memory: more threads take more of that than they save time.
const MOST_THREADS: usize = 16;

/// Of fewer records of a segment each is read for itself.
const OF_SEGMENT: usize = 8;

/// What one thread uses again to read text: a segment's worth of memory.
#[derive(Debug, Default)]
pub struct Reader {
    text: Vec<u8>,
}

/// How many threads may work at once.
pub fn threads() -> usize {
    static THREADS: OnceLock<usize> = OnceLock::new();
    let count = || thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    *THREADS.get_or_init(count)
}

/// Calls `each` with every piece of `work` and a desk of its thread's own, on as many threads as
/// are worth it; what came of it, thread by thread.
pub fn share<W: Sync, D: Default + Send, F: Default + Send>(
    works: &[W],
    threads: usize,
    desks: &mut Vec<D>,
    each: impl Fn(&W, &mut D, &mut F) + Sync,
) -> Vec<F> {
    let threads = threads.min(works.len()).max(1);
    if desks.len() < threads {
        desks.resize_with(threads, D::default);
    }
    let next = AtomicUsize::new(0);
    let run = |desk: &mut D| {
        let mut found = F::default();
        while let Some(work) = works.get(next.fetch_add(1, Ordering::Relaxed)) {
            each(work, desk, &mut found);
        }
        found
    };
    let Some((own, others)) = desks[..threads].split_first_mut() else { return Vec::new() };
    thread::scope(|scope| {
        let run = &run;
        // Where the system has no thread left, the others do its work.
        let others: Vec<_> = others
            .iter_mut()
            .filter_map(|desk| thread::Builder::new().spawn_scoped(scope, move || run(desk)).ok())
            .collect();
        let mut all = vec![run(own)];
        for other in others {
            match other.join() {
                Ok(found) => all.push(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}

impl Reader {
    /// The memory that a segment's text is read into.
    pub fn memory(&mut self) -> &mut Vec<u8> {
        &mut self.text
    }

    /// Calls `each` with some events and their texts, until it says that it is done.
    pub fn read(
        &mut self,
        log: &EventLog,
        ids: &[EventId],
        mut each: impl FnMut(Row<'_>, Text<'_>) -> bool,
    ) {
        for ids in ids.chunk_by(|a, b| log.lies(*a).0 == log.lies(*b).0) {
            let segment = ids.first().and_then(|id| log.segment(log.lies(*id).0));
            let many = segment.filter(|it| it.is_open() || ids.len() >= OF_SEGMENT);
            let bytes = many.map(|segment| segment.bytes(&mut self.text));
            for row in ids.iter().filter_map(|id| log.row(*id)) {
                let text = match &bytes {
                    None => log.text(row),
                    Some(Ok(all)) => {
                        let record = all.get(log.lies(row.id()).1).unwrap_or_default();
                        log.text_of(row, TextRef::Open(record))
                    }
                    Some(Err(lost)) => log.text_of(row, TextRef::Lost(lost.clone())),
                };
                if each(row, text) {
                    return;
                }
            }
        }
    }
}
