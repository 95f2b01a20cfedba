//! The columns: one plain vector a fact, an event being the same index in each, 32 bytes in all.
//!
//! They grow by blocks, so that a log that is loaded never moves what it has. A block that is full
//! may be another log's, too: one that begins with the same events.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::event::{Instant, SourceId};

use super::classes::ClassId;

/// Events of a block, as a power of two.
const BLOCK_BITS: usize = if cfg!(test) { 4 } else { 14 };
const BLOCK: usize = 1 << BLOCK_BITS;

/// Where an event's text lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) segment: u32,
    pub(super) start: u32,
    pub(super) len: u32,
}

/// One event's worth of every column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) times: Times,
    pub(super) class: ClassId,
    pub(super) source: SourceId,
    pub(super) span: Span,
}

/// What the source of an event counts of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passing {
    pub(super) at: usize,
    pub(super) clock: Instant,
    pub(super) stamped: bool,
    pub(super) class: ClassId,
    pub(super) source: SourceId,
    pub(super) len: u32,
}

/// When an event was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// The running maximum of its source's times: what sources merge by.
    pub(super) clock: Instant,
    /// Its own time.
    pub(super) time: Option<Instant>,
    /// The wall clock that this was read from.
    pub(super) wall: Option<i64>,
}

#[derive(Clone, Debug, Default)]
struct Block {
    clock: Vec<i64>,
    /// Milliseconds behind the clock; `NO_STAMP` for a record without a stamp. A record further
    /// behind than that (49 days) is kept in `far`.
    behind: Vec<u32>,
    /// Minutes by which the wall clock that the time was read from is ahead of it; `NO_WALL`
    /// for a time that no zone changes.
    ahead: Vec<i16>,
    class: Vec<ClassId>,
    source: Vec<SourceId>,
    span: Vec<Span>,
}

/// What is known of events of which lines of another log tell, beside what every event has.
#[derive(Clone, Debug, Default)]
struct ToldColumns {
    /// By source: the one that it is merged as, where that is another.
    lanes: Vec<SourceId>,
    /// How long records are where they were logged, by where their lines stand.
    lengths: HashMap<(u32, u32), u32>,
}

#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The blocks that are full but for the last, which may be, too.
    full: Vec<Arc<Block>>,
    last: Block,
    len: usize,
    far: Arc<HashMap<u32, i64>>,
    told: Arc<ToldColumns>,
}

const NO_STAMP: u32 = u32::MAX;
const FAR_BEHIND: u32 = u32::MAX - 1;
const NO_WALL: i16 = i16::MIN;
const MINUTE: i64 = 60_000;

impl Block {
    fn new() -> Self {
        Self {
            clock: Vec::with_capacity(BLOCK),
            behind: Vec::with_capacity(BLOCK),
            ahead: Vec::with_capacity(BLOCK),
            class: Vec::with_capacity(BLOCK),
            source: Vec::with_capacity(BLOCK),
            span: Vec::with_capacity(BLOCK),
        }
    }

    /// Takes on the events of `whole` up to the one at `to`.
    fn take_on(&mut self, whole: &Self, to: usize) {
        if self.clock.capacity() == 0 {
            *self = Self::new();
        }
        let range = self.clock.len()..to;
        self.clock.extend_from_slice(&whole.clock[range.clone()]);
        self.behind.extend_from_slice(&whole.behind[range.clone()]);
        self.ahead.extend_from_slice(&whole.ahead[range.clone()]);
        self.class.extend_from_slice(&whole.class[range.clone()]);
        self.source.extend_from_slice(&whole.source[range.clone()]);
        self.span.extend_from_slice(&whole.span[range]);
    }
}

impl Columns {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn push(&mut self, row: &Row) {
        if self.len.is_multiple_of(BLOCK) {
            let last = std::mem::replace(&mut self.last, Block::new());
            if self.len > 0 {
                self.full.push(Arc::new(last));
            }
        }
        let at = self.len;
        self.len += 1;
        let lag = self.lag(at, &row.times);
        let block = &mut self.last;
        block.clock.push(row.times.clock.0);
        block.behind.push(lag);
        block.ahead.push(ahead(&row.times));
        block.class.push(row.class);
        block.source.push(row.source);
        block.span.push(row.span);
    }

    /// Replaces the event at `at`, which must be there.
    pub(super) fn set(&mut self, at: usize, row: &Row) {
        self.set_times(at, &row.times);
        let (block, at) = self.block_mut(at);
        block.class[at] = row.class;
        block.source[at] = row.source;
        block.span[at] = row.span;
    }

    /// Replaces when the event at `at` was, which must be there.
    pub(super) fn set_times(&mut self, at: usize, times: &Times) {
        let lag = self.lag(at, times);
        let (block, at) = self.block_mut(at);
        block.clock[at] = times.clock.0;
        block.behind[at] = lag;
        block.ahead[at] = ahead(times);
    }

    fn lag(&mut self, at: usize, times: &Times) -> u32 {
        if !self.far.is_empty() {
            Arc::make_mut(&mut self.far).remove(&(at as u32));
        }
        let Some(time) = times.time else { return NO_STAMP };
        let lag = times.clock.0.saturating_sub(time.0);
        u32::try_from(lag).ok().filter(|lag| *lag < FAR_BEHIND).unwrap_or_else(|| {
            Arc::make_mut(&mut self.far).insert(at as u32, time.0);
            FAR_BEHIND
        })
    }

