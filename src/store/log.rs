//! The event log itself: append, amend the open last record of a source, look up.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::event::{
    Destinations, Detected, EventId, Instant, Interner, Kind, Reason, ReasonId, SourceId, Zone,
};
use crate::parse::Notes;
use crate::parse::wire::Post;

use super::classes::{Class, ClassId, Classes};
use super::columns::{self, Columns, Times};
use super::entry::{ClassFacts, Entry};
use super::identity::Identity;
use super::links::{Link, Links, Tie};
use super::order::Order;
use super::row::Row;
use super::segments::{Origin, Segments};
use super::sources::{Part, Source, SourceFacts, SourceState};
use super::tally::{Counted, Tally};

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
    pub(super) const fn new(clock: Instant, source: SourceId, id: EventId) -> Self {
        Self { clock, source, id }
    }

    pub(super) fn of(columns: &Columns, id: EventId) -> Self {
        let at = id.index();
        Self { clock: columns.clock(at), source: columns.source(at), id }
    }

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
    pub(super) classes: Classes,
    pub(super) order: Order,
    pub(super) amended: Vec<EventId>,
    pub(super) links: Links,
    pub(super) retimed: u32,
    /// `None`: as much as comes.
    pub(super) memory_limit: Option<usize>,
    pub(super) identity: Identity,
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
            classes: Classes::default(),
            order: Order::default(),
            amended: Vec::new(),
            links: Links::default(),
            retimed: 0,
            memory_limit: None,
            identity: Identity::new(),
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
        state.tally.count(id, entry.class.kind, Counted::of(entry));
        let span = self.segments.push(source, origin, id, entry.bytes);
        let row = self.cells(source, entry, clock, span);
        self.columns.push(&row);
        self.order.append(id, MergeKey::new(clock, source, id));
        self.share_memory_now_and_then();
        Some(id)
    }

    /// Replaces the newest record of `source`, which has grown by continuation lines. `None`
    /// where the source has no record yet.
    pub fn amend_last(&mut self, source: SourceId, entry: &Entry<'_>) -> Option<EventId> {
        let state = self.sources.get_mut(source.index())?;
        let id = state.newest?;
        let clock = state.retick(entry.time);
        state.tally = state.tally_before;
        state.tally.count(id, entry.class.kind, Counted::of(entry));
        let old = self.columns.span(id.index());
        state.bytes += (entry.bytes.len() as u64).saturating_sub(u64::from(old.len));
        let span = self.segments.replace_last(source, old, entry.bytes);
        let row = self.cells(source, entry, clock, span);
        self.reorder(id, clock);
        self.columns.set(id.index(), &row);
        self.amended.push(id);
        Some(id)
    }

    /// An event is about to have another clock: it may move.
    fn reorder(&mut self, id: EventId, clock: Instant) {
        if self.columns.clock(id.index()) == clock {
            return;
        }
        let Self { order, columns, .. } = self;
        let key = |id| MergeKey::of(columns, id);
        let at = order.position(key(id), key);
        order.loosen(at, |other| other == id);
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
        MergeKey::of(&self.columns, id)
    }

    /// How many classes there are.
    pub fn class_count(&self) -> usize {
        self.classes.len()
    }

    /// What the events of a class have in common.
    ///
    /// # Panics
    /// Where the class is another log's.
    pub fn class(&self, id: ClassId) -> Class<'_> {
        Class { log: self, cells: self.classes.get(id) }
    }

    /// Classes and sources of the events from `id` on, as far as they lie side by side: at least
    /// one, where there is one.
    pub fn run(&self, id: EventId) -> (&[ClassId], &[SourceId]) {
        self.columns.run(id.index())
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
        &self.classes.events
    }

    /// The producers.
    pub fn producers(&self) -> &Interner {
        &self.classes.producers
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

    fn cells(
        &mut self,
        source: SourceId,
        entry: &Entry<'_>,
        clock: Instant,
        span: columns::Span,
    ) -> columns::Row {
        let times = Times { clock, time: entry.time, wall: entry.wall };
        let class = self.intern(source, &entry.class, entry.notes);
        columns::Row { times, class, source, span }
    }

    /// The class of an event that comes from `source` now.
    pub(super) fn intern(
        &mut self,
        source: SourceId,
        facts: &ClassFacts<'_>,
        notes: Notes,
    ) -> ClassId {
        let part = self.sources.get(source.index()).map_or(0, |source| source.part);
        let posted = self.parts.get(part as usize).is_some_and(|part| part.post.is_some());
        let on_wire = posted && facts.kind != Kind::Raw;
        self.classes.intern(facts, notes.of_framing(), on_wire)
    }
}
