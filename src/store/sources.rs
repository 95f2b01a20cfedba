//! The sources of a log: what each is, and where its reading stands.

use std::sync::Arc;

use crate::event::{Detected, EventId, Instant, Zone};
use crate::parse::wire::Post;

use super::tally::Tally;

/// What is known of a source when it is added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFacts {
    /// The file's name, with as much of its folder as makes it unique; `-` for standard input.
    pub label: String,
    /// The file's path; empty for standard input.
    pub path: String,
    /// Which editor wrote it, as the filter language says it; `unknown` otherwise.
    pub product: String,
    /// The session folder's stamp.
    pub session: Option<String>,
    /// The `publisher.name` folder that the file stands in.
    pub folder: Option<String>,
    /// Whether it is named as a telemetry log.
    pub bearing: bool,
    /// What it is written in, once that is known.
    pub format: Option<Detected>,
}

/// How a source is doing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum SourceState {
    /// It is being read or followed.
    #[default]
    Open,
    /// All of it was read, and it is not followed.
    Done,
    /// Its file is gone; what was seen of it stays.
    Gone,
    /// It could not be read on, with the reason.
    Failed(String),
}

/// A stretch of a source that was read from one file and, where it is a capture of the wire, from
/// one post.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) path: Arc<str>,
    pub(super) post: Option<Arc<Post>>,
}

/// A source and where its reading stands.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) facts: SourceFacts,
    pub(super) state: SourceState,
    pub(super) part: u32,
    pub(super) clock: Instant,
    /// The clock before the newest record, for when that one is amended.
    pub(super) clock_before: Instant,
    pub(super) oldest: Option<EventId>,
    pub(super) newest: Option<EventId>,
    /// The zone of its wall clock, once it has one of its own.
    pub(super) zone: Option<Zone>,
    pub(super) events: u64,
    pub(super) bytes: u64,
    pub(super) tally: Tally,
    /// The tally before the newest record, for when that one is amended.
    pub(super) tally_before: Tally,
}

impl Source {
    pub(super) fn new(facts: SourceFacts, part: u32) -> Self {
        let never = Instant(i64::MIN);
        Self {
            facts,
            state: SourceState::Open,
            part,
            clock: never,
            clock_before: never,
            oldest: None,
            newest: None,
            zone: None,
            events: 0,
            bytes: 0,
            tally: Tally::default(),
            tally_before: Tally::default(),
        }
    }

    /// Begins the merge clock anew: all records are counted in again.
    pub(super) fn rewind(&mut self) {
        (self.clock, self.clock_before) = (Instant(i64::MIN), Instant(i64::MIN));
    }

    /// The merge clock of a record stamped `time`: the running maximum.
    pub(super) fn tick(&mut self, time: Option<Instant>) -> Instant {
        self.clock_before = self.clock;
        self.retick(time)
    }

    /// The same for the newest record, whose stamp may be another now.
    pub(super) fn retick(&mut self, time: Option<Instant>) -> Instant {
        self.clock = time.map_or(self.clock_before, |time| time.max(self.clock_before));
        self.clock
    }
}