    /// One event's worth of every column.
    pub(super) fn row(&self, at: usize) -> Row {
        let times = Times { clock: self.clock(at), time: self.time(at), wall: self.wall(at) };
        Row { times, class: self.class(at), source: self.source(at), span: self.span(at) }
    }

    /// Calls `each` with what sources count of the events in `range`, in order.
    pub(super) fn each_counted(&self, range: Range<usize>, mut each: impl FnMut(Passing)) {
        let mut at = range.start;
        while at < range.end.min(self.len) {
            let (block, from) = self.block(at);
            let to = (from + range.end - at).min(block.clock.len());
            for within in from..to {
                each(Passing {
                    at: at + within - from,
                    clock: Instant(block.clock[within]),
                    stamped: block.behind[within] != NO_STAMP,
                    class: block.class[within],
                    source: block.source[within],
                    len: block.span[within].len,
                });
            }
            at += to - from;
        }
    }

    /// Takes on the events of `whole` up to the one at `to`. It must have begun with the same.
    pub(super) fn take_on(&mut self, whole: &Self, to: usize) {
        let full = (to >> BLOCK_BITS).min(whole.full.len());
        if self.full.len() < full {
            self.full.extend(whole.full[self.full.len()..full].iter().cloned());
            self.last = Block::default();
        }
        if to > full * BLOCK {
            self.last.take_on(whole.block(full * BLOCK).0, to - full * BLOCK);
        }
        self.len = to;
        self.far = Arc::clone(&whole.far);
        self.told = Arc::clone(&whole.told);
    }

    /// How many blocks are not those of `whole`.
    #[cfg(test)]
    pub(super) fn own_blocks(&self, whole: &Self) -> usize {
        let shared = self.full.iter().zip(&whole.full).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        self.full.len() + usize::from(!self.last.clock.is_empty()) - shared
    }

    /// The wall clock that the time of an event was read from, if it was read from one.
    pub(super) fn wall(&self, at: usize) -> Option<i64> {
        let (block, within) = self.block(at);
        let ahead = Some(block.ahead[within]).filter(|ahead| *ahead != NO_WALL)?;
        Some(self.time(at)?.0.saturating_add(i64::from(ahead) * MINUTE))
    }

    pub(super) fn clock(&self, at: usize) -> Instant {
        let (block, at) = self.block(at);
        Instant(block.clock[at])
    }

    pub(super) fn time(&self, at: usize) -> Option<Instant> {
        let (block, within) = self.block(at);
        match block.behind[within] {
            NO_STAMP => None,
            FAR_BEHIND => self.far.get(&(at as u32)).map(|time| Instant(*time)),
            behind => Some(Instant(block.clock[within] - i64::from(behind))),
        }
    }

    pub(super) fn class(&self, at: usize) -> ClassId {
        let (block, at) = self.block(at);
        block.class[at]
    }

    pub(super) fn source(&self, at: usize) -> SourceId {
        let (block, at) = self.block(at);
        block.source[at]
    }

    /// The source that one is merged as.
    pub(super) fn lane(&self, source: SourceId) -> SourceId {
        self.told.lanes.get(source.index()).copied().unwrap_or(source)
    }

    /// Merges a source as if it were `other`.
    pub(super) fn merge_as(&mut self, source: SourceId, other: SourceId) {
        let lane = self.lane(other);
        let lanes = &mut Arc::make_mut(&mut self.told).lanes;
        let next = lanes.len() as u16;
        lanes.extend((next..=source.0).map(SourceId));
        lanes[source.index()] = lane;
    }

    /// How long the record of an event is, where it was logged.
    pub(super) fn length(&self, at: usize) -> u32 {
        let span = self.span(at);
        if self.told.lengths.is_empty() {
            return span.len;
        }
        self.told.lengths.get(&(span.segment, span.start)).copied().unwrap_or(span.len)
    }

    pub(super) fn tell_length(&mut self, at: usize, length: u32) {
        let span = self.span(at);
        Arc::make_mut(&mut self.told).lengths.insert((span.segment, span.start), length);
    }

    /// Empty columns of a log with the same sources and texts.
    pub(super) fn emptied(&self) -> Self {
        Self { told: Arc::clone(&self.told), ..Self::default() }
    }

    pub(super) fn span(&self, at: usize) -> Span {
        let (block, at) = self.block(at);
        block.span[at]
    }

    /// Classes and sources of the events from `at` on, as far as they lie in one block.
    pub(super) fn run(&self, at: usize) -> (&[ClassId], &[SourceId]) {
        if at >= self.len {
            return (&[], &[]);
        }
        let (block, at) = self.block(at);
        (&block.class[at..], &block.source[at..])
    }

    fn block(&self, at: usize) -> (&Block, usize) {
        (self.full.get(at >> BLOCK_BITS).map_or(&self.last, |it| &**it), at & (BLOCK - 1))
    }

    fn block_mut(&mut self, at: usize) -> (&mut Block, usize) {
        let block = self.full.get_mut(at >> BLOCK_BITS).map(Arc::make_mut);
        (block.unwrap_or(&mut self.last), at & (BLOCK - 1))
    }
}

/// How many minutes the wall clock is ahead. Offsets were no whole minutes before there were
/// time zones: such a time stays as it is.
fn ahead(times: &Times) -> i16 {
    let apart = |(time, wall): (Instant, i64)| {
        let apart = wall.checked_sub(time.0).filter(|apart| apart % MINUTE == 0)?;
        i16::try_from(apart / MINUTE).ok()
    };
    times.time.zip(times.wall).and_then(apart).unwrap_or(NO_WALL)
}
