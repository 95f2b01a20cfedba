//! The event log itself: append, amend the open last record of a source, look up.

use std::collections::HashMap;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::event::{
    Destinations, Detected, EventId, Instant, Interner, Kind, NameId, Reason, ReasonId, SourceId,
    Zone,
};
use crate::parse::wire::Post;

use super::columns::{Cells, Columns, Span};
use super::entry::Entry;
use super::links::{Link, Links, Tie};
use super::row::Row;
use super::segments::{Origin, Segments};
use super::sources::{Part, Source, SourceFacts, SourceState};
use super::tally::Tally;

/// The longest name that is interned, in bytes; the record's text keeps the whole of it.
const LONGEST_NAME: usize = 1024;

/// What an event log refers to: the words and reasons of the rules, and what was declared.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Why levels and destinations were decided, by [`ReasonId`].
    pub reasons: Arc<[Reason]>,
    /// The destinations in use.
    pub destinations: Destinations,
    /// What was declared.
    pub catalog: Arc<Catalog>,
    /// The zone in which wall clocks are read.
    pub zone: Zone,
}

/// What sources are merged by: the running maximum of a source's times, then the source, then
/// the order of arrival. Within a source it never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MergeKey {
    clock: Instant,
    pub(super) source: SourceId,
    pub(super) id: EventId,
}

impl MergeKey {
    /// The key right behind this one: nothing stands between the two.
    #[must_use]
    pub fn next(self) -> Self {
        Self { id: EventId(self.id.0.saturating_add(1)), ..self }
    }
}

/// Everything that was read: columns, text, sources, names.
#[derive(Debug)]
pub struct EventLog {
    pub(super) setup: Setup,
    pub(super) columns: Columns,
    pub(super) segments: Segments,
    pub(super) sources: Vec<Source>,
    pub(super) parts: Vec<Part>,
    pub(super) names: Interner,
    pub(super) events: Interner,
    pub(super) producers: Interner,
    /// The event of each name, by name id.
    pub(super) event_of: Vec<NameId>,
    /// The ids of names that stand for another event than when they were first seen.
    named_otherwise: HashMap<(NameId, NameId), NameId>,
    amended: Vec<EventId>,
    links: Links,
    pub(super) retimed: u32,
}

impl EventLog {
    /// An empty log.
    pub fn new(setup: Setup) -> Self {
        Self {
            setup,
            columns: Columns::default(),
            segments: Segments::default(),
            sources: Vec::new(),
            parts: Vec::new(),
            names: Interner::default(),
            events: Interner::default(),
            producers: Interner::default(),
            event_of: vec![NameId::NONE],
            named_otherwise: HashMap::new(),
            amended: Vec::new(),
            links: Links::default(),
            retimed: 0,
        }
    }

