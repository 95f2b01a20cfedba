//! One source on its way into the log: what is open of it, and what is complete.

use crate::event::{Clock, Detected, EventId, Format, Instant, SourceId};
use crate::frame::{Framer, Record};
use crate::parse::{head, is_core};
use crate::store::{BatchRecord, BatchText, ClassId, Counted, EventLog, SourceFacts};

use super::capture::Capture;
use super::dating::{Anchor, Dating};
use super::detection::Detection;
use super::flow::{Flow, Item};
use super::load::{Chunk, Parsed, Sample};
use super::reader::{Reader, Times};
use super::telling::ToldSources;

/// A source on its way into the log.
#[derive(Debug)]
pub(super) struct Inflow {
    pub(super) id: SourceId,
    pub(super) facts: SourceFacts,
    pub(super) flow: Flow,
    pub(super) capture: Capture,
    pub(super) detection: Detection,
    /// The length of the open record as it stands in the log; `None` while it does not.
    pub(super) shown: Option<usize>,
    pub(super) times: Times,
    /// Whether it is read from its beginning, so that lines can be counted.
    pub(super) numbered: bool,
    /// The records that were given as another log had them, in order.
    pub(super) given: Vec<EventId>,
    /// The sources of records of other logs that it tells of.
    pub(super) told: ToldSources,
}

impl Inflow {
    /// A source of which nothing came yet; `forced` says how it is written.
    pub(super) fn new(id: SourceId, facts: SourceFacts, forced: Option<Format>) -> Self {
        let dating = Dating::new(Anchor::of_session(facts.session.as_deref()));
        Self {
            id,
            facts,
            flow: Flow::new(forced),
            capture: Capture::new(forced),
            detection: forced.map_or_else(Detection::default, Detection::forced),
            shown: None,
            times: Times { dating, ..Times::default() },
            numbered: true,
            given: Vec::new(),
            told: ToldSources::default(),
        }
    }

    /// Puts the open record into the log unless it stands there as it is.
    pub(super) fn show(&mut self, reader: &mut Reader<'_>) -> Option<EventId> {
        let Self { id, facts, flow, detection, shown, times, numbered, .. } = self;
        let (record, _) = flow.text()?.open()?;
        let record = numbered_if(*numbered, record);
        let before = shown.replace(record.bytes.len());
        if before == Some(record.bytes.len()) {
            return None;
        }
        found(reader.log, *id, detection.see(&record));
        reader.read(&record, (*id, facts), times, before.is_some())
    }

    /// Looks into the open record for what it tells of the zone, while nothing else did: what is
    /// complete before it may be printed now, and is not timed again then.
    pub(super) fn look_ahead(&mut self, reader: &mut Reader<'_>) {
        if reader.zones.is_known(self.id) {
            return;
        }
        let Self { id, facts, flow, times, .. } = self;
        if let Some((record, _)) = flow.text().and_then(Framer::open) {
            let head = head(record.bytes, record.opening.as_ref(), facts.bearing);
            if head.name_in(record.bytes).is_some_and(|name| is_core(&name)) {
                reader.learn((*id, facts), &record, &mut times.sampler);
            }
        }
    }

    /// Puts the next complete record into the log, or what the next piece of JSON holds; false
    /// where there is none yet.
    pub(super) fn take(&mut self, reader: &mut Reader<'_>, complete: &mut Vec<EventId>) -> bool {
        let Self { id, facts, flow, capture, detection, shown, times, numbered, .. } = self;
        let record = match flow.next() {
            None => return false,
            Some(Item::Record(record)) => numbered_if(*numbered, record),
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

    /// Puts the records of a chunk into the log; `line` is that of the first.
    pub(super) fn take_chunk(
        &mut self,
        reader: &mut Reader<'_>,
        chunk: Chunk,
        classes: &[ClassId],
        line: u64,
    ) -> Vec<EventId> {
        let Chunk { text, offset, records, marks, samples, passed, odd, said, .. } = chunk;
        let batch = BatchText { sealed: text, offset, line, marks, records: records.len() as u32 };
        let batch = (!records.is_empty()).then(|| reader.log.begin_batch(self.id, batch)).flatten();
        let Some(batch) = batch else { return Vec::new() };
        let mut samples = samples.iter().peekable();
        let mut odd = odd.iter().peekable();
        let mut said = said.iter().peekable();
        let mut complete = Vec::with_capacity(records.len());
        for (at, record) in (0..).zip(&records) {
            let sample = samples.next_if(|sample| sample.record == at);
            let utc = sample.and_then(|it| self.learn_from(reader, it, offset, record));
            let after = utc.or(self.times.last);
            let time = reader.zones.instant_after(self.id, record.wall, after);
            self.times.last = Some(time);
            complete.extend(reader.log.append_of(
                batch,
                &BatchRecord {
                    start: record.start,
                    len: record.len,
                    class: classes[record.decision as usize],
                    time: Some(time),
                    wall: Some(record.wall),
                    counted: Counted {
                        stamped: true,
                        odd: odd.next_if_eq(&&at).is_some(),
                        said: said.next_if(|it| it.0 == at).map(|it| it.1),
                    },
                },
            ));
        }
        self.times.sampler.pass(passed);
        if let Some(last) = records.last() {
            self.times.dating.place(Clock::Wall(last.wall), reader.zones.of(self.id));
        }
        complete
    }

    /// What a core event of a chunk tells of the zone.
    fn learn_from(
        &mut self,
        reader: &mut Reader<'_>,
        sample: &Sample,
        offset: u64,
        record: &Parsed,
    ) -> Option<Instant> {
        let sampler = &mut self.times.sampler;
        sampler.pass(sample.passed);
        let at = (offset + u64::from(record.start), record.wall);
        reader.learn_at(self.id, at, sampler, || sample.utc)
    }
}

/// A record without its line, where lines were not counted.
fn numbered_if(numbered: bool, record: Record<'_>) -> Record<'_> {
    Record { line: if numbered { record.line } else { 0 }, ..record }
}

/// Tells the log what a source turned out to be written in.
pub(super) fn found(log: &mut EventLog, source: SourceId, format: Option<Detected>) {
    if let Some(format) = format {
        log.set_format(source, format);
    }
}
