//! From bytes to events: frame, parse, classify, join with the catalog, append.
//!
//! Synchronous, one call a chunk; whoever reads decides on which thread it runs. The last record
//! of a source stays open: [`Ingest::show_open`] puts it into the log as far as it has come to a
//! line end, and it is amended when it grows.

use std::sync::{Arc, PoisonError, RwLock};

use crate::audit::{Auditor, Context, Policy};
use crate::catalog::Catalog;
use crate::classify::{Classifier, Rules};
use crate::event::{EventId, Format, SourceId, Zone};
use crate::frame::Frames;
use crate::privacy::{Identity, Scanner};
use crate::store::{ClassId, EventLog, Given, GivenSource, Setup, SourceFacts, SourceState};

use super::capture::Capture;
use super::dating::Anchor;
use super::flow::Flow;
use super::inflow::{Inflow, found};
use super::load::{Chunk, Known, Loader, Place, Sizes};
use super::pairing::Pairing;
use super::reader::Reader;
use super::zones::{Sampler, Zones};

/// An event log that several threads read while one writes.
pub type SharedLog = Arc<RwLock<EventLog>>;

/// Turns bytes of sources into events of a log.
#[derive(Debug)]
pub struct Ingest {
    log: SharedLog,
    auditor: Arc<Auditor>,
    classifier: Classifier,
    rules: Arc<Rules>,
    catalog: Arc<Catalog>,
    zones: Zones,
    format: Option<Format>,
    sizes: Sizes,
    pub(super) inflows: Vec<Inflow>,
    pairing: Pairing,
}

impl Ingest {
    /// An ingest into a new log, which is judged by all rules, and by no names of this machine.
    pub fn new(rules: Rules, catalog: Arc<Catalog>, zone: Zone) -> Self {
        let scanner = Scanner::new(Identity::default());
        let auditor = Arc::new(Auditor::new(Context::new(Policy::default(), scanner)));
        let setup = Setup {
            reasons: rules.reasons().into(),
            destinations: rules.destinations().clone(),
            catalog: Arc::clone(&catalog),
            zone: zone.clone(),
            judge: Some(auditor.clone()),
        };
        let log = Arc::new(RwLock::new(EventLog::new(setup)));
        let rules = Arc::new(rules);
        let classifier = Classifier::new(Arc::clone(&rules));
        let zones = Zones::new(zone);
        let (inflows, pairing) = (Vec::new(), Pairing::default());
        let (format, sizes) = (None, Sizes::default());
        Self { log, auditor, classifier, rules, catalog, zones, format, sizes, inflows, pairing }
    }

    /// Reads every source that is added from here on as `format`, whatever is in it.
    pub fn read_as(&mut self, format: Format) {
        self.format = Some(format);
    }

    /// Lets an auditor judge what comes: filters on findings ask it.
    pub fn judged_by(&mut self, auditor: &Arc<Auditor>) {
        self.auditor = Arc::clone(auditor);
        let judge = Arc::clone(auditor);
        self.write(|log| log.set_judge(judge));
    }

    /// Who judges what comes.
    pub fn auditor(&self) -> Arc<Auditor> {
        Arc::clone(&self.auditor)
    }

    /// Keeps the log within about so many bytes of memory: the oldest text goes first.
    pub fn limit_memory(&mut self, bytes: usize) {
        self.write(|log| log.limit_memory(bytes));
    }

    /// Loads so much at once. The log is the same whatever these are.
    pub fn load_by(&mut self, sizes: Sizes) {
        self.sizes = sizes;
    }

    /// How much is done at once.
    pub(super) fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// Says that what comes was kept in this file.
    pub fn kept_in(&self, path: &str) {
        self.write(|log| log.kept_in(path));
    }

    /// What loads much at once into the same log.
    pub(super) fn loader(&self) -> Loader {
        Loader::new(Arc::clone(&self.rules), Arc::clone(&self.catalog), self.sizes)
    }

    /// Another ingest, which fills the same log with what comes of the same sources from here on,
    /// wherever in their files that stands.
    pub(super) fn twin(&self) -> Self {
        let mut twin = Self {
            log: Arc::clone(&self.log),
            auditor: Arc::clone(&self.auditor),
            classifier: Classifier::new(Arc::clone(&self.rules)),
            rules: Arc::clone(&self.rules),
            catalog: Arc::clone(&self.catalog),
            zones: Zones::new(self.zones.fallback().clone()),
            format: self.format,
            sizes: self.sizes,
            inflows: Vec::new(),
            pairing: Pairing::default(),
        };
        for inflow in &self.inflows {
            twin.zones.add(inflow.id, &inflow.facts);
            let inflow = Inflow::new(inflow.id, inflow.facts.clone(), self.format);
            twin.inflows.push(Inflow { numbered: false, ..inflow });
        }
        twin
    }

    /// Fills this log from here on, which has the same sources.
    pub(super) fn fill(&mut self, log: SharedLog) {
        self.log = log;
    }

