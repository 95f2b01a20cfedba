//! A record as another log had it: its bytes, and what that log knew of where and when.
//!
//! Nothing of it is found out again: no framing, no dating, no guess of a zone. What it means is
//! decided anew, by the rules and the catalog at hand.

use std::sync::Arc;

use crate::event::{EventId, Instant, Kind, Level, LogLevel, Reason, SourceId, Zone};
use crate::parse::Notes;
use crate::parse::wire::Post;

use super::columns::{self, Span, Times};
use super::entry::ClassFacts;
use super::log::{EventLog, MergeKey};
use super::row::Row;
use super::segments::{Lost, Origin, Sealed};
use super::sources::{SourceFacts, SourceState};
use super::tally::Counted;
use super::whole::Text;

/// A source as another log had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenSource {
    /// What is known of it.
    pub facts: SourceFacts,
    /// The zone of its wall clock.
    pub zone: Zone,
    /// How it was doing.
    pub state: SourceState,
}

/// One record as another log had it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The record's bytes, its line end included.
    pub bytes: Vec<u8>,
    /// The first byte of the record in its file.
    pub offset: u64,
    /// The first line of the record, counted from 1; 0 where it is not known.
    pub line: u64,
    /// When it was logged.
    pub time: Option<Instant>,
    /// The wall clock that `time` was read from, as [`Entry::wall`](super::Entry::wall) has it.
    pub wall: Option<i64>,
    /// What its source merges by, where that is later than the times of what was given before: a
    /// record between them was left out.
    pub clock: Option<Instant>,
    /// Whether it is no record of its source's grammar, whatever its bytes look like.
    pub kind_raw: bool,
    /// What framing found odd.
    pub notes: Notes,
    /// The file it was read from, where that is another than of the record before.
    pub path: Option<Arc<str>>,
    /// What stands around it, where it was seen on the wire.
    pub post: Option<Arc<Post>>,
    /// It is the newest record of its source once more, which has grown.
    pub grown: bool,
    /// What is known of it where its bytes are not there any more.
    pub lost: Option<Box<GivenLost>>,
}

/// A record whose text was lost before it was given: what the columns knew of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenLost {
    /// Why there is no text.
    pub why: Lost,
    /// How many bytes it had.
    pub len: u32,
    /// What sort of record it is.
    pub kind: Kind,
    /// The level word of its line.
    pub log_level: Option<LogLevel>,
    /// The name as logged.
    pub name: String,
    /// The name without prefix and unwrapped.
    pub event: String,
    /// Who emitted it.
    pub producer: String,
    /// Its level, and the id of the rule that decided it.
    pub level: (Option<Level>, String),
    /// Where it goes, and the id of the rule that decided it.
    pub destination: (String, String),
}

impl Text<'_> {
    /// The record as another log takes it.
    pub fn given(&self) -> Given {
        let row = self.row();
        let place = self.whole().place();
        let part = row.log.part(row.id);
        Given {
            bytes: self.bytes().to_vec(),
            offset: place.offset,
            line: place.line,
            time: row.time(),
            wall: row.log.columns.wall(row.id.index()),
            clock: Some(row.log.columns.clock(row.id.index())),
            kind_raw: row.kind() == Kind::Raw,
            notes: row.class().cells.framing,
            path: part.map(|part| Arc::clone(&part.path)),
            post: part.and_then(|part| part.post.clone()),
            grown: false,
            lost: self.lost().map(|why| Box::new(GivenLost::of(row, why.clone()))),
        }
    }
}

impl GivenLost {
    fn of(row: Row<'_>, why: Lost) -> Self {
        let rule = |reason: Option<&Reason>| reason.map_or("", |it| &it.rule).to_owned();
        Self {
            why,
            len: row.size() as u32,
            kind: row.kind(),
            log_level: row.log_level(),
            name: row.name().to_owned(),
            event: row.event().to_owned(),
            producer: row.producer().to_owned(),
            level: (row.level(), rule(row.level_reason())),
            destination: (row.destination_name().to_owned(), rule(row.destination_reason())),
        }
    }
}

impl EventLog {
    /// What a source merges by is at least this from here on.
    pub fn raise_clock(&mut self, source: SourceId, clock: Instant) {
        if let Some(source) = self.sources.get_mut(source.index()) {
            source.clock = source.clock.max(clock);
        }
    }

    /// The file that the next record of a source is read from.
    pub fn part_path(&self, source: SourceId) -> &str {
        let part = self.sources.get(source.index()).map_or(0, |source| source.part);
        self.parts.get(part as usize).map_or("", |part| &*part.path)
    }

    /// Appends a record whose text is lost. `None` where [`append`](Self::append) gives that.
    pub fn append_lost(
        &mut self,
        source: SourceId,
        given: &Given,
        lost: &GivenLost,
        class: &ClassFacts<'_>,
    ) -> Option<EventId> {
        let id = EventId(u32::try_from(self.columns.len()).ok()?);
        let state = self.sources.get_mut(source.index())?;
        let clock = state.tick(given.time);
        let origin = Origin { part: state.part, offset: given.offset, line: given.line };
        state.oldest = state.oldest.or(Some(id));
        state.newest = Some(id);
        state.events += 1;
        state.bytes += u64::from(lost.len);
        state.tally_before = state.tally;
        let counted = Counted {
            stamped: given.time.is_some(),
            odd: Counted::is_odd(given.notes),
            said: None,
        };
        state.tally.count(id, class.kind, counted);
        let sealed = Sealed::Lost { why: lost.why.clone(), len: lost.len as usize };
        let rows = id.0..id.0.checked_add(1)?;
        let segment = self.segments.adopt(source, sealed, origin, [], rows);
        let class = self.intern(source, class, given.notes);
        let times = Times { clock, time: given.time, wall: given.wall };
        let span = Span { segment, start: 0, len: lost.len };
        self.columns.push(&columns::Row { times, class, source, span });
        self.order.append(id, MergeKey::new(clock, self.columns.lane(source), id));
        Some(id)
    }
}
