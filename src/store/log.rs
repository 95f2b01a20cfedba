//! The event log itself: append, amend the open last record of a source, look up.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::event::{
    Destinations, EventId, Instant, Interner, Kind, Reason, ReasonId, SourceId, Zone,
};
use crate::parse::Notes;

use super::classes::{Class, ClassId, Classes, Sight};
use super::columns::{self, Columns, Times};
use super::entry::{ClassFacts, Entry};
use super::identity::Identity;
use super::judge::Judge;
use super::links::{Link, Links, Tie};
use super::marks::Marks;
use super::oddities::Oddities;
use super::order::Order;
use super::row::Row;
use super::segments::{Origin, Segments};
use super::sources::{Part, Source};
use super::tally::Counted;

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
    /// Who audits events; nobody: filters find no findings.
    pub judge: Option<Arc<dyn Judge>>,
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

    /// That of an event; of one that is not there (yet), one behind all others.
    pub(super) fn of(columns: &Columns, id: EventId) -> Self {
        let at = id.index();
        if at >= columns.len() {
            return Self { clock: Instant(i64::MAX), source: SourceId(u16::MAX), id };
        }
        Self { clock: columns.clock(at), source: columns.lane(columns.source(at)), id }
    }

    /// What a source's clock has come to: it never goes back. Before the first stamp, the least
    /// there is.
    pub fn clock(self) -> Instant {
        self.clock
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
    /// Shared by logs with the same events.
    pub(super) classes: Arc<Classes>,
    pub(super) order: Order,
    pub(super) amended: Vec<EventId>,
    pub(super) links: Links,
    pub(super) marks: Marks,
    pub(super) retimed: u32,
    /// `None`: as much as comes.
    pub(super) memory_limit: Option<usize>,
    pub(super) identity: Identity,
    pub(super) oddities: Oddities,
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
            classes: Arc::default(),
            order: Order::default(),
            amended: Vec::new(),
            links: Links::default(),
            marks: Marks::default(),
            retimed: 0,
            memory_limit: None,
            identity: Identity::new(),
            oddities: Oddities::default(),
        }
    }

    /// Lets somebody judge events: filters on findings ask it from here on.
    pub fn set_judge(&mut self, judge: Arc<dyn Judge>) {
        self.setup.judge = Some(judge);
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
        let counted = Counted::of(entry);
        state.tally.count(id, entry.class.kind, counted);
        self.oddities.note(id, counted);
        let span = self.segments.push(source, origin, id, entry.bytes);
        let row = self.cells(source, entry, clock, span);
        self.columns.push(&row);
        self.order.append(id, MergeKey::new(clock, self.columns.lane(source), id));
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
        let counted = Counted::of(entry);
        state.tally.count(id, entry.class.kind, counted);
        self.oddities.note(id, counted);
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

    /// What a person has marked, and noted.
    pub fn marks(&self) -> &Marks {
        &self.marks
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
        let told = self.sources.get(source.index()).and_then(|source| source.told);
        let told = told.filter(|_| posted);
        let sight = Sight {
            is_json: posted && (told.is_some() || facts.kind != Kind::Raw),
            on_wire: posted && told.map_or(facts.kind != Kind::Raw, |(_, is_wire)| is_wire),
            told: told.map(|(on, _)| on),
        };
        Arc::make_mut(&mut self.classes).intern(facts, notes.of_framing(), sight)
    }
}