    /// Whether `source` is the only one.
    pub(super) fn has_only(&self, source: SourceId) -> bool {
        matches!(self.inflows.as_slice(), [only] if only.id == source)
    }

    /// Whether `source` is the only one, and nothing of it came yet.
    pub(super) fn is_untouched(&self, source: SourceId) -> bool {
        let log = self.log.read().unwrap_or_else(PoisonError::into_inner);
        log.is_empty() && self.has_only(source)
    }

    /// The log that is filled.
    pub fn log(&self) -> SharedLog {
        Arc::clone(&self.log)
    }

    /// Adds a source; `None` when too many are in use.
    pub fn add_source(&mut self, facts: SourceFacts) -> Option<SourceId> {
        let id = self.write(|log| log.add_source(facts.clone()))?;
        let zone = self.zones.add(id, &facts).clone();
        self.write(|log| log.set_zone(&[id], &zone));
        let inflow = Inflow::new(id, facts, self.format);
        self.write(|log| found(log, id, inflow.detection.given()));
        self.inflows.push(inflow);
        Some(id)
    }

    /// Adds a source as another log had it; `None` when too many are in use.
    pub fn add_given(&mut self, given: &GivenSource) -> Option<SourceId> {
        let id = self.write(|log| log.add_source(given.facts.clone()))?;
        // Its clock is its own: what others tell of theirs changes nothing of it.
        self.zones.add(id, &SourceFacts::default());
        self.inflows.push(Inflow::new(id, given.facts.clone(), None));
        self.tell_given(id, given);
        Some(id)
    }

