//! From bytes to events: frame, parse, classify, join with the catalog, append.
//!
//! Synchronous, one call a chunk; whoever reads decides on which thread it runs. The last record
//! of a source stays open: [`Ingest::show_open`] puts it into the log as far as it has come to a
//! line end, and it is amended when it grows.

use std::sync::{Arc, PoisonError, RwLock};

use crate::catalog::Catalog;
pub(super) use crate::classify::Record as Classified;
use crate::classify::{Classifier, Rules};
use crate::event::{EventId, Format, Keys, Kind, Purposes, SourceId, Zone};
use crate::frame::{Piece, Record, Sort, opening};
use crate::parse::{Body, Notes, event_name, head, is_core};
use crate::store::{Entry, EventLog, Setup, SourceFacts, SourceState};

use super::capture::Capture;
use super::flow::{Flow, Item};

/// An event log that several threads read while one writes.
pub type SharedLog = Arc<RwLock<EventLog>>;

/// A source on its way into the log.
#[derive(Debug)]
struct Inflow {
    id: SourceId,
    facts: SourceFacts,
    flow: Flow,
    capture: Capture,
    ended: bool,
    /// The length of the open record as it stands in the log; `None` while it does not.
    shown: Option<usize>,
}

impl Inflow {
    /// Puts the open record into the log unless it stands there as it is.
    fn show(&mut self, reader: &mut Reader<'_>, log: &mut EventLog) -> Option<EventId> {
        let (record, _) = self.flow.text()?.open()?;
        let shown = self.shown.replace(record.bytes.len());
        if shown == Some(record.bytes.len()) {
            return None;
        }
        reader.read(&record, &self.facts, |entry| place(log, self.id, entry, shown.is_some()))
    }

    /// Puts the next record, or the events of the next piece, into the log; false where there is
    /// none yet.
    fn take(
        &mut self,
        reader: &mut Reader<'_>,
        log: &mut EventLog,
        complete: &mut Vec<EventId>,
    ) -> bool {
        let Self { id, facts, flow, capture, ended, shown } = self;
        match flow.next() {
            None => return false,
            Some(Item::Record(record)) => {
                let before = shown.take();
                if before == Some(record.bytes.len()) {
                    complete.extend(log.newest(*id));
                } else {
                    let amends = before.is_some();
                    complete.extend(
                        reader.read(&record, facts, |entry| place(log, *id, entry, amends)),
                    );
                }
            }
            Some(Item::Piece(piece)) => {
                if let Some(record) = logged(&piece) {
                    if capture.is_empty() && record.opening.is_some() {
                        flow.turn_to_text(*ended);
                    } else {
                        log.begin_post(*id, None);
                        complete.extend(
                            reader.read(&record, facts, |entry| place(log, *id, entry, false)),
                        );
                    }
                    return true;
                }
                for sighted in capture.records(&piece) {
                    complete.extend(reader.sighted(&sighted, (*id, facts), log));
                }
                if let Some(detected) = capture.detected() {
                    log.set_format(*id, detected);
                }
            }
        }
        true
    }
}

/// A line of a capture that is no JSON, and no form that holds it: as in a log.
fn logged<'p>(piece: &Piece<'p>) -> Option<Record<'p>> {
    let Piece { bytes, offset, line, sort, overlong, continued } = *piece;
    if sort != Sort::Line || bytes.starts_with(b"data=") {
        return None;
    }
    let opening = if continued { None } else { opening(bytes, offset) };
    Some(Record { bytes, offset, line, opening, overlong, continued })
}

/// Turns bytes of sources into events of a log.
#[derive(Debug)]
pub struct Ingest {
    log: SharedLog,
    classifier: Classifier,
    catalog: Arc<Catalog>,
    zone: Zone,
    inflows: Vec<Inflow>,
    forced: Option<Format>,
}

impl Ingest {
    /// An ingest into a new log.
    pub fn new(rules: Rules, catalog: Arc<Catalog>, zone: Zone) -> Self {
        let setup = Setup {
            reasons: rules.reasons().into(),
            destinations: rules.destinations().clone(),
            catalog: Arc::clone(&catalog),
            zone: zone.clone(),
        };
        let log = Arc::new(RwLock::new(EventLog::new(setup)));
        let classifier = Classifier::new(Arc::new(rules));
        Self { log, classifier, catalog, zone, inflows: Vec::new(), forced: None }
    }

    /// Reads every source that is added from now on as written so, whatever is in it.
    pub fn read_as(&mut self, format: Format) {
        self.forced = Some(format);
    }

    /// The log that is filled.
    pub fn log(&self) -> SharedLog {
        Arc::clone(&self.log)
    }

