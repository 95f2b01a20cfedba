//! The text of many events, read on all cores and given in their order.
//!
//! Threads live for one call. Whoever calls gets what came of the events page by page, on its own
//! thread: a few pages are ready ahead of it and no more, and when it wants no more nothing more
//! is read. While none is ready, it makes one itself.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::event::EventId;
use crate::store::{Around, EventLog, Row, SegmentRef, Text, TextRef, threads};

/// So many events at most make a page.
const PAGE: usize = if cfg!(test) { 4 } else { 512 };

/// A page is full with so many bytes of text.
const FULL: u64 = if cfg!(test) { 400 } else { 512 << 10 };

/// Fewer events are read sooner than a thread is there.
const FEW: usize = if cfg!(test) { 8 } else { 128 };

/// So many pages a thread are made ahead.
const AHEAD: usize = 2;

/// What lies farther apart in its segment is read each for itself: to read this much more takes
/// about as long as to ask once more.
const NEAR: usize = 8 << 10;

/// Calls `each` with every one of `ids` and its text, on all cores, and `take` with what came of
/// them, page after page in their order, until it fails. A page it was called with is used again.
///
/// With `placed` the text is read so that [`Whole::place`](crate::store::Whole::place) has no more
/// to read.
///
/// # Errors
/// What `take` says.
pub fn read_in_order<P: Default + Send, E>(
    log: &EventLog,
    ids: &[EventId],
    placed: bool,
    each: impl Fn(Row<'_>, Text<'_>, &mut P) + Sync,
    take: impl FnMut(&mut P) -> Result<(), E>,
) -> Result<(), E> {
    let others = if ids.len() < FEW { 0 } else { threads() - 1 };
    let pages = Pages {
        log,
        desk: Mutex::new(Desk {
            left: ids,
            begun: 0,
            taken: 0,
            made: VecDeque::new(),
            spare: Vec::new(),
        }),
        turned: Condvar::new(),
        most: (others + 1) * AHEAD,
    };
    let make = |ids: &[EventId], buffer: &mut Vec<u8>, page: &mut P| {
        read(log, ids, placed, buffer, |row, text| each(row, text, page));
    };
    thread::scope(|scope| {
        let (pages, make) = (&pages, &make);
        // Where the system has no thread left, the others do its work.
        for _ in 0..others {
            let run = move || pages.make_all(make);
            if thread::Builder::new().spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        pages.take_all(make, take)
    })
}

/// Calls `each` with some events and their texts, read together as far as they lie together.
fn read(
    log: &EventLog,
    ids: &[EventId],
    placed: bool,
    buffer: &mut Vec<u8>,
    mut each: impl FnMut(Row<'_>, Text<'_>),
) {
    let lie_together = |a: &EventId, b: &EventId| {
        let ((segment, before), (other, next)) = (log.lies(*a), log.lies(*b));
        segment == other && next.start.checked_sub(before.end).is_some_and(|gap| gap <= NEAR)
    };
    for ids in ids.chunk_by(lie_together) {
        let (Some(first), Some(end)) = (ids.first(), ids.last()) else { continue };
        let (at, Range { start, .. }) = log.lies(*first);
        let rows = ids.iter().filter_map(|id| log.row(*id));
        let together = |segment: &SegmentRef<'_>| ids.len() > 1 || segment.is_saved();
        let Some(segment) = log.segment(at).filter(together) else {
            rows.for_each(|row| each(row, log.text(row)));
            continue;
        };
        let start = if placed { segment.counted_from(start) } else { start };
        match segment.part(start..log.lies(*end).1.end, buffer) {
            Ok(bytes) => rows.for_each(|row| each(row, log.text_in(row, Around { start, bytes }))),
            Err(why) => {
                rows.for_each(|row| each(row, log.text_of(row, TextRef::Lost(why.clone()))));
            }
        }
    }
}

/// The pages, shared by the threads that make them and the one that takes them.
struct Pages<'a, P> {
    log: &'a EventLog,
    desk: Mutex<Desk<'a, P>>,
    /// A page was made or taken.
    turned: Condvar,
    /// So many pages at most are begun and not taken.
    most: usize,
}