    /// Says of a source that was given what is known of it by now. Its events get the times of
    /// its zone.
    pub fn tell_given(&mut self, source: SourceId, given: &GivenSource) {
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.facts.clone_from(&given.facts);
        }
        let GivenSource { facts, zone, state } = given;
        self.write(|log| {
            log.relabel([(source, facts.label.clone())]);
            found(log, source, facts.format.clone());
            log.set_zone(&[source], zone);
            log.set_state(source, state.clone());
        });
    }

    /// Takes records of a source as another log had them; which events they are.
    pub fn given(&mut self, source: SourceId, records: &[Given]) -> Vec<EventId> {
        let Self { log, classifier, catalog, zones, inflows, pairing, .. } = self;
        let Some(inflow) = inflows.get_mut(source.index()) else { return Vec::new() };
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zones, log: &mut log };
        let mut complete = Vec::with_capacity(records.len());
        for record in records {
            let id = reader.given(record, (source, &inflow.facts));
            complete.extend(id);
            if !record.grown {
                inflow.given.extend(id);
            }
        }
        pairing.see_all(&mut log, &complete);
        complete
    }

    /// The event that a record of a source became, counted from 0 as they were given.
    pub fn given_at(&self, source: SourceId, record: u64) -> Option<EventId> {
        let given = &self.inflows.get(source.index())?.given;
        given.get(usize::try_from(record).ok()?).copied()
    }

    /// Says when a source was written, for lines that say no date. A session's folder says it
    /// better, so where there is one this changes nothing.
    pub fn anchor(&mut self, source: SourceId, anchor: Anchor) {
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.times.dating.assume(anchor);
        }
    }

    /// What follows comes from `path`, beginning at its start. What was open before is complete,
    /// and returned.
    pub fn begin_part(&mut self, source: SourceId, path: &str) -> Vec<EventId> {
        let complete = self.finish_part(source);
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.flow = Flow::new(self.format);
            inflow.capture = Capture::new(self.format);
            // Offsets count from the start of the part.
            inflow.times.sampler = Sampler::default();
        }
        self.write(|log| log.begin_part(source, path));
        complete
    }

    /// Takes bytes of a source; returns the events that are complete now and were not before.
    pub fn bytes(&mut self, source: SourceId, bytes: &[u8]) -> Vec<EventId> {
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.flow.push(bytes);
        }
        self.take_records(source)
    }

    /// The source's file has ended: its last record is complete as it is.
    pub fn finish_part(&mut self, source: SourceId) -> Vec<EventId> {
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.flow.finish();
        }
        let complete = self.take_records(source);
        let plain = self.inflows.get_mut(source.index()).and_then(|it| it.detection.end());
        self.write(|log| found(log, source, plain));
        complete
    }

    /// All that was there at the start is read: a source that has shown no stamp so far is plain
    /// until one comes.
    pub fn caught_up(&mut self) {
        let plain = self.inflows.iter_mut().map(|it| (it.id, it.detection.end()));
        let plain: Vec<_> = plain.collect();
        self.write(|log| plain.into_iter().for_each(|(id, format)| found(log, id, format)));
        self.settle();
    }

    /// Makes up for what was put off while much was read at once.
    pub fn settle(&mut self) {
        let mut log = self.log.write().unwrap_or_else(PoisonError::into_inner);
        self.pairing.settle(&mut log);
        log.settle();
    }

    /// Says how a source is doing.
    pub fn set_state(&mut self, source: SourceId, state: SourceState) {
        self.write(|log| log.set_state(source, state));
    }

    /// Gives sources other labels.
    pub fn relabel(&mut self, labels: Vec<(SourceId, String)>) {
        for (id, label) in &labels {
            if let Some(inflow) = self.inflows.get_mut(id.index()) {
                inflow.facts.label.clone_from(label);
            }
        }
        self.write(|log| log.relabel(labels));
    }

    /// Puts every open record into the log as far as it has come to a line end; returns those
    /// that are new or have grown.
    pub fn show_open(&mut self) -> Vec<EventId> {
        let Self { log, classifier, catalog, zones, inflows, pairing, .. } = self;
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zones, log: &mut log };
        let shown = inflows.iter_mut().filter_map(|inflow| inflow.show(&mut reader));
        let shown: Vec<_> = shown.collect();
        pairing.see_all(&mut log, &shown);
        log.settle();
        shown
    }

    /// The same for the open record of one source.
    pub fn show_open_of(&mut self, source: SourceId) -> Option<EventId> {
        let Self { log, classifier, catalog, zones, inflows, pairing, .. } = self;
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zones, log: &mut log };
        let shown = inflows.get_mut(source.index())?.show(&mut reader);
        pairing.see_all(&mut log, shown.as_slice());
        shown
    }

    /// What is known of the records of a source before they are read.
    pub(super) fn place(&self, source: SourceId) -> Place {
        self.inflows.get(source.index()).map(|it| Place::of(&it.facts)).unwrap_or_default()
    }

    /// Where in the bytes that come next of a source its records can be cut out in chunks: the
    /// first that begins with a stamp of a log file, where that is what the source is.
    pub(super) fn first_plain(&self, source: SourceId, bytes: &[u8]) -> Option<usize> {
        self.inflows.get(source.index())?.flow.first_plain(bytes)
    }

    /// Ends the open record of a source, as a stamp comes next: where that stands (byte and
    /// line), and what is complete now. Then nothing may come but [chunks](Self::take_chunk),
    /// until it [resumes](Self::resume).
    pub(super) fn hand_over(&mut self, source: SourceId) -> Option<((u64, u64), Vec<EventId>)> {
        let flow = &mut self.inflows.get_mut(source.index())?.flow;
        if let Flow::Text(framer) = flow {
            framer.finish();
        }
        let complete = self.take_records(source);
        let inflow = self.inflows.get_mut(source.index())?;
        let place = inflow.flow.text().map_or((0, 1), |framer| framer.position());
        inflow.flow = Flow::Start(Vec::new());
        Some((place, complete))
    }

    /// Looks at the first of the records that come in chunks, which stands at the start of
    /// `bytes`.
    pub(super) fn see_first(&mut self, source: SourceId, bytes: &[u8], (offset, line): (u64, u64)) {
        let Some(inflow) = self.inflows.get_mut(source.index()) else { return };
        let first = Frames::in_log_file(bytes, offset, line).next();
        let format = first.and_then(|record| inflow.detection.see(&record));
        self.write(|log| found(log, source, format));
    }

    /// The log's classes of what a worker has decided.
    pub(super) fn classes_of(&self, decided: &[Known]) -> Vec<ClassId> {
        self.write(|log| decided.iter().map(|it| log.class_of(&it.facts())).collect())
    }

    /// Takes a chunk of a source, whose first record begins in line `line`.
    pub(super) fn take_chunk(
        &mut self,
        source: SourceId,
        chunk: Chunk,
        classes: &[ClassId],
        line: u64,
    ) -> Vec<EventId> {
        let Self { log, classifier, catalog, zones, inflows, pairing, .. } = self;
        let Some(inflow) = inflows.get_mut(source.index()) else { return Vec::new() };
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zones, log: &mut log };
        let complete = inflow.take_chunk(&mut reader, chunk, classes, line);
        pairing.see_all(&mut log, &complete);
        complete
    }

    /// Goes on record by record: the next begins at this place (byte and line) of a log file.
    pub(super) fn resume(&mut self, source: SourceId, (offset, line): (u64, u64)) {
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.flow = Flow::in_log_file(offset, line);
        }
    }

    fn take_records(&mut self, source: SourceId) -> Vec<EventId> {
        let Self { log, classifier, catalog, zones, inflows, pairing, .. } = self;
        let Some(inflow) = inflows.get_mut(source.index()) else { return Vec::new() };
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zones, log: &mut log };
        let mut complete = Vec::new();
        while inflow.take(&mut reader, &mut complete) {}
        inflow.look_ahead(&mut reader);
        pairing.see_all(&mut log, &complete);
        let tellings = std::mem::take(&mut inflow.capture.tellings);
        drop(log);
        complete.extend(self.told(source, tellings));
        complete
    }

    pub(super) fn write<T>(&self, change: impl FnOnce(&mut EventLog) -> T) -> T {
        change(&mut self.log.write().unwrap_or_else(PoisonError::into_inner))
    }
}
