//! The columns: one plain vector a fact, an event being the same index in each.

use crate::event::{
    Destination, Instant, Kind, Level, LogLevel, NameId, Purposes, ReasonId, SourceId,
};
use crate::parse::Notes;

/// No level, in a column of levels.
const NO_LEVEL: u8 = u8::MAX;

/// Where an event's text lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) segment: u32,
    pub(super) start: u32,
    pub(super) len: u32,
}

/// One event's worth of every column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    pub(super) time: Option<Instant>,
    pub(super) wall: Option<i64>,
    /// The running maximum of its source's times: what sources merge by.
    pub(super) clock: Instant,
    pub(super) name: NameId,
    pub(super) producer: NameId,
    pub(super) source: SourceId,
    pub(super) framing: Notes,
    pub(super) kind: Kind,
    pub(super) log_level: Option<LogLevel>,
    pub(super) level: Option<Level>,
    pub(super) destination: Destination,
    pub(super) purposes: Purposes,
    pub(super) level_reason: ReasonId,
    pub(super) destination_reason: ReasonId,
    pub(super) span: Span,
}

#[derive(Debug, Default)]
pub(super) struct Columns {
    clock: Vec<i64>,
    /// Milliseconds behind the clock; `u32::MAX` for a record without a stamp. A record further
    /// behind than that (49 days) is exact to nothing finer, and is kept in `far`.
    behind: Vec<u32>,
    far: std::collections::HashMap<u32, i64>,
    /// Minutes by which the wall clock that the time was read from is ahead of it; `NO_WALL`
    /// for a time that no zone changes.
    ahead: Vec<i16>,
    name: Vec<NameId>,
    producer: Vec<NameId>,
    source: Vec<SourceId>,
    /// Kind in the low two bits, log level (8 for none) in the next four, then whether the record
    /// was cut at the limit, and whether it goes on from one that was.
    kind: Vec<u8>,
    level: Vec<u8>,
    destination: Vec<Destination>,
    purposes: Vec<Purposes>,
    level_reason: Vec<ReasonId>,
    destination_reason: Vec<ReasonId>,
    span: Vec<Span>,
}

const NO_STAMP: u32 = u32::MAX;
const FAR_BEHIND: u32 = u32::MAX - 1;
const NO_WALL: i16 = i16::MIN;
const MINUTE: i64 = 60_000;

impl Columns {
    pub(super) fn len(&self) -> usize {
        self.clock.len()
    }

    pub(super) fn push(&mut self, cells: &Cells) {
        let at = self.len();
        self.clock.push(cells.clock.0);
        self.behind.push(0);
        self.ahead.push(NO_WALL);
        self.name.push(cells.name);
        self.producer.push(cells.producer);
        self.source.push(cells.source);
        self.kind.push(0);
        self.level.push(NO_LEVEL);
        self.destination.push(cells.destination);
        self.purposes.push(cells.purposes);
        self.level_reason.push(cells.level_reason);
        self.destination_reason.push(cells.destination_reason);
        self.span.push(cells.span);
        self.set(at, cells);
    }

    /// Replaces the event at `at`, which must be there.
    pub(super) fn set(&mut self, at: usize, cells: &Cells) {
        self.set_time(at, cells.clock, cells.time, cells.wall);
        self.name[at] = cells.name;
        self.producer[at] = cells.producer;
        self.source[at] = cells.source;
        self.kind[at] = cells.kind as u8
            | cells.log_level.map_or(8, |level| level as u8) << 2
            | u8::from(cells.framing.contains(Notes::OVERLONG)) << 6
            | u8::from(cells.framing.contains(Notes::CONTINUED)) << 7;
        self.level[at] = cells.level.map_or(NO_LEVEL, |level| level as u8);
        self.destination[at] = cells.destination;
        self.purposes[at] = cells.purposes;
        self.level_reason[at] = cells.level_reason;
        self.destination_reason[at] = cells.destination_reason;
        self.span[at] = cells.span;
    }

    /// Replaces when the event at `at` was, which must be there: its merge clock, its own time,
    /// and the wall clock that this was read from.
    pub(super) fn set_time(
        &mut self,
        at: usize,
        clock: Instant,
        time: Option<Instant>,
        wall: Option<i64>,
    ) {
        self.clock[at] = clock.0;
        self.behind[at] = self.lag(at, clock, time);
        self.ahead[at] =
            time.zip(wall).and_then(|(time, wall)| ahead(time, wall)).unwrap_or(NO_WALL);
    }

    fn lag(&mut self, at: usize, clock: Instant, time: Option<Instant>) -> u32 {
        self.far.remove(&(at as u32));
        let Some(time) = time else { return NO_STAMP };
        let lag = clock.0.saturating_sub(time.0);
        u32::try_from(lag).ok().filter(|lag| *lag < FAR_BEHIND).unwrap_or_else(|| {
            self.far.insert(at as u32, time.0);
            FAR_BEHIND
        })
    }

    /// The wall clock that the time of an event was read from, if it was read from one.
    pub(super) fn wall(&self, at: usize) -> Option<i64> {
        let ahead = Some(self.ahead[at]).filter(|ahead| *ahead != NO_WALL)?;
        Some(self.time(at)?.0.saturating_add(i64::from(ahead) * MINUTE))
    }

    pub(super) fn clock(&self, at: usize) -> Instant {
        Instant(self.clock[at])
    }

    pub(super) fn time(&self, at: usize) -> Option<Instant> {
        match self.behind[at] {
            NO_STAMP => None,
            FAR_BEHIND => self.far.get(&(at as u32)).map(|time| Instant(*time)),
            behind => Some(Instant(self.clock[at] - i64::from(behind))),
        }
    }

    pub(super) fn name(&self, at: usize) -> NameId {
        self.name[at]
    }

    pub(super) fn producer(&self, at: usize) -> NameId {
        self.producer[at]
    }

    pub(super) fn source(&self, at: usize) -> SourceId {
        self.source[at]
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        Kind::ALL[usize::from(self.kind[at] & 3)]
    }

    pub(super) fn log_level(&self, at: usize) -> Option<LogLevel> {
        LogLevel::ALL.get(usize::from(self.kind[at] >> 2 & 15)).copied()
    }

    pub(super) fn framing(&self, at: usize) -> Notes {
        let note = |bit: u8, note: Notes| {
            if self.kind[at] & bit == 0 { Notes::default() } else { note }
        };
        note(1 << 6, Notes::OVERLONG).with(note(1 << 7, Notes::CONTINUED))
    }

    pub(super) fn level(&self, at: usize) -> Option<Level> {
        Level::ALL.get(usize::from(self.level[at])).copied()
    }

    pub(super) fn destination(&self, at: usize) -> Destination {
        self.destination[at]
    }

    pub(super) fn purposes(&self, at: usize) -> Purposes {
        self.purposes[at]
    }

    pub(super) fn level_reason(&self, at: usize) -> ReasonId {
        self.level_reason[at]
    }

    pub(super) fn destination_reason(&self, at: usize) -> ReasonId {
        self.destination_reason[at]
    }

    pub(super) fn span(&self, at: usize) -> Span {
        self.span[at]
    }
}

/// How many minutes a wall clock is ahead. Offsets were no whole minutes before there were time
/// zones: such a time stays as it is.
fn ahead(time: Instant, wall: i64) -> Option<i16> {
    let apart = wall.checked_sub(time.0).filter(|apart| apart % MINUTE == 0)?;
    i16::try_from(apart / MINUTE).ok()
}