struct Desk<'a, P> {
    /// The events of which no page is begun. None are left when no more are wanted.
    left: &'a [EventId],
    /// How many pages were begun, and how many taken.
    begun: usize,
    taken: usize,
    /// The pages that were begun and not taken, as far as they are made.
    made: VecDeque<Option<P>>,
    /// Pages to be used again.
    spare: Vec<P>,
}

/// A page that is begun.
struct Begun<'a, P> {
    number: usize,
    ids: &'a [EventId],
    page: P,
}

/// Wants no more pages when it is dropped: then no thread waits for another that has ended.
struct Stop<'p, 'a, P>(&'p Pages<'a, P>);

impl<P> Drop for Stop<'_, '_, P> {
    fn drop(&mut self) {
        let mut desk = self.0.desk();
        desk.left = &[];
        if thread::panicking() {
            // What was begun by this thread will not come.
            desk.made.clear();
        }
        self.0.turned.notify_all();
    }
}

impl<'a, P> Pages<'a, P> {
    fn desk(&self) -> MutexGuard<'_, Desk<'a, P>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a, P: Default> Pages<'a, P> {
    /// Makes pages until none are left to be begun.
    fn make_all(&self, make: impl Fn(&[EventId], &mut Vec<u8>, &mut P)) {
        let mut buffer = Vec::new();
        let _stop = Stop(self);
        let mut desk = self.desk();
        while !desk.left.is_empty() {
            if let Some(mut begun) = self.begin(&mut desk) {
                drop(desk);
                make(begun.ids, &mut buffer, &mut begun.page);
                desk = self.desk();
                self.put(&mut desk, begun);
            } else {
                desk = self.wait(desk);
            }
        }
    }

    /// Gives the pages to `take`, and makes those that nobody else has begun in time.
    fn take_all<E>(
        &self,
        make: impl Fn(&[EventId], &mut Vec<u8>, &mut P),
        mut take: impl FnMut(&mut P) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut buffer = Vec::new();
        let _stop = Stop(self);
        let mut desk = self.desk();
        loop {
            if matches!(desk.made.front(), Some(Some(_)))
                && let Some(Some(mut page)) = desk.made.pop_front()
            {
                desk.taken += 1;
                self.turned.notify_all();
                drop(desk);
                take(&mut page)?;
                desk = self.desk();
                desk.spare.push(page);
            } else if let Some(mut begun) = self.begin(&mut desk) {
                drop(desk);
                make(begun.ids, &mut buffer, &mut begun.page);
                desk = self.desk();
                self.put(&mut desk, begun);
            } else if desk.made.is_empty() {
                return Ok(());
            } else {
                desk = self.wait(desk);
            }
        }
    }

    /// Begins the next page, if one is left and not too many wait to be taken.
    fn begin(&self, desk: &mut Desk<'a, P>) -> Option<Begun<'a, P>> {
        if desk.left.is_empty() || desk.begun - desk.taken >= self.most {
            return None;
        }
        let mut bytes = 0;
        let full = desk.left.iter().take(PAGE).position(|id| {
            bytes += self.log.row(*id).map_or(0, |row| row.size());
            bytes >= FULL
        });
        let count = full.map_or(PAGE, |at| at + 1).min(desk.left.len());
        let (ids, left) = desk.left.split_at(count);
        desk.left = left;
        desk.made.push_back(None);
        desk.begun += 1;
        let page = desk.spare.pop().unwrap_or_default();
        Some(Begun { number: desk.begun - 1, ids, page })
    }

    /// Puts a page that is made where it will be taken.
    fn put(&self, desk: &mut Desk<'a, P>, begun: Begun<'a, P>) {
        let at = begun.number - desk.taken;
        if let Some(place) = desk.made.get_mut(at) {
            *place = Some(begun.page);
            if at == 0 {
                self.turned.notify_all();
            }
        }
    }

    fn wait<'p>(&'p self, desk: MutexGuard<'p, Desk<'a, P>>) -> MutexGuard<'p, Desk<'a, P>> {
        self.turned.wait(desk).unwrap_or_else(PoisonError::into_inner)
    }
}