    /// Adds a source; `None` when 65,536 are in use.
    pub fn add_source(&mut self, facts: SourceFacts) -> Option<SourceId> {
        let id = u16::try_from(self.sources.len()).ok()?;
        let part = self.add_part(facts.path.as_str().into(), None);
        self.sources.push(Source::new(facts, part));
        Some(SourceId(id))
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

    /// Appends a record of `source`. `None` for a source that was never added, and when the log
    /// holds as many events as ids can count (2³²).
    pub fn append(&mut self, source: SourceId, entry: &Entry<'_>) -> Option<EventId> {
        let id = EventId(u32::try_from(self.columns.len()).ok()?);
        let state = self.sources.get_mut(source.index())?;
        let clock = state.tick(entry.time);
        let origin = Origin { part: state.part, offset: entry.offset, line: entry.line };
        state.oldest = state.oldest.or(Some(id));
        state.newest = Some(id);
        state.events += 1;
        state.bytes += entry.bytes.len() as u64;
        state.tally_before = state.tally;
        state.tally.count(id, entry);
        let span = self.segments.push(source, origin, id, entry.bytes);
        let cells = self.cells(source, entry, clock, span);
        self.columns.push(&cells);
        Some(id)
    }

    /// Replaces the newest record of `source`, which has grown by continuation lines. `None`
    /// where the source has no record yet.
    pub fn amend_last(&mut self, source: SourceId, entry: &Entry<'_>) -> Option<EventId> {
        let state = self.sources.get_mut(source.index())?;
        let id = state.newest?;
        let clock = state.retick(entry.time);
        state.tally = state.tally_before;
        state.tally.count(id, entry);
        let old = self.columns.span(id.index());
        state.bytes += (entry.bytes.len() as u64).saturating_sub(u64::from(old.len));
        let span = self.segments.replace_last(source, old, entry.bytes);
        let cells = self.cells(source, entry, clock, span);
        self.columns.set(id.index(), &cells);
        self.amended.push(id);
        Some(id)
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether nothing was read yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The columns of one event; `None` for an id that is not in use.
    pub fn row(&self, id: EventId) -> Option<Row<'_>> {
        (id.index() < self.len()).then_some(Row { log: self, id })
    }

    /// What events of several sources are ordered by.
    pub fn merge_key(&self, id: EventId) -> MergeKey {
        let at = id.index();
        MergeKey { clock: self.columns.clock(at), source: self.columns.source(at), id }
    }

    /// The newest record of a source, the only one that may still be amended.
    pub fn newest(&self, source: SourceId) -> Option<EventId> {
        self.sources.get(source.index()).and_then(|source| source.newest)
    }

    /// Every amendment so far, in order; who remembers how many it has seen knows what is new.
    pub fn amended(&self) -> &[EventId] {
        &self.amended
    }

    /// Says that two events belong together.
    pub fn link(&mut self, a: EventId, b: EventId, tie: Tie) {
        self.links.join(a, b, tie);
    }

    /// The events that one belongs to, in the order in which that was found.
    pub fn links(&self, id: EventId) -> &[Link] {
        self.links.of(id)
    }

    /// Every event that became one of a pair, in order: of those alone [`Row::on`] has changed.
    pub fn paired(&self) -> &[EventId] {
        self.links.paired()
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

    /// The events and bytes read from a source.
    pub fn volume(&self, id: SourceId) -> (u64, u64) {
        self.sources.get(id.index()).map_or((0, 0), |source| (source.events, source.bytes))
    }

    /// What sorts of records a source has held, and how it ends.
    pub fn tally(&self, id: SourceId) -> Tally {
        self.sources.get(id.index()).map_or_else(Tally::default, |source| source.tally)
    }

    /// The destinations in use.
    pub fn destinations(&self) -> &Destinations {
        &self.setup.destinations
    }

    /// What was declared.
    pub fn catalog(&self) -> &Catalog {
        &self.setup.catalog
    }

    /// Why a level or destination was decided so.
    pub fn reason(&self, id: ReasonId) -> Option<&Reason> {
        self.setup.reasons.get(usize::from(id.0))
    }

    /// The names of events without prefix, as facets count them.
    pub fn events(&self) -> &Interner {
        &self.events
    }

    /// The producers.
    pub fn producers(&self) -> &Interner {
        &self.producers
    }

    /// Bytes of memory that the text takes.
    pub fn text_memory(&self) -> usize {
        self.segments.memory()
    }

    /// The part that an event was read from.
    pub(super) fn part(&self, id: EventId) -> Option<&Part> {
        self.parts.get(self.segments.part(self.columns.span(id.index()))? as usize)
    }

    fn add_part(&mut self, path: Arc<str>, post: Option<Arc<Post>>) -> u32 {
        self.parts.push(Part { path, post });
        self.parts.len() as u32 - 1
    }

    fn cells(&mut self, source: SourceId, entry: &Entry<'_>, clock: Instant, span: Span) -> Cells {
        let part = self.sources.get(source.index()).map_or(0, |source| source.part);
        let posted = self.parts.get(part as usize).is_some_and(|part| part.post.is_some());
        Cells {
            on_wire: posted && entry.kind != Kind::Raw,
            time: entry.time,
            wall: entry.wall,
            clock,
            name: self.name(entry.name, entry.event),
            producer: self.producers.intern(shortened(entry.producer)),
            source,
            framing: entry.notes,
            kind: entry.kind,
            log_level: entry.log_level,
            level: entry.level,
            destination: entry.destination,
            purposes: entry.purposes,
            level_reason: entry.level_reason,
            destination_reason: entry.destination_reason,
            span,
        }
    }

    /// The id of a name and of the event that it stands for. On the wire the same name may stand
    /// for another event than in a log: there a `/` need not split a prefix off.
    fn name(&mut self, name: &str, event: &str) -> NameId {
        let (id, event) = (self.names.intern(shortened(name)), shortened(event));
        if id.index() == self.event_of.len() {
            self.event_of.push(self.events.intern(event));
        }
        if self.events.name(self.event_of[id.index()]) == event {
            return id;
        }
        let event = self.events.intern(event);
        *self.named_otherwise.entry((id, event)).or_insert_with(|| {
            self.event_of.push(event);
            self.names.again(id)
        })
    }
}

/// As much of a name as is interned.
fn shortened(name: &str) -> &str {
    let mut end = name.len().min(LONGEST_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}
