//! Many records of one source at once, which other threads have read.
//!
//! Their text is a segment of its own, sealed already. Then they are appended one by one, in the
//! order of the file, as if they had come singly: what depends on the records before them (the
//! merge clock, what the source tells of itself) is the same.

use std::sync::Arc;

use crate::event::{EventId, Instant, SourceId};

use super::classes::{ClassId, Sight};
use super::columns::{self, Span, Times};
use super::entry::ClassFacts;
use super::log::{EventLog, MergeKey};
use super::segments::{Origin, Sealed};
use super::tally::Counted;

/// The text of records that are appended next.
#[derive(Debug)]
pub struct BatchText {
    /// All of it, record after record.
    pub sealed: Sealed,
    /// Where its first byte stands in the file.
    pub offset: u64,
    /// The line that it begins with, counted from 1.
    pub line: u64,
    /// Of some records, in order: where in the text they begin, and how many lines come before.
    pub marks: Vec<(u32, u64)>,
    /// How many records there are.
    pub records: u32,
}

/// One record of a batch.
#[derive(Clone, Copy, Debug)]
pub struct BatchRecord {
    /// Where it begins in the text.
    pub start: u32,
    /// How many bytes it has.
    pub len: u32,
    /// What it has in common with others.
    pub class: ClassId,
    /// When it was logged.
    pub time: Option<Instant>,
    /// The wall clock that this was read from.
    pub wall: Option<i64>,
    /// What the source's tally counts.
    pub counted: Counted,
}

/// A batch whose text is in the log, and whose records follow.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    source: SourceId,
    segment: u32,
}

impl EventLog {
    /// The class of records that were logged, whole lines of a log file.
    pub fn class_of(&mut self, facts: &ClassFacts<'_>) -> ClassId {
        let notes = crate::parse::Notes::default();
        Arc::make_mut(&mut self.classes).intern(facts, notes, Sight::default())
    }

    /// Begins a batch of `source`: its text. So many records as it says must follow, before
    /// anything else is appended. `None` for a source that was never added, and where ids could
    /// not count them.
    pub fn begin_batch(&mut self, source: SourceId, text: BatchText) -> Option<Batch> {
        let first = u32::try_from(self.columns.len()).ok()?;
        let rows = first..first.checked_add(text.records)?;
        let state = self.sources.get_mut(source.index())?;
        state.bytes += text.sealed.len() as u64;
        state.oldest = state.oldest.or(Some(EventId(first)));
        let origin = Origin { part: state.part, offset: text.offset, line: text.line };
        let segment = self.segments.adopt(source, text.sealed, origin, text.marks, rows);
        Some(Batch { source, segment })
    }

    /// Appends the next record of a batch.
    pub fn append_of(&mut self, batch: Batch, record: &BatchRecord) -> Option<EventId> {
        let id = EventId(self.columns.len() as u32);
        let state = self.sources.get_mut(batch.source.index())?;
        let clock = state.tick(record.time);
        state.newest = Some(id);
        state.events += 1;
        state.tally_before = state.tally;
        let cells = self.classes.get(record.class);
        state.tally.count(id, cells.kind, record.counted);
        self.oddities.note(id, record.counted);
        let span = Span { segment: batch.segment, start: record.start, len: record.len };
        self.columns.push(&columns::Row {
            times: Times { clock, time: record.time, wall: record.wall },
            class: record.class,
            source: batch.source,
            span,
        });
        self.order.append(id, MergeKey::new(clock, self.columns.lane(batch.source), id));
        self.share_memory_now_and_then();
        Some(id)
    }
}
