//! From bytes to events: frame, parse, classify, join with the catalog, append.
//!
//! Synchronous, one call a chunk; whoever reads decides on which thread it runs. The last record
//! of a source stays open: [`Ingest::show_open`] puts it into the log as far as it has come to a
//! line end, and it is amended when it grows.

use std::sync::{Arc, PoisonError, RwLock};

use crate::catalog::Catalog;
pub(super) use crate::classify::Record as Classified;
use crate::classify::{Classifier, Rules};
use crate::event::{
    Clock, Detected, EventId, Format, Instant, Keys, Kind, Purposes, SourceId, Zone,
};
use crate::frame::{Framer, Record};
use crate::parse::{Body, Notes, event_name, head, is_core};
use crate::store::{Entry, EventLog, Setup, SourceFacts, SourceState};

use super::capture::Capture;
use super::dating::{Anchor, Dating, Placed};
use super::detection::Detection;
use super::flow::{Flow, Item};
use super::pairing::Pairing;
use super::zones::{Sampler, Zones};

/// An event log that several threads read while one writes.
pub type SharedLog = Arc<RwLock<EventLog>>;

/// A source on its way into the log.
#[derive(Debug)]
struct Inflow {
    id: SourceId,
    facts: SourceFacts,
    flow: Flow,
    capture: Capture,
    detection: Detection,
    /// The length of the open record as it stands in the log; `None` while it does not.
    shown: Option<usize>,
    times: Times,
}

/// What the times of a source's records depend on beside their own clocks.
#[derive(Debug, Default)]
pub(super) struct Times {
    /// The time of the last complete record that has one.
    last: Option<Instant>,
    sampler: Sampler,
    dating: Dating,
}

impl Inflow {
    /// Puts the open record into the log unless it stands there as it is.
    fn show(&mut self, reader: &mut Reader<'_>) -> Option<EventId> {
        let Self { id, facts, flow, detection, shown, times, .. } = self;
        let (record, _) = flow.text()?.open()?;
        let before = shown.replace(record.bytes.len());
        if before == Some(record.bytes.len()) {
            return None;
        }
        found(reader.log, *id, detection.see(&record));
        reader.read(&record, (*id, facts), times, before.is_some())
    }

    /// Looks into the open record for what it tells of the zone, while nothing else did: what is
    /// complete before it may be printed now, and is not timed again then.
    fn look_ahead(&mut self, reader: &mut Reader<'_>) {
        if reader.zones.is_known(self.id) {
            return;
        }
        let Self { id, facts, flow, times, .. } = self;
        if let Some((record, _)) = flow.text().and_then(Framer::open) {
            let head = head(record.bytes, record.opening.as_ref(), facts.bearing);
            let name = head.name_in(record.bytes).unwrap_or_default();
            let body = head.body_in(record.bytes).map(|bytes| Body::new(bytes, is_core(&name)));
            if let Some((body, wall)) =
                body.zip(head.clock.and_then(Clock::wall)).filter(|_| is_core(&name))
            {
                reader.learn(*id, (record.offset, wall), &body, &mut times.sampler);
            }
        }
    }

    /// Puts the next complete record into the log, or what the next piece of JSON holds; false
    /// where there is none yet.
    fn take(&mut self, reader: &mut Reader<'_>, complete: &mut Vec<EventId>) -> bool {
        let Self { id, facts, flow, capture, detection, shown, times } = self;
        let record = match flow.next() {
            None => return false,
            Some(Item::Record(record)) => record,
            Some(Item::Piece(piece)) => {
                if capture.is_log(&piece) {
                    flow.turn_to_text();
                    reader.log.begin_post(*id, None);
                } else {
                    complete.extend(reader.piece(&piece, (*id, facts), times, capture));
                    found(reader.log, *id, capture.detected());
                }
                return true;
            }
        };
        let before = shown.take();
        found(reader.log, *id, detection.see(&record));
        let done = if before == Some(record.bytes.len()) {
            reader.log.newest(*id)
        } else {
            reader.read(&record, (*id, facts), times, before.is_some())
        };
        let time = done.and_then(|id| reader.log.row(id)?.time());
        times.last = time.or(times.last);
        complete.extend(done);
        true
    }
}

