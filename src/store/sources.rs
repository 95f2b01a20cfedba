//! The sources of a log: what each is, and where its reading stands.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::event::{Detected, EventId, Instant, On, SourceId, Zone};
use crate::parse::wire::Post;

use super::log::EventLog;
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
    /// What comes next is told by a line of another log: where it was seen, and whether that is
    /// the wire's side of it.
    pub(super) told: Option<(On, bool)>,
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
            told: None,
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

impl EventLog {
    /// Adds a source; `None` when 65,536 are in use.
    pub fn add_source(&mut self, facts: SourceFacts) -> Option<SourceId> {
        let id = u16::try_from(self.sources.len()).ok()?;
        let part = self.add_part(facts.path.as_str().into(), None);
        self.sources.push(Source::new(facts, part));
        Some(SourceId(id))
    }

    /// Every file that something was read from, those that were rotated among them; of an archive
    /// its entries, as if they lay in it; of what was kept the file that keeps it, too.
    pub fn paths(&self) -> BTreeSet<&str> {
        let paths = self.parts.iter().map(|part| &*part.path);
        paths.filter(|path| !path.is_empty()).collect()
    }

    /// What comes was kept in this file, which is none of its logs.
    pub fn kept_in(&mut self, path: &str) {
        self.add_part(path.into(), None);
    }

    /// What follows from `source` was read from `path` (its file was rotated, cut or made anew).
    pub fn begin_part(&mut self, source: SourceId, path: &str) {
        let part = self.add_part(path.into(), None);
        if let Some(source) = self.sources.get_mut(source.index()) {
            source.part = part;
        }
    }

    /// What follows from `source` was seen on the wire in this post; `None` for what was logged.
    pub fn begin_post(&mut self, source: SourceId, post: Option<&Arc<Post>>) {
        let Some(part) = self.sources.get(source.index()).map(|source| source.part) else { return };
        let Part { path, post: before } = &self.parts[part as usize];
        let same = match (before, post) {
            (Some(before), Some(post)) => Arc::ptr_eq(before, post) || before == post,
            (before, post) => before.is_none() && post.is_none(),
        };
        if !same {
            let part = self.add_part(Arc::clone(path), post.cloned());
            self.sources[source.index()].part = part;
        }
    }

    /// Where what follows from `source` was seen, and whether this is the wire's side of it, as
    /// another log has told; `None` for what was read of the source itself.
    pub fn tell_sight(&mut self, source: SourceId, told: Option<(On, bool)>) {
        if let Some(source) = self.sources.get_mut(source.index()) {
            source.told = told;
        }
    }

    /// Says how long the record of an event is in the log that it is told of.
    pub fn tell_length(&mut self, id: EventId, length: u64) {
        self.columns.tell_length(id.index(), u32::try_from(length).unwrap_or(u32::MAX));
    }

    /// Lets the events of `source` keep the order in which they come among those of `other`, as
    /// if both were one source.
    pub fn merge_as(&mut self, source: SourceId, other: SourceId) {
        self.columns.merge_as(source, other);
    }

    /// Says how a source is doing.
    pub fn set_state(&mut self, source: SourceId, state: SourceState) {
        if let Some(source) = self.sources.get_mut(source.index()) {
            source.state = state;
        }
    }

    /// Says what a source is written in.
    pub fn set_format(&mut self, source: SourceId, format: Detected) {
        if let Some(source) = self.sources.get_mut(source.index()) {
            source.facts.format = Some(format);
        }
    }

    /// Changes the labels of sources, whose names may have become ambiguous.
    pub fn relabel(&mut self, labels: impl IntoIterator<Item = (SourceId, String)>) {
        for (id, label) in labels {
            if let Some(source) = self.sources.get_mut(id.index()) {
                source.facts.label = label;
            }
        }
    }

    /// How many sources there are.
    pub fn source_count(&self) -> usize {
        self.sources.len()
    }

    /// The sources, in the order they were added.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &SourceFacts, &SourceState)> {
        let ids = (0..=u16::MAX).map(SourceId);
        ids.zip(&self.sources).map(|(id, source)| (id, &source.facts, &source.state))
    }

    /// What is known of a source.
    pub fn source(&self, id: SourceId) -> Option<&SourceFacts> {
        self.sources.get(id.index()).map(|source| &source.facts)
    }

    /// The newest record of a source, the only one that may still be amended.
    pub fn newest(&self, source: SourceId) -> Option<EventId> {
        self.sources.get(source.index()).and_then(|source| source.newest)
    }

    /// The events and bytes read from a source.
    pub fn volume(&self, id: SourceId) -> (u64, u64) {
        self.sources.get(id.index()).map_or((0, 0), |source| (source.events, source.bytes))
    }

    /// What sorts of records a source has held, and how it ends.
    pub fn tally(&self, id: SourceId) -> Tally {
        self.sources.get(id.index()).map_or_else(Tally::default, |source| source.tally)
    }

    /// The part that an event was read from.
    pub(super) fn part(&self, id: EventId) -> Option<&Part> {
        self.parts.get(self.segments.part(self.columns.span(id.index()))? as usize)
    }

    fn add_part(&mut self, path: Arc<str>, post: Option<Arc<Post>>) -> u32 {
        self.parts.push(Part { path, post });
        self.parts.len() as u32 - 1
    }
}