    /// Adds a source; `None` when too many are in use.
    pub fn add_source(&mut self, facts: SourceFacts) -> Option<SourceId> {
        let id = self.write(|log| log.add_source(facts.clone()))?;
        let (flow, capture) = (Flow::new(self.forced), Capture::new(self.forced));
        self.inflows.push(Inflow { id, facts, flow, capture, ended: false, shown: None });
        Some(id)
    }

    /// What follows comes from `path`, beginning at its start. What was open before is complete,
    /// and returned.
    pub fn begin_part(&mut self, source: SourceId, path: &str) -> Vec<EventId> {
        let complete = self.finish_part(source);
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.flow = Flow::new(self.forced);
            inflow.capture = Capture::new(self.forced);
        }
        self.write(|log| log.begin_part(source, path));
        complete
    }

    /// Takes bytes of a source; returns the events that are complete now and were not before.
    pub fn bytes(&mut self, source: SourceId, bytes: &[u8]) -> Vec<EventId> {
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.ended = false;
            inflow.flow.push(bytes);
        }
        self.take_records(source)
    }

    /// The source's file has ended: its last record is complete as it is.
    pub fn finish_part(&mut self, source: SourceId) -> Vec<EventId> {
        if let Some(inflow) = self.inflows.get_mut(source.index()) {
            inflow.ended = true;
            inflow.flow.finish();
        }
        self.take_records(source)
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
        let Self { log, classifier, catalog, zone, inflows, .. } = self;
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zone };
        inflows.iter_mut().filter_map(|inflow| inflow.show(&mut reader, &mut log)).collect()
    }

    /// The same for the open record of one source.
    pub fn show_open_of(&mut self, source: SourceId) -> Option<EventId> {
        let Self { log, classifier, catalog, zone, inflows, .. } = self;
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zone };
        inflows.get_mut(source.index())?.show(&mut reader, &mut log)
    }

    fn take_records(&mut self, source: SourceId) -> Vec<EventId> {
        let Self { log, classifier, catalog, zone, inflows, .. } = self;
        let Some(inflow) = inflows.get_mut(source.index()) else { return Vec::new() };
        let mut reader = Reader { classifier, catalog, zone };
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut complete = Vec::new();
        while inflow.take(&mut reader, &mut log, &mut complete) {}
        complete
    }

    fn write<T>(&self, change: impl FnOnce(&mut EventLog) -> T) -> T {
        change(&mut self.log.write().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Appends a record, or amends the one that stands for it already.
fn place(log: &mut EventLog, source: SourceId, entry: &Entry<'_>, amends: bool) -> Option<EventId> {
    if amends { log.amend_last(source, entry) } else { log.append(source, entry) }
}

/// What the framer found odd.
fn framing(record: &Record<'_>) -> Notes {
    let note = |found: bool, note: Notes| if found { note } else { Notes::default() };
    note(record.overlong, Notes::OVERLONG).with(note(record.continued, Notes::CONTINUED))
}

/// What it takes to make an entry of a record.
pub(super) struct Reader<'i> {
    pub(super) classifier: &'i mut Classifier,
    catalog: &'i Catalog,
    zone: &'i Zone,
}

impl Reader<'_> {
    fn read<T>(
        &mut self,
        record: &Record<'_>,
        facts: &SourceFacts,
        place: impl FnOnce(&Entry<'_>) -> T,
    ) -> T {
        let head = head(record.bytes, record.opening.as_ref(), facts.bearing);
        let name = head.name_in(record.bytes).unwrap_or_default();
        let event = event_name(&name);
        let core = is_core(&name);
        let body = head.body_in(record.bytes).map(|bytes| Body::new(bytes, core));
        let class = self.classifier.classify(&Classified {
            kind: head.kind,
            log_level: head.level,
            name: &name,
            event,
            product: &facts.product,
            source: &facts.label,
            folder: facts.folder.as_deref(),
            body: body.as_ref().map_or(&() as &dyn Keys, |body| body as &dyn Keys),
        });
        place(&Entry {
            bytes: record.bytes,
            offset: record.offset,
            line: record.line,
            framing: framing(record),
            time: head.wall.map(|wall| self.zone.instant(wall)),
            kind: head.kind,
            log_level: head.level,
            name: &name,
            event,
            producer: &class.producer,
            level: class.level,
            level_reason: class.level_reason,
            destination: class.destination,
            destination_reason: class.destination_reason,
            purposes: self.purposes(head.kind, &class.producer, event),
        })
    }

    pub(super) fn purposes(&self, kind: Kind, producer: &str, event: &str) -> Purposes {
        if kind != Kind::Event {
            return Purposes::default();
        }
        self.catalog.lookup(producer, event).purposes()
    }
}