/// Turns bytes of sources into events of a log.
#[derive(Debug)]
pub struct Ingest {
    log: SharedLog,
    classifier: Classifier,
    catalog: Arc<Catalog>,
    zones: Zones,
    format: Option<Format>,
    inflows: Vec<Inflow>,
    pairing: Pairing,
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
        let zones = Zones::new(zone);
        let (inflows, pairing) = (Vec::new(), Pairing::default());
        Self { log, classifier, catalog, zones, format: None, inflows, pairing }
    }

    /// Reads every source that is added from here on as `format`, whatever is in it.
    pub fn read_as(&mut self, format: Format) {
        self.format = Some(format);
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
        let detection = self.format.map_or_else(Detection::default, Detection::forced);
        self.write(|log| found(log, id, detection.given()));
        let flow = Flow::new(self.format, detection.framing());
        let capture = Capture::new(self.format);
        let dating = Dating::new(Anchor::of_session(facts.session.as_deref()));
        let times = Times { dating, ..Times::default() };
        self.inflows.push(Inflow { id, facts, flow, capture, detection, shown: None, times });
        Some(id)
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
            inflow.flow = Flow::new(self.format, inflow.detection.framing());
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

    fn take_records(&mut self, source: SourceId) -> Vec<EventId> {
        let Self { log, classifier, catalog, zones, inflows, pairing, .. } = self;
        let Some(inflow) = inflows.get_mut(source.index()) else { return Vec::new() };
        let mut log = log.write().unwrap_or_else(PoisonError::into_inner);
        let mut reader = Reader { classifier, catalog, zones, log: &mut log };
        let mut complete = Vec::new();
        while inflow.take(&mut reader, &mut complete) {}
        inflow.look_ahead(&mut reader);
        pairing.see_all(&mut log, &complete);
        complete
    }

    fn write<T>(&self, change: impl FnOnce(&mut EventLog) -> T) -> T {
        change(&mut self.log.write().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Tells the log what a source turned out to be written in.
fn found(log: &mut EventLog, source: SourceId, format: Option<Detected>) {
    if let Some(format) = format {
        log.set_format(source, format);
    }
}

/// The UTC time that a core event's payload holds. A payload is one line: what follows it makes
/// it no JSON, but says nothing about the time, and may not have come yet.
fn utc_time(body: &Body<'_>) -> Option<Instant> {
    let line = body.text().lines().next()?;
    Instant::from_iso(&Body::new(line.as_bytes(), true).timestamp()?)
}

/// What the framer found odd.
fn framing(record: &Record<'_>) -> Notes {
    let note = |found: bool, note: Notes| if found { note } else { Notes::default() };
    note(record.overlong, Notes::OVERLONG).with(note(record.continued, Notes::CONTINUED))
}

/// What it takes to make an entry of a record, and where it goes.
pub(super) struct Reader<'i> {
    pub(super) classifier: &'i mut Classifier,
    catalog: &'i Catalog,
    zones: &'i mut Zones,
    pub(super) log: &'i mut EventLog,
}

impl Reader<'_> {
    /// Appends a record of a source, or amends the newest one that stands for it already.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        (source, facts): (SourceId, &SourceFacts),
        times: &mut Times,
        amends: bool,
    ) -> Option<EventId> {
        let head = head(record.bytes, record.opening.as_ref(), facts.bearing);
        let name = head.name_in(record.bytes).unwrap_or_default();
        let event = event_name(&name);
        let core = is_core(&name);
        let body = head.body_in(record.bytes).map(|bytes| Body::new(bytes, core));
        let utc = body.as_ref().filter(|_| core).zip(head.clock.and_then(Clock::wall)).and_then(
            |(body, wall)| self.learn(source, (record.offset, wall), body, &mut times.sampler),
        );
        // A line is not written before its event was made.
        let after = utc.or(times.last);
        let zone = self.zones.of(source);
        let placed = head.clock.and_then(|clock| times.dating.place(clock, zone));
        let wall = placed.and_then(Placed::wall);
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
        let entry = Entry {
            bytes: record.bytes,
            offset: record.offset,
            line: record.line,
            notes: framing(record).with(head.notes),
            time: placed.map(|placed| placed.instant(zone, after)),
            wall,
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
        };
        if amends { self.log.amend_last(source, &entry) } else { self.log.append(source, &entry) }
    }

    /// The UTC time in the payload of a core event that stands at an offset and was logged when
    /// the wall clock showed `wall`, where it is worth looking. It may tell a new zone: then what
    /// is in the log already is timed again.
    fn learn(
        &mut self,
        source: SourceId,
        (offset, wall): (u64, i64),
        body: &Body<'_>,
        sampler: &mut Sampler,
    ) -> Option<Instant> {
        let look = || utc_time(body);
        let utc = sampler.sample(offset, wall, look)?;
        if let Some((sources, zone)) = self.zones.learn(source, wall, utc) {
            self.log.set_zone(sources, zone);
        }
        Some(utc)
    }

    pub(super) fn purposes(&self, kind: Kind, producer: &str, event: &str) -> Purposes {
        if kind != Kind::Event {
            return Purposes::default();
        }
        self.catalog.lookup(producer, event).purposes()
    }
}
